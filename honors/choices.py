"""Words for honours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    COMPUTING = "computing", _("正在测算")
    DRAFT = "draft", _("待提交")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("正在制证")
    ISSUED = "issued", _("已发证")


class EntryState(TextChoices):
    CANDIDATE = "candidate", _("拟授予")
    HELD = "held", _("暂缓")
    EXCLUDED = "excluded", _("不予")


class HoldReason(TextChoices):
    HISTORY_INCOMPLETE = "history_incomplete", _("任教经历不全，需学校补正或核实")
    PAST_RETIREMENT = "past_retirement", _("已过法定退休年月仍登记在任教，需学校核实")
    BOTH = "both", _("任教经历不全，且已过法定退休年月仍登记在任教，需学校一并核实")
    ALREADY_HONOURED = "already_honoured", _("已在其他批次获得同一荣誉")
    DECEASED = "deceased", _("已故，按规定不在本轮授予")


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
