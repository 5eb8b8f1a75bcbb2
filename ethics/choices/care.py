"""Words of warnings, the yearly ethics appraisal, and the accountability of units."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WarningLevel(TextChoices):
    """A ladder of its own: no level is a 处理, and none bars anybody from anything."""

    REMINDER = "reminder", _("提醒")
    EARLY = "early", _("预警")
    NOTICE = "notice", _("通报")


class EthicsGrade(TextChoices):
    EXCELLENT = "excellent", _("优秀")
    PASSED = "passed", _("合格")
    BASIC = "basic", _("基本合格")
    FAILED = "failed", _("不合格")


class AppraisalState(TextChoices):
    OPEN = "open", _("学校评定中")
    TOLD = "told", _("已告知本人")
    OBJECTED = "objected", _("本人有异议")
    LOCKED = "locked", _("已锁定")


class UnitGround(TextChoices):
    """《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第十二条."""

    NO_MECHANISM = "no_mechanism", _("师德师风长效机制建设、日常教育督导不到位")
    NOT_FOUND = "not_found", _("师德失范问题排查发现不及时")
    WEAKLY = "weakly", _("对已发现的师德失范行为处置不力、方式不当，拒不处理、拖延、推诿或者隐瞒")
    NOT_CARRIED_OUT = "not_carried_out", _("已作出的处理决定落实不到位，整改不彻底")
    REPEATED = "repeated", _("多次出现师德失范问题或者引起不良社会影响")
    OTHER = "other_ground", _("其他应当问责的失职失责情形")


class UnitMeasure(TextChoices):
    TALK = "talk", _("约谈")
    ADMONISH = "admonish", _("诫勉谈话")
    CIRCULATE = "circulate", _("通报批评")
    DISCIPLINE = "discipline", _("纪律处分")
    REORGANISE = "reorganise", _("组织处理")


class UnitPerson(TextChoices):
    HEAD = "head", _("主要负责人")
    IN_CHARGE = "in_charge", _("分管负责人")
    DIRECT = "direct", _("直接责任人员")
