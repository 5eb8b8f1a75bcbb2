"""Asking for background work, leasing it to a worker, and telling how far it is.

The row is the truth and the message only says that there is work: a worker that dies leaves a lease that runs out,
and the next message or the sweep takes the job up again. A task must therefore bear being begun anew. Each lease has
a number, the fence: a worker that lost its lease to another, or whose job was paused, stops at its next progress call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.jobs.models import OPEN, Job, JobState

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
UNEXPECTED = "处理中发生意外错误，已完成的部分保持有效；请重试一次，仍不成功请联系系统管理员。"
log = logging.getLogger(__name__)


@transaction.atomic
def enqueue(task: str, *, subject_id: object, title: str, by: User, next_url: str = "") -> Job:
    """Note a job and, after commit, tell the workers. An open job of the same task and subject is returned instead;
    one that was paused goes on."""
    jobs = _rows("one open job per subject, whoever asked")
    job, is_new = jobs.get_or_create(  # of two who ask at the same moment the later is given the earlier one's
        task=task, subject_id=str(subject_id), state__in=OPEN,
        defaults={"title": title, "asked_by": by, "next_url": next_url},
    )  # fmt: skip
    if is_new:
        transaction.on_commit(lambda: _send(job))
    elif job.state == JobState.PAUSED:
        resume(job=job, by=by)
    return job


def _send(job: Job) -> None:
    # send_task knows nothing of eager mode; the name of a task is the dotted path of its function.
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
        import_string(job.task)(str(job.pk))
    else:
        try:
            current_app.send_task(job.task, args=[str(job.pk)])
        except OperationalError:  # the broker is away: the row stands, and the sweep of a worker finds it
            log.warning("job %s could not be announced; it waits for the sweep", job.pk)


@transaction.atomic
def pause(*, job: Job, by: User) -> None:
    """Let an open job rest: its worker stops at the next progress call; what is done stays done."""
    moving = _rows("paused by who may see it").filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
    if not moving.update(state=JobState.PAUSED):
        raise RuleBroken("job_not_moving", "这项处理已经结束或已暂停，请刷新页面查看当前状态。")
    record("job.paused", by=by, subject=job, task=job.task)
    job.refresh_from_db()


@transaction.atomic
def resume(*, job: Job, by: User) -> None:
    """Let a paused job go on where it stopped."""
    if not _rows("resumed by who may see it").filter(pk=job.pk, state=JobState.PAUSED).update(state=JobState.QUEUED):
        raise RuleBroken("job_not_paused", "这项处理不在暂停状态，请刷新页面查看当前状态。")
    record("job.resumed", by=by, subject=job, task=job.task)
    job.refresh_from_db()
    transaction.on_commit(lambda: _send(job))


class Interrupted(Exception):
    """The job was paused or another worker holds it; whoever catches this must not go on writing."""


@dataclass
class Progress:
    """What a task uses to say how far it is. Each call renews the lease, or raises ``Interrupted`` when the job is no
    longer this worker's."""

    job: Job

    def __call__(self, done: int, total: int) -> None:
        mine = _rows("the worker's own job").filter(pk=self.job.pk, fence=self.job.fence, state=JobState.RUNNING)
        if not mine.update(done=done, total=total, leased_until=timezone.now() + LEASE):
            raise Interrupted
        self.job.done, self.job.total = done, total


def run(job_id: str, work: Callable[[Job, Progress], Any]) -> None:
    """Lease the job, do the work, note the end. A job leased by somebody else, or ended, is left alone."""
    job = _lease(job_id)
    if job is None:
        return
    try:
        work(job, Progress(job))
    except Interrupted:
        log.info("job %s was paused or taken over", job.pk)
    except RuleBroken as refusal:
        _finish(job, JobState.FAILED, refusal.message)
    except Exception:
        # The sentence goes to the person, the trace to the log; personal data is in neither.
        log.exception("job %s (%s) failed", job.pk, job.task)
        _finish(job, JobState.FAILED, UNEXPECTED)
    else:
        _finish(job, JobState.DONE, "")


def _rows(reason: str) -> Any:
    return Job.objects.for_system(reason)


@transaction.atomic
def _lease(job_id: str) -> Job | None:
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, leased_until__lt=now)
    jobs = _rows("a worker works for whoever asked")
    taken = jobs.filter(free, pk=UUID(job_id)).update(
        state=JobState.RUNNING, leased_until=now + LEASE, fence=F("fence") + 1
    )
    return jobs.select_related("asked_by").get(pk=UUID(job_id)) if taken else None


def _finish(job: Job, state: JobState, problem: str) -> None:
    """Note the end, also of a job that was paused while its last step was under way; not of one that another holds."""
    mine = _rows("the worker's own job").filter(pk=job.pk, fence=job.fence, state__in=OPEN)
    mine.update(state=state, problem=problem, finished_at=timezone.now(), leased_until=None)


def sweep() -> int:
    """Tell the workers again of every job that waits or whose lease ran out; the number of messages sent."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, leased_until__lt=timezone.now())
    waiting = list(_rows("work that nobody holds").filter(free))
    for job in waiting:
        _send(job)
    return len(waiting)


def give_up(task: str, *, subject_id: object, problem: str) -> None:
    """End a job whose subject goes, so that nobody takes it up again."""
    jobs = Job.objects.for_system("the subject of the job goes").filter(task=task, subject_id=str(subject_id))
    jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING, JobState.PAUSED]).update(
        state=JobState.FAILED, problem=problem, finished_at=timezone.now(), leased_until=None, next_url=""
    )
