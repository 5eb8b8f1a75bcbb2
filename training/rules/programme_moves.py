"""The moves of a programme: from where to where, and who may make them."""

from __future__ import annotations

from dataclasses import dataclass

from training.choices import Level, ProgrammeState
from training.permissions import TrainingPermission as Training


@dataclass(frozen=True)
class Move:
    """An allowed move; ``second_person`` means that who made the plan may not make it. ``of_school`` tells the plans of
    schools, which the district reviews, from those of district and city, who publish their own; None: both."""

    name: str
    label: str
    sources: tuple[ProgrammeState, ...]
    target: ProgrammeState
    permission: Training
    of_school: bool | None = None
    second_person: bool = False


_DRAFT, _SENT, _OPEN = ProgrammeState.DRAFT, ProgrammeState.SUBMITTED, ProgrammeState.PUBLISHED
MOVES = {
    move.name: move
    for move in (
        Move("submit", "提交审核", (_DRAFT,), _SENT, Training.PLAN, of_school=True),
        Move("agree", "审核同意", (_SENT,), _OPEN, Training.REVIEW_PLAN, of_school=True, second_person=True),
        Move("give_back", "退回修改", (_SENT,), _DRAFT, Training.REVIEW_PLAN, of_school=True, second_person=True),
        Move("publish", "发布", (_DRAFT,), _OPEN, Training.PLAN, of_school=False),
        Move("finish", "结项", (_OPEN,), ProgrammeState.FINISHED, Training.PLAN),
        Move("cancel", "取消项目", (_DRAFT, _SENT, _OPEN), ProgrammeState.CANCELLED, Training.PLAN),
    )
}


def allowed(state: str, level: str, *, is_maker: bool, holds: frozenset[str] | set[str]) -> list[Move]:
    """The moves that somebody with these permissions may make now."""
    of_school = level == Level.SCHOOL
    return [
        move
        for move in MOVES.values()
        if state in move.sources
        and move.permission in holds
        and move.of_school in (None, of_school)
        and not (move.second_person and is_maker)
    ]
