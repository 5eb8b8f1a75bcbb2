"""Background work of the import desk."""

from __future__ import annotations

from celery import shared_task

from kernel.imports import actions, queries
from kernel.jobs.actions import Progress, run
from kernel.jobs.models import Job


@shared_task(name=actions.JUDGE)
def judge(job_id: str) -> None:
    """Judge the workbook a job speaks of."""

    def work(job: Job, progress: Progress) -> None:
        actions.judge(run=queries.run(job.asked_by, job.subject_id), by=job.asked_by, progress=progress)

    run(job_id, work)


@shared_task(name=actions.APPLY)
def apply(job_id: str) -> None:
    """Write the workbook a job speaks of."""

    def work(job: Job, progress: Progress) -> None:
        actions.apply(run=queries.run(job.asked_by, job.subject_id), by=job.asked_by, progress=progress)

    run(job_id, work)
