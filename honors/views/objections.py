"""What is said against a round, and the answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from honors.actions import objections as actions
from honors.choices import Remedy
from honors.forms import DecideForm
from honors.permissions import HonorPermission as Honor
from honors.queries import objections as queries
from honors.queries.rounds import round_of
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import attachment

PER_PAGE = 50


@requires(Honor.DECIDE_OBJECTION)
def objection_list(request: HttpRequest, as_of: date) -> HttpResponse:
    """All that this person may settle, the open ones first."""
    user = actor(request)
    one = round_of(user, as_of)
    page = Paginator(queries.objections(user, one), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "honors/objection_list.html", {"round": one, "page": page})


@requires(sensitive=True)
def objection(request: HttpRequest, as_of: date, objection_id: int) -> HttpResponse:
    """One objection: its words and papers, the answer or the form for it. Whoever made it may look, too."""
    user = actor(request)
    row = actions.read(objection=queries.objection(user, round_of(user, as_of), objection_id), by=user)
    may = queries.may_decide(user, row)
    form = DecideForm(request.POST or None, remedies=queries.remedies(row))
    if request.method == "POST" and may and form.is_valid():
        chosen = form.cleaned_data["remedy"]
        remedy = None if chosen == "rejected" else Remedy(chosen)
        try:
            actions.decide(
                objection=row, remedy=remedy, answer=form.cleaned_data["answer"], by=user, on=timezone.localdate()
            )
            messages.success(request, _("已处理，名单已按处理意见更新。"))
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    if request.method == "POST" and not may:
        messages.error(request, _("这件异议已经处理或不能由您处理，您填写的意见没有保存；下面是现在的情况。"))
    context = {
        "round": row.round, "objection": row, "form": form if may else None,
        "is_own": row.made_by_id == user.pk, "may_list": user.holds(Honor.DECIDE_OBJECTION),
    }  # fmt: skip
    return render(request, "honors/objection_detail.html", context)


@requires()
def objection_file(request: HttpRequest, as_of: date, objection_id: int, file_id: UUID) -> HttpResponse:
    """One paper of an objection."""
    user = actor(request)
    one = round_of(user, as_of)
    row = actions.read(objection=queries.objection(user, one, objection_id), by=user, file=file_id)
    return attachment(queries.file_of(user, one, row.pk, file_id))
