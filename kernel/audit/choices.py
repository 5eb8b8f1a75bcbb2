"""Words of the trail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    ACT = "act", _("办理")
    READ = "read", _("查看")
    REFUSED = "refused", _("被拒绝")
