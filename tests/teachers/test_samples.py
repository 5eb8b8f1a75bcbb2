"""Workbooks as schools send them, through the commands: the answers are exactly the expected ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from world import AS_OF

from honors.actions import rounds
from honors.choices import EntryState
from honors.models import RoundEntry
from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.audit.models import AuditEvent
from kernel.orgs.actions import plant_city
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from teachers.models import Post, ServiceRecord, Teacher

pytestmark = pytest.mark.django_db

ON = "2026-09-10"


@pytest.fixture(params=["school-roster", "clean-roster"])
def sample(request: pytest.FixtureRequest, data: Path) -> tuple[str, dict[str, Any]]:
    """A workbook and what must come of it."""
    expected = json.loads((data / f"{request.param}.expected.json").read_text("utf-8"))
    assert expected["as_of"] == ON
    return str(data / f"{request.param}.xlsx"), expected


def test_a_sample_gives_its_expected_answers(sample: tuple[str, dict[str, Any]]) -> None:
    workbook, expected = sample
    answer = run("import_roster", workbook, "--with-schools")
    assert (answer["accepted"], answer["created"], answer["updated"]) == (expected["accepted"], expected["accepted"], 0)
    assert [{key: one[key] for key in ("sheet", "row", "code")} for one in answer["rejected"]] == expected["rejected"]
    assert answer["set_aside"] == expected["set_aside"]

    years = run("teaching_years", "--all", "--on", ON)["results"]
    assert {one["id_number"]: one["months"] for one in years} == expected["teaching_months"]
    assert {one["id_number"]: one["years"] for one in years} == expected["teaching_years"]
    assert all(sum(line["counted"] for line in one["lines"]) == one["months"] for one in years)

    found = run("long_service", "--on", ON, "--with-id")
    assert sorted(one["id_number"] for one in found["30"]) == sorted(expected["thirty"])
    assert sorted(one["id_number"] for one in found["40"]) == sorted(expected["forty"])


def test_the_same_file_again_changes_nothing(sample: tuple[str, dict[str, Any]]) -> None:
    workbook, expected = sample
    run("import_roster", workbook, "--with-schools")
    before = stored()
    answer = run("import_roster", workbook, "--with-schools")
    assert (answer["accepted"], answer["unchanged"]) == (expected["accepted"], expected["accepted"])
    assert (answer["created"], answer["updated"]) == (0, 0)
    assert [{key: one[key] for key in ("sheet", "row", "code")} for one in answer["rejected"]] == expected["rejected"]
    assert answer["remaining"] == []
    assert stored() == before


def stored() -> dict[str, Any]:
    """The register, to the last column, and its audit lines."""
    return {
        "teachers": list(Teacher.objects.for_system("test").order_by("pk").values()),
        "services": list(ServiceRecord.objects.for_system("test").order_by("pk").values()),
        "posts": list(Post.objects.for_system("test").order_by("pk").values()),
        "units": list(Organisation.objects.order_by("pk").values()),
        "lines": AuditEvent.objects.filter(act__in=["teacher.enrolled", "teacher.updated", "school.added"]).count(),
    }


def test_a_dry_run_writes_nothing(sample: tuple[str, dict[str, Any]]) -> None:
    workbook, expected = sample
    command_line_actor(plant_city())
    before = list(Organisation.objects.values())
    answer = run("import_roster", workbook, "--with-schools", "--dry-run")
    assert (answer["accepted"], answer["created"]) == (expected["accepted"], expected["accepted"])
    assert [one["code"] for one in answer["rejected"]] == [one["code"] for one in expected["rejected"]]
    assert not Teacher.objects.for_system("test").exists()
    assert list(Organisation.objects.values()) == before
    assert list(AuditEvent.objects.values_list("act", flat=True)) == ["command.run"]  # that it was run, nothing more


def test_without_schools_the_schools_are_unknown(data: Path) -> None:
    answer = run("import_roster", str(data / "clean-roster.xlsx"))
    assert answer["accepted"] == 0
    assert {one["code"] for one in answer["rejected"]} == {"unknown_school"}
    assert [note["sheet"] for note in answer["notes"]] == ["学校"]


def test_a_round_over_a_sample_looks_at_the_same_people(data: Path) -> None:
    """A round puts forward, or holds with a reason, exactly those who reached 30 and 40 years by its day."""
    run("import_roster", str(data / "clean-roster.xlsx"), "--with-schools")
    reached = run("long_service", "--on", str(AS_OF), "--with-id")
    one = rounds.make_round(as_of=AS_OF, by=user_with_all_eyes(), background=False)
    entries = RoundEntry.objects.for_system("test").filter(round=one).select_related("teacher")
    by_threshold: dict[str, set[str]] = {"30": set(), "40": set()}
    for entry in entries:
        by_threshold[str(entry.threshold)].add(entry.teacher.id_number)
        assert (entry.state == EntryState.CANDIDATE) == (entry.hold_reason == "")
    assert by_threshold == {years: {row["id_number"] for row in rows} for years, rows in reached.items()}
    assert by_threshold["30"]


def user_with_all_eyes() -> User:
    return command_line_actor(city())
