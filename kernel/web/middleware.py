"""What happens around every page: its language, the headers of its answer, a line about each refused attempt."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

from kernel.accounts.address import address
from kernel.audit.attempts import note_refusal


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


class SmallerFiles(GZipMiddleware):
    """Packs styles and scripts on their way. Files alone: a page that holds both a secret and what somebody typed
    would tell of the secret by its packed length."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        is_text = kind.startswith(("text/css", "text/javascript", "application/javascript", "image/svg"))
        if request.path_info.startswith(settings.STATIC_URL) and response.status_code == 200 and is_text:
            return super().process_response(request, response)
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


class RefusalsNoted:
    """Notes that somebody who is signed in met a 403 or a 404, and that a form did not bear the token of its page.

    It stands outside of the middleware that looks at tokens, and writes when the answer is made: nothing that was
    being written falls with it, and nothing of it falls with what was being written.
    """

    WHY = {403: "forbidden", 404: "not_found"}
    CSRF = "csrf"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if why := self.WHY.get(response.status_code):
            user = getattr(request, "user", None)
            by = user if user is not None and user.is_authenticated else None
            if getattr(response, "is_csrf_refusal", False):
                why = self.CSRF
            if by is not None or why == self.CSRF:
                match = request.resolver_match
                note_refusal(f"attempt.{why}", by=by, address=address(request), place=match.view_name if match else "")
        return response
