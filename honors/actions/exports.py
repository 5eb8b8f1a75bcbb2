"""The trail of lists that were taken out of a round or of the look-ahead."""

from __future__ import annotations

from honors.models import HonorRound
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation


def note_list(*, one: HonorRound, people: int, by: User) -> None:
    """Somebody took the list of a round."""
    record("round.exported", by=by, subject=one, people=people)


def note_archive(*, one: HonorRound, by: User) -> None:
    """Somebody took the archive of a round."""
    record("round.archive_read", by=by, subject=one)


def note_lookahead(*, unit: Organisation, by: User) -> None:
    """Somebody took the figures of the look-ahead."""
    record("lookahead.exported", by=by, subject=unit, unit=unit.name)
