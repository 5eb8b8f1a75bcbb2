"""A holder's links: made, and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import sharing as actions
from honors.forms import ShareForm
from honors.queries import certificates, sharing
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@require_POST
@requires()
def share(request: HttpRequest, number: str) -> HttpResponse:
    """Make a link."""
    user, form = actor(request), ShareForm(request.POST)
    one = certificates.certificate(user, number)
    if not form.is_valid():
        messages.error(request, _("请填写链接的截止日期。"))
        return redirect(one)
    try:
        actions.share(certificate=one, last_day=form.cleaned_data["last_day"], by=user, on=timezone.localdate())
        messages.success(request, _("链接已生成，可复制后发给对方。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@require_POST
@requires()
def share_end(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """End a link."""
    user = actor(request)
    one = certificates.certificate(user, number)
    try:
        actions.end_share(link=sharing.link(user, one, pk), by=user)
        messages.success(request, _("链接已停止，对方不能再打开。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)
