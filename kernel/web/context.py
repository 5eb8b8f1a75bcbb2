"""What every page needs: the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kernel.web.menu import menu_for


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page."""
    user = getattr(request, "user", None)
    return {"menu": menu_for(user) if user is not None and user.is_authenticated else []}
