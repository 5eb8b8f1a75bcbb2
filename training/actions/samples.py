"""The district looks into schools' own plans: some are drawn by lot, each is looked at, faults are mended."""

from __future__ import annotations

import random

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from training.actions.common import need
from training.choices import Level, ProgrammeState, SampleResult
from training.errors import refuse
from training.models import PlanSample, Programme
from training.permissions import TrainingPermission as Training

_lot = random.SystemRandom()


def draw(*, count: int, by: User) -> list[PlanSample]:
    """Draw so many of the schools' programmes that were never drawn, by lot; fewer where there are fewer."""
    if not by.holds(Training.REVIEW_PLAN):
        raise refuse("no_permission", move="抽取校本项目")
    with transaction.atomic():
        rows = Programme.objects.filter(
            by.scope(Training.REVIEW_PLAN).q("org__path"), level=Level.SCHOOL, sample__isnull=True,
            state__in=[ProgrammeState.PUBLISHED, ProgrammeState.FINISHED],
        )  # fmt: skip
        pool = list(rows.order_by("pk"))
        if not pool:
            raise refuse("sample_none")
        drawn = [
            PlanSample.objects.create(programme=one, drawn_by=by) for one in _lot.sample(pool, min(count, len(pool)))
        ]
        for one in drawn:
            record("sample.drawn", by=by, subject=one, programme=one.programme.title, pool=len(pool))
    return drawn


def note_finding(*, sample: PlanSample, result: str, finding: str, by: User) -> None:
    """Put down what was found; a plan with faults can be noted as mended later."""
    need(by, Training.REVIEW_PLAN, sample.programme.org, "登记抽查结果")
    if not finding.strip():
        raise refuse("finding_missing")
    sources = [SampleResult.FAULTS] if result == SampleResult.MENDED else [SampleResult.OPEN]
    with transaction.atomic():
        moved = PlanSample.objects.filter(pk=sample.pk, result__in=sources).update(
            result=result, finding=finding.strip()[:500], looked_by=by, looked_at=timezone.now()
        )
        if not moved:
            raise refuse("sample_moved")
        record("sample.looked", by=by, subject=sample, result=result)
