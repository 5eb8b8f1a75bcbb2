"""The ledger of hours is kept by the database itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hours_cast import TODAY, put_down
from world import World

from kernel.errors import RuleBroken
from kernel.sealed import Sealed
from training.actions.hours_ledger import locked, step
from training.choices import HourState
from training.models import HourCap, HourCycle, HourEntry, HourMove, HourRule, HourStanding, HourTotal

DATABASE = (DatabaseError, IntegrityError)


@pytest.fixture
def entry(settled: World) -> HourEntry:
    return put_down(settled.people["陈晓"], settled["school"])


def run(sql: str, *params: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_entries_and_moves_are_written_once(entry: HourEntry) -> None:
    entry.tenths = 90
    with pytest.raises(Sealed):
        entry.save()
    with pytest.raises(Sealed):
        HourEntry.objects.for_system("a test").update(tenths=90)
    with pytest.raises(Sealed):
        HourMove.objects.for_system("a test").delete()
    with pytest.raises(Sealed):
        HourRule.objects.update(minutes=40)


@pytest.mark.parametrize(
    "table", ["training_hourentry", "training_hourmove", "training_hourcycle", "training_hourrule", "training_hourcap"]
)
def test_the_database_refuses_to_change_what_is_written_once(entry: HourEntry, table: str) -> None:
    with pytest.raises(DATABASE):
        run(f"UPDATE {table} SET id = id + 1000")
    with pytest.raises(DATABASE):
        run(f"DELETE FROM {table}")


def test_a_standing_is_that_of_the_last_move_and_stays(entry: HourEntry) -> None:
    with pytest.raises(DATABASE):
        run("UPDATE training_hourstanding SET state = 'approved' WHERE entry_id = %s", entry.pk)
    with pytest.raises(DATABASE):
        run("UPDATE training_hourstanding SET seq = 2 WHERE entry_id = %s", entry.pk)
    with pytest.raises(DATABASE):
        run("DELETE FROM training_hourstanding WHERE entry_id = %s", entry.pk)


def test_a_standing_cannot_name_another_person(settled: World, entry: HourEntry) -> None:
    with pytest.raises(DATABASE):
        run("UPDATE training_hourstanding SET teacher_id = %s WHERE entry_id = %s",
            settled.people["李长青"].pk, entry.pk)  # fmt: skip


@pytest.mark.parametrize(
    ("seq", "target"),
    [(2, "locked"), (2, "reversed"), (2, "proposed"), (3, "approved"), (1, "approved"), (2, "checked")],
)
def test_a_move_follows_the_one_before_by_an_allowed_step(
    settled: World, entry: HourEntry, seq: int, target: str
) -> None:
    move = HourMove(entry=entry, seq=seq, name="approve", target=target, by=settled["school"], reason="理由")
    if (seq, target) == (2, "checked"):
        move.save()
        return
    with pytest.raises(DATABASE), transaction.atomic():
        move.save()


def test_two_moves_at_once_have_one_winner(settled: World, entry: HourEntry) -> None:
    """Both read the same standing; the second finds its place taken."""
    stale = HourStanding.objects.for_system("a test").get(pk=entry.pk)
    step(standings=locked([entry.pk]), name="approve", by=settled["district_training"], on=TODAY)
    with pytest.raises(DATABASE), transaction.atomic():
        step(standings=[stale], name="refuse", by=settled["district_training"], on=TODAY, reason="理由")
    assert HourMove.objects.for_system("a test").filter(entry=entry).count() == 2


def test_what_is_over_goes_nowhere(settled: World, entry: HourEntry) -> None:
    step(standings=locked([entry.pk]), name="refuse", by=settled["school"], on=TODAY, reason="材料不全")
    with pytest.raises(RuleBroken, match="未认定") as refused:
        step(standings=locked([entry.pk]), name="approve", by=settled["school"], on=TODAY)
    assert refused.value.code == "hours_moved"


def test_the_totals_follow_the_ledger(settled: World) -> None:
    """Approved hours come into the total, reversed ones leave it."""
    person, officer = settled.people["陈晓"], settled["district_training"]
    first = put_down(person, officer, state=HourState.APPROVED, tenths=80)
    put_down(person, officer, title="别的", day=date(2026, 6, 1), state=HourState.APPROVED, mode="school_based",
             level="school", tenths=300)  # fmt: skip
    total = HourTotal.objects.for_system("a test").get(teacher=person, cycle__first_year=2026)
    assert (total.raw, total.counted, total.higher, total.due, total.passes) == (380, 320, 80, 3600, False)
    step(standings=locked([first.pk]), name="reverse", by=officer, on=TODAY, reason="登记有误")
    total = HourTotal.objects.for_system("a test").get(teacher=person, cycle__first_year=2026)
    assert (total.raw, total.counted, total.higher) == (300, 240, 0)


def test_what_the_city_ships(db: None) -> None:
    assert [(one.first_year, one.last_year, one.due_tenths) for one in HourCycle.objects.all()] == [
        (2021, 2025, 3600), (2026, 2030, 3600),
    ]  # fmt: skip
    assert {one.mode: (one.year_tenths, one.cycle_tenths) for one in HourCap.objects.all()} == {
        "school_based": (240, 1200), "online": (None, 1800),
    }  # fmt: skip


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_ledger(entry: HourEntry) -> None:
    with pytest.raises(DATABASE):
        run("TRUNCATE training_hourmove CASCADE")
