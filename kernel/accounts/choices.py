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
