"""Background work of the honours."""

from __future__ import annotations

from celery import shared_task

from honors.actions import certificates, computing, printing, rounds
from honors.models import HonorRound
from kernel.jobs.actions import Progress, run
from kernel.jobs.models import Job


@shared_task(name=rounds.COMPUTE)
def compute(job_id: str) -> None:
    """Compute a round."""

    def work(job: Job, progress: Progress) -> None:
        computing.compute(one=HonorRound.objects.get(pk=job.subject_id), by=job.asked_by, progress=progress)

    run(job_id, work)


@shared_task(name=rounds.ISSUE)
def issue(job_id: str) -> None:
    """Number and draw an approved round."""

    def work(job: Job, progress: Progress) -> None:
        certificates.issue(one=HonorRound.objects.get(pk=job.subject_id), by=job.asked_by, progress=progress)

    run(job_id, work)


@shared_task(name=printing.PRINT)
def print_files(job_id: str) -> None:
    """Make the files of an issued round for the printer and for the hand-over."""

    def work(job: Job, progress: Progress) -> None:
        printing.make_print_files(one=HonorRound.objects.get(pk=job.subject_id), by=job.asked_by, progress=progress)

    run(job_id, work)
