"""Who may be sent on an exchange: serving, willing, not exempt, clear, and how far it is until the exchange is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WHY_NOT = ("unwilling", "exempt", "not_clear", "retiring")
LEAST_MONTHS = 36  # who retires within a term of three years is not sent away


@dataclass(frozen=True)
class Candidate:
    """What is known of a teacher in a subject that the school has to spare. ``since`` is the first day at the school,
    None where nobody wrote it down; ``clearance`` the gate's objection, '' when clear."""

    teacher: int
    school: int
    subject: str
    is_willing: bool
    most_km: int
    since: date | None
    exempt_until: date | None = None
    clearance: str = ""
    months_to_retirement: int | None = None


def why_not(one: Candidate, on: date) -> str:
    """Why this teacher is not sent, '' when nothing is in the way.

    《关于推进县（区）域内义务教育学校校长教师交流轮岗的意见》（教师〔2014〕4号）; the exemptions are the city's own.
    """
    if not one.is_willing:
        return "unwilling"
    if one.exempt_until is not None and one.exempt_until > on:
        return "exempt"
    if one.clearance:
        return "not_clear"
    if one.months_to_retirement is not None and one.months_to_retirement < LEAST_MONTHS:
        return "retiring"
    return ""


def whole_years(since: date, on: date) -> int:
    """Complete years from a day to another."""
    return max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))


def early_years(since: date | None, on: date, due_years: int) -> int:
    """Years that are missing until the exchange is due; all of them where the beginning is not known, so that nobody is
    sent early because a date is missing."""
    return due_years if since is None else max(0, due_years - whole_years(since, on))
