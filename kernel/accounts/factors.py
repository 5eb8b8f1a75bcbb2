"""Second factors: their secrets are sealed at rest, their codes count once."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import segno
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.rotation import Told
from kernel.crypto.seal import CannotOpen, newest_head, seal, unseal

CONTEXT = "mfa.authenticator"
SEALED = {"secret", "seed"}  # of an authenticator app, of the recovery codes
CODE_LIVES = 120  # seconds in which the same code could still be right; longer than three steps of the clock


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Named in settings as MFA_ADAPTER."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证不通过：验证码不正确、已过期或已经用过。请等新的验证码出现后再试。"),
        "cannot_generate_recovery_codes": _("请先登记身份验证器或通行密钥，再生成备用码。"),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), CONTEXT).decode()

    def get_totp_issuer(self) -> str:
        return gettext("泰州市教师登记")

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=3, light="#fff", xmldecl=False)
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("通行密钥 %s") % (count + 1)


class _Once(forms.Form):
    """A code counts once: allauth forgets a used one sooner than the tolerance of the clock lets it be right."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"code-used:{self.user.pk}:{normalize_user_code(code)}", 1, timeout=CODE_LIVES):
            raise SealedFactors().validation_error("incorrect_code")
        return code


_CODE = _("验证码")
_HINT = _("身份验证器显示的 6 位数字，或一个备用码。")


class CodeForm(_Once, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _HINT)


class CodeAgainForm(_Once, ReauthenticateForm):  # type: ignore[misc]
    """The code of somebody who is signed in already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _HINT)


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app. Until then its secret waits in the session, sealed as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session, adapter = context.request.session, SealedFactors()
        if held := session.get(SECRET_SESSION_KEY):
            session[SECRET_SESSION_KEY] = adapter.decrypt(held)
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = adapter.encrypt(self.secret)
        _plain(self.fields["code"], _("身份验证器显示的 6 位数字。"))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名称")
        self.fields["name"].help_text = _("便于您辨认，例如“办公室电脑”。")
        self.fields["name"].max_length = 40
        self.fields["passwordless"].label = _("可代替密码直接登录")
        self.fields["passwordless"].help_text = _("须用指纹、面容或 PIN 解锁。不勾选的，只作为密码之后的第二步。")


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名称")


def _plain(field: forms.Field, hint: object) -> None:
    field.label = _CODE
    field.help_text = str(hint)
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class _Resealed:
    """The secrets of second factors, for ``manage.py rotate_keys``."""

    name = "mfa.Authenticator.data"

    def stale(self) -> int:
        return sum(1 for _ in self._old())

    def reseal(self, told: Told) -> int:
        adapter, unopened = SealedFactors(), 0
        for pk in self._old():
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().filter(pk=pk).first()
                if row is None:  # removed meanwhile
                    continue
                try:
                    there = SEALED & row.data.keys()
                    row.data |= {key: adapter.encrypt(adapter.decrypt(row.data[key])) for key in there}
                except CannotOpen:
                    unopened += 1
                else:
                    row.save(update_fields=["data"])
            told(1)
        return unopened

    def _old(self) -> Iterator[int]:
        head = newest_head()
        for pk, data in list(Authenticator.objects.order_by("pk").values_list("pk", "data")):
            if any(not base64.b64decode(data[key]).startswith(head) for key in SEALED & data.keys()):
                yield pk


def sealed_factors() -> list[_Resealed]:
    """Named in settings.RESEALERS."""
    return [_Resealed()]
