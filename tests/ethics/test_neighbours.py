"""Of every scoped model of ethics: rows here are seen here and not next door."""

from __future__ import annotations

from typing import Any

import pytest
from ethics_helpers import TODAY, officer, punish
from house_records import build
from world import World

from ethics.actions.sanctions import undo
from ethics.choices import HandlingKind, HandlingState
from ethics.models import (
    Accountability,
    Appraisal,
    Bar,
    Clearance,
    Prohibition,
    ReceiptLine,
    Sanction,
    SanctionEvent,
    StandingReceipt,
    Warning,
)

pytestmark = pytest.mark.django_db
SEEN_BY: dict[Any, str] = {
    Sanction: "e_district", Bar: "e_district", SanctionEvent: "e_district", StandingReceipt: "e_district",
    ReceiptLine: "e_district", Clearance: "e_district", Warning: "e_district", Appraisal: "e_district",
    Accountability: "e_district", Prohibition: "e_duty",
}  # fmt: skip


def test_neighbours_see_nothing_of_ethics(settled: World, at_once: Any) -> None:
    build(settled, at_once)
    one = punish(settled, kind=HandlingKind.Q5, document="泰海教处〔2026〕77号")
    undo(
        sanction=one, state=HandlingState.ANNULLED, document="文", reason="由", by=officer(settled, "e_city"), on=TODAY
    )
    unit = one.teacher.school
    Accountability.objects.create(
        unit=unit, decided_by_unit=unit.parent, ground="weakly", measure="talk", person="head", facts="x", document="y",
        decided_on=TODAY, recorded_by=settled["city"],
    )  # fmt: skip
    for model, who in SEEN_BY.items():
        assert model.objects.visible_to(officer(settled, who)).exists(), model
        for other in (officer(settled, "e_far"), settled.user("far_school"), settled.user("nobody")):
            assert not model.objects.visible_to(other).exists(), (model, other)
