"""Versions of the set of dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kernel.accounts.models import User
from kernel.signoff.models import Signature
from kernel.signoff.queries import open_of_kind, open_on
from teachers.choices import Dimension, VersionState
from teachers.models import PortraitVersion
from teachers.permissions import TeacherPermission
from teachers.queries.measures import measures
from teachers.queries.portrait_words import HOW, standard_shown
from teachers.queries.portrait_words import INDICATORS as WORDS
from teachers.rules.portrait import INDICATORS, How

SIGNED_AS = "teachers.portrait_version"


def version_on(on: date) -> PortraitVersion | None:
    """The approved version in force on a day, with its weights; None before the first."""
    rows = PortraitVersion.objects.filter(state=VersionState.APPROVED, effective_from__lte=on)
    return rows.order_by("-effective_from").prefetch_related("weights").first()


def versions() -> QuerySet[PortraitVersion]:
    """All versions, the newest first: what people are measured by is open to everybody who is signed in."""
    return PortraitVersion.objects.select_related("made_by", "approved_by").prefetch_related("weights")


def version(user: User, number: int) -> PortraitVersion:
    """One version; a draft only for who works on it."""
    found = versions().get(number=number)
    if found.state != VersionState.APPROVED and not may_work(user):
        raise PortraitVersion.DoesNotExist
    return found


def may_work(user: User) -> bool:
    """Whether somebody drafts or approves."""
    return user.holds(TeacherPermission.SET_PORTRAIT) or user.holds(TeacherPermission.APPROVE_PORTRAIT)


def request_of(user: User, one: PortraitVersion) -> Signature | None:
    """The request that waits for the second person."""
    return open_on(SIGNED_AS, one) if may_work(user) else None


def to_sign(user: User) -> list[Signature]:
    """Requests of others that this person may sign."""
    if not user.holds(TeacherPermission.APPROVE_PORTRAIT):
        return []
    return [one for one in open_of_kind(SIGNED_AS) if one.asked_by_id != user.pk]


def codes() -> list[tuple[str, bool]]:
    """Every indicator of the catalogue, and whether it has a standard of its own."""
    return [(one.code, one.how is How.SHARE) for one in INDICATORS]


def initial(one: PortraitVersion) -> dict[str, Any]:
    """A version as its form shows it."""
    found = {name: getattr(one, name) for name in (
        "effective_from", "document", "reason", "least_percent", "least_cohort", "stale_months", "first_days",
    )}  # fmt: skip
    known = {row.code: row for row in one.weights.all()}
    for rule in INDICATORS:
        row = known.get(rule.code)
        found[f"weight_{rule.code}"] = row.weight if row else 0
        found[f"standard_{rule.code}"] = row.standard if row and row.standard else rule.standard or 1
    return found


@dataclass(frozen=True)
class IndicatorShown:
    """An indicator of a version; ``before`` is its weight and standard in the version in force, where they differ."""

    title: Any
    weight: int
    standard: str
    how: Any
    window: int
    sources: str
    before: str


def laid_out(one: PortraitVersion, now: PortraitVersion | None) -> list[tuple[Any, list[IndicatorShown]]]:
    """Every dimension with its indicators, what differs from the version in force marked."""
    known = {row.rule.code: row for row in now.as_set().indicators} if now and now.pk != one.pk else {}
    found: dict[str, list[IndicatorShown]] = {str(dimension): [] for dimension in Dimension}
    for row in one.as_set().indicators:
        old = known.get(row.rule.code)
        before = ""
        if known and (old is None or (old.weight, old.standard) != (row.weight, row.standard)):
            before = f"{old.weight} · {standard_shown(old)}" if old else "—"
        sources = "、".join(str(measures()[code].title) for code in row.rule.measures if code in measures())
        found[row.rule.dimension].append(
            IndicatorShown(
                WORDS[row.rule.code],
                row.weight,
                standard_shown(row),
                HOW[row.rule.how],
                row.rule.window,
                sources,
                before,
            )
        )
    return [(dimension.label, found[dimension]) for dimension in Dimension]


def fields_of(form: Any) -> list[tuple[Any, list[tuple[Any, Any, Any, str]]]]:
    """The fields of a form by dimension: title, weight, standard (or None), unit of the standard."""
    found: dict[str, list[tuple[Any, Any, Any, str]]] = {str(dimension): [] for dimension in Dimension}
    for rule in INDICATORS:
        has_standard = f"standard_{rule.code}" in form.fields
        measure = measures().get(rule.measures[0])
        unit = (
            f"{measure.unit} × {measure.scale}"
            if measure and measure.scale > 1
            else str(measure.unit)
            if measure
            else ""
        )
        standard = form[f"standard_{rule.code}"] if has_standard else None
        found[rule.dimension].append((WORDS[rule.code], form[f"weight_{rule.code}"], standard, unit))
    return [(dimension.label, found[dimension]) for dimension in Dimension]
