"""The language of a page."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguage(LocaleMiddleware):
    """The language chosen at the switch, else Chinese: a browser that was installed in English says nothing about who
    sits before it."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
