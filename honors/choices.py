"""Words for honours."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    COMPUTING = "computing", _("正在测算")
    DRAFT = "draft", _("待下发核对")
    CHECKING = "checking", _("逐级核对")
    PUBLICITY = "publicity", _("公示")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("正在制证")
    ISSUED = "issued", _("已发证")
    ARCHIVED = "archived", _("已归档")


class EntryState(TextChoices):
    CANDIDATE = "candidate", _("拟授予")
    HELD = "held", _("暂缓")
    EXCLUDED = "excluded", _("不予")


class HoldReason(TextChoices):
    HISTORY_INCOMPLETE = "history_incomplete", _("任教经历不全，需学校补正或核实")
    PAST_RETIREMENT = "past_retirement", _("已过法定退休年月仍登记在任教，需学校核实")
    BOTH = "both", _("任教经历不全，且已过法定退休年月仍登记在任教，需学校一并核实")
    ETHICS_HELD = "ethics_held", _("师德案件在办或师德情况待核实，暂缓")
    SET_ASIDE = "set_aside", _("经办人登记暂缓")
    UNCONFIRMED = "unconfirmed", _("本人未确认，转入下一轮")
    NOT_SENT = "not_sent", _("学校未按期报送，转入下一轮")
    OBJECTION_HELD = "objection_held", _("异议成立，暂缓")
    ALREADY_HONOURED = "already_honoured", _("已在其他批次获得同一荣誉")
    DECEASED = "deceased", _("已故，按规定不在本轮授予")
    BARRED = "barred", _("处分等影响期内，按规定不予")
    OBJECTION_UPHELD = "objection_upheld", _("异议成立，不予")
    SHORT_AFTER_ALL = "short_after_all", _("核对后教龄未达年限")


# What a school settles by looking into the file; the other reasons end when what they rest on ends.
SCHOOL_SETTLES = (HoldReason.HISTORY_INCOMPLETE, HoldReason.PAST_RETIREMENT, HoldReason.BOTH)


class Confirmation(TextChoices):
    """How the person concerned confirmed the entry."""

    NONE = "", _("未确认")
    SELF = "self", _("本人在线确认")
    PAPER = "paper", _("本人签字（学校登记）")
    OFFLINE = "offline", _("系统外确认（经办人登记）")


class ListState(TextChoices):
    """The list of one school on its way up."""

    OPEN = "open", _("学校核对中")
    SENT = "sent", _("待市（区）审核")
    CHECKED = "checked", _("已审核")


class ObjectionSource(TextChoices):
    SELF = "self", _("本人")
    PUBLIC = "public", _("公示期群众")


class ObjectionState(TextChoices):
    OPEN = "open", _("待处理")
    UPHELD = "upheld", _("成立")
    REJECTED = "rejected", _("不成立")


class Remedy(TextChoices):
    """What an upheld objection does to the list."""

    RECOMPUTE = "recompute", _("名册已更正，按现有登记重新计算此人")
    HOLD = "hold", _("转为暂缓，查清后列入下一轮")
    EXCLUDE = "exclude", _("不予授予")


class Outlook(TextChoices):
    """What may be said today of somebody who completes the years at a later month."""

    EXPECTED = "expected", _("预计")
    PAST_RETIREMENT = "past_retirement", _("届时已过法定退休年月")
    GONE = "gone", _("已不在职")


class CertificateStatus(TextChoices):
    VALID = "valid", _("有效")
    SUSPENDED = "suspended", _("暂停")
    REVOKED = "revoked", _("已撤销")


class CopyReason(TextChoices):
    """Why a paper was made again."""

    LOST = "lost", _("遗失补发")
    DAMAGED = "damaged", _("损毁换发")
    CORRECTED = "corrected", _("更正")


class SuspensionReason(TextChoices):
    ETHICS_BAR = "ethics_bar", _("师德处理影响期内")
    ETHICS_CASE = "ethics_case", _("师德问题正在处理")
    DOUBT = "doubt", _("授予条件正在核查")
    CRIMINAL_CASE = "criminal_case", _("涉嫌违法犯罪正在查处")
    OTHER = "other_suspension", _("其他依文件")


class RevocationReason(TextChoices):
    UNTRUE = "untrue", _("以失实材料取得")
    SANCTION = "sanction", _("师德失范受到处理")
    CRIME = "crime", _("违法犯罪")
    IN_ERROR = "in_error", _("错发")
    OTHER = "other_revocation", _("其他依文件")


class CertificateAct(TextChoices):
    """What happens to a certificate after it was issued."""

    REISSUED = "reissued", _("补发")
    CORRECTED = "corrected", _("更正")
    RENAMED = "renamed", _("更正姓名")
    SUSPENDED = "suspended", _("暂停")
    RESUMED = "resumed", _("恢复")
    REVOKED = "revoked", _("撤销")


class PrintKind(TextChoices):
    CERTIFICATES = "certificates", _("证书合订本")
    HANDOVER = "handover", _("交接清单")


class TemplateState(TextChoices):
    DRAFT = "draft", _("草稿")
    APPROVED = "approved", _("已启用")
    RETIRED = "retired", _("已停用")


class DateStyle(TextChoices):
    CHINESE = "chinese", _("汉字（二〇二六年九月十日）")
    ARABIC = "arabic", _("阿拉伯数字（2026年9月10日）")


class SealKind(TextChoices):
    PLACE = "place", _("留出用印位置，打印后加盖实体印章")
    IMAGE = "image", _("印章图样（注明不是电子印章）")
    SPECIMEN = "specimen", _("样章（仅供核对版式，不作证书使用）")


class ForYears(IntegerChoices):
    BOTH = 0, _("满 30 年、满 40 年通用")
    THIRTY = 30, _("满 30 年")
    FORTY = 40, _("满 40 年")
