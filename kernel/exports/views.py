"""Pages of exports: the list, one of them with its file, approval and refusal."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.exports import actions, queries
from kernel.exports.permissions import ExportPermission
from kernel.exports.responses import attachment
from kernel.jobs.queries import newest_job

PER_PAGE = 30


@require_safe
@requires()
def export_list(request: HttpRequest) -> HttpResponse:
    """Exports: one's own, those to approve, all of one's part of the tree."""
    user = actor(request)
    tabs = queries.tabs(user)
    tab = request.GET.get("tab", queries.OWN)
    tab = tab if tab in dict(tabs) else queries.OWN
    page = Paginator(queries.exports(user, tab), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "exports/export_list.html", {"page": page, "tabs": tabs, "tab": tab})


@require_safe
@requires()
def export(request: HttpRequest, number: str) -> HttpResponse:
    """One export: what is in it, who took it out, what it waits for."""
    user = actor(request)
    one = queries.export(user, number)
    context = {
        "export": one,
        "job": newest_job(actions.MAKE, one.pk) if one.state == "making" else None,
        "history": history(user, one, request.GET.get("history")),
        **queries.context(user, one),
    }
    return render(request, "exports/export_detail.html", context)


@require_safe
@requires()
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The file, for who asked for it."""
    user = actor(request)
    one = queries.export(user, number)
    return attachment(one, actions.hand_out(export=one, by=user))


@require_POST
@requires(ExportPermission.APPROVE)
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Agree."""
    one = queries.export(actor(request), number)
    try:
        actions.approve(export=one, by=actor(request), answer=_words(request))
        messages.success(request, _("已批准，文件正在生成，申请人可在“导出记录”中下载。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@require_POST
@requires(ExportPermission.APPROVE)
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """Do not agree, with a reason."""
    one = queries.export(actor(request), number)
    try:
        actions.refuse(export=one, by=actor(request), answer=_words(request))
        messages.success(request, _("已退回，没有生成文件。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@require_POST
@requires()
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take one's own request back."""
    one = queries.export(actor(request), number)
    try:
        actions.withdraw(export=one, by=actor(request))
        messages.success(request, _("已撤回。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


def _words(request: HttpRequest) -> str:
    return str(request.POST.get("answer", "")).replace("\0", "")
