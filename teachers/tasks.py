"""Background work of the register."""

from __future__ import annotations

from celery import shared_task

from kernel.jobs.actions import Progress, run
from kernel.jobs.models import Job
from teachers.actions import milestones


@shared_task(name=milestones.REFRESH)
def refresh_milestones(job_id: str) -> None:
    """Compute everybody's months of 30 and 40 years anew; a second start goes on where the first one stopped."""

    def work(job: Job, progress: Progress) -> None:
        milestones.refresh_all(by=job.asked_by, after=job.done, progress=progress)

    run(job_id, work)
