"""Whose exchange is due (交流轮岗): years in one school against the dated rule, and what stands against it.

《关于推进县（区）域内义务教育学校校长教师交流轮岗的意见》（教师〔2014〕4号）: of those who meet the condition
at least one in ten goes each school year. Exemptions and the nearness of retirement are judged as the planner judges
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .plan_people import Candidate, early_years, whole_years, why_not


class Duty(StrEnum):
    """How somebody stands to the exchange."""

    DUE = "due"
    EXEMPT = "exempt"
    RETIRING = "retiring"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"  # nobody wrote down since when


@dataclass(frozen=True)
class RotationRule:
    """Years in one school after which it is due, and how many in a hundred of them go each year."""

    teacher_years: int
    head_years: int
    percent: int

    def years(self, *, is_head: bool) -> int:
        """The years for this kind of post."""
        return self.head_years if is_head else self.teacher_years


@dataclass(frozen=True)
class Tenure:
    """What is known of one person at one school."""

    since: date | None
    is_head: bool = False
    exempt_until: date | None = None
    months_to_retirement: int | None = None


@dataclass(frozen=True)
class RotationAnswer:
    """How it stands: complete years (None: not known), the years of the rule, when it is due or was."""

    duty: Duty
    years: int | None
    need: int
    due_on: date | None


def rotation(one: Tenure, rule: RotationRule, on: date) -> RotationAnswer:
    """Judge one person on a day."""
    need = rule.years(is_head=one.is_head)
    if one.since is None:
        return RotationAnswer(Duty.UNKNOWN, None, need, None)
    years, due_on = whole_years(one.since, on), years_after(one.since, need)
    if early_years(one.since, on, need):
        return RotationAnswer(Duty.NOT_YET, years, need, due_on)
    against = why_not(
        Candidate(0, 0, "", True, 0, one.since, one.exempt_until, "", one.months_to_retirement), on
    )  # fmt: skip
    duty = {"exempt": Duty.EXEMPT, "retiring": Duty.RETIRING}.get(against, Duty.DUE)
    return RotationAnswer(duty, years, need, due_on)


def years_after(day: date, years: int) -> date:
    """The day on which so many years are complete."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def to_send(meeting: int, percent: int) -> int:
    """How many of those who meet the condition go in a school year, rounded up."""
    return -(-meeting * percent // 100)
