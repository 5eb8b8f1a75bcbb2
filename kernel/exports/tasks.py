"""Background work of exports."""

from __future__ import annotations

from celery import shared_task

from kernel.exports import actions, queries
from kernel.jobs.actions import Progress, run
from kernel.jobs.models import Job


@shared_task(name=actions.MAKE)
def make(job_id: str) -> None:
    """Write the file of the export a job speaks of."""

    def work(job: Job, progress: Progress) -> None:
        export = queries.to_make(job.asked_by, job.subject_id)
        actions.make(export=export, by=job.asked_by, progress=progress)

    run(job_id, work)
