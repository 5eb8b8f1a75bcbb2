"""Hours taken out: the list for the province with its second signature, the transcript as a workbook, the facts."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hours_cast import NUMBER, put_down
from world import World, acts

from kernel.exports.actions import approve, hand_out
from kernel.exports.models import Export, ExportState
from kernel.imports.actions import import_now
from training.actions import hours_totals
from training.choices import HourState
from training.facts import HourFact, hours_of, stories
from training.models import HourEntry, HourTotal

SignIn = Callable[[str], Client]
ON = date(2026, 11, 24)


def book(body: bytes) -> dict[str, list[tuple[Any, ...]]]:
    found = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    rows = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in found.worksheets}
    found.close()
    return rows


@pytest.fixture
def filled(settled: World) -> World:
    put_down(settled.people["李长青"], settled["city"], state=HourState.APPROVED, kind="T7", tenths=85)
    put_down(settled.people["李长青"], settled["city"], title="待审")
    put_down(settled.people["王远山"], settled["city"], state=HourState.APPROVED)
    return settled


def test_the_list_for_the_province_waits_for_a_second_person_and_comes_back_by_the_import(
    filled: World, sign_in: SignIn, at_once: Callable[[], AbstractContextManager[Any]]
) -> None:
    answer = sign_in("district_training").post(reverse("hours_province") + "?cycle=2026")
    export = Export.objects.for_system("a test").get()
    assert answer["Location"] == export.get_absolute_url()
    assert (export.state, export.grade, export.rows) == (ExportState.WAITING, "L4", 1)
    with at_once():
        approve(export=export, by=filled.user("district"))
    export.refresh_from_db()
    body = hand_out(export=export, by=filled.user("district_training"))
    head, row = book(body)["学时"]
    assert head[0] == "身份证件号"
    assert row == (NUMBER, "李长青", "课堂教学研讨", "数字素养", "市级", "集中", 8.5, "2026-05-06", "2026-05-06", None)
    assert [event.detail["rows"] for event in acts("hours.taken_out")] == [1]
    assert len(acts("teacher.id_numbers_revealed")) == 1
    again = import_now(data=body, filename="上报.xlsx", kind="hours", options={}, by=filled.user("district_training"))
    assert (again.counts["created"], again.counts["unchanged"], again.refusals) == (0, 1, [])


def test_a_transcript_as_a_workbook(filled: World, sign_in: SignIn) -> None:
    number = filled.people["李长青"].teacher_no
    own = book(sign_in("teacher").get(reverse("hours_workbook", args=[number])).content)
    assert own["学时"][0][:3] == ("开始日期", "结束日期", "项目名称")
    assert {row[2] for row in own["学时"][1:]} == {"课堂教学研讨", "待审"}
    assert dict(own["合计"])["计入学时"] == "8.5"
    assert not Export.objects.for_system("a test").exists()
    theirs = book(sign_in("school").get(reverse("hours_workbook", args=[number])).content)
    assert theirs["学时"] == own["学时"]
    assert Export.objects.for_system("a test").get().kind == "hours_transcript"
    assert [event.subject_id for event in acts("teacher.exported")] == [str(filled.people["李长青"].pk)]


def test_somebody_elses_transcript_leaves_a_trace(filled: World, sign_in: SignIn) -> None:
    address = reverse("hours_transcript", args=[filled.people["李长青"].teacher_no])
    assert sign_in("teacher").get(address).content[:5] == b"%PDF-"
    assert acts("hours.transcript_taken") == []
    sign_in("school").get(address)
    assert len(acts("hours.transcript_taken")) == 1


def test_facts_in_bulk(filled: World) -> None:
    ids = [one.pk for one in filled.people.values()]
    with CaptureQueriesContext(connection) as few:
        found = stories(filled.user("district_training"), ids[:1], ON)
    with CaptureQueriesContext(connection) as many:
        found = stories(filled.user("district_training"), ids, ON)
    assert len(few) == len(many)
    assert set(found) == {filled.people["李长青"].pk}
    assert found[filled.people["李长青"].pk][0].detail == "应修 360，已计入 8.5 学时 · 未达标"
    plain = hours_of(ids, ON)
    assert plain[filled.people["王远山"].pk] == [HourFact(2026, 2030, 80, 80, 3600, passes=False)]
    assert hours_of(ids, date(2025, 1, 1)) == {}


def test_the_daily_chore_reckons_anew_what_has_moved(filled: World) -> None:
    person = filled.people["李长青"]
    person.started_teaching_month = date(2028, 7, 1)
    person.save()
    hours_totals.refresh_everybody()
    total = HourTotal.objects.for_system("a test").get(teacher=person)
    assert (total.due, total.months) == (1800, 30)


def test_the_chore_is_named_in_the_settings(settings: Any) -> None:
    assert settings.CHORES["training.actions.hours_totals.refresh_everybody"] == 86_400
    assert settings.IMPORTERS["hours"] == "training.importers.HoursImporter"


def test_the_migrations_say_what_the_models_are(db: None) -> None:
    call_command("makemigrations", "training", "--check", "--dry-run", verbosity=0)
    assert HourEntry._meta.get_field("tenths").verbose_name
