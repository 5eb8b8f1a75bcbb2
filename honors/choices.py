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


class Outlook(TextChoices):
    """What may be said today of somebody who completes the years at a later month."""

    EXPECTED = "expected", _("预计")
    PAST_RETIREMENT = "past_retirement", _("届时已过法定退休年月")
    GONE = "gone", _("已不在职")


class CertificateStatus(TextChoices):
    VALID = "valid", _("有效")
    SUSPENDED = "suspended", _("暂停")
    SUPERSEDED = "superseded", _("已由新版替代")
    REVOKED = "revoked", _("已撤销")
