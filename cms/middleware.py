"""One door before the whole editors' desk, which is Wagtail's and has addresses of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cms.actions.desk import follow_roles
from cms.permissions import CmsPermission
from kernel.accounts.doors import actor


class EditorsDesk:
    """Below the editors' path the addresses of the desk hold, and nowhere else; each stands behind the same door
    (``config/desk_urls.py``). What somebody may do inside follows the grants of this moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(settings.EDITORS_PATH):
            request.urlconf = settings.EDITORS_URLS
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        inside = request.path_info.startswith(settings.EDITORS_PATH) and request.user.is_authenticated
        if inside and any(map(actor(request).holds, CmsPermission)):
            follow_roles(user=actor(request))
        return None
