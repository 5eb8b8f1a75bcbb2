"""Facts, indicators and scores in words."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teachers.queries.measures import measures
from teachers.rules.portrait import Band, How, Part, Weighted
from teachers.rules.portrait_facts import Fact, Measure

_t = gettext_lazy
INDICATORS: dict[str, Any] = {
    "appraisal": _t("师德考核等次（近四年）"), "ethics_lesson": _t("师德第一课学时（近三年）"),
    "teaching": _t("教龄"), "title": _t("职称"), "class_teacher": _t("班主任任职"),
    "research_hours": _t("研修学时（近三年）"), "research_service": _t("教研经历"),
    "hours": _t("培训学时进度"), "higher_hours": _t("县级以上学时进度"), "education": _t("学历"),
    "literacy_third": _t("数字素养第三方测评"), "literacy_self": _t("数字素养自评"),
    "digital_hours": _t("数字素养培训学时（近三年）"), "taught": _t("承担培训授课（近三年）"),
    "reaching_out": _t("支教、交流"), "long_service": _t("长期任教荣誉"),
}  # fmt: skip
BANDS = {Band.UPPER: _t("同组较高的四分之一"), Band.MIDDLE: _t("同组中间的一半"), Band.LOWER: _t("同组较低的四分之一")}
HOW = {
    How.SHARE: _t("各项相加，与满分标准相比"), How.PACE: _t("最近一项与来源规定的应达数相比"),
    How.MEAN: _t("各年等次折分的平均"), How.BEST: _t("取折分最高的一项"),
}  # fmt: skip


def points(tenths: int | None) -> str:
    """A score as people write it; a dash for none."""
    return "—" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def told(fact: Fact) -> str:
    """A fact in a sentence: what, how much, of which."""
    measure = measures().get(fact.measure)
    if measure is None:
        return fact.name
    words = f"{measure.title}：{quantity(measure, fact.value)}"
    if fact.of:
        words += _("（应达 %s）") % quantity(measure, fact.of)
    return f"{words}（{fact.note}）" if fact.note else words


def quantity(measure: Measure, value: int) -> str:
    """A value with its unit."""
    return f"{measure.shown(value)} {measure.unit}".strip()


def arithmetic(part: Part) -> str:
    """How an indicator came to its points."""
    one, facts = part.of, part.facts
    if part.score is None:
        return _("没有可用的数据，不计分也不当作 0 分")
    measure = measures()[facts[0].measure]
    if one.rule.how is How.SHARE:
        total = measure.shown(sum(fact.value for fact in facts))
        words = {"value": total, "of": measure.shown(one.standard), "points": points(part.score)}
        return _("%(value)s ÷ %(of)s × 100，最高 100 = %(points)s") % words
    if one.rule.how is How.PACE:
        words = {"value": measure.shown(facts[0].value), "of": measure.shown(facts[0].of), "points": points(part.score)}
        return _("%(value)s ÷ %(of)s × 100，最高 100 = %(points)s") % words
    worth = [f"{measure.shown(fact.value)} {one.rule.worth.get(fact.value, 0)}" for fact in facts]
    if one.rule.how is How.MEAN:
        return _("（%(parts)s）÷ %(count)s = %(points)s") % {
            "parts": " + ".join(worth), "count": len(facts), "points": points(part.score),
        }  # fmt: skip
    return _("折分最高：%(parts)s，计 %(points)s") % {"parts": "、".join(worth), "points": points(part.score)}


def remedy(part: Part) -> str:
    """What would change the points of an indicator."""
    one = part.of
    measure = measures().get(one.rule.measures[0])
    if measure is None:
        return ""
    if part.missing:
        words = {"missing": quantity(measure, part.missing)}
        return _("再增加 %(missing)s 即满分") % words
    if part.score == 1000:
        return _("已是满分，来源更正或过期时才会变化")
    if one.rule.how is How.PACE:
        return _("来源有了新的结果就会计分")
    return _("来源登记新的等次或更正后变化")


def standard_shown(one: Weighted) -> str:
    """The standard of an indicator with its unit; what grades are worth where it has none."""
    measure = measures().get(one.rule.measures[0])
    if measure is None:
        return "—"
    if one.rule.how is How.SHARE:
        return quantity(measure, one.standard)
    if one.rule.worth:
        return "，".join(f"{measure.shown(value)} {worth}" for value, worth in one.rule.worth.items())
    return _("来源规定的应达数")


def page_of(measure: Measure, teacher_no: str) -> str:
    """Where the source is corrected; empty where the measure names no page."""
    for args in ([], [teacher_no]):
        try:
            return reverse(measure.page, args=args) if measure.page else ""
        except NoReverseMatch:
            continue
    return ""
