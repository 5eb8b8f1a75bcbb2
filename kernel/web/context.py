"""What every page needs: the menu, and where a change of language comes back to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kernel.web.menu import menu_for


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page."""
    user = getattr(request, "user", None)
    return {
        "menu": menu_for(user) if user is not None and user.is_authenticated else [],
        "back": _back(request),
    }


def _back(request: HttpRequest) -> str:
    """Of a form that was sent, the page it was sent from (our acts lie one step below their page); of any other page
    nothing, since the browser itself says which it was and its address need not be written into it."""
    if request.method in {"GET", "HEAD"}:
        return ""
    return request.path.rstrip("/").rpartition("/")[0] + "/"
