"""The demonstration's exemptions from the exchange and measures of appointment, by the actions of a city's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kernel.accounts.models import User
from kernel.errors import RuleBroken
from staffing.actions import exemptions, measures
from staffing.choices import ExemptGround, MeasureGround, MeasureKind
from staffing.queries.rotation import people, rule_on
from teachers.models import Teacher
from teachers.queries.register import teachers


def load_appointments(users: Mapping[str, User], today: date) -> None:
    """Of the school of the cast: two exemptions, one confirmed; a lower appointment at the department, one begun."""
    school, district = users["school"], users["district"]
    unit = teachers(school).select_related("school").order_by("pk")[0].school
    rule, _row = rule_on(today)
    ids = [one.pk for one in people(school, unit, today, rule) if not one.is_head]
    known = {one.pk: one for one in teachers(school).filter(pk__in=ids, user=None).select_related("school")}
    some = iter([known[pk] for pk in ids if pk in known])
    for ground, is_confirmed in ((ExemptGround.FAMILY, True), (ExemptGround.HEALTH, False)):
        if one := next(some, None):
            asked = exemptions.ask(
                teacher=one, ground=ground, until=today + timedelta(days=300), paper="材料见学校人事档案（示例）",
                by=school, on=today,
            )  # fmt: skip
            if is_confirmed:
                exemptions.confirm(exemption=asked, by=district, on=today, answer="材料齐全")
    _measures(next(some, None), next(some, None), school, today)


def _measures(first: Teacher | None, second: Teacher | None, school: User, today: date) -> None:
    try:
        if first is not None:
            one = measures.propose(
                teacher=first, kind=MeasureKind.LOWER, ground=MeasureGround.APPRAISAL, appraisal_year=today.year - 1,
                from_grade=9, to_grade=10, term_months=12, facts="上一年度考核登记表（示例）", by=school, on=today,
            )  # fmt: skip
            for name, document, words in (
                ("notice", "告知书（示例）", ""), ("note_statement", "谈话记录（示例）", "本人没有异议。"),
                ("decide", "校长办公会纪要（示例）", ""),
            ):  # fmt: skip
                one = measures.make_move(
                    measure=one, name=name, by=school, on=today, document=document, words=words
                )  # fmt: skip
        if second is not None:
            measures.propose(
                teacher=second, kind=MeasureKind.CONVERT, ground=MeasureGround.UNFIT, to_category="support",
                term_months=12, facts="聘期考核结果（示例）", by=school, on=today,
            )  # fmt: skip
    except RuleBroken:  # something of the demonstration's other stories stands open about the person
        return
