"""The one answer: every row of the table of consequences, the holds, the dates, and a day oracle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ethics.choices import BarDomain, HandlingKind, Purpose
from ethics.rules import standing as rule
from ethics.rules.periods import add_months
from ethics.rules.standing import judge, unknown
from ethics.rules.standing_facts import (
    AppraisalFact,
    BarFact,
    ClearanceFact,
    OpenCase,
    PersonFacts,
    ProhibitionFact,
    SanctionFact,
    Settings,
)

K, P = HandlingKind, Purpose
START = date(2026, 1, 10)
ALL = frozenset(map(str, P))
LOCAL = frozenset({"commendation", "long_service", "hire", "rotation", "talent_plan"})
SETTINGS = Settings(held_by_case=ALL, barred_by_sanction=LOCAL)
CLEARED = ClearanceFact("NONE", date(2020, 1, 1), date(2030, 1, 1))
MONTHS = {"P1": 6, "P2": 12, "P2b": 18, "P3": 24, "P3b": 24, "L1": 6, "L2": 12, "L3": 24, "L4": 24}


def sanction(kind: str, start: date = START, **values: Any) -> SanctionFact:
    end = add_months(start, MONTHS[kind]) if kind in MONTHS else None
    return replace(SanctionFact(kind, start, start, end, document="泰教处〔2026〕1号"), **values)


def answer(purpose: str, on: date, *facts: SanctionFact, settings: Settings = SETTINGS, **more: Any) -> str:
    person = replace(PersonFacts(sanctions=facts, clearance=CLEARED), **more)
    return judge(person, purpose, on, settings).answer


@pytest.mark.parametrize(
    ("kind", "purpose", "found"),
    [
        ("P1", "title_review", "clear"), ("P1", "post_appointment", "barred"), ("P1", "promotion", "barred"),
        ("P1", "registration", "barred"), ("P1", "pay_step", "clear"), ("P1", "commendation", "barred"),
        ("P1", "long_service", "barred"), ("P1", "talent_plan", "barred"), ("P1", "rotation", "barred"),
        ("P1", "hire", "barred"),
        ("P2", "title_review", "barred"), ("P2", "post_appointment", "barred"), ("P2", "promotion", "barred"),
        ("P2", "registration", "barred"), ("P2", "pay_step", "barred"), ("P2", "commendation", "barred"),
        ("P2b", "title_review", "barred"), ("P2b", "pay_step", "barred"),
        ("P3", "title_review", "barred"), ("P3", "post_appointment", "barred"), ("P3", "registration", "barred"),
        ("P3", "pay_step", "barred"), ("P3b", "title_review", "barred"), ("P3b", "registration", "barred"),
        *(("P4", str(purpose), "barred") for purpose in P), *(("L5", str(purpose), "barred") for purpose in P),
        ("L1", "title_review", "clear"), ("L2", "title_review", "barred"), ("L3", "title_review", "barred"),
        ("L4", "pay_step", "barred"), ("L1", "post_appointment", "barred"),
        *((kind, str(purpose), "clear") for kind in ("Q1", "Q2", "Q3", "Q4", "Q5") for purpose in P),
    ],
)  # fmt: skip
def test_every_row_of_the_table(kind: str, purpose: str, found: str) -> None:
    for on in (START, START + timedelta(days=100)):
        assert answer(purpose, on, sanction(kind)) == found
    assert answer(purpose, START - timedelta(days=1), sanction(kind)) == "clear"


@pytest.mark.parametrize("kind", MONTHS)
def test_effects_end_on_their_day(kind: str) -> None:
    end = add_months(START, MONTHS[kind])
    assert answer("post_appointment", end - timedelta(days=1), sanction(kind)) == "barred"
    assert answer("post_appointment", end, sanction(kind)) == "clear"
    later = end + timedelta(days=1)
    assert answer("post_appointment", later, sanction(kind, until_on=end + timedelta(days=30))) == "barred", "summed up"


def test_title_review_after_a_warning_with_a_bar() -> None:
    """警告 2026-01-10 with 取消职称评定资格 of 24 months: eligible on 2028-01-10. 记过 alone: 2027-01-10."""
    bar = BarFact(BarDomain.TITLE, START, add_months(START, 24), document="泰教处〔2026〕1号")
    for on, found in ((date(2028, 1, 9), "barred"), (date(2028, 1, 10), "clear"), (date(2026, 1, 10), "barred")):
        assert answer("title_review", on, sanction("P1"), bars=(bar,)) == found
    for on, found in ((date(2027, 1, 9), "barred"), (date(2027, 1, 10), "clear")):
        assert answer("title_review", on, sanction("P2")) == found


def test_yearly_steps_of_pay_resume_on_the_first_of_january_after() -> None:
    for on, found in ((date(2027, 1, 10), "barred"), (date(2027, 12, 31), "barred"), (date(2028, 1, 1), "clear")):
        assert answer("pay_step", on, sanction("P2")) == found


@pytest.mark.parametrize(
    ("domain", "purposes"),
    [
        (BarDomain.COMMENDATION, {"commendation", "long_service"}), (BarDomain.TITLE, {"title_review"}),
        (BarDomain.POST, {"post_appointment", "hire"}), (BarDomain.PROMOTION, {"promotion"}),
        (BarDomain.PAY, {"pay_step"}), (BarDomain.TALENT, {"talent_plan"}), (BarDomain.CADRE, {"promotion"}),
        (BarDomain.RESEARCH, {"talent_plan"}),
    ],
)  # fmt: skip
def test_a_bar_bars_from_its_domain_alone(domain: str, purposes: set[str]) -> None:
    bar = BarFact(domain, START, add_months(START, 24))
    assert {str(one) for one in P if answer(one, START, bars=(bar,)) == "barred"} == purposes


def test_a_bar_that_does_not_end_by_itself_holds() -> None:
    bar = BarFact(BarDomain.TITLE, START, add_months(START, 24))
    strict = replace(SETTINGS, q5_auto_end=False)
    on = date(2028, 1, 10)
    assert answer("title_review", on, bars=(bar,)) == "clear"
    assert answer("title_review", on, bars=(bar,), settings=strict) == "hold"
    assert answer("commendation", on, bars=(bar,), settings=strict) == "clear"
    assert answer("title_review", on, bars=(replace(bar, is_settled=True),), settings=strict) == "clear"


@pytest.mark.parametrize("purpose", list(P))
def test_an_opened_case_holds_from_its_day(purpose: str) -> None:
    case = OpenCase("泰师案〔2026〕1号", START)
    assert answer(purpose, START - timedelta(days=1), cases=(case,)) == "clear"
    assert answer(purpose, START, cases=(case,)) == "hold"
    assert answer(purpose, START, cases=(case,), settings=replace(SETTINGS, held_by_case=frozenset())) == "clear"


def test_of_a_bar_and_a_hold_the_bar_is_the_answer_and_both_are_told() -> None:
    facts = PersonFacts(sanctions=(sanction("P2"),), cases=(OpenCase("案1", START),))
    found = judge(facts, "title_review", START, SETTINGS)
    assert (found.answer, [one.code for one in found.reasons]) == ("barred", ["sanction_P2", "open_case"])
    assert (found.reasons[0].from_on, found.reasons[0].until_on) == (START, date(2027, 1, 10))
    assert found.reasons[0].document == "泰教处〔2026〕1号"


def test_what_is_not_known_or_cannot_be_read_holds() -> None:
    assert judge(PersonFacts(), "a_medal", START, SETTINGS) == unknown("unknown_purpose")
    for purpose in P:
        assert answer(purpose, START, replace(sanction("P1"), kind="X9")) == "hold"
        assert answer(purpose, START, sanction("Q1", is_readable=False)) == "hold"
        assert answer(purpose, START, bars=(BarFact("skating", START, add_months(START, 24)),)) == "hold"
        assert answer(purpose, START, prohibitions=(ProhibitionFact("B2", START, None, is_readable=False),)) == "hold"
    assert answer("title_review", START - timedelta(days=1), replace(sanction("P1"), kind="X9")) == "clear"


@pytest.mark.parametrize(
    ("code", "months", "found"),
    [
        ("B1", None, "barred"), ("B2", None, "barred"), ("B3", 60, "barred"), ("B4", 36, "barred"),
        ("B5", 12, "barred"), ("B6", 24, "barred"), ("B7", 24, "barred"), ("B9", 24, "hold"),
    ],
)  # fmt: skip
def test_prohibitions(code: str, months: int | None, found: str) -> None:
    end = add_months(START, months) if months else None
    row = ProhibitionFact(code, START, end)
    for purpose in P:
        assert answer(purpose, START, prohibitions=(row,)) == found
        assert answer(
            purpose, date(2090, 1, 1), prohibitions=(row,), clearance=replace(CLEARED, valid_until=date.max)
        ) == ("clear" if end else found)


def test_cheating_in_the_examination_holds_hiring_alone() -> None:
    row = ProhibitionFact("B8", START, add_months(START, 36))
    assert {str(one) for one in P if answer(one, START, prohibitions=(row,)) == "hold"} == {"hire"}


def test_a_revoked_qualification_may_be_applied_for_after_five_years() -> None:
    row = ProhibitionFact("B3", date(2026, 5, 20), add_months(date(2026, 5, 20), 60))
    for on, found in ((date(2031, 5, 19), "barred"), (date(2031, 5, 20), "clear")):
        assert answer("registration", on, prohibitions=(row,)) == found


def test_hiring_needs_a_result_of_its_days() -> None:
    result = ClearanceFact("NONE", date(2026, 3, 1), date(2026, 4, 30))
    for on, found in ((date(2026, 3, 1), "clear"), (date(2026, 4, 29), "clear"), (date(2026, 4, 30), "hold")):
        assert answer("hire", on, clearance=result) == found
    assert answer("hire", START, clearance=None) == "hold"
    assert answer("hire", date(2026, 3, 2), clearance=replace(result, result="PENDING")) == "hold"
    assert answer("title_review", START, clearance=None) == "clear"
    for purpose in P:
        assert answer(purpose, date(2026, 3, 2), clearance=replace(result, result="HIT")) == "barred"
        assert answer(purpose, date(2026, 3, 2), clearance=replace(result, result="DISPUTED")) == "hold"


@pytest.mark.parametrize("purpose", list(P))
def test_a_failed_ethics_appraisal_is_a_veto_in_its_year(purpose: str) -> None:
    vetoed = purpose in rule.VETOED
    failed = (AppraisalFact(2026),)
    for on, there in ((date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True),
                      (date(2027, 1, 1), False)):  # fmt: skip
        assert answer(purpose, on, failed=failed) == ("barred" if vetoed and there else "clear")
    two = replace(SETTINGS, appraisal_years=2)
    assert answer(purpose, date(2027, 6, 1), failed=failed, settings=two) == ("barred" if vetoed else "clear")


SPANS = st.lists(st.tuples(st.sampled_from(sorted(MONTHS)), st.dates(date(2022, 1, 1), date(2028, 12, 31))), max_size=4)


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine is shared
@given(SPANS, st.dates(date(2021, 1, 1), date(2032, 12, 31)))
def test_barred_on_a_day_is_in_one_of_the_spans(spans: list[tuple[str, date]], on: date) -> None:
    """Against an oracle that lists the days."""
    barred_days: set[date] = set()
    for kind, start in spans:
        end, day = add_months(start, MONTHS[kind]), start
        while day < end:
            barred_days.add(day)
            day += timedelta(days=1)
    facts = tuple(sanction(kind, start) for kind, start in spans)
    assert (answer("promotion", on, *facts) == "barred") == (on in barred_days)


@pytest.mark.parametrize("edge", [0, 183])
def test_the_oracle_catches_a_wrong_comparison(edge: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With either comparison of the rule turned round, an edge of the span is answered wrongly."""
    wrong: Callable[[date, date, date], bool] = (
        (lambda start, end, on: start < on < end) if edge == 0 else (lambda start, end, on: start <= on <= end)
    )
    monkeypatch.setattr(rule, "is_in_force", lambda start, end, on: wrong(start, end or date.max, on))
    day = START if edge == 0 else add_months(START, 6)
    expected = "barred" if edge == 0 else "clear"
    assert answer("promotion", day, sanction("P1")) != expected
