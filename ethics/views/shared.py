"""What the pages of ethics share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kernel.accounts.doors import actor
from kernel.errors import RuleBroken


def act(request: HttpRequest, back: Any, done: str, action: Callable[..., Any], **values: Any) -> HttpResponse:
    """Make one act, say what came of it, and go back."""
    try:
        action(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(back)
