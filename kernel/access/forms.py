"""Forms of accounts, invitations and grants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from kernel.accounts.choices import GrantKind
from kernel.accounts.models import User
from kernel.accounts.roles import Role
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.widgets import LongSelect, offer

NOTHING: tuple[str, Any] = ("", _("请选择"))  # nobody is granted what merely stood first
_ROWS = forms.Textarea(attrs={"rows": 2})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _places(units: Iterable[Organisation]) -> list[tuple[str, Any]]:
    return [NOTHING, *((str(one.pk), place(one)) for one in units)]


def place(unit: Organisation) -> str:
    """A unit so that two of one name are told apart."""
    return f"{unit.parent.name} · {unit.name}" if unit.kind == OrgKind.SCHOOL and unit.parent else unit.name


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=_ROWS)


class GrantForm(forms.Form):
    """A role at a unit for a period."""

    role = forms.ChoiceField(label=_("角色"))
    org = forms.ChoiceField(label=_("单位"), widget=LongSelect)
    kind = forms.ChoiceField(
        label=_("性质"), choices=[(one.value, one.label) for one in (GrantKind.OWN, GrantKind.ACTING)],
        help_text=_("代理负责人到失效日自动终止。"),
    )  # fmt: skip
    on = forms.DateField(label=_("起始日"), widget=_day())
    until = forms.DateField(
        label=_("失效日"), widget=_day(), required=False, help_text=_("从这一天起不再有效；不定期的请留空。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, widget=_ROWS)

    def __init__(self, roles: Iterable[Role], units: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(one.code, f"{one.label}（{_('须双人签署')}）" if one.is_strong else one.label) for one in roles]
        offer(self, "role", [NOTHING, *labels])
        offer(self, "org", _places(units))

    def clean_org(self) -> int:
        """The key of the unit; the view asks for it within the own part of the tree."""
        return int(self.cleaned_data["org"])


class EndForm(ReasonForm):
    """The early end of a grant."""

    on = forms.DateField(label=_("终止日"), widget=_day(), help_text=_("从这一天起不再有效。"))
    field_order = ("on", "reason")


class ExtendForm(ReasonForm):
    """A later end of a grant."""

    until = forms.DateField(label=_("新的失效日"), widget=_day(), required=False, help_text=_("不定期的请留空。"))
    field_order = ("until", "reason")


class LendForm(ReasonForm):
    """Who stands in, from when until when."""

    to = forms.ChoiceField(label=_("代理人"), widget=LongSelect)
    on = forms.DateField(label=_("起始日"), widget=_day())
    until = forms.DateField(label=_("失效日"), widget=_day(), help_text=_("从这一天起不再代理。"))
    field_order = ("to", "on", "until", "reason")

    def __init__(self, people: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            NOTHING, *((str(one.pk), f"{one.full_name}（{one.username}）") for one in people)
        ]  # fmt: skip


class InvitationForm(forms.Form):
    """Whom to invite."""

    full_name = forms.CharField(label=_("姓名"), max_length=50)
    org = forms.ChoiceField(label=_("单位"), widget=LongSelect)
    register_no = forms.CharField(
        label=_("教师编号"), max_length=40, required=False,
        help_text=_("在册教师请填写：姓名与编号相符，账号开通后即与本人登记信息关联。"),
    )  # fmt: skip

    def __init__(self, units: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", _places(units))


class JoinForm(forms.Form):
    """The code of the slip, and what the person will sign in with."""

    code = forms.CharField(
        label=_("邀请码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "code"}),
        help_text=_("见邀请单，共 16 位，不分大小写。"),
    )  # fmt: skip
    username = forms.CharField(
        label=_("用户名"), min_length=3, max_length=50, validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username"}), help_text=_("由您自定，今后用它登录。"),
    )  # fmt: skip
    password1 = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        help_text=password_validators_help_text_html,
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("再次输入密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and one that the rules of the house accept."""
        given = super().clean() or {}
        password = given.get("password1")
        if password and password != given.get("password2"):
            self.add_error("password2", _("两次输入的密码不一致。"))
        elif password:
            try:
                validate_password(password, User(username=given.get("username", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return given
