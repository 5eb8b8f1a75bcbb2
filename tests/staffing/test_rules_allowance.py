"""The allowance for years of teaching: tiers, the counting of the edition, who is paid; no database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.allowance import (
    Counting,
    Standing,
    Tier,
    allowance,
    counting_rules,
    fault_of,
    next_tier,
    teaches,
    tier_of,
)
from teachers.rules.months import parse

TIERS = tuple(Tier(years, Decimal(yuan)) for years, yuan in ((5, 3), (10, 5), (15, 7), (20, 10)))
RULES = counting_rules(Counting())
MONTH = parse("2026-09")


def row(start: str, end: str | None = None, kind: str = "teaching") -> tuple[int, int | None, str]:
    return parse(start), parse(end) if end else None, kind


@pytest.mark.parametrize(
    ("start", "yuan", "standing"),
    [
        ("2021-10", 0, Standing.BELOW),  # 59 months
        ("2021-09", 3, Standing.PAID),  # 60
        ("2016-10", 3, Standing.PAID),
        ("2016-09", 5, Standing.PAID),
        ("2011-09", 7, Standing.PAID),
        ("2006-10", 7, Standing.PAID),  # 239
        ("2006-09", 10, Standing.PAID),  # 240
        ("1980-09", 10, Standing.PAID),
    ],
)
def test_the_tier_of_full_years(start: str, yuan: int, standing: Standing) -> None:
    answer = allowance([row(start)], MONTH, TIERS, RULES)
    assert (answer.yuan, answer.standing) == (Decimal(yuan), standing)


@pytest.mark.parametrize(
    ("services", "months", "standing"),
    [
        ([], 0, Standing.NO_RECORD),
        ([row("2000-09", "2010-08")], 120, Standing.NOT_TEACHING),
        ([row("2000-09"), row("2026-02", None, "sick_leave")], 305, Standing.NOT_TEACHING),  # the eighth month of leave
        ([row("2000-09"), row("2026-04", None, "sick_leave")], 312, Standing.PAID),  # the sixth
        ([row("2000-09"), row("2026-01", None, "unpaid_leave")], 304, Standing.NOT_TEACHING),
        ([row("1990-09", "1995-08"), row("2005-09")], 312, Standing.PAID),  # earlier teaching is added
        ([row("2000-09"), row("2010-01", "2010-09", "sick_leave")], 303, Standing.PAID),
    ],
)
def test_leave_breaks_and_who_does_not_teach(services: list[object], months: int, standing: Standing) -> None:
    answer = allowance(services, MONTH, TIERS, RULES)  # type: ignore[arg-type]
    assert (answer.months, answer.standing) == (months, standing)
    assert bool(answer.yuan) == (standing is Standing.PAID)


def test_the_counting_is_the_edition_s_own() -> None:
    services = [row("2000-09", "2016-08", "research"), row("2016-09")]
    assert allowance(services, MONTH, TIERS, RULES).months == 120
    assert allowance(services, MONTH, TIERS, counting_rules(Counting(research=True))).months == 312
    manager = [row("2000-09", None, "management")]
    assert teaches(manager, MONTH, RULES)
    assert not teaches(manager, MONTH, counting_rules(Counting(management=False)))
    leave = [row("2000-09"), row("2010-01", "2010-09", "sick_leave")]
    assert allowance(leave, MONTH, TIERS, counting_rules(Counting(sick=9))).months == 312


def test_the_tier_to_come() -> None:
    assert next_tier(60, TIERS) == (TIERS[1], 60)
    assert next_tier(0, TIERS) == (TIERS[0], 60)
    assert next_tier(240, TIERS) is None


@pytest.mark.parametrize(
    ("tiers", "fault"),
    [
        ((), ("tiers_none", 0)),
        (((5, 3), (5, 4)), ("tiers_twice", 5)),
        (((5, 3), (10, 2)), ("tiers_falling", 10)),
        (((10, 5), (5, 3)), None),
    ],
)
def test_a_set_of_tiers(tiers: tuple[tuple[int, int], ...], fault: object) -> None:
    assert fault_of([Tier(years, Decimal(yuan)) for years, yuan in tiers]) == fault


@given(st.integers(0, 700), st.sets(st.integers(1, 60), max_size=6))
def test_never_less_for_more_months(months: int, years: set[int]) -> None:
    tiers = [Tier(one, Decimal(one)) for one in years]
    now, later = tier_of(months, tiers), tier_of(months + 1, tiers)
    assert now is None or (12 * now.years <= months and later is not None and later.years >= now.years)
    ahead = next_tier(months, tiers)
    if ahead:
        assert tier_of(months + ahead[1], tiers) == ahead[0]
        assert tier_of(months + ahead[1] - 1, tiers) == now
