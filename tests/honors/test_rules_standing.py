"""What may happen to a certificate, and how long a link holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from honors.choices import CertificateAct as Act
from honors.rules.sharing import is_allowed, last_day
from honors.rules.standing import STEPS, possible


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        ("valid", {Act.REISSUED, Act.CORRECTED, Act.RENAMED, Act.SUSPENDED, Act.REVOKED}),
        ("suspended", {Act.RESUMED, Act.REVOKED}),
        ("revoked", set()),
    ],
)
def test_what_each_status_allows(status: str, acts: set[Act]) -> None:
    assert possible(status) == acts


def test_every_act_has_a_step_and_the_grave_ones_a_second_person() -> None:
    assert set(STEPS) == set(Act)
    assert {act for act, step in STEPS.items() if step.second} == {Act.RENAMED, Act.REVOKED}


TODAY = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("last", "allowed"),
    [
        (TODAY, True),
        (TODAY - timedelta(days=1), False),
        (last_day(TODAY), True),
        (TODAY + timedelta(days=364), True),
        (TODAY + timedelta(days=365), False),
    ],
)
def test_a_link_holds_at_most_a_year(last: date, allowed: bool) -> None:
    assert is_allowed(TODAY, last) is allowed


def test_a_link_holds_thirty_days_unless_told_otherwise() -> None:
    assert last_day(TODAY) == date(2026, 10, 9), "today is the first of the thirty"
