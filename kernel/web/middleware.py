"""What happens around every page: its language, and a line about each attempt that was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

from kernel.accounts.address import address
from kernel.audit.attempts import note_refusal


class ChosenLanguage(LocaleMiddleware):
    """The language chosen at the switch, else Chinese: a browser that was installed in English says nothing about who
    sits before it."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)


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
