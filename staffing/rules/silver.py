"""Agreements with retired teachers: who may be asked, for how long, and what must be on file.

《关于做好2025年银龄讲学计划有关实施工作的通知》（教育部、财政部，2025年9月）;
《关于建立教职员工准入查询性侵违法犯罪信息制度的意见》（高检发〔2020〕14号）. Somebody retired is queried as new
staff. Nobody of them counts in the establishment or in the years of teaching.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.choices import SilverScheme, SilverState
from staffing.rules.recruitment import years_on

MIDDLE_OR_ABOVE = ("一级教师", "高级教师", "讲师", "教授", "研究员", "馆员", "实验师", "工程师", "特级教师")
LOW = ("助理", "二级", "三级")
S = SilverState
SILVER_MOVES: dict[str, tuple[tuple[SilverState, ...], SilverState]] = {
    "approve": ((S.ASKED,), S.RUNNING),
    "refuse": ((S.ASKED,), S.REFUSED),
    "end": ((S.RUNNING,), S.ENDED),
}


@dataclass(frozen=True)
class Bounds:
    """The bounds in force on the day."""

    age_most: int
    age_most_higher: int
    term_months_most: int
    health_days: int
    hours_least_higher: int


@dataclass(frozen=True)
class Wanted:
    """What an agreement would say."""

    birth_on: date
    starts_on: date
    ends_on: date
    health_on: date
    hours: int
    is_higher: bool
    scheme: str
    title: str
    former_unit: str
    host: str
    is_serving: bool = False  # still at work by the register


def age_on(born: date, day: date) -> int:
    """Full years of life."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_middle_title(title: str) -> bool:
    """Whether a title is of the middle grade or above (中级及以上)."""
    words = "".join(title.split())
    return not words.startswith(LOW) and words.endswith(MIDDLE_OR_ABOVE)


def fault(one: Wanted, bounds: Bounds, today: date) -> str:
    """The first thing that stands against an agreement, as a code; '' when nothing does."""
    most = bounds.age_most_higher if one.is_higher else bounds.age_most
    if one.is_serving:
        return "silver_serving"
    if one.ends_on <= one.starts_on:
        return "silver_backwards"
    if one.ends_on > years_on(one.starts_on, bounds.term_months_most):
        return "silver_long"
    if age_on(one.birth_on, one.starts_on) > most:
        return "silver_old"
    if one.health_on > today:
        return "silver_health_ahead"
    if one.health_on < one.starts_on - timedelta(days=bounds.health_days):
        return "silver_health_stale"
    if one.is_higher and one.hours < bounds.hours_least_higher:
        return "silver_hours"
    return _of_scheme(one)


def _of_scheme(one: Wanted) -> str:
    """The national plan asks for a middle title or above and another school than the former one."""
    if one.scheme != SilverScheme.NATIONAL:
        return ""
    if not is_middle_title(one.title):
        return "silver_title"
    return "silver_same_school" if one.former_unit.strip() == one.host.strip() else ""
