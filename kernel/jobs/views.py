"""The page on which a person watches a job."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.jobs import actions, queries


@requires()
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job's state; the bar asks for itself again until the job ends, and then leads on."""
    job = queries.job(actor(request), job_id)
    if request.htmx and job.state == "done" and job.next_url:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(job.next_url)
    template = "jobs/_progress.html" if request.htmx else "jobs/progress.html"  # type: ignore[attr-defined]
    return render(request, template, {"job": job})


@require_POST
@requires()
def pause(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Let one's own job rest."""
    job = queries.job(actor(request), job_id)
    try:
        actions.pause(job=job, by=actor(request))
        messages.success(request, _("已暂停；正在处理的一步完成后停下，已完成的部分保持有效。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(job)


@require_POST
@requires()
def resume(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Let one's own job go on."""
    job = queries.job(actor(request), job_id)
    try:
        actions.resume(job=job, by=actor(request))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(job)
