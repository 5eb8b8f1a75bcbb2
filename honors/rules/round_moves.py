"""The moves of a round: from where to where, and who may make them."""

from __future__ import annotations

from dataclasses import dataclass

from honors.choices import RoundState
from honors.permissions import HonorPermission


@dataclass(frozen=True)
class Move:
    """An allowed move; ``second_person`` means that neither the maker nor the submitter may make it."""

    name: str
    label: str
    source: RoundState
    target: RoundState
    permission: HonorPermission
    second_person: bool = False


MOVES = {
    move.name: move
    for move in (
        Move("compute", "重新测算", RoundState.DRAFT, RoundState.COMPUTING, HonorPermission.RUN_ROUND),
        Move("send_out", "下发核对", RoundState.DRAFT, RoundState.CHECKING, HonorPermission.RUN_ROUND),
        Move("call_back", "收回名单", RoundState.CHECKING, RoundState.DRAFT, HonorPermission.RUN_ROUND),
        Move("publish", "公示", RoundState.CHECKING, RoundState.PUBLICITY, HonorPermission.RUN_ROUND),
        Move("reopen", "退回核对", RoundState.PUBLICITY, RoundState.CHECKING, HonorPermission.RUN_ROUND),
        Move("submit", "提交审批", RoundState.PUBLICITY, RoundState.SUBMITTED, HonorPermission.RUN_ROUND),
        Move("give_back", "退回", RoundState.SUBMITTED, RoundState.PUBLICITY, HonorPermission.APPROVE,
             second_person=True),
        Move("approve", "审批通过", RoundState.SUBMITTED, RoundState.APPROVED, HonorPermission.APPROVE,
             second_person=True),
        Move("archive", "归档", RoundState.ISSUED, RoundState.ARCHIVED, HonorPermission.RUN_ROUND),
    )
}  # fmt: skip
