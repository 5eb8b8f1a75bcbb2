"""What the pages of duties, surveys and vocational matters share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from kernel.accounts.doors import actor
from kernel.errors import RuleBroken

PER_PAGE = 50


def act(request: HttpRequest, back: Any, done: str, action: Callable[..., Any], **values: Any) -> HttpResponseRedirect:
    """Make one act, say what came of it, and go back."""
    try:
        action(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(back)


def sent(
    request: HttpRequest, form: forms.BaseForm, done: str, work: Callable[[], Any], *, is_shown: bool = True
) -> bool:
    """Whether a form was right and its act was done; a refusal stands in the form, and on a page of its own where this
    person's page shows no form."""
    if not form.is_valid():
        return False
    try:
        work()
    except RuleBroken as refusal:
        if not is_shown:
            raise
        form.add_error(None, refusal.message)
        return False
    messages.success(request, done)
    return True
