"""Pages of the import desk: upload, preview, confirm, and the rows that come back."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import as_download
from kernel.imports import actions, queries
from kernel.imports.desk import importers_for
from kernel.imports.forms import UploadForm
from kernel.imports.template import template_workbook
from kernel.jobs.queries import newest_job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires()
def import_list(request: HttpRequest) -> HttpResponse:
    """Upload a workbook; the earlier ones below."""
    user = actor(request)
    if not importers_for(user):
        raise PermissionDenied
    form = UploadForm(user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        run = actions.receive(
            data=upload.read(), filename=upload.name, kind=form.cleaned_data["kind"], options=form.chosen, by=user
        )
        return redirect(run)
    context = {"form": form, "runs": queries.runs(user), "kinds": importers_for(user)}
    return render(request, "imports/import_list.html", context)


@requires()
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty workbook of a kind."""
    kinds = importers_for(actor(request))
    if kind not in kinds:
        raise Http404
    return _workbook(template_workbook(kinds[kind]), f"{kinds[kind].title}模板.xlsx")


def _workbook(body: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = as_download(filename)
    return response


@requires(sensitive=True)
def import_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What came of a workbook: its progress, the preview, or the result."""
    user = actor(request)
    run = queries.run(user, run_id)
    task = {"received": actions.JUDGE, "applying": actions.APPLY}.get(run.state)
    job = newest_job(task, run.pk) if task else None
    return render(
        request,
        "imports/import_run.html",
        {"run": run, "verdict": run.verdict or {}, "job": job, "retry_url": reverse("import_retry", args=[run.pk])},
    )


@require_POST
@requires()
def confirm(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write what was previewed."""
    user = actor(request)
    run = queries.run(user, run_id)
    try:
        actions.confirm(run=run, by=user)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(run)


@require_POST
@requires()
def retry(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take up interrupted work."""
    user = actor(request)
    run = queries.run(user, run_id)
    try:
        actions.retry(run=run, by=user)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(run)


@require_POST
@requires()
def drop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Give the workbook up."""
    user = actor(request)
    run = queries.run(user, run_id)
    try:
        actions.drop(run=run, by=user)
        messages.success(request, _("已放弃，名册没有任何变化。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("import_list")


@requires()
def refused(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The refused rows as the same workbook, with a column of reasons."""
    user = actor(request)
    run = queries.run(user, run_id)
    body = actions.hand_back(run=run, reasons=queries.refused_rows(run), by=user)
    return _workbook(body, f"{PurePath(run.filename).stem}_退回.xlsx")
