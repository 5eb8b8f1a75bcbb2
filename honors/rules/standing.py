"""What may happen to a certificate after it was issued, as a table: from which state, into which, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from honors.choices import CertificateAct as Act
from honors.choices import CertificateStatus as Status
from honors.choices import RevocationReason
from honors.permissions import HonorPermission

REVOKE, RENAME = "honors.revoke", "honors.rename"  # kinds of requests for a second signature
SIGNED_ACTS = {REVOKE: Act.REVOKED, RENAME: Act.RENAMED}
MAY_BE_GIVEN_AGAIN = frozenset({RevocationReason.IN_ERROR})


@dataclass(frozen=True)
class Step:
    """An allowed act; with a second permission it is asked for by one person and signed by another."""

    act: Act
    sources: frozenset[Status]
    target: Status | None  # None: the status stays
    permission: HonorPermission = HonorPermission.RUN_ROUND
    second: HonorPermission | None = None


_APPROVE = HonorPermission.APPROVE
STEPS = {
    step.act: step
    for step in (
        Step(Act.REISSUED, frozenset({Status.VALID}), None),
        Step(Act.CORRECTED, frozenset({Status.VALID}), None),
        Step(Act.RENAMED, frozenset({Status.VALID}), None, second=_APPROVE),
        Step(Act.SUSPENDED, frozenset({Status.VALID}), Status.SUSPENDED),
        Step(Act.RESUMED, frozenset({Status.SUSPENDED}), Status.VALID),
        Step(Act.REVOKED, frozenset({Status.VALID, Status.SUSPENDED}), Status.REVOKED, second=_APPROVE),
    )
}


def possible(status: str) -> frozenset[Act]:
    """The acts that a certificate of this status allows."""
    return frozenset(act for act, step in STEPS.items() if status in step.sources)
