"""The attendance workbook at the import desk."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from conftest import SignIn
from django.urls import reverse
from django.utils import timezone
from hours_cast import NUMBER
from training_world import published
from world import World, acts, workbook

from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.imports.desk import Judgement
from training.actions import enrolments, outcomes
from training.actions.check_ins import bring_present
from training.choices import CheckPoint
from training.models import CheckIn, Session

TITLES = ("项目名称", "场次名称", "身份证件号", "姓名", "签到环节", "说明")


@pytest.fixture
def at(settled: World) -> Session:
    """A session with the cast's teacher in it."""
    _one, made = published(settled)
    enrolments.enrol(session=made, teacher=settled.people["李长青"], by=settled.user("teacher"))
    begun(made)
    return made


def begun(one: Session) -> None:
    """The session began an hour ago."""
    start = timezone.now() - timedelta(hours=1)
    Session.objects.filter(pk=one.pk).update(starts_at=start, ends_at=start + timedelta(hours=3))
    one.refresh_from_db()


def row(**cells: Any) -> dict[str, Any]:
    good = {
        "项目名称": "班主任能力提升", "场次名称": "第一场", "身份证件号": NUMBER, "姓名": "李长青", "签到环节": "签到",
        "说明": "第 1 页",
    }  # fmt: skip
    return {**good, **cells}


def bring(world: World, *rows: dict[str, Any], by: str = "city_training") -> Judgement:
    data = workbook({"签到": [TITLES, *([one.get(title) for title in TITLES] for one in rows)]})
    return import_now(data=data, filename="签到.xlsx", kind="attendance", options={}, by=world.user(by))


def made() -> list[tuple[str, str, str]]:
    return list(CheckIn.objects.for_system("a test").values_list("point", "how", "note"))


def test_who_signed_is_noted_once(settled: World, at: Session) -> None:
    found = bring(settled, row())
    assert (found.counts["created"], found.refusals) == (1, [])
    assert made() == [("first", "paper", "第 1 页")]
    assert len(acts("check_in.noted")) == 1
    again = bring(settled, row(签到环节="", 说明=""))
    assert (again.counts["created"], again.counts["unchanged"]) == (0, 1)
    assert len(made()) == 1


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"身份证件号": ""}, "row_id_missing"), ({"场次名称": ""}, "attendance_session_missing"),
        ({"场次名称": "第九场"}, "attendance_session_unknown"), ({"姓名": "李短青"}, "row_name_differs"),
        ({"身份证件号": "321299199001010000"}, "attendance_not_enrolled"), ({"签到环节": "晚签"}, "row_unknown_word"),
        ({"签到环节": "中途签到"}, "attendance_no_second"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_leaves_nothing(
    settled: World, at: Session, cells: dict[str, str], code: str
) -> None:
    found = bring(settled, row(**cells))
    assert [one.code for one in found.refusals] == [code]
    assert found.counts["refused"] == 1
    assert made() == []


def test_twice_in_one_workbook(settled: World, at: Session) -> None:
    found = bring(settled, row(), row(说明="第 2 页"))
    assert [(one.row, one.code) for one in found.refusals] == [(3, "attendance_twice")]
    assert len(made()) == 1


def test_before_it_begins_nobody_was_there(settled: World, at: Session) -> None:
    Session.objects.update(starts_at=timezone.now() + timedelta(minutes=5))
    assert [one.code for one in bring(settled, row()).refusals] == ["attendance_not_begun"]


def test_two_sessions_of_one_name_are_not_guessed_at(settled: World, at: Session) -> None:
    published(settled, who="district_training", unit="海陵区")
    found = bring(settled, row())
    assert [one.code for one in found.refusals] == ["attendance_session_several"]


def test_a_neighbour_runs_no_session_of_the_city(settled: World, at: Session) -> None:
    found = bring(settled, row(), by="far_district_training")
    assert [one.code for one in found.refusals] == ["attendance_session_unknown"]
    with pytest.raises(RuleBroken, match="管理范围"):
        bring_present(session=at, point=CheckPoint.FIRST, enrolments={1: "x"}, by=settled.user("far_district_training"))


def test_after_the_attendance_is_final_nothing_is_noted(settled: World, at: Session) -> None:
    outcomes.complete_session(session=at, by=settled.user("city_training"), at=at.ends_at)
    found = bring(settled, row())
    assert [one.code for one in found.refusals] == ["attendance_session_unknown"]
    with pytest.raises(RuleBroken, match="现在是"):
        bring_present(session=at, point=CheckPoint.FIRST, enrolments={1: "x"}, by=settled.user("city_training"))


def test_its_template_lies_at_the_import_desk(settled: World, sign_in: SignIn) -> None:
    answer = sign_in("school").get(reverse("import_template", args=["attendance"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book["签到"][1]] == list(TITLES)
    assert "培训签到" in sign_in("school").get(reverse("import_list")).content.decode()
    assert sign_in("teacher").get(reverse("import_template", args=["attendance"])).status_code in {403, 404}
