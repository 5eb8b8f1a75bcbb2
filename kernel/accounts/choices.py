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


class Step(TextChoices):
    """What a signed-in person has to do before any other page opens."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    SET_UP = "set_up"
    ENTER = "enter"


class SignInAct(TextChoices):
    """What is written down of signing in."""

    DONE = "done"
    FAILED = "failed"
    LEFT = "left"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an act
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an act
    CODE_FAILED = "code_failed"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    CODES_RENEWED = "codes_renewed"
    FACTORS_RESET = "factors_reset"
    SESSION_ENDED = "session_ended"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"
    IDENTITY_UNKNOWN = "identity_unknown"
