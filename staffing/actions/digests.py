"""Digests under the newest look-up key: the sealed number is opened and digested anew."""

from __future__ import annotations

from ethics.actions.digests import Digests
from staffing.models import Candidate, SilverAgreement


def digests() -> list[Digests]:
    """For ``RESEALERS``."""
    return [Digests(Candidate, "id_digest", "id_number"), Digests(SilverAgreement, "id_digest", "id_number")]
