"""What a password must be like: three of four kinds of characters, none of the last five."""

from __future__ import annotations

import secrets
import string

from django.contrib.auth.hashers import check_password, is_password_usable
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import OldPassword, User

# Without characters that are easily taken for each other: these are read from paper.
_KINDS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


class ThreeKinds:
    """Small and capital letters, figures and signs: three of the four."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError when there are fewer."""
        kinds = {
            "lower" if one in string.ascii_lowercase else
            "upper" if one in string.ascii_uppercase else
            "digit" if one in string.digits else "sign"
            for one in password
        }  # fmt: skip
        if len(kinds) < 3:
            raise ValidationError(
                _("密码太简单，请至少使用大写字母、小写字母、数字、符号四类中的三类。"), code="too_few_kinds"
            )

    def get_help_text(self) -> str:
        return _("密码须包含大写字母、小写字母、数字、符号四类中的三类。")


class NotAnOldOne:
    """None of the last few, the present one among them."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError when the person had it before."""
        if user is None or user.pk is None:
            return
        stored = OldPassword.objects.filter(user=user).values_list("password", flat=True)[: self.last]
        if any(check_password(password, one) for one in {user.password, *stored} if is_password_usable(one)):
            raise ValidationError(
                _("不能使用最近 %(last)s 次用过的密码，请另设一个。"), code="used_before", params={"last": self.last}
            )

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Django calls this after a new password was saved."""
        if user is None or user.pk is None:
            return
        now = timezone.now()
        User.objects.filter(pk=user.pk).update(password_changed_at=now)
        user.password_changed_at = now
        OldPassword.objects.create(user=user, password=user.password)
        kept = OldPassword.objects.filter(user=user).values_list("pk", flat=True)[: self.last]
        OldPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        return _("不能使用最近 %(last)s 次用过的密码。") % {"last": self.last}


def initial_password() -> str:
    """A random password to hand to somebody, who has to change it: 14 characters of three kinds."""
    while True:
        found = "".join(secrets.choice("".join(_KINDS)) for _n in range(14))
        if all(set(found) & set(kind) for kind in _KINDS):
            return found
