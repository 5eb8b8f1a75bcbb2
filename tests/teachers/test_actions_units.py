"""Schools over time: another name, a merger, an end; two people, and nothing lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, SCHOOL, SISTER, World, acts, build, person, roster, row

from kernel.accounts.actions import grant_role
from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.orgs import actions as orgs
from kernel.orgs.models import Organisation, OrganisationName
from kernel.orgs.queries import NamesOverTime, schools, successor
from kernel.signoff.models import Signature
from teachers.actions import roster as roster_actions
from teachers.actions import units as actions
from teachers.models import Post, Teacher
from teachers.queries import units as queries

pytestmark = pytest.mark.django_db
DAY, DOCUMENT = date(2025, 9, 1), "《关于调整学校设置的批复》（泰教发〔2025〕1号）"
NEW = "海陵区凤凰小学"


def fresh(one: Organisation) -> Organisation:
    return Organisation.objects.get(pk=one.pk)


def asked(world: World, change: str, school: str = SCHOOL, **more: Any) -> Signature:
    ask: Any = {"rename": actions.ask_rename, "merge": actions.ask_merger, "close": actions.ask_closure}[change]
    if change == "rename":
        more.setdefault("name", NEW)
    if change == "merge":
        more.setdefault("into", fresh(world.units[SISTER]))
    given = {"on": DAY, "document": DOCUMENT, "reason": "布局调整", "by": world["city"], **more}
    return ask(school=fresh(world.units[school]), **given)


def signed(world: World, change: str, school: str = SCHOOL, **more: Any) -> None:
    there = Teacher.objects.for_system("test").filter(school=world.units[school])
    actions.sign(
        school=fresh(world.units[school]), signature=asked(world, change, school, **more), by=world["approver"],
        on=timezone.localdate(), seen=there.count(),
    )  # fmt: skip


def test_a_renamed_school_keeps_its_row_and_its_old_name(settled: World) -> None:
    signed(settled, "rename")
    school = fresh(settled.units[SCHOOL])
    assert school.name == NEW
    names = [(one.name, one.valid_from, one.valid_until, one.document) for one in school.names.all()]
    assert names == [(SCHOOL, None, DAY, ""), (NEW, DAY, None, DOCUMENT)]
    over_time = NamesOverTime([school])
    days = (None, DAY, date(2025, 8, 31), date(1990, 1, 1))
    assert [over_time.on(school.pk, day) for day in days] == [NEW, NEW, SCHOOL, SCHOOL]
    assert [(one.actor_name, one.detail["old"], one.detail["new"]) for one in acts("school.renamed")] == [
        ("approver", SCHOOL, NEW)
    ]


def test_nothing_changes_before_the_second_signature(settled: World) -> None:
    asked(settled, "rename")
    assert fresh(settled.units[SCHOOL]).name == SCHOOL
    assert len(queries.waiting(settled["approver"])) == 1
    assert queries.waiting(settled["city"]) == queries.waiting(settled["honors"]) == []


def test_who_asks_does_not_sign(settled: World) -> None:
    signature = asked(settled, "rename")
    school = fresh(settled.units[SCHOOL])
    with pytest.raises(RuleBroken) as caught:
        actions.sign(school=school, signature=signature, by=settled["city"], on=DAY)
    assert caught.value.code == "same_person"
    with pytest.raises(RuleBroken) as caught:
        actions.sign(school=school, signature=signature, by=settled["honors"], on=DAY)
    assert caught.value.code == "no_permission"
    assert fresh(school).name == SCHOOL


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("rename", {"name": SISTER}, "school_exists"),
    ("rename", {"name": SCHOOL}, "same_name"),
    ("rename", {"name": " "}, "name_length"),
    ("rename", {"name": "长" * 61}, "name_length"),
    ("rename", {"document": " "}, "document_missing"),
    ("rename", {"reason": " "}, "reason_missing"),
    ("close", {}, "school_inhabited"),
]


@pytest.mark.parametrize(("change", "more", "code"), REFUSALS)
def test_what_cannot_be_asked(settled: World, change: str, more: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        asked(settled, change, **more)
    assert caught.value.code == code
    assert not Signature.objects.for_system("test").exists()


def test_it_is_asked_by_who_may_and_once_at_a_time(settled: World) -> None:
    with pytest.raises(RuleBroken) as caught:
        asked(settled, "rename", by=settled["district"])
    assert caught.value.code == "no_permission"
    asked(settled, "rename")
    with pytest.raises(RuleBroken) as caught:
        asked(settled, "merge")
    assert caught.value.code == "signature_waits"


def test_a_merger_stays_in_the_district_and_never_ends_in_itself(settled: World) -> None:
    for into, code in ((FAR_SCHOOL, "merged_elsewhere"), (SCHOOL, "merged_into_itself"), (HAILING, "merged_elsewhere")):
        with pytest.raises(RuleBroken) as caught:
            asked(settled, "merge", into=fresh(settled.units[into]))
        assert caught.value.code == code


def test_a_day_to_come_is_asked_for_and_signed_when_it_has_come(settled: World) -> None:
    signature, school = asked(settled, "rename"), fresh(settled.units[SCHOOL])
    with pytest.raises(RuleBroken) as caught:
        actions.sign(school=school, signature=signature, by=settled["approver"], on=date(2025, 8, 31))
    assert caught.value.code == "day_not_reached"
    actions.sign(school=school, signature=signature, by=settled["approver"], on=DAY)
    assert fresh(school).name == NEW


def test_a_name_belongs_to_one_school_on_any_day(settled: World) -> None:
    signed(settled, "rename")
    district = settled.units[HAILING]
    with pytest.raises(RuleBroken) as caught:
        orgs.add_school(district=district, name=SCHOOL)
    assert caught.value.code == "name_taken"
    with pytest.raises(RuleBroken) as caught:
        asked(settled, "rename", SISTER, name=SCHOOL, on=date(2025, 8, 31))
    assert caught.value.code == "name_taken"
    signed(settled, "rename", SISTER, name=SCHOOL)  # from the day on which the other one gave it up
    with pytest.raises(RuleBroken) as caught:
        asked(settled, "rename", name="海陵区第三小学", on=DAY)
    assert caught.value.code == "name_earlier"


def test_the_database_holds_the_names(settled: World) -> None:
    school = settled.units[SCHOOL]
    for given in ({}, {"valid_from": DAY, "valid_until": DAY}, {"name": "", "valid_from": DAY, "valid_until": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationName.objects.create(**{"org": school, "name": "甲", "valid_until": date(2020, 1, 1), **given})
    broken: list[dict[str, Any]] = [{"closed_on": DAY}, {"merged_into": settled.units[SISTER]}]
    for given in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=school.pk).update(**given)


def test_a_workbook_with_the_old_name_finds_the_school_and_says_so(settled: World) -> None:
    signed(settled, "rename")
    verdict = import_now(
        data=roster([row("新人", date(1991, 5, 4))]), filename="名册.xlsx", kind="roster", options={},
        by=settled["school"],
    )  # fmt: skip
    assert verdict.counts["created"] == 1
    assert [note for _sheet, _row, note in verdict.notes] == [f"“{SCHOOL}”是“{NEW}”的曾用名，已按现用名称登记。"]
    found = Teacher.objects.for_system("test").get(name="新人")
    assert found.school_id == settled.units[SCHOOL].pk


def posts(name: str) -> list[tuple[str, date | None, date | None]]:
    rows = Post.objects.for_system("test").filter(teacher__name=name).order_by("pk")
    return list(rows.values_list("org__name", "valid_from", "valid_until"))


def test_a_merger_takes_everybody_along(settled: World) -> None:
    settled.enrol(person("迟来", date(1991, 1, 1), joined_on=date(2025, 10, 1)), on=date(2025, 10, 1))
    signed(settled, "merge")
    school, into = fresh(settled.units[SCHOOL]), fresh(settled.units[SISTER])
    assert (school.closed_on, school.closed_by, school.merged_into) == (DAY, DOCUMENT, into)
    assert posts("陈晓") == [(SCHOOL, None, DAY), (SISTER, DAY, None)]
    late = date(2025, 10, 1)  # who came after the day went over at once
    assert posts("迟来") == [(SCHOOL, late, late), (SISTER, late, None)]
    here = Teacher.objects.for_system("test").filter(school=into).values_list("name", flat=True)
    assert set(here) == {"陈晓", "李长青", "周缺页", "迟来"}
    assert len(acts("teacher.moved_by_merger")) == 4
    assert acts("school.merged")[0].detail["people"] == acts("school.absorbed")[0].detail["people"] == 4
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_after_a_merger_the_successors_officers_see_the_people_and_the_old_ones_nobody(settled: World) -> None:
    grant_role(user=settled["nobody"], role="school_hr", org=settled.units[SISTER], on=date(2020, 1, 1), by=None)
    signed(settled, "merge")
    assert Teacher.objects.visible_to(settled.user("nobody")).count() == 3
    assert not Teacher.objects.visible_to(settled.user("school")).exists()
    assert not settled.user("school").holds("teachers.view")
    assert queries.unit(settled.user("nobody"), settled.units[SCHOOL].pk).closed_on == DAY
    assert Teacher.objects.visible_to(settled.user("district")).count() == 3
    with pytest.raises(RuleBroken) as caught:
        grant_role(user=settled["nobody"], role="school_hr", org=fresh(settled.units[SCHOOL]), on=DAY, by=None)
    assert caught.value.code == "unit_closed"


def test_a_closed_school_is_in_no_chooser_and_imports_name_the_successor(settled: World) -> None:
    signed(settled, "merge")
    assert SCHOOL not in [one.name for one in schools()]
    verdict = import_now(
        data=roster([row("新人", date(1991, 5, 4))]),
        filename="名册.xlsx",
        kind="roster",
        options={},
        by=settled["city"],
    )
    (refusal,) = verdict.refusals
    assert (refusal.code, refusal.message) == (
        "school_closed", f"“{SCHOOL}”已于 2025-09-01 并入“{SISTER}”，请核对所在学校。",
    )  # fmt: skip


def test_a_chain_of_mergers_ends_in_the_last(settled: World) -> None:
    last = orgs.add_school(district=settled.units[HAILING], name="海陵区第三初级中学")
    signed(settled, "merge")
    with pytest.raises(RuleBroken) as caught:
        orgs.may_be_closed(last, DAY, fresh(settled.units[SCHOOL]))
    assert caught.value.code == "school_closed"
    assert SISTER in caught.value.message
    signed(settled, "merge", SISTER, into=last, on=date(2025, 10, 1))
    school = fresh(settled.units[SCHOOL])
    assert successor(school) == last
    assert school.path.startswith(fresh(last).path)
    assert posts("陈晓")[-1] == (last.name, date(2025, 10, 1), None)
    verdict = import_now(
        data=roster([row("新人", date(1991, 5, 4))]),
        filename="名册.xlsx",
        kind="roster",
        options={},
        by=settled["city"],
    )
    assert f"并入“{last.name}”" in verdict.refusals[0].message
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_what_was_on_the_screen_is_what_is_signed(settled: World) -> None:
    signature, school = asked(settled, "merge"), fresh(settled.units[SCHOOL])
    for seen in (2, None):  # somebody came meanwhile; the page did not say how many there are
        with pytest.raises(RuleBroken) as caught:
            actions.sign(school=school, signature=signature, by=settled["approver"], on=timezone.localdate(), seen=seen)
        assert caught.value.code == "people_changed"
    signature.refresh_from_db()
    assert signature.state == "open"
    assert fresh(school).closed_on is None
    actions.sign(school=school, signature=signature, by=settled["approver"], on=timezone.localdate(), seen=3)
    assert fresh(school).closed_on == DAY


def test_an_empty_school_is_closed_and_its_name_is_free_again(settled: World) -> None:
    signed(settled, "close", SISTER)
    assert fresh(settled.units[SISTER]).closed_on == DAY
    assert len(acts("school.closed")) == 1
    again = orgs.add_school(district=settled.units[HAILING], name=SISTER, on=DAY)
    assert again.closed_on is None
    with pytest.raises(RuleBroken) as caught:
        asked(settled, "rename", SISTER)
    assert caught.value.code == "school_closed"


def test_a_request_is_refused_with_a_reason_or_taken_back(settled: World) -> None:
    school = fresh(settled.units[SCHOOL])
    signature = asked(settled, "rename")
    with pytest.raises(RuleBroken) as caught:
        actions.refuse(school=school, signature=signature, by=settled["approver"], answer=" ")
    assert caught.value.code == "reason_missing"
    actions.refuse(school=school, signature=signature, by=settled["approver"], answer="文号不符")
    second = asked(settled, "rename")
    with pytest.raises(RuleBroken) as caught:
        actions.withdraw(school=school, signature=second, by=settled["approver"])
    assert caught.value.code == "not_asker"
    actions.withdraw(school=school, signature=second, by=settled["city"])
    assert [one.state for one, _change in queries.requests(settled["city"], school)] == ["withdrawn", "refused"]
    assert fresh(school).name == SCHOOL


def test_nobody_is_enrolled_in_a_school_that_was_closed_since_the_rows_were_judged(settled: World) -> None:
    signed(settled, "merge")
    with pytest.raises(RuleBroken) as caught:
        settled.enrol(person("新人", date(1991, 5, 4)))
    assert (caught.value.code, SCHOOL in caught.value.message) == ("school_moved", True)
    assert not Teacher.objects.for_system("test").filter(name="新人").exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["merge", "close"])
@pytest.mark.parametrize("first", ["enrol", "sign"])
def test_nobody_stays_behind_who_is_enrolled_while_a_school_ends(
    change: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever comes first, the other waits for its end and then sees who is there, or that nobody may come."""
    world = build()
    signature, school = asked(world, change), fresh(world.units[SCHOOL])
    halfway, on = threading.Event(), threading.Event()
    owner, name = (roster_actions._Batch, "write") if first == "enrol" else (orgs, "close")
    real = getattr(owner, name)

    def slow(*given: Any, **named: Any) -> Any:
        done = real(*given, **named)
        halfway.set()
        on.wait(10)
        return done

    monkeypatch.setattr(owner, name, slow)
    works: dict[str, Callable[[], Any]] = {
        "enrol": lambda: world.enrol(person("新人", date(1991, 5, 4))),
        "sign": lambda: actions.sign(school=school, signature=signature, by=world["approver"], on=DAY, seen=0),
    }
    told: dict[str, str] = {}

    def run(name: str) -> None:
        try:
            works[name]()
        except RuleBroken as refusal:
            told[name] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in sorted(works, key=lambda name: name != first)]
    threads[0].start()
    assert halfway.wait(10)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive(), "the second waits"
    on.set()
    for thread in threads:
        thread.join()
    late = {"merge": "people_changed", "close": "school_inhabited"}[change]
    assert told == ({"sign": late} if first == "enrol" else {"enrol": "school_moved"})
    people = Teacher.objects.for_system("test")
    assert people.count() == (first == "enrol")
    assert not people.exclude(school__closed_on=None).exists()
