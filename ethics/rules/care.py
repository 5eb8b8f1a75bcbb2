"""When the next level of warning is proposed; what a public text may not hold; which grades are open.

《泰州市教育强市建设实施方案》任务13 names the ladder and leaves its thresholds to the city.
《关于加强和改进新时代师德师风建设的意见》（教师〔2019〕10号）: the yearly ethics appraisal.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from ethics.choices.care import EthicsGrade, WarningLevel
from ethics.rules.periods import add_months

_NUMBER = re.compile(r"(?<!\d)(\d{15}|\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
NOTICE_MONTHS = 12


def proposed(days: Collection[date], on: date, *, is_school: bool, person: int, school: int, window: int) -> str | None:
    """The level that the verified leads of the last months propose; None where there are none.

    One proposes 提醒; from ``person`` (for a school ``school``) on 预警. 通报 is never proposed by a count: it is a
    case that somebody chose as a warning to others.
    """
    count = sum(add_months(on, -window) < day <= on for day in days)
    if count >= (school if is_school else person):
        return WarningLevel.EARLY.value
    return WarningLevel.REMINDER.value if count else None


def until(level: str, given_on: date, reminder_months: int, plan_due_on: date | None) -> date:
    """The day on which a warning ends by itself; an early warning not before its plan is due."""
    end = add_months(given_on, reminder_months if level == WarningLevel.REMINDER else NOTICE_MONTHS)
    return max(end, plan_due_on) if plan_due_on else end


def names_somebody(text: str, names: Collection[str]) -> bool:
    """Whether a text for the public names a person or a school of the case, or holds a number of a person."""
    bare = "".join(text.split())
    return bool(_NUMBER.search(bare)) or any(name and "".join(name.split()) in bare for name in names)


def anonymised(place: str, stage: str, kind: str, handling: str, day: date) -> str:
    """A text for the public site out of what may be told: district, stage, kind of violation, handling, month."""
    who = f"{place}某{stage}教师某某" if stage else f"{place}某学校教师某某"
    return (
        f"{day.year}年{day.month}月，经查，{who}存在“{kind}”问题，违反新时代教师职业行为十项准则。"
        f"依据有关规定，已给予{handling}。请各学校引以为戒，举一反三，加强教育管理。"
    )


def grade_fault(grade: str, opinion: str, *, sanctioned: bool) -> str | None:
    """Why a grade cannot be given: a failed one says why, an excellent one bears no sanction of that year."""
    if grade not in EthicsGrade.values:
        return "grade_missing"
    if grade == EthicsGrade.FAILED and not opinion.strip():
        return "opinion_missing"
    if grade == EthicsGrade.EXCELLENT and sanctioned:
        return "grade_too_high"
    return None
