"""What the pages of a round share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from honors.queries import rounds as queries
from kernel.accounts.doors import actor
from kernel.errors import RuleBroken


def act(request: HttpRequest, back: Any, done: str, action: Callable[..., Any], **values: Any) -> HttpResponseRedirect:
    """Make one act, say what came of it, and go back."""
    try:
        action(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(back)


def moved(request: HttpRequest, as_of: date, done: str, action: Callable[..., Any], **values: Any) -> HttpResponse:
    """One move of a round."""
    one = queries.round_of(actor(request), as_of)
    return act(request, one, done, action, one=one, **values)


def posted(request: HttpRequest, name: str = "note") -> str:
    """A text of a form without more to it; a NUL never reaches the database."""
    return str(request.POST.get(name, "")).replace("\0", "")
