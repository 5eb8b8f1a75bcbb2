"""Reads of jobs: one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.jobs.models import Chore, Job, JobState
from kernel.notices import Waiting

LATE = timedelta(minutes=10)


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


@dataclass(frozen=True)
class ChoreRow:
    """A function that is run again and again; moments are None while it was never run."""

    name: str
    every: timedelta
    done_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0  # since it last ended well
    is_running: bool = False

    @property
    def every_words(self) -> str:
        """The period in the largest unit that it is a multiple of."""
        seconds = int(self.every.total_seconds())
        if seconds % 86_400 == 0:
            return _("%s 天") % (seconds // 86_400)
        if seconds % 3_600 == 0:
            return _("%s 小时") % (seconds // 3_600)
        return _("%s 分钟") % max(1, seconds // 60)

    @property
    def is_late(self) -> bool:
        """Whether it should have begun long ago: then no worker is up."""
        waits = timezone.now() - (self.next_at or timezone.now())
        return not self.is_running and waits > LATE


def chores() -> list[ChoreRow]:
    """What settings name to be done again and again, in their order, with how the last runs ended."""
    known = Chore.objects.in_bulk(list(settings.CHORES))
    now, found = timezone.now(), []
    for name, seconds in settings.CHORES.items():
        every, row = timedelta(seconds=seconds), known.get(name)
        if row is None:
            found.append(ChoreRow(name, every))
            continue
        running = row.leased_until is not None and row.leased_until > now
        found.append(ChoreRow(name, every, row.done_at, row.next_at, row.failures, running))
    return found


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
