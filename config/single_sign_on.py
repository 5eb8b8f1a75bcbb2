"""Which identities kept elsewhere may be used to sign in, from the environment alone: none set, none offered."""

from __future__ import annotations

from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

OTHERS = (("dingtalk", _("钉钉")), ("feishu", _("飞书")), ("weixin", _("微信")))


def providers(env: environ.Env) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS: OIDC_* for the city's single sign-on, DINGTALK_*, FEISHU_* and WEIXIN_*."""
    found: dict[str, Any] = {}
    if env.str("OIDC_CLIENT_ID", default=""):
        app = {
            "provider_id": env.str("OIDC_PROVIDER_ID", default="city"),
            "name": env.str("OIDC_NAME", default="统一身份认证"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {
                "server_url": env.str("OIDC_SERVER_URL"),
                "uid_field": env.str("OIDC_UID_FIELD", default="sub"),
                "oauth_pkce_enabled": True,
            },
        }
        found["openid_connect"] = {"APPS": [app], "SCOPE": env.list("OIDC_SCOPE", default=["openid"])}
    for provider, name in OTHERS:
        client_id = env.str(f"{provider.upper()}_CLIENT_ID", default="")
        if client_id:
            secret = env.str(f"{provider.upper()}_CLIENT_SECRET")
            found[provider] = {"APPS": [{"name": name, "client_id": client_id, "secret": secret, "key": ""}]}
    return found
