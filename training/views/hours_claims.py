"""Claims of learning elsewhere."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import attachment
from training.actions import claims as actions
from training.forms.hours import ClaimForm
from training.queries import hours as queries


@requires()
def claim_new(request: HttpRequest) -> HttpResponse:
    """Ask for hours for learning elsewhere."""
    user = actor(request)
    form = ClaimForm(request.POST or None, request.FILES or None, initial={"once": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = actions.claim(
                what=form.claim, files=values["evidence"], once=values["once"], by=user, on=timezone.localdate()
            )
            messages.success(request, _("申报已提交，学校审核后可在本页查看结果。"))
            return redirect(made)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "training/hour_claim.html", {"form": form})


@require_POST
@requires()
def withdraw(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take the own claim back."""
    try:
        actions.withdraw(entry_id=entry_id, by=actor(request), on=timezone.localdate())
        messages.success(request, _("申报已撤回。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("hour_entry", entry_id=entry_id)


@requires(sensitive=True)
def file(request: HttpRequest, entry_id: int, file_id: UUID) -> HttpResponse:
    """One paper of a claim."""
    user = actor(request)
    claim = queries.claim_with_file(user, entry_id, file_id)
    return attachment(actions.read_file(claim=claim, file_id=file_id, by=user))
