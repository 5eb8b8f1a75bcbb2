"""The demonstration's figures, approved numbers and pool: made by the same actions as a city's own."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl

from kernel.accounts.models import User
from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.orgs.models import Organisation
from staffing.actions import pool, requests
from staffing.choices import STAGE_WORDS, FigureStage
from staffing.queries.establishment import people_in_post
from staffing.queries.figures import schools_of
from staffing.rules.figures import year_on
from staffing.rules.pool import years_later

HEAD = ("学校名称", "学校标识码", "学年", "学段", "学生数", "班级数", "寄宿生数", "核定编制")
# The stages of a school: part of its pupils, pupils for each member of staff and in a class, part of boarders.
PLAN: Mapping[str, Sequence[tuple[FigureStage, float, float, int, float]]] = {
    "preschool": ((FigureStage.PRESCHOOL, 1, 7, 28, 0),),
    "primary": ((FigureStage.PRIMARY, 1, 19, 42, 0),),
    "junior": ((FigureStage.JUNIOR, 1, 13.5, 46, 0.1),),
    "nine_year": ((FigureStage.PRIMARY, 0.6, 19, 41, 0), (FigureStage.JUNIOR, 0.4, 13.5, 45, 0.15)),
    "complete": ((FigureStage.JUNIOR, 0.5, 13.5, 46, 0.1), (FigureStage.SENIOR, 0.5, 12.5, 48, 0.4)),
    "senior": ((FigureStage.SENIOR, 1, 12.5, 48, 0.5),),
    "vocational": ((FigureStage.VOCATIONAL, 1, 20, 40, 0.4),),
    "special": ((FigureStage.SPECIAL, 1, 3, 10, 0.2),),
}
SEED = "321299 figures"


def load_staffing(users: Mapping[str, User], by: User, today: date) -> None:
    """Figures of this school year and the last through the import desk, then posts into pools, a loan, requests."""
    year = year_on(today)
    for one in (year - 1, year):
        import_now(
            data=_workbook(by, one, today), filename=f"{one}学年年度数据.xlsx", kind="figures", options={}, by=by
        )
    _pools(users, today)


def _workbook(by: User, year: int, today: date) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("学校年度数据")
    sheet.append(HEAD)
    schools = [one for one in schools_of(by, year) if one.stage in PLAN and one.ownership != "private"]
    people = people_in_post(by, [one.pk for one in schools], today, today)
    for school in schools:
        for row in _rows(school, year, people.get(school.pk, 0), year_on(today)):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(school: Organisation, year: int, in_post: int, present: int) -> Iterator[tuple[Any, ...]]:
    """A school that has grown or shrunk around the people it has; last year it was a little different."""
    dice = random.Random(f"{SEED} {school.parent_id} {school.name}")  # noqa: S311 - demonstration data, no secret
    load, drift = dice.uniform(0.8, 1.18), dice.uniform(-0.06, 0.06)
    approved = max(in_post + dice.choice((-2, -1, 0, 0, 1, 2, 3, 5)), 0)
    for stage, part, ratio, size, boarding in PLAN[school.stage]:
        pupils = round(max(in_post, 2) * part * ratio * load * (1 + drift * (present - year)))
        classes = max(1, round(pupils / size), -(-pupils // 60))
        boarders = round(pupils * boarding) if dice.random() > 0.03 else None
        yield school.name, school.school_code, year, STAGE_WORDS[stage], pupils, classes, boarders, approved


def _pools(users: Mapping[str, User], today: date) -> None:
    """Idle posts of some schools of the first district in its pool; a loan, and two requests on their way."""
    maker, second, district = users["city"], users["staffing"], Organisation.objects.get(name="海陵区")
    givers = Organisation.objects.filter(path__startswith=district.path, kind="school", closed_on=None).order_by("pk")
    own = Organisation.objects.get(name="海陵区实验小学", parent=district)
    for school in givers.exclude(pk=own.pk)[:6]:
        asked = pool.ask_put_in(unit=school, pool=district, posts=2, document="泰教人〔2026〕6号（示例）", by=maker)
        try:
            pool.sign(signature=asked, by=second, on=today)
        except RuleBroken as refusal:  # no idle posts there
            pool.turn_down(signature=asked, by=second, answer=refusal.message[:100])
    start = date(year_on(today) + 1, 9, 1)
    for subject, posts, goes_on in (("数学", 1, True), ("体育与健康", 1, True), ("英语", 2, False)):
        one = requests.ask_posts(
            school=own, subject=subject, stage=FigureStage.PRIMARY, posts=posts, reason="班级增加，专任教师不足",
            starts_on=start, ends_on=years_later(start, 3), by=users["school"], on=today,
        )  # fmt: skip
        if not goes_on:
            continue
        requests.check(request=one, by=users["district"], note="情况属实")
        try:
            asked = requests.reserve(
                request=one, pool=district, document="泰教人〔2026〕7号（示例）", by=maker, on=today
            )
        except RuleBroken:  # nothing in the pool: the request waits at the city
            continue
        if subject == "数学":
            pool.sign(signature=asked, by=second, on=today)
