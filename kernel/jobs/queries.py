"""Reads of jobs: one's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.jobs.models import Job, JobState
from kernel.notices import Waiting


def job(user: User, job_id: UUID) -> Job:
    """One of the person's own jobs; Job.DoesNotExist for a neighbour's."""
    found: Job = Job.objects.visible_to(user).get(pk=job_id)
    return found


def newest_job(task: str, subject_id: object) -> Job | None:
    """The newest job of a task on a subject, whoever asked: for pages whose own query found the subject visible."""
    jobs = Job.objects.for_system("shown on the page of its subject").filter(task=task, subject_id=str(subject_id))
    found: Job | None = jobs.order_by("-asked_at").first()
    return found


def troubled(days: int = 14) -> list[Job]:
    """Work of the last days, whoever asked, that failed and was not taken up again, the newest first: what it is and
    when, for who keeps the machines running; what it was about stays with who asked."""
    rows = Job.objects.for_system("failed work of everybody, without what it is about")
    newest: dict[tuple[str, str], Job] = {}
    since = timezone.now() - timedelta(days=days)
    for job in rows.filter(asked_at__gte=since).select_related("asked_by").order_by("asked_at"):
        newest[job.task, job.subject_id] = job
    return [job for job in reversed(newest.values()) if job.state == JobState.FAILED]


def waiting(user: User) -> list[Waiting]:
    """Work of the last two weeks that failed or was paused, and was not taken up again."""
    mine = Job.objects.visible_to(user).filter(asked_at__gte=timezone.now() - timedelta(days=14))
    newest: dict[tuple[str, str], Job] = {}
    for job in mine.order_by("asked_at"):
        newest[job.task, job.subject_id] = job
    failed = [
        Waiting(_("%s：未完成") % job.title, job.problem, job.next_url, _("去处理"), urgent=True)
        for job in newest.values()
        if job.state == JobState.FAILED and job.next_url
    ]
    paused = [
        Waiting(
            _("%s：已暂停") % job.title, _("已完成的部分保持有效，可随时继续。"), job.get_absolute_url(), _("去继续")
        )
        for job in newest.values()
        if job.state == JobState.PAUSED
    ]
    return failed + paused
