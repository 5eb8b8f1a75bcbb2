"""Doctors at schools of higher education: who counts on a day, who is new, why somebody counts no more.

The targets are those of 《泰州市教育强市建设实施方案》任务15: 200 new doctors by 2030, and a share of doctors among
full-time teachers of 20 % (普通本科高校) and about 15 % (高职院校).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from staffing.choices import HigherKind, LeaveReason
from teachers.choices import EmploymentKind, PostCategory, TeacherStatus

FULL_TIME = frozenset(
    {
        EmploymentKind.ESTABLISHMENT, EmploymentKind.FILED, EmploymentKind.AGENCY, EmploymentKind.CONTRACT,
        EmploymentKind.PRIVATE,
    }
)  # fmt: skip
DEFINITION = (
    "统计日在泰高校在职、全职（在编、备案制、人事代理、劳动合同、民办聘用），最高学历登记为博士；兼职、返聘、派遣、实习不计。"
    "到校日不早于起算日的为新增；占比为专任教师中的博士比例。"
)


@dataclass(frozen=True)
class Person:
    """What the register says of somebody at a school of higher education."""

    teacher: int
    school: int
    name: str
    education: str
    status: str
    employment: str
    category: str
    since_on: date | None


def is_doctor(education: str) -> bool:
    """Whether the register writes a doctor's degree; a 博士生 who studies has none yet."""
    words = "".join(education.split())
    return "博士" in words and not words.startswith("在读") and "肄业" not in words


def is_full_time(one: Person) -> bool:
    return one.status == TeacherStatus.ACTIVE and one.employment in FULL_TIME


def counts(one: Person) -> bool:
    """Whether the person counts as a doctor on the day."""
    return is_full_time(one) and is_doctor(one.education)


def is_new(one: Person, baseline_on: date) -> bool:
    """Whether the person came on the baseline day or later; who came when nobody knows is not new."""
    return one.since_on is not None and one.since_on >= baseline_on


@dataclass(frozen=True)
class Count:
    """The numbers of one school."""

    school: int
    kind: str
    teachers: int
    teaching_doctors: int
    doctors: int
    new: int


def count(school: int, kind: str, people: Iterable[Person], baseline_on: date) -> Count:
    """Count one school by the definition."""
    here = [one for one in people if one.school == school and is_full_time(one)]
    teachers = [one for one in here if one.category == PostCategory.TEACHER]
    doctors = [one for one in here if counts(one)]
    return Count(
        school, kind, len(teachers), sum(counts(one) for one in teachers), len(doctors),
        sum(is_new(one, baseline_on) for one in doctors),
    )  # fmt: skip


def share(doctors: int, teachers: int) -> Decimal | None:
    """Percent to one place; None where there are no teachers."""
    if not teachers:
        return None
    return (Decimal(100 * doctors) / teachers).quantize(Decimal("0.1"), ROUND_HALF_UP)


def target_of(kind: str, university: int, college: int) -> int:
    return university if kind == HigherKind.UNIVERSITY else college


def why_gone(one: Person | None, higher: Mapping[int, object]) -> LeaveReason:
    """Why somebody of the last count is not in this one; ``higher`` are the schools of higher education."""
    if one is None:
        return LeaveReason.LEFT
    gone = {
        TeacherStatus.RETIRED: LeaveReason.RETIRED, TeacherStatus.LEFT: LeaveReason.LEFT,
        TeacherStatus.DECEASED: LeaveReason.DECEASED,
    }.get(TeacherStatus(one.status))  # fmt: skip
    if gone is not None:
        return gone
    if one.school not in higher:
        return LeaveReason.MOVED
    return LeaveReason.CORRECTED if is_full_time(one) else LeaveReason.PART_TIME


def path_to(target: int, first: int, last: int) -> dict[int, int]:
    """The even way to a target: what would have to be reached at the end of each year from ``first`` to ``last``."""
    years = max(last - first + 1, 1)
    return {first + place: -(-target * (place + 1) // years) for place in range(years)}
