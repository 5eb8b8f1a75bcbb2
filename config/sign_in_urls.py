"""The addresses of signing in: only what is used of allauth, each with its door; no sign-up, no reset by mail."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.dingtalk import views as dingtalk
from allauth.socialaccount.providers.feishu import views as feishu
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.weixin import views as weixin
from django.urls import path
from django.views.decorators.http import require_safe

from kernel.accounts import views as own
from kernel.accounts.choices import Step
from kernel.accounts.doors import PUBLIC, SIGNED_IN

# allauth's own views guard themselves; their doors are named here, for the test that looks for them and for
# kernel.accounts.middleware: which of them stand open while something has to be done first.
_DOORS: tuple[tuple[Any, Any, tuple[Step, ...]], ...] = (
    (account.login, PUBLIC, ()),
    (account.logout, PUBLIC, ()),
    (account.account_inactive, PUBLIC, ()),
    (account.password_change, (SIGNED_IN,), (Step.PASSWORD,)),
    (account.reauthenticate, (SIGNED_IN,), (Step.SET_UP,)),
    (factor.authenticate, PUBLIC, ()),
    (factor.reauthenticate, (SIGNED_IN,), (Step.ENTER,)),
    (totp.activate_totp, (SIGNED_IN,), (Step.SET_UP,)),
    (totp.deactivate_totp, (SIGNED_IN,), ()),
    (codes.view_recovery_codes, (SIGNED_IN,), ()),
    (codes.generate_recovery_codes, (SIGNED_IN,), ()),
    (passkey.login_webauthn, PUBLIC, ()),
    (passkey.add_webauthn, (SIGNED_IN,), (Step.SET_UP,)),
    (passkey.reauthenticate_webauthn, (SIGNED_IN,), (Step.ENTER,)),
    (passkey.edit_webauthn, (SIGNED_IN,), ()),
    (passkey.remove_webauthn, (SIGNED_IN,), ()),
    (own.second_factor, (SIGNED_IN,), (Step.SET_UP, Step.ENTER)),
    (social.login_cancelled, PUBLIC, ()),
    (social.login_error, PUBLIC, ()),
)
for _view, _door, _open_during in _DOORS:
    _view.door, _view.open_during = _door, _open_during

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", own.no_password, name="account_set_password"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("", own.security, name="mfa_index"),  # allauth leads here by this name
    path("second-factor/", own.second_factor, name="second_factor"),
    path("second-factor/enter/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", require_safe(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/renew/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", own.passkeys, name="mfa_list_webauthn"),
    path("passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/enter/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/rename/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/<int:pk>/end/", own.end_session, name="session_end"),
    path("sessions/end/", own.end_other_sessions, name="sessions_end"),
    path("identities/<int:pk>/remove/", own.unlink, name="identity_remove"),
    path("identities/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identities/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", own.leaving(oidc.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", own.returning(oidc.callback), name="openid_connect_callback"),
]
for _id, _views in (("dingtalk", dingtalk), ("feishu", feishu), ("weixin", weixin)):
    urlpatterns += [
        path(f"{_id}/login/", own.leaving(_views.oauth2_login), name=f"{_id}_login"),
        path(f"{_id}/login/callback/", own.returning(_views.oauth2_callback), name=f"{_id}_callback"),
    ]
