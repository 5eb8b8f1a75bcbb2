"""The page on which a person watches a job."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from kernel.accounts.doors import actor, requires
from kernel.jobs import queries


@requires()
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job's state; the bar asks for itself again until the job ends, and then leads on."""
    job = queries.job(actor(request), job_id)
    if request.htmx and job.state == "done" and job.next_url:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(job.next_url)
    template = "jobs/_progress.html" if request.htmx else "jobs/progress.html"  # type: ignore[attr-defined]
    return render(request, template, {"job": job})
