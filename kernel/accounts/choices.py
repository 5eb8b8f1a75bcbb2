"""Words for accounts."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    PERSON = "person", _("人员")
    SYSTEM = "system", _("系统")


class Duty(TextChoices):
    """Whose work a role is: the three administrators are kept apart from each other and from all business."""

    BUSINESS = "business", _("业务")
    SYSTEM = "system", _("系统管理")
    SECURITY = "security", _("安全管理")
    AUDIT = "audit", _("审计管理")


class GrantKind(TextChoices):
    """Why a person has a role: it is the own post, one headed for the time being, or a colleague's during a leave."""

    OWN = "own", _("本职")
    ACTING = "acting", _("代理负责人")
    DELEGATED = "delegated", _("请假代理")
