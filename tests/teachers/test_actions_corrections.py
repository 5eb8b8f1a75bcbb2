"""Corrections by request: evidence, several persons, and a register that changes only at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import World, acts, at_the_same_moment, build, month, roster, row, service_row

from kernel.accounts.actions import grant_role
from kernel.errors import RuleBroken
from kernel.files.models import StoredFile
from kernel.imports.actions import import_now
from teachers.actions import corrections as actions
from teachers.models import Correction, ServiceRecord, Teacher
from teachers.queries import corrections as queries
from teachers.rules.corrections import Entry

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 20)
PAPER = [("聘书.pdf", b"%PDF-1.4\n%%EOF\n")]
EARLIER = Entry(month("1990-09"), month("1993-08"), "teaching", "溱潼中学")
CHENG = Entry(month("1993-09"), None, "teaching")  # 李长青's only row


def who(name: str = "李长青") -> Teacher:
    found: Teacher = Teacher.objects.for_system("test").select_related("school").get(name=name)
    return found


def asked(world: World, by: str = "teacher", name: str = "李长青", **more: Any) -> Correction:
    given: dict[str, Any] = {"old": None, "new": EARLIER, "reason": "入册时漏登", "files": PAPER, "on": TODAY, **more}
    return actions.ask_service(teacher=who(name), by=world.user(by), **given)


def approved(world: World, one: Correction, by: str = "district") -> None:
    _before, _after, figures = queries.years_now_and_then(world.user(by), fresh(one), TODAY)
    actions.approve(one=fresh(one), by=world.user(by), on=TODAY, seen=figures.stamp)


def fresh(one: Correction) -> Correction:
    found: Correction = (
        Correction.objects.for_system("test").select_related("teacher", "teacher__school").get(pk=one.pk)
    )
    return found


def rows(name: str = "李长青") -> list[tuple[str, str | None, str, str]]:
    found = ServiceRecord.objects.for_system("test").filter(teacher__name=name).order_by("start_month")
    return [
        (f"{one.start_month:%Y-%m}", f"{one.end_month:%Y-%m}" if one.end_month else None, one.kind, one.unit_name)
        for one in found
    ]


def code_of(act: Any, *args: Any, **values: Any) -> str:
    with pytest.raises(RuleBroken) as caught:
        act(*args, **values)
    return caught.value.code


def test_from_the_teacher_over_the_school_to_the_district(settled: World) -> None:
    one = asked(settled)
    assert (one.state, one.kind, one.files.count()) == ("asked", "add", 1)
    actions.check(one=fresh(one), by=settled["school"], note="与档案一致")
    assert rows() == [("1993-09", None, "teaching", "")]  # nothing yet
    approved(settled, one)
    assert rows() == [("1990-09", "1993-08", "teaching", "溱潼中学"), ("1993-09", None, "teaching", "")]
    done = fresh(one)
    assert (done.state, done.checked_by, done.decided_by) == ("approved", settled["school"], settled["district"])
    assert (done.months_before, done.months_after) == (384, 420)
    trail = [(line.act, line.actor_name) for act in ("asked", "check", "approve") for line in acts(f"correction.{act}")]
    assert trail == [
        ("correction.asked", "teacher"),
        ("correction.check", "school"),
        ("correction.approve", "district"),
    ]
    (line,) = acts("teacher.corrected")
    assert (line.subject_id, line.detail) == (str(who().pk), {"kind": "add", "request": one.pk})


def test_what_the_school_asks_goes_straight_to_the_district(settled: World) -> None:
    one = asked(settled, "school", "陈晓")
    assert one.state == "checked"
    approved(settled, one)
    assert rows("陈晓")[0][0] == "1990-09"


def test_a_row_is_changed_and_taken_away(settled: World) -> None:
    later = Entry(month("1994-09"), None, "teaching", "泰州中学")
    approved(settled, asked(settled, "school", old=CHENG, new=later))
    assert rows() == [("1994-09", None, "teaching", "泰州中学")]
    approved(settled, asked(settled, "school", old=later, new=None))
    assert rows() == []


def test_the_name_is_corrected(settled: World) -> None:
    one = actions.ask_name(teacher=who(), name=" 李 常青", reason="户口簿", files=PAPER, by=settled.user("teacher"))
    actions.check(one=fresh(one), by=settled["school"])
    actions.approve(one=fresh(one), by=settled["district"], on=TODAY, seen="")
    assert Teacher.objects.for_system("test").filter(name="李常青", user=settled["teacher"]).exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"files": []}, "evidence_missing"),
        ({"files": [("x.pdf", b"no")]}, "file_kind"),
        ({"new": CHENG}, "service_there"),
        ({"new": Entry(month("2026-09"), None, "aid")}, "service_later"),
        ({"old": CHENG, "new": CHENG}, "nothing_new"),
        ({"old": EARLIER, "new": None}, "service_changed"),
    ],
)
def test_what_cannot_be_asked(settled: World, more: dict[str, Any], code: str) -> None:
    assert code_of(asked, settled, **more) == code
    assert not Correction.objects.for_system("test").exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("by", ["nobody", "honors", "approver", "far_school", "far_district"])
def test_who_cannot_ask(settled: World, by: str) -> None:
    assert code_of(asked, settled, by, files=PAPER) in {"no_correction", "service_changed"}


def test_a_name_is_a_name(settled: World) -> None:
    for name, code in (("", "name_missing"), ("长" * 51, "name_missing"), ("李长青", "nothing_new")):
        given = {"name": name, "reason": "x", "files": PAPER, "by": settled.user("teacher")}
        assert code_of(actions.ask_name, teacher=who(), **given) == code


def test_the_same_thing_is_asked_once(settled: World, settings: Any) -> None:
    asked(settled)
    assert code_of(asked, settled) == "correction_open"
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.original"))) == 1  # the second one's file is gone again
    asked(settled, old=CHENG, new=None)  # another thing
    assert code_of(asked, settled, old=CHENG, new=None) == "correction_open"


def test_nobody_decides_alone(settled: World) -> None:
    one = fresh(asked(settled))
    assert code_of(actions.check, one=one, by=settled["teacher"]) == "own_request"
    assert code_of(actions.check, one=one, by=settled["far_school"]) == "not_yours"
    assert code_of(actions.approve, one=one, by=settled["district"], on=TODAY, seen="") == "correction_moved"
    actions.check(one=one, by=settled["district"])
    one = fresh(one)
    assert code_of(actions.approve, one=one, by=settled["school"], on=TODAY, seen="") == "not_yours"
    assert code_of(actions.approve, one=one, by=settled["district"], on=TODAY, seen="") == "checked_yourself"
    assert code_of(actions.approve, one=one, by=settled["far_district"], on=TODAY, seen="") == "not_yours"
    approved(settled, one, "city")


def test_an_officer_does_not_approve_what_the_officer_asked_or_what_is_about_the_own_record(settled: World) -> None:
    one = fresh(asked(settled, "district"))
    assert code_of(actions.approve, one=one, by=settled["district"], on=TODAY, seen="") == "own_request"
    grant_role(user=settled["teacher"], role="city_hr", org=settled.city, on=date(2020, 1, 1), by=None)
    assert code_of(actions.approve, one=one, by=settled.user("teacher"), on=TODAY, seen="") == "own_request"


def test_the_database_keeps_the_persons_apart(settled: World) -> None:
    one = asked(settled)
    at = {"decided_at": "2025-09-20T00:00:00Z"}
    mine, school = settled["teacher"], settled["school"]
    for values in (
        {"checked_by": mine},
        {"state": "approved", "decided_by": mine, **at},
        {"state": "approved", "checked_by": school, "decided_by": school, **at},
        {"state": "approved"},
        {"state": "refused", "decided_by": school, **at},  # without an answer
        {"new": None},
        {"reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.for_system("test").filter(pk=one.pk).update(**values)


def test_a_refusal_says_why(settled: World) -> None:
    one = fresh(asked(settled))
    assert code_of(actions.refuse_it, one=one, by=settled["school"], answer=" ") == "reason_missing"
    actions.refuse_it(one=one, by=settled["school"], answer="聘书与档案不符")
    assert (fresh(one).state, fresh(one).answer) == ("refused", "聘书与档案不符")
    assert code_of(actions.check, one=fresh(one), by=settled["school"]) == "correction_moved"
    asked(settled)  # and may be asked anew


def test_it_is_taken_back_by_who_asked(settled: World) -> None:
    one = fresh(asked(settled))
    assert code_of(actions.withdraw, one=one, by=settled["school"]) == "not_asker"
    actions.withdraw(one=one, by=settled["teacher"])
    assert fresh(one).state == "withdrawn"


def test_a_row_that_changed_meanwhile_is_a_conflict(settled: World) -> None:
    one = asked(settled, "school", old=CHENG, new=None)
    ServiceRecord.objects.for_system("test").filter(teacher=who()).update(unit_name="泰州中学")
    assert code_of(approved, settled, one) == "service_changed"
    assert (fresh(one).state, len(rows())) == ("checked", 1)


def test_a_name_that_changed_meanwhile_is_a_conflict(settled: World) -> None:
    one = actions.ask_name(teacher=who(), name="李常青", reason="x", files=PAPER, by=settled["school"])
    Teacher.objects.for_system("test").filter(name="李长青").update(name="李青")
    assert code_of(actions.approve, one=fresh(one), by=settled["district"], on=TODAY, seen="") == "name_changed"


def test_the_arithmetic_on_the_screen_is_what_is_approved(settled: World) -> None:
    one = fresh(asked(settled, "school"))
    assert code_of(actions.approve, one=one, by=settled["district"], on=TODAY, seen="1-2") == "figures_changed"
    assert (fresh(one).state, len(rows())) == ("checked", 1)


def test_a_row_that_was_owed_is_paid(settled: World) -> None:
    assert (who("周缺页").history_incomplete, who("周缺页").history_missing) == (True, 1)
    one = asked(settled, "school", "周缺页")
    approved(settled, one)
    assert who("周缺页").history_incomplete  # the request did not say that it is the missing row
    two = asked(
        settled, "school", "周缺页", new=Entry(month("1988-09"), month("1990-08"), "aid"), missing_row="第 5 行"
    )
    approved(settled, two)
    assert (who("周缺页").history_incomplete, who("周缺页").history_missing) == (False, 0)


def test_whose_turn_it_is(settled: World) -> None:
    def turns() -> set[str]:
        return {name for name in settled.users if queries.my_turn(settled.user(name)).exists()}

    one = asked(settled)
    assert turns() == {"school", "district", "city"}
    actions.check(one=fresh(one), by=settled["district"])
    assert turns() == {"city"}
    approved(settled, one, "city")
    assert turns() == set()


def test_no_line_tells_what_was_corrected(settled: World) -> None:
    approved(settled, asked(settled, "school"))
    text = " ".join(str(line.detail) for act in ("correction.asked", "teacher.corrected") for line in acts(act))
    assert "溱潼" not in text
    assert "1990" not in text


def test_of_additions_of_one_row_one_waits(settled: World) -> None:
    one = asked(settled)
    assert code_of(asked, settled, new=replace(EARLIER, end=month("1992-08"))) == "correction_open"
    other = replace(EARLIER, start=month("1989-09"))
    two = asked(settled, new=other)
    stored = Correction.objects.for_system("test").filter(pk=two.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.update(new=replace(EARLIER, end=None).as_json())
    actions.withdraw(one=fresh(one), by=settled["teacher"])
    stored.update(new=replace(EARLIER, end=None).as_json())


def test_a_row_that_was_owed_is_paid_once(settled: World) -> None:
    people = Teacher.objects.for_system("test").filter(name="周缺页")
    people.update(history_missing=2)
    later = Entry(month("1988-09"), month("1990-08"), "aid")
    one = asked(settled, "school", "周缺页", missing_row="第 5 行")
    assert code_of(asked, settled, "school", "周缺页", new=later, missing_row="第５行") == "missing_row_used"
    approved(settled, one)
    assert code_of(asked, settled, "school", "周缺页", new=later, missing_row="第5行") == "missing_row_used"
    two = asked(settled, "school", "周缺页", new=later, missing_row="第6行")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.for_system("test").filter(pk=two.pk).update(missing_row="第5行")
    actions.refuse_it(one=fresh(two), by=settled["district"], answer="无证明")
    asked(settled, "school", "周缺页", new=later, missing_row="第6行")  # what was refused pays nothing
    assert people.get().history_missing == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_thing_is_asked_once_at_the_same_moment() -> None:
    world = build()
    world.settle()
    answers = at_the_same_moment(4, lambda: asked(world, "school").state)
    assert sorted(getattr(one, "code", one) for one in answers) == ["checked", *["correction_open"] * 3]


def brought(world: World, now: str, name: str, *services: tuple[Any, ...]) -> tuple[list[str], int]:
    """What a roster is told that comes with this name and these service rows of whom the register calls ``now``, and
    how many people it changed."""
    number = who(now).id_number
    verdict = import_now(
        data=roster([row(name, date(1972, 3, 8))], [service_row(number, *one) for one in services]),
        filename="名册.xlsx", kind="roster", options={}, by=world.user("school"),
    )  # fmt: skip
    return [note for _sheet, _row, note in verdict.notes], verdict.counts["updated"]


def withheld(what: str) -> str:
    day = timezone.localdate()
    return f"{what}已于 {day} 按更正申请更正，名册中的旧内容没有写入；如确需改回，请提出更正申请。"


def test_an_old_roster_does_not_undo_a_correction(settled: World) -> None:
    later = Entry(month("1996-09"), None, "teaching")
    approved(settled, asked(settled, "school", old=CHENG, new=later))
    one = actions.ask_name(teacher=who(), name="李常青", reason="户口簿", files=PAPER, by=settled["school"])
    actions.approve(one=fresh(one), by=settled["district"], on=TODAY, seen="")
    told = [withheld("姓名“李长青”"), withheld("“任教 1993-09 至今”")]
    assert brought(settled, "李常青", "李长青", ("1993-09", "至今")) == (told, 0)
    assert rows("李常青") == [("1996-09", None, "teaching", "")]


@pytest.mark.parametrize(
    ("given", "after", "is_told"),
    [
        (("1993-09", "至今"), ("2005-08", "泰州中学"), True),  # the end as it was
        (("1993-09", "2005-08", "任教", "溱潼中学"), ("2005-08", "泰州中学"), True),  # the unit as it was
        (("1993-09", "2005-08"), ("2005-08", "泰州中学"), False),  # a blank unit says nothing
        (("1993-09", "2006-08"), ("2006-08", "泰州中学"), False),  # news
        (("1993-09", "2005-08", "任教", "姜堰中学"), ("2005-08", "姜堰中学"), False),
    ],
)
def test_what_a_roster_brings_anew_is_written(
    settled: World, given: tuple[Any, ...], after: tuple[str, str], is_told: bool
) -> None:
    first = replace(CHENG, unit="溱潼中学")
    ServiceRecord.objects.for_system("test").filter(teacher=who()).update(unit_name="溱潼中学")
    approved(settled, asked(settled, "school", old=first, new=replace(first, end=month("2005-08"), unit="泰州中学")))
    told, _changed = brought(settled, "李长青", "李长青", given)
    assert len(told) == is_told
    assert rows() == [("1993-09", after[0], "teaching", after[1])]


def test_what_was_taken_away_and_added_again_follows_the_roster(settled: World) -> None:
    approved(settled, asked(settled, "school", old=CHENG, new=None))
    assert brought(settled, "李长青", "李长青", ("1993-09", "至今")) == ([withheld("“任教 1993-09 至今”")], 0)
    assert rows() == []
    approved(settled, asked(settled, "school", new=CHENG))
    assert brought(settled, "李长青", "李长青", ("1993-09", "2020-08")) == ([], 1)
