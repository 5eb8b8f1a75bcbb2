"""Digital literacy: the form, the workbook of a third party, the map; and the fairness watch over groups."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from portrait_scene import WHY, painted
from world import World, id_number, person, workbook

from kernel.imports.actions import import_now
from teachers.models import LiteracyAssessment
from teachers.queries import literacy
from teachers.rules.literacy import ITEMS, hundredths

pytestmark = pytest.mark.django_db

HEAD = (
    "身份证件号",
    "姓名",
    "测评日期",
    "数字化意识",
    "数字技术知识与技能",
    "数字化应用",
    "数字社会责任",
    "专业发展",
    "测评单位",
)
LI, CHEN, FAR = date(1972, 3, 8), date(1990, 5, 4), date(1966, 10, 1)


def row(born: date = LI, name: str = "李长青", day: str = "2026-03-02", first: Any = "3.5", body: str = "中心") -> Any:
    return (id_number(born), name, day, first, "3", "4", "4.25", "2.5", body)


def brought(world: World, *rows: Any, who: str = "school") -> Any:
    data = workbook({"数字素养测评": [HEAD, *rows]})
    return import_now(data=data, filename="测评.xlsx", kind="literacy", options={}, by=world[who])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3.71", 371), ("5", 500), ("1.0", 100), ("5.1", None), ("0.9", None), ("三", None)],
)
def test_a_mean_is_read(text: str, expected: int | None) -> None:
    assert hundredths(text) == expected


def test_the_workbook_is_kept_once(settled: World) -> None:
    found = brought(settled, row(), row(CHEN, "陈晓"))
    assert (found.counts["created"], found.refusals) == (2, [])
    one = LiteracyAssessment.objects.for_system(WHY).get(teacher__name="李长青")
    assert (one.mean, one.means["4"], one.organiser, one.source) == (345, 425, "中心", "third")
    again = brought(settled, row(), row(CHEN, "陈晓", first="4"))
    assert (again.counts["created"], again.counts["unchanged"]) == (0, 1)
    assert [one.code for one in again.refusals] == ["literacy_there"]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("literacy_unknown", row(FAR, "王远山")), ("literacy_name", row(name="别人")),
        ("literacy_day", row(day="2199-01-01")),
        ("literacy_mean", row(first="7")), ("literacy_organiser", row(body="")),
    ],
)  # fmt: skip
def test_a_row_is_refused(settled: World, code: str, given: Any) -> None:
    found = brought(settled, given)
    assert [one.code for one in found.refusals] == [code]
    assert not LiteracyAssessment.objects.for_system(WHY).exists()


def test_one_row_for_a_person_and_a_year(settled: World) -> None:
    assert [one.code for one in brought(settled, row(), row(first="4")).refusals] == ["literacy_twice"]


def test_the_form_asks_every_item(settled: World, sign_in: Any) -> None:
    client = sign_in("teacher")
    text = client.get("/portraits/literacy/mine/").content.decode()
    assert text.count("<fieldset") == 33
    sent = dict.fromkeys(ITEMS, "4")
    assert "不要遗漏" in client.post("/portraits/literacy/mine/", {**sent, "1.1.1": ""}).content.decode()
    assert "自评已保存" in client.post("/portraits/literacy/mine/", sent, follow=True).content.decode()
    assert "没有关联教师登记" in sign_in("nobody").get("/portraits/literacy/mine/").content.decode()


def test_the_map_says_nothing_of_few(settled: World, sign_in: Any) -> None:
    people = [person(f"同组{n}", date(1980, 1, 1 + n)) for n in range(9)]
    settled.enrol(*people)
    year = timezone.localdate().year
    rows = [row(date(1980, 1, 1 + n), f"同组{n}") for n in range(9)]
    brought(settled, *rows)
    places = literacy.literacy_map(settled.user("school"), 2026, "third")
    assert [(one.level, one.assessed, one.mean) for one in places] == [(0, 9, None), (1, 9, None)]
    brought(settled, row())
    places = literacy.literacy_map(settled.user("school"), 2026, "third")
    assert [(one.level, one.assessed, one.mean) for one in places] == [(0, 10, 345), (1, 10, 345)]
    text = sign_in("school").get(f"/portraits/literacy/?year={year}").content.decode()
    assert "数字素养地图" in text
    assert sign_in("teacher").get("/portraits/literacy/").status_code == 403


def test_the_watch_over_groups_is_silent_on_few(settled: World, sign_in: Any) -> None:
    same: dict[str, Any] = {"title": "一级教师", "subject": "语文"}
    settled.enrol(*(person(f"同组{n}", date(1980, 1, 1 + n), **same) for n in range(12)))
    painted(settled)
    text = sign_in("city").get("/portraits/fairness/").content.decode()
    for words in ("学科", "城乡", "年龄段", "性别", "&lt; 10", "75.0"):
        assert words in text, words
    assert sign_in("honors").get("/portraits/fairness/").status_code == 403
