"""The language of a page, and the headers that every answer bears."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class ChosenLanguage(LocaleMiddleware):
    """The language chosen at the switch, else Chinese: a browser that was installed in English says nothing about who
    sits before it."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)


class ClosedDoors:
    """What a browser may do with an answer: nobody else embeds it, no device is opened by it, and what comes from a
    view is kept nowhere, so that after signing out the button "back" shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        match = request.resolver_match
        is_file = match is None and response.status_code in {
            200,
            206,
            304,
        }  # one of WhiteNoise's, the same for everybody
        if not is_file and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "private, no-store"
        if match is not None and match.url_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class ContentPolicy(CSPMiddleware):
    """The content security policy; a laxer one below the editors' path alone."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(settings.EDITORS_PATH) and not report_only:
            parts.replace = {**settings.EDITORS_CONTENT_SECURITY_POLICY, **(parts.replace or {})}
        return parts
