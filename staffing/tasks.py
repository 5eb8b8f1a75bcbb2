"""Background work of staffing."""

from __future__ import annotations

from celery import shared_task

from kernel.jobs.actions import Progress, run
from kernel.jobs.models import Job
from staffing.actions import plans
from staffing.models import Plan


@shared_task(name=plans.SOLVE)
def solve(job_id: str) -> None:
    """Find the best reallocation."""

    def work(job: Job, progress: Progress) -> None:
        plan = Plan.objects.select_related("unit").get(pk=job.subject_id)
        plans.solve_plan(plan=plan, by=job.asked_by, tell=progress)

    run(job_id, work)
