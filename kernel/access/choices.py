"""Words for accounts that are opened and closed, and for changes of grants."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClosureKind(TextChoices):
    BY_HAND = "by_hand", pgettext_lazy("account", "停用")
    LAPSED = "lapsed", _("长期未用，自动停用")


class Reset(TextChoices):
    """What is reset for somebody who cannot sign in any more."""

    PASSWORD = "password", _("重置为初始密码")
    FACTORS = "factors", _("重置第二因素")


class Change(TextChoices):
    """What is asked for with a grant."""

    GRANT = "grant", _("授予角色")
    EXTEND = "extend", _("延长授权")
    DELEGATE = "delegate", _("请假代理")
