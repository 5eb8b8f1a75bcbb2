"""What the answer rests on, as plain values; days are half-open periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class OpenCase:
    """An opened case: its number and the day it was opened."""

    number: str
    opened_on: date


@dataclass(frozen=True)
class SanctionFact:
    """A decision that stands. ``until_on`` is the end by the period, ``ended_on`` where it was ended otherwise."""

    kind: str
    decided_on: date
    effective_on: date
    until_on: date | None
    ended_on: date | None = None
    document: str = ""
    is_readable: bool = True

    @property
    def end(self) -> date | None:
        """The first day without effect; None for one without a period."""
        known = [day for day in (self.until_on, self.ended_on) if day is not None]
        return min(known) if known else None


@dataclass(frozen=True)
class BarFact:
    """One barred domain. ``is_settled``: somebody decided on lifting it."""

    domain: str
    from_on: date
    until_on: date
    ended_on: date | None = None
    document: str = ""
    is_settled: bool = False
    is_readable: bool = True


@dataclass(frozen=True)
class ProhibitionFact:
    """A row of the register of prohibitions (B1 to B8)."""

    code: str
    from_on: date
    until_on: date | None
    document: str = ""
    is_readable: bool = True


@dataclass(frozen=True)
class ClearanceFact:
    """The newest query of a person: has or has not, and until when a new unit may rely on it."""

    result: str
    queried_on: date
    valid_until: date


@dataclass(frozen=True)
class AppraisalFact:
    """A locked yearly ethics appraisal that was not passed."""

    year: int
    document: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """Everything on file about one person."""

    sanctions: tuple[SanctionFact, ...] = ()
    bars: tuple[BarFact, ...] = ()
    prohibitions: tuple[ProhibitionFact, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    failed: tuple[AppraisalFact, ...] = ()
    clearance: ClearanceFact | None = None


@dataclass(frozen=True)
class Settings:
    """What the city decided where the documents leave it open, on the asked day."""

    q5_auto_end: bool = True
    held_by_case: frozenset[str] = frozenset()
    barred_by_sanction: frozenset[str] = frozenset()
    appraisal_years: int = 1
    document: str = ""


@dataclass(frozen=True)
class Reason:
    """One thing that stands against a person: its code, its half-open period, its document."""

    code: str
    answer: str
    from_on: date | None = None
    until_on: date | None = None
    document: str = ""


@dataclass(frozen=True)
class Standing:
    """The one answer."""

    answer: str
    reasons: tuple[Reason, ...] = field(default=())
