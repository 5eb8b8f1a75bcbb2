"""Reads of jobs: one's own."""

from __future__ import annotations

from uuid import UUID

from kernel.accounts.models import User
from kernel.jobs.models import Job


def job(user: User, job_id: UUID) -> Job:
    """One of the person's own jobs; Job.DoesNotExist for a neighbour's."""
    found: Job = Job.objects.visible_to(user).get(pk=job_id)
    return found


def open_job(user: User, task: str, subject_id: object) -> Job | None:
    """The newest job of a task on a subject that this person asked for."""
    mine = Job.objects.visible_to(user).filter(task=task, subject_id=str(subject_id))
    return mine.order_by("-asked_at").first()
