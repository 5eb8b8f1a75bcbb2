"""Portraits of the demonstration: assessments of digital literacy, portraits of three years, a dispute, a decision."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from kernel.accounts.models import User
from teachers.actions import disputes, literacy, portrait_uses, portraits
from teachers.choices import LiteracySource, TeacherStatus
from teachers.models import LiteracyAssessment, Teacher
from teachers.queries.portraits import newest
from teachers.rules.literacy import ITEMS, means, whole

WHY = "the demonstration"
MOST = 500  # people who were assessed: enough to look at


def load_portraits(users: Mapping[str, User], by: User, today: date) -> None:
    """Assessments first, then the portraits of two past years and of today."""
    _assessments(users["training"], today)
    for year in (today.year - 2, today.year - 1):
        portraits.refresh_all(on=date(year, 12, 31))
    # those of this year were made some weeks ago: the time in which only the person looks is over for most
    portraits.refresh_all(on=max(date(today.year, 1, 1), today - timedelta(days=21)))
    me = Teacher.objects.for_system(WHY).get(user=users["teacher"])
    answers = {item: 3 + place % 2 for place, item in enumerate(ITEMS)}
    literacy.assess_oneself(person=me, answers=answers, by=users["teacher"], on=today)
    portraits.refresh_all(on=today)
    _story(users, me.teacher_no, today)


def _story(users: Mapping[str, User], teacher_no: str, today: date) -> None:
    """The teacher looks, objects to a fact; a decision had the portrait on the desk."""
    mine = newest(users["teacher"], teacher_no)
    portrait_uses.note_look(portrait=mine, by=users["teacher"], on=today)
    school = users["school"]
    seen = newest(school, teacher_no)
    portrait_uses.note_look(portrait=seen, by=school, on=today)
    portrait_uses.decide(
        portrait=seen, purpose="training", decision="选派参加市级骨干教师研修：从教经历丰富，能带动教研组。",
        confirmed=True, by=school, on=today,
    )  # fmt: skip
    fact = next((one for one in mine.told if one.measure == "training.hours"), None)
    if fact is not None:
        reason = "去年十月参加的省级研修 16 学时没有计入，证书已交学校。"
        disputes.dispute(portrait=mine, fact_name=fact.name, reason=reason, by=users["teacher"])


def _assessments(by: User, today: date) -> None:
    """A third party's assessments of last year in every district, and what some people say of themselves."""
    dice = random.Random(646)  # noqa: S311 - demonstration data, no secret
    rows = Teacher.objects.for_system(WHY).filter(status=TeacherStatus.ACTIVE).order_by("pk")[: MOST * 2 : 2]
    new = []
    for person in rows:
        base = dice.choice((2, 3, 3, 3, 4)) - (person.birth_on.year < 1975) * 0.4
        answers = {item: min(5, max(1, round(base + dice.uniform(-1.2, 1.2)))) for item in ITEMS}
        found = means(answers)
        same = {"teacher": person, "means": found, "mean": whole(found), "put_by": by}
        new.append(LiteracyAssessment(
            source=LiteracySource.THIRD, year=today.year - 1, on=date(today.year - 1, 11, 20),
            organiser="泰州市教师发展中心委托测评机构", **same,
        ))  # fmt: skip
        if dice.random() < 0.4:
            own = {item: min(5, one + (dice.random() < 0.3)) for item, one in answers.items()}
            mine = means(own)
            new.append(LiteracyAssessment(
                source=LiteracySource.SELF, year=today.year - 1, on=date(today.year - 1, 10, 9),
                teacher=person, means=mine, mean=whole(mine), answers=own, put_by=by,
            ))  # fmt: skip
    LiteracyAssessment.objects.bulk_create(new)
