"""A small district with figures and teachers, in which something is over here and short there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plan_words import YEAR
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, World, id_number, person

from kernel.accounts.models import User
from kernel.orgs.actions import add_school
from kernel.orgs.models import Organisation
from staffing.actions import ledger
from staffing.actions.ledger import Ground
from staffing.models import SchoolFigures, SchoolPlace, SubjectShare
from teachers.models import Teacher
from teachers.rules.enrolment import Enrolment

CODES = {HAILING: "321202", JIANGYAN: "321204"}
SECOND, THIRD = "海陵区城东小学", "海陵区城南小学"


def shares(lessons: Mapping[str, int], stage: str = "primary") -> None:
    """Lessons of the stage from 2020 on, so that a small example can be worked by hand."""
    SubjectShare.objects.bulk_create(
        SubjectShare(effective_from=date(2020, 1, 1), stage=stage, subject=subject, lessons=n, document="测试")
        for subject, n in lessons.items()
    )


def figures(world: World, school: Organisation, pupils: int | None, classes: int | None = None) -> None:
    SchoolFigures.objects.create(
        school=school, year=YEAR, stage="primary", pupils=pupils, classes=classes, entered_by=world["city"]
    )


def place(school: Organisation, longitude: float, latitude: float) -> None:
    SchoolPlace.objects.create(school=school, longitude=longitude, latitude=latitude, source="测试")


def staff(world: World, name: str, district: str, subjects: Mapping[str, int], start: int = 0) -> list[Teacher]:
    """So many teachers of each subject in the establishment of a school."""
    people: list[Enrolment] = []
    for subject, n in subjects.items():
        for _ in range(n):
            born = date(1985, 1, 1 + (start + len(people)) % 28)
            number = id_number(born, 1 + (start + len(people)) // 28 + start)
            people.append(
                person(f"{subject}{start + len(people)}", born, (CODES[district], name), number=number,
                       stage="primary", subject=subject, category="teacher", joined_on=date(2015, 9, 1))
            )  # fmt: skip
    return world.enrol(*people) if people else []


def schools(world: World) -> dict[str, Organisation]:
    """SCHOOL has two 语文 too many, SECOND lacks one 语文 and one 数学, FAR_SCHOOL lacks one 语文."""
    found = {
        SCHOOL: world.units[SCHOOL], FAR_SCHOOL: world.units[FAR_SCHOOL],
        SECOND: add_school(district=world.units[HAILING], name=SECOND, stage="primary"),
    }  # fmt: skip
    world.units |= found
    shares({"语文": 1, "数学": 1})
    for name in (SCHOOL, SECOND, FAR_SCHOOL):
        figures(world, found[name], 95, 0)  # 95 / 19 = 5 posts, 91 % of them for teaching: 4, two each
    place(found[SCHOOL], 119.92, 32.46)
    place(found[SECOND], 119.95, 32.46)
    place(found[FAR_SCHOOL], 120.13, 32.51)
    staff(world, SCHOOL, HAILING, {"语文": 4, "数学": 2})
    staff(world, SECOND, HAILING, {"语文": 1, "数学": 1}, start=20)
    staff(world, FAR_SCHOOL, JIANGYAN, {"语文": 1, "数学": 2}, start=40)
    return found


def approve(world: World, unit: Organisation, posts: int) -> None:
    """The number of the 编办."""
    ledger.change_approved(
        unit=unit, posts=posts, ground=Ground("泰编办〔2026〕1号", date(2026, 9, 1), world["city"], world["approver"])
    )


def signer(world: World) -> User:
    """Who signs for staffing."""
    return world["signer"]
