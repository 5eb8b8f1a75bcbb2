"""Who is put forward, held or left out: every reason, and which one goes before the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from honors.choices import EntryState, HoldReason, RoundState
from honors.permissions import HonorPermission
from honors.rules.candidates import Bar, Decision, Person, decide
from honors.rules.round_moves import MOVES
from kernel.accounts.roles import role_table

AS_OF = 2026 * 12 + 8
THRESHOLDS = (30, 40)
PLAIN = Person(
    months=360, still_teaching=True, retirement_month=AS_OF + 60, history_incomplete=False, deceased=False,
    held_thresholds=(),
)  # fmt: skip

CANDIDATE, HELD, EXCLUDED = EntryState.CANDIDATE, EntryState.HELD, EntryState.EXCLUDED
INCOMPLETE, RETIRED = HoldReason.HISTORY_INCOMPLETE, HoldReason.PAST_RETIREMENT
BOTH, DECEASED = HoldReason.BOTH, HoldReason.DECEASED
ASIDE, BARRED = Bar(HELD, HoldReason.SET_ASIDE), Bar(EXCLUDED, HoldReason.BARRED)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Decision(30, CANDIDATE)),
        ({"months": 359}, None),
        ({"months": 0}, None),
        ({"months": 479}, Decision(30, CANDIDATE)),
        ({"months": 480}, Decision(40, CANDIDATE)),
        ({"months": 600}, Decision(40, CANDIDATE)),
        ({"held_thresholds": {30}}, None),
        ({"held_thresholds": {30}, "months": 480}, Decision(40, CANDIDATE)),
        ({"held_thresholds": {40}, "months": 480}, None),
        ({"held_thresholds": {40}}, Decision(30, CANDIDATE)),
        ({"history_incomplete": True}, Decision(30, HELD, INCOMPLETE)),
        ({"deceased": True}, Decision(30, EXCLUDED, DECEASED)),
        ({"deceased": True, "history_incomplete": True}, Decision(30, EXCLUDED, DECEASED)),
        ({"retirement_month": AS_OF - 1}, Decision(30, HELD, RETIRED)),
        ({"retirement_month": AS_OF}, Decision(30, CANDIDATE)),
        ({"retirement_month": AS_OF - 1, "still_teaching": False}, Decision(30, CANDIDATE)),
        ({"retirement_month": None}, Decision(30, CANDIDATE)),
        ({"retirement_month": AS_OF - 1, "history_incomplete": True}, Decision(30, HELD, HoldReason.BOTH)),
        ({"months": 359, "deceased": True}, None),
        ({"bar": ASIDE}, Decision(30, HELD, HoldReason.SET_ASIDE)),
        ({"bar": BARRED}, Decision(30, EXCLUDED, HoldReason.BARRED)),
        ({"bar": BARRED, "history_incomplete": True}, Decision(30, EXCLUDED, HoldReason.BARRED)),
        ({"bar": ASIDE, "deceased": True}, Decision(30, EXCLUDED, DECEASED)),
        ({"bar": BARRED, "months": 359}, None),
        ({"months": 359, "history_incomplete": True}, None),
    ],
)
def test_the_decision(change: dict[str, Any], expected: Decision | None) -> None:
    assert decide(replace(PLAIN, **change), AS_OF, THRESHOLDS) == expected


def test_the_dead_are_honoured_where_the_city_decided_so() -> None:
    dead = replace(PLAIN, deceased=True)
    assert decide(dead, AS_OF, THRESHOLDS, allow_posthumous=True) == Decision(30, CANDIDATE)
    barred = replace(dead, bar=BARRED)
    assert decide(barred, AS_OF, THRESHOLDS, allow_posthumous=True) == Decision(30, EXCLUDED, HoldReason.BARRED)


def test_the_moves_of_a_round() -> None:
    table = {(one.name, one.source, one.target, one.permission, one.second_person) for one in MOVES.values()}
    assert table == {
        ("compute", RoundState.DRAFT, RoundState.COMPUTING, HonorPermission.RUN_ROUND, False),
        ("send_out", RoundState.DRAFT, RoundState.CHECKING, HonorPermission.RUN_ROUND, False),
        ("call_back", RoundState.CHECKING, RoundState.DRAFT, HonorPermission.RUN_ROUND, False),
        ("publish", RoundState.CHECKING, RoundState.PUBLICITY, HonorPermission.RUN_ROUND, False),
        ("reopen", RoundState.PUBLICITY, RoundState.CHECKING, HonorPermission.RUN_ROUND, False),
        ("submit", RoundState.PUBLICITY, RoundState.SUBMITTED, HonorPermission.RUN_ROUND, False),
        ("give_back", RoundState.SUBMITTED, RoundState.PUBLICITY, HonorPermission.APPROVE, True),
        ("archive", RoundState.ISSUED, RoundState.ARCHIVED, HonorPermission.RUN_ROUND, False),
        ("approve", RoundState.SUBMITTED, RoundState.APPROVED, HonorPermission.APPROVE, True),
    }


def test_every_move_has_somebody_who_may_make_it() -> None:
    for move in MOVES.values():
        assert [code for code, role in role_table().items() if move.permission in role.permissions], move


def test_nothing_leads_back_behind_the_numbers() -> None:
    given = {RoundState.APPROVED, RoundState.ISSUED, RoundState.ARCHIVED}
    assert {move.target for move in MOVES.values() if move.source in given} == {RoundState.ARCHIVED}
