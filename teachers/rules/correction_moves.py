"""The moves of a request for a correction: from where to where, and who may make them."""

from __future__ import annotations

from dataclasses import dataclass

from teachers.choices import CorrectionState
from teachers.permissions import TeacherPermission

S = CorrectionState


@dataclass(frozen=True)
class Move:
    """An allowed move. ``permission`` None: who asked makes it, and nobody else. Of the others none is made by who
    asked or by whom it is about; ``third_person`` bars who checked as well."""

    name: str
    label: str
    sources: tuple[CorrectionState, ...]
    target: CorrectionState
    permission: dict[CorrectionState, TeacherPermission] | None
    third_person: bool = False
    needs_reason: bool = False


_TURN = {S.ASKED: TeacherPermission.CORRECT, S.CHECKED: TeacherPermission.APPROVE_CORRECTION}
MOVES = {
    move.name: move
    for move in (
        Move("check", "核对通过", (S.ASKED,), S.CHECKED, _TURN),
        Move("approve", "审批通过", (S.CHECKED,), S.APPROVED, _TURN, third_person=True),
        Move("refuse", "不予更正", (S.ASKED, S.CHECKED), S.REFUSED, _TURN, needs_reason=True),
        Move("withdraw", "撤回", (S.ASKED, S.CHECKED), S.WITHDRAWN, None),
    )
}


@dataclass(frozen=True)
class Persons:
    """Who has had a hand in a request, and whom it is about (keys of accounts)."""

    asked_by: int
    checked_by: int | None
    about: int | None


def barred(move: Move, state: CorrectionState, by: int, persons: Persons) -> str:
    """Why somebody may not make a move, as the code of a sentence; empty where the person may.

    Whether the person holds ``move.permission`` over the unit is for the action to ask.
    """
    if state not in move.sources:
        return "correction_moved"
    if move.permission is None:
        return "" if by == persons.asked_by else "not_asker"
    if by in {persons.asked_by, persons.about}:
        return "own_request"
    if move.third_person and by == persons.checked_by:
        return "checked_yourself"
    return ""


def first_state(*, by_officer: bool) -> CorrectionState:
    """What a school asks for somebody it has looked at already; what a person asks the school looks at first."""
    return S.CHECKED if by_officer else S.ASKED
