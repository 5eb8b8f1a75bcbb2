"""Programmes, seats, check-in: the acts as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Detail, Sentence
from training.choices import CheckHow, CheckPoint, EnrolledBy, EnrolmentState, SampleResult, Step


def _label(choices: dict[str, object], value: object) -> str:
    return str(choices.get(str(value), "—"))


def _enrolled(detail: Detail) -> str:
    state, how = _label(dict(EnrolmentState.choices), detail["state"]), _label(dict(EnrolledBy.choices), detail["how"])
    return str(_("%(how)s：%(state)s")) % {"how": how, "state": state}


def _decided(detail: Detail) -> str:
    step = _label(dict(Step.choices), detail["step"])
    text = _("报名审批（%s）：同意") if detail["agreed"] else _("报名审批（%s）：不同意")
    return str(text) % step


def _checked(detail: Detail) -> str:
    return _label(dict(CheckPoint.choices), detail["point"])


def _noted(detail: Detail) -> str:
    point = _label(dict(CheckPoint.choices), detail["point"])
    return f"{point}：{_label(dict(CheckHow.choices), detail['how'])}"


def _looked(detail: Detail) -> str:
    return str(_("登记校本抽查结果：%s")) % _label(dict(SampleResult.choices), detail["result"])


SENTENCES: dict[str, Sentence] = {
    "season.made": _("建立培训季“%(name)s”"),
    "programme.made": _("编制培训项目“%(title)s”"),
    "programme.changed": _("修改培训项目"),
    "programme.submit": _("校本计划提交市（区）审核"),
    "programme.agree": _("审核同意校本计划并发布"),
    "programme.give_back": _("退回校本计划"),
    "programme.publish": _("发布培训项目"),
    "programme.finish": _("培训项目结项"),
    "programme.cancel": _("取消培训项目"),
    "course.made": _("添加课程“%(title)s”"),
    "session.made": _("安排场次“%(title)s”，%(at)s，%(seats)s 个名额"),
    "session.changed": _("修改场次，容纳 %(capacity)s 人"),
    "session.cancelled": _("取消场次“%(title)s”，通知 %(told)s 人"),
    "session.opened": _("开放签到"),
    "session.second_called": _("开始中途签到"),
    "session.completed": _(
        "确认出勤：全程 %(attended)s 人，部分 %(partly)s 人，缺席 %(absent)s 人，请假 %(excused)s 人"
    ),
    "trainer.named": _("登记授课教师的教师记录"),
    "quota.given": _("下达名额：%(unit)s %(seats)s 个"),
    "enrolment.made": _enrolled,
    "enrolment.decided": _decided,
    "enrolment.withdrawn": _("退出报名"),
    "enrolment.moved_up": _("候补递补为有名额"),
    "check_in.made": _checked,
    "check_in.noted": _noted,
    "sample.drawn": _("随机抽取校本项目“%(programme)s”（共 %(pool)s 个可抽）"),
    "sample.looked": _looked,
    "training_setting.made": _("设定培训规则，自 %(effective_from)s 起"),
    "calendar_feed.opened": _("生成个人日历订阅地址"),
    "calendar_feed.ended": _("停止个人日历订阅"),
}
