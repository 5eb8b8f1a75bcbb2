"""Kinds of handling (处理 = 处分 + 其他处理), what they bar from, and the answer."""

from __future__ import annotations

import unicodedata
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandlingKind(TextChoices):
    """Sanctions of both schemes in force since 2023-11-06, other handling, and the names before 2018."""

    P1 = "P1", _("警告")
    P2 = "P2", _("记过")
    P2B = "P2b", _("记大过")
    P3 = "P3", _("降低岗位等级")
    P3B = "P3b", _("降级或撤职")
    P4 = "P4", _("开除")
    Q1 = "Q1", _("批评教育")
    Q2 = "Q2", _("诫勉谈话")
    Q3 = "Q3", _("责令检查")
    Q4 = "Q4", _("通报批评")
    Q5 = "Q5", _("取消资格")
    Q6 = "Q6", _("限制研究生招生")
    L1 = "L1", _("警告（2014年办法）")
    L2 = "L2", _("记过（2014年办法）")
    L3 = "L3", _("降低专业技术职务等级（2014年办法）")
    L4 = "L4", _("撤销专业技术职务或者行政职务（2014年办法）")
    L5 = "L5", _("开除或者解除聘用合同（2014年办法）")


class DisciplineScheme(TextChoices):
    """Which list of sanctions a person falls under on the day of the decision."""

    MANAGER_6 = "MANAGER_6", _("管理人员（六种）")
    STAFF_4 = "STAFF_4", _("其他工作人员（四种）")
    PRIVATE_CONTRACT = "PRIVATE_CONTRACT", _("民办学校聘用人员")
    LEGACY = "LEGACY", _("2014年办法")


class HandlingState(TextChoices):
    """Whether a decision still stands; whether it is in force on a day is arithmetic, not a state."""

    STANDING = "standing", _("已作出")
    ANNULLED = "annulled", _("已撤销（复核、申诉）")
    CLEARED = "cleared", _("不属实，已澄清")
    REPLACED = "replaced", _("已变更为较轻的处理")


class BarDomain(TextChoices):
    """What a person may be barred from by 取消资格; one row for each."""

    COMMENDATION = "commendation", _("评奖评优")
    PROMOTION = "promotion", _("职务晋升")
    TITLE = "title_review", _("职称评定")
    POST = "post_appointment", _("岗位聘用")
    PAY = "pay_step", _("工资晋级")
    TALENT = "talent_plan", _("申报人才计划")
    CADRE = "cadre", _("干部选任")
    RESEARCH = "research", _("申报科研项目")


class Purpose(TextChoices):
    """What somebody may be put forward for."""

    TITLE_REVIEW = "title_review", _("职称评审")
    POST_APPOINTMENT = "post_appointment", _("岗位聘用")
    PROMOTION = "promotion", _("职务晋升")
    COMMENDATION = "commendation", _("推优评先")
    REGISTRATION = "registration", _("教师资格定期注册")
    LONG_SERVICE = "long_service", _("长期任教荣誉")
    HIRE = "hire", _("入职")
    ROTATION = "rotation", _("交流轮岗")
    TALENT_PLAN = "talent_plan", _("申报人才计划")
    PAY_STEP = "pay_step", _("薪级晋升")


class Answer(TextChoices):
    CLEAR = "clear", _("可以推荐")
    BARRED = "barred", _("不得推荐")
    HOLD = "hold", _("暂缓")


K = HandlingKind
SANCTIONS: Final = (K.P1, K.P2, K.P2B, K.P3, K.P3B, K.P4)
OTHER_HANDLING: Final = (K.Q1, K.Q2, K.Q3, K.Q4, K.Q5, K.Q6)
LEGACY: Final = (K.L1, K.L2, K.L3, K.L4, K.L5)
# Since 2023-11-06 people who do management work take the scheme of six, all others that of four.
MANAGER_KINDS: Final = (K.P1, K.P2, K.P2B, K.P3B, K.P4)
STAFF_KINDS: Final = (K.P1, K.P2, K.P3, K.P4)
# Months. None: the sanction has no period and ends the personnel relation; 0: no period and no effect in time.
PERIODS: Final[dict[str, int | None]] = {
    K.P1: 6, K.P2: 12, K.P2B: 18, K.P3: 24, K.P3B: 24, K.P4: None,
    K.Q1: 0, K.Q2: 0, K.Q3: 0, K.Q4: 0, K.Q5: 24, K.Q6: 24,
    K.L1: 6, K.L2: 12, K.L3: 24, K.L4: 24, K.L5: None,
}  # fmt: skip

_WORDS: Final = {
    K.P1: "警告", K.P2: "记过", K.P2B: "记大过", K.P3: "降低岗位等级 降低岗位等级处分",
    K.P3B: "降级或撤职 撤职 降级", K.P4: "开除", K.Q1: "批评教育", K.Q2: "诫勉谈话 诫勉", K.Q3: "责令检查",
    K.Q4: "通报批评", K.Q5: "取消资格 取消相应资格", K.Q6: "限制研究生招生 限制招收研究生",
    K.L1: "警告（2014年办法）", K.L2: "记过（2014年办法）",
    K.L3: "降低专业技术职务等级（2014年办法） 降低专业技术职务等级",
    K.L4: "撤销专业技术职务或者行政职务（2014年办法） 撤销专业技术职务或者行政职务 撤销专业技术职务或行政职务",
    K.L5: "开除或者解除聘用合同（2014年办法） 开除或者解除聘用合同 开除或解除聘用合同 解除聘用合同",
}  # fmt: skip


def plain(text: str) -> str:
    """Without blanks and differences of width or case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


_KINDS: Final = {plain(word): kind for kind, words in _WORDS.items() for word in (*words.split(), str(kind))}


def handling_from_label(text: str) -> HandlingKind | None:
    """The kind that a workbook means; None for a word that no list knows."""
    found = plain(text)
    return _KINDS.get(found) or _KINDS.get(found.removesuffix("处分"))


def chinese(kind: HandlingKind) -> str:
    """The Chinese word of a kind, whatever language is active."""
    return _WORDS[kind].split()[0]
