"""The table of moves of a measure of appointment, its grounds and its days; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.choices import MeasureGround as G
from staffing.choices import MeasureKind as K
from staffing.choices import MeasureState as S
from staffing.policy import CONTRACT
from staffing.rules.measures import (
    KINDS,
    MOVES,
    UNDONE,
    Proposal,
    Who,
    effective_on,
    fault_of,
    first_state,
    possible,
    term_end,
)

ON = date(2026, 9, 10)
RULES = CONTRACT.on(ON).value
LOWER = Proposal(K.LOWER, G.APPRAISAL, 2025, from_grade=8, to_grade=9, category="teacher", term_months=12)
CONVERT = Proposal(K.CONVERT, G.UNFIT, to_category="support", category="teacher", term_months=12)
END = Proposal(K.END, G.TWO_YEARS, 2025, protection_checked=True)
ABSENT = Proposal(K.END, G.ABSENT_RUNNING, absent_days=16, protection_checked=True)
RESIGN = Proposal(K.END, G.RESIGNED, notified_on=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("one", "change", "fault"),
    [
        (LOWER, {}, ""),
        (LOWER, {"to_grade": 10}, "measure_grade"),
        (LOWER, {"to_grade": 7}, "measure_grade"),
        (LOWER, {"from_grade": None}, "measure_grade"),
        (LOWER, {"from_grade": 13, "to_grade": 14}, "measure_grade"),
        (LOWER, {"appraisal_year": None}, "measure_year"),
        (LOWER, {"appraisal_year": 2023}, "measure_year"),
        (LOWER, {"appraisal_year": 2027}, "measure_year"),
        (LOWER, {"term_months": None}, "measure_term"),
        (LOWER, {"term_months": 37}, "measure_term"),
        (LOWER, {"ground": G.TWO_YEARS}, "measure_ground"),
        (CONVERT, {}, ""),
        (CONVERT, {"to_category": "teacher"}, "measure_category"),
        (CONVERT, {"to_category": ""}, "measure_category"),
        (END, {}, ""),
        (END, {"protection_checked": False}, "measure_protection"),
        (END, {"ground": G.APPRAISAL}, "measure_ground"),
        (ABSENT, {}, ""),
        (ABSENT, {"absent_days": 15}, "measure_absent"),
        (ABSENT, {"ground": G.ABSENT_YEAR, "absent_days": 30}, "measure_absent"),
        (ABSENT, {"ground": G.ABSENT_YEAR, "absent_days": 31}, ""),
        (RESIGN, {}, ""),
        (RESIGN, {"notified_on": None}, "measure_notified"),
        (RESIGN, {"notified_on": date(2026, 9, 11)}, "measure_notified"),
    ],
)
def test_what_may_be_proposed(one: Proposal, change: dict[str, Any], fault: str) -> None:
    assert fault_of(replace(one, **change), RULES, ON, 36) == fault


@pytest.mark.parametrize(
    ("kind", "ground", "served", "notified", "holds"),
    [
        (K.END, G.TWO_YEARS, date(2026, 9, 1), None, date(2026, 10, 2)),  # 30 whole days: 2 September to 1 October
        (K.END, G.REFUSED_POST, date(2027, 1, 31), None, date(2027, 3, 3)),
        (K.END, G.ABSENT_RUNNING, date(2026, 9, 1), None, date(2026, 9, 1)),
        (K.LOWER, G.APPRAISAL, date(2026, 9, 1), None, date(2026, 9, 1)),
        (K.END, G.RESIGNED, date(2026, 9, 20), date(2026, 9, 1), date(2026, 10, 2)),
        (K.END, G.RESIGNED, date(2026, 11, 1), date(2026, 9, 1), date(2026, 11, 1)),
    ],
)
def test_from_when_it_holds(kind: K, ground: G, served: date, notified: date | None, holds: date) -> None:
    assert effective_on(kind, ground, served, notified, RULES) == holds


def test_the_table_leads_from_the_proposal_to_the_end_and_nowhere_else() -> None:
    reached, ahead = {S.PROPOSED}, [S.PROPOSED]
    while ahead:
        for move in possible(ahead.pop()):
            if move.target not in reached:
                reached.add(move.target)
                ahead.append(move.target)
    assert reached == set(S)
    assert {state for state in S if not possible(state)} == {S.REVIEWED, S.WITHDRAWN}
    assert all("withdraw" in {str(one.name) for one in possible(state)} for state in UNDONE)


def test_nothing_holds_without_hearing_decision_and_second_person() -> None:
    """Every way to 生效 passes the person's say, the decision, the approval by another and the service."""

    def ways(state: S, passed: tuple[S, ...]) -> list[tuple[S, ...]]:
        if state is S.EFFECTIVE:
            return [passed]
        return [
            way
            for one in possible(state)
            if one.target not in passed
            for way in ways(one.target, (*passed, one.target))
        ]

    for way in ways(S.PROPOSED, (S.PROPOSED,)):
        assert set(way) >= {S.NOTICED, S.HEARD, S.DECIDED, S.APPROVED, S.SERVED}
    assert MOVES["approve"].second
    assert MOVES["approve"].who is Who.BUREAU
    assert {name for name, one in MOVES.items() if one.gate} == {"notice", "decide", "approve", "effect"}
    assert first_state(G.RESIGNED) is S.HEARD
    assert {first_state(ground) for ground in G if ground is not G.RESIGNED} == {S.PROPOSED}
    assert set(KINDS) == set(G)


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(1, 60))
def test_a_term_is_of_whole_months(start: date, months: int) -> None:
    end = term_end(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1 or end.day >= 28
