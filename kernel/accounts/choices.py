"""Words for accounts."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    PERSON = "person", _("人员")
    SYSTEM = "system", _("系统")


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
