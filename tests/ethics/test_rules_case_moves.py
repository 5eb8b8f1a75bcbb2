"""Every move of a case: allowed with what it needs, refused from every other state, refused for each missing thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from ethics.choices.cases import ENDED, UNDECIDED, CaseState, Channel, ClockKind, Lacking, MoveName, PaperKind
from ethics.management.commands.case_moves import table
from ethics.rules.case_moves import FORWARD, MOVES, Actor, Facts, missing, next_moves, starts

DAY = date(2026, 11, 24)
LATER, EARLIER = date(2026, 12, 1), date(2026, 11, 20)
EVERY = frozenset(PaperKind)
READY = Facts(
    CaseState.OPEN, papers=EVERY, investigators=2, hearing=True, hearing_on=EARLIER, told=7, decided=7, filings=1,
    clocks={ClockKind.HEARING_REQUEST: LATER},
)  # fmt: skip
# What turns the condition of a move that holds in READY into one that does not, and the other way round.
BREAKS: dict[str, dict[str, Any]] = {
    "named": {"named": False}, "not_suspended": {"suspended": True}, "two_investigators": {"investigators": 1},
    "heard_or_silent": {"papers": EVERY - {PaperKind.STATEMENT}}, "hearing_due": {"hearing": False},
    "in_time": {"clocks": {ClockKind.HEARING_REQUEST: EARLIER}}, "hearing_day": {"hearing_on": LATER},
    "not_retired": {"retired": True}, "as_told": {"told": 5}, "filing_due": {"filings": 0},
    "filed": {"papers": EVERY - {PaperKind.FILING}}, "no_remedy_open": {"remedy_open": True},
    "not_halted": {"halted": True}, "under_cap": {"extended_to": LATER, "cap": DAY},
    "no_hearing_wanted": {"clocks": {ClockKind.HEARING_REQUEST: LATER}},
    "unsettled": {"unsettled": 0},
    "suspended": {"suspended": False}, "halted": {"halted": False},
}  # fmt: skip
PERSONS = {
    "assigned": Actor(assigned=False),
    "competent_proposer": Actor(assigned=True, may_propose=False),
    "competent_decider": Actor(assigned=True, may_decide=False),
}
NEEDS: dict[str, dict[str, Any]] = {  # what some moves want the other way round
    "suspended": {"suspended": True}, "halted": {"halted": True},
    "no_hearing_wanted": {"clocks": {ClockKind.HEARING_REQUEST: EARLIER}},
}  # fmt: skip


def ready(name: str) -> Facts:
    move = MOVES[name]
    facts = replace(READY, state=move.sources[0])
    for condition in move.extra:
        facts = replace(facts, **NEEDS.get(condition, {}))
    return facts


@pytest.mark.parametrize("name", MOVES)
def test_allowed(name: str) -> None:
    for source in MOVES[name].sources:
        assert missing(MOVES[name], replace(ready(name), state=source), Actor(assigned=True), DAY) == ()


@pytest.mark.parametrize("name", MOVES)
def test_refused_from_every_other_state(name: str) -> None:
    others = [state for state in CaseState if state not in MOVES[name].sources]
    assert others
    for state in others:
        assert missing(MOVES[name], replace(ready(name), state=state), Actor(assigned=True), DAY) == ("state",)


@pytest.mark.parametrize(("name", "paper"), [(name, paper) for name, move in MOVES.items() for paper in move.needs])
def test_refused_without_each_paper(name: str, paper: PaperKind) -> None:
    facts = replace(ready(name), papers=EVERY - {paper})
    assert f"paper:{paper}" in missing(MOVES[name], facts, Actor(assigned=True), DAY)


@pytest.mark.parametrize(
    ("name", "condition"), [(name, condition) for name, move in MOVES.items() for condition in move.extra]
)
def test_refused_without_each_condition(name: str, condition: str) -> None:
    facts, actor = ready(name), PERSONS.get(condition, Actor(assigned=True))
    assert missing(MOVES[name], replace(facts, **BREAKS.get(condition, {})), actor, DAY) == (condition,)
    assert condition in Lacking.values


def test_every_condition_is_broken_once() -> None:
    asked = {condition for move in MOVES.values() for condition in move.extra}
    assert asked == BREAKS.keys() | PERSONS.keys()


def test_silence_after_the_limit_is_enough() -> None:
    facts = replace(ready("sanction"), papers=EVERY - {PaperKind.STATEMENT}, clocks={ClockKind.STATEMENT: EARLIER})
    assert missing(MOVES["sanction"], facts, Actor(), DAY) == ()
    still = replace(facts, clocks={ClockKind.STATEMENT: DAY})
    assert missing(MOVES["sanction"], still, Actor(), DAY) == (f"paper:{PaperKind.STATEMENT}",)


def test_who_is_retired_may_still_be_reprimanded() -> None:
    facts = replace(ready("sanction"), retired=True, decided=2, told=2)
    assert missing(MOVES["sanction"], facts, Actor(), DAY) == ()


@pytest.mark.parametrize(
    ("name", "clock"),
    [
        ("open", ClockKind.HANDLE), ("invite", ClockKind.STATEMENT), ("notice", ClockKind.HEARING_REQUEST),
        ("serve", ClockKind.REVIEW_LODGE),
    ],
)  # fmt: skip
def test_what_starts(name: str, clock: ClockKind) -> None:
    assert starts(MOVES[name], READY) == (clock,)


def test_clocks_that_some_cases_alone_have() -> None:
    court = replace(READY, channel=Channel.COURT)
    assert starts(MOVES["open"], court) == (ClockKind.HANDLE, ClockKind.JUDGMENT)
    assert starts(MOVES["notice"], replace(READY, hearing=False)) == ()


def test_every_clock_that_a_move_starts_is_stopped_by_another() -> None:
    started = {clock for move in MOVES.values() for clock in move.starts}
    stopped = {clock for move in MOVES.values() for clock in move.stops}
    assert started - stopped == {ClockKind.REVIEW_LODGE}, "stopped by the review itself"
    assert stopped - started == {ClockKind.ACCEPT}, "started by registering"


def test_the_table_is_whole() -> None:
    assert set(MoveName.values) == set(MOVES) | {"register", "lodge"}
    reached = {move.target for move in MOVES.values() if move.target} | {CaseState.REGISTERED}
    assert reached == set(CaseState)
    for state in CaseState:
        leaves = [move for move in MOVES.values() if state in move.sources and move.target not in {None, state}]
        assert bool(leaves) is (state not in ENDED), state
    for state in UNDECIDED:
        assert FORWARD[state]


def test_what_comes_next() -> None:
    fresh = Facts(CaseState.CHECKING, named=False)
    assert next_moves(fresh) == ("check", "name", "open")
    assert next_moves(replace(fresh, named=True), ["check"]) == ("open",)
    heard = replace(READY, state=CaseState.REPORTED)
    assert next_moves(heard, ["invite", "state"]) == ("hear_others", "notice")
    assert next_moves(replace(READY, state=CaseState.SERVED, filings=0)) == ("execute",)
    assert next_moves(Facts(CaseState.CLEARED)) == ()


def test_the_page_prints_this_table() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "rules" / "ethics-cases.md").read_text("utf-8")
    assert page.split("<!-- moves -->\n")[1].split("\n<!-- /moves -->")[0] == table()
