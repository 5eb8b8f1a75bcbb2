"""The reasons of an answer in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS = {
    "sanction_P1": _("警告处分期内"),
    "sanction_P2": _("记过处分期内"),
    "sanction_P2b": _("记大过处分期内"),
    "sanction_P3": _("降低岗位等级处分期内"),
    "sanction_P3b": _("降级或撤职处分期内"),
    "sanction_P4": _("已受开除处分"),
    "sanction_L1": _("警告（2014年办法）影响期内"),
    "sanction_L2": _("记过（2014年办法）影响期内"),
    "sanction_L3": _("降低专业技术职务等级（2014年办法）影响期内"),
    "sanction_L4": _("撤销专业技术职务或者行政职务（2014年办法）影响期内"),
    "sanction_L5": _("已被开除或者解除聘用合同（2014年办法）"),
    "bar_commendation": _("取消评奖评优资格期内"),
    "bar_promotion": _("取消职务晋升资格期内"),
    "bar_title_review": _("取消职称评定资格期内"),
    "bar_post_appointment": _("取消岗位聘用资格期内"),
    "bar_pay_step": _("取消工资晋级资格期内"),
    "bar_talent_plan": _("取消申报人才计划资格期内"),
    "bar_cadre": _("取消干部选任资格期内"),
    "bar_research": _("取消申报科研项目资格期内"),
    "bar_not_lifted": _("取消资格期满，待作出解除决定"),
    "prohibition_B1": _("依法终身禁止从事密切接触未成年人的工作"),
    "prohibition_B2": _("丧失教师资格"),
    "prohibition_B3": _("教师资格被撤销，尚不得重新申请"),
    "prohibition_B4": _("法院判令从业禁止期内"),
    "prohibition_B5": _("法院禁止令期内"),
    "prohibition_B6": _("列入幼儿园从业禁止人员名单"),
    "prohibition_B7": _("列入严重师德违规人员名单"),
    "prohibition_B8": _("教师资格考试作弊，禁考期内"),
    "open_case": _("师德案件已立案，尚未办结"),
    "appraisal_failed": _("当年师德考核不合格"),
    "clearance_missing": _("没有准入查询结果（待核查）"),
    "clearance_pending": _("准入查询结果尚未返回"),
    "clearance_stale": _("准入查询结果已过有效期，须重新查询"),
    "clearance_not_passed": _("准入查询未通过"),
    "clearance_disputed": _("准入查询结果正在复核"),
    "unknown_kind": _("登记的处理种类无法识别，须人工核实"),
    "unknown_domain": _("登记的取消资格领域无法识别，须人工核实"),
    "unreadable": _("登记内容无法读取，须人工核实"),
    "unknown_purpose": _("用途不在规定的范围内"),
    "unknown_person": _("名册中没有这位人员，或证件号、姓名不一致"),
}


def words(code: str) -> str:
    """What a reason is called, in the language of the reader; an unknown code is told as a hold of unknown ground."""
    return gettext(WORDS.get(code) or WORDS["unreadable"])


def told(code: str, from_on: date | None, until_on: date | None, document: str) -> str:
    """A reason with its half-open period and its document, in Chinese, as it is kept beside an entry."""
    said = WORDS.get(code, WORDS["unreadable"])
    if from_on and until_on:
        said += f"，{from_on} 起，{until_on} 恢复"
    elif from_on:
        said += f"，{from_on} 起"
    return f"{said}（{document}）" if document else said
