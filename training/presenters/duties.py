"""Needs, duties, evaluation, vocational schools: the acts as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Detail, Sentence
from training.choices import DualGrade, Kind, SurveyKind


def _kind(detail: Detail) -> str:
    return str(dict(Kind.choices).get(str(detail["kind"]), "—"))


def _assigned(detail: Detail) -> str:
    names = dict(Kind.choices)
    kinds = detail["kinds"] if isinstance(detail["kinds"], list) else []
    return str(_("自动下达适岗培训任务：%s")) % "、".join(str(names.get(str(one), "—")) for one in kinds)


def _made(detail: Detail) -> str:
    return str(_("下达“%(kind)s”培训任务，%(due)s 前完成")) % {"kind": _kind(detail), "due": detail["due"]}


def _waived(detail: Detail) -> str:
    return str(_("免除“%s”培训任务")) % _kind(detail)


def _unwaived(detail: Detail) -> str:
    return str(_("撤销“%s”培训任务的免除")) % _kind(detail)


def _opened(detail: Detail) -> str:
    kind = dict(SurveyKind.choices).get(str(detail["kind"]), "—")
    return str(_("发放%(kind)s问卷 %(asked)s 份")) % {"kind": kind, "asked": detail["asked"]}


def _grade(detail: Detail) -> str:
    return str(dict(DualGrade.choices).get(str(detail["grade"]), "—"))


def _recognised(detail: Detail) -> str:
    return str(_("登记“双师型”教师认定：%s")) % _grade(detail)


def _checked(detail: Detail) -> str:
    if detail["passed"] is not True:
        return str(_("登记“双师型”教师复核：未通过"))
    return str(_("登记“双师型”教师复核：通过，%s")) % _grade(detail)


SENTENCES: dict[str, Sentence] = {
    "requirement.assigned": _assigned,
    "requirement.assigned_to_all": _("按学期、周期下达培训任务（%(event)s）%(count)s 项"),
    "requirement.made": _made,
    "requirement.waived": _waived,
    "requirement.unwaived": _unwaived,
    "requirement.read": _("查看适岗培训任务的免除情况"),
    "class_duty.began": _("登记班主任任职，自 %(on)s 起"),
    "class_duty.ended": _("登记班主任卸任，%(on)s"),
    "qualified_subject.added": _("登记资格证任教学科：%(what)s"),
    "duty_rule.set": _("新增适岗培训规则，自 %(on)s 起，依据%(document)s"),
    "survey_form.set": _("新增评价问卷，自 %(on)s 起，依据%(document)s"),
    "practice_rule.set": _("新增企业实践规则，自 %(on)s 起，依据%(document)s"),
    "shortage_subject.added": _("登记 %(year)s 年紧缺学科：%(what)s"),
    "term.added": _("登记学期，%(on)s 开学"),
    "needs.asked": _("发起需求调研，列出 %(topics)s 项需求"),
    "needs.answered": _("填写需求调研"),
    "programme.grounded": _("登记立项依据：%(topic)s"),
    "survey.opened": _opened,
    "survey.answered": _("收到一份答卷"),
    "practice.recorded": _("登记企业实践 %(days)s 天"),
    "practice.confirmed": _("确认企业实践 %(days)s 天"),
    "practice.struck": _("撤销企业实践登记"),
    "practice.read": _("查看企业实践情况"),
    "dual.recognised": _recognised,
    "dual.checked": _checked,
    "dual.read": _("查看“双师型”教师认定情况"),
    "base.added": _("登记基地“%(name)s”"),
    "base.ended": _("登记基地停用，%(on)s"),
    "ethics_event.added": _("登记宣讲与研学“%(title)s”"),
    "ethics_event.attended": _("登记参加人员 %(people)s 人"),
}
