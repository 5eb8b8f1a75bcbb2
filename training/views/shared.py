"""What the pages of training share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

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


def posted(request: HttpRequest, name: str) -> str:
    """A text of a form without more to it; a NUL never reaches the database."""
    return str(request.POST.get(name, "")).replace("\0", "")


def refuse_form(request: HttpRequest, form: Any, back: Any) -> HttpResponseRedirect:
    """Back to the page, with the first thing that is wrong in a form that lies on it."""
    fault = next((error for errors in form.errors.values() for error in errors), "")
    messages.error(request, _("没有保存：%s") % fault)
    return redirect(back)
