"""Of portraits, objections, decisions and assessments nobody sees a neighbour's."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from portrait_scene import WHY, painted
from world import FAR_SCHOOL, SCHOOL, World

from teachers.models import FactDispute, LiteracyAssessment, Portrait, PortraitUse

pytestmark = pytest.mark.django_db


def test_neighbours_see_nothing_of_each_other(settled: World) -> None:
    painted(settled)
    today = timezone.localdate()
    for name in ("李长青", "王远山"):
        row = Portrait.objects.for_system(WHY).get(teacher__name=name)
        PortraitUse.objects.create(
            teacher=row.teacher, version_id=row.version_id, purpose="award", decision="x", scores={}, facts=[],
            decided_by=settled["city"],
        )  # fmt: skip
        LiteracyAssessment.objects.create(
            teacher=row.teacher, source="self", year=2026, on=today, means={}, mean=300, put_by=settled["city"]
        )
        FactDispute.objects.create(
            teacher=row.teacher, measure="m", fact="m/1", title="x", value=[], permission="teachers.correct",
            reason="x", asked_by=settled["teacher"],
        )  # fmt: skip

    def places(model: Any, who: str) -> set[str]:
        return set(model.objects.visible_to(settled.user(who)).values_list("teacher__school__name", flat=True))

    for model in (Portrait, PortraitUse, LiteracyAssessment, FactDispute):
        assert places(model, "school") == places(model, "district") == places(model, "teacher") == {SCHOOL}, model
        assert places(model, "far_school") == places(model, "far_district") == {FAR_SCHOOL}, model
        assert places(model, "city") == {SCHOOL, FAR_SCHOOL}, model
        assert places(model, "nobody") == places(model, "honors") == set(), model
