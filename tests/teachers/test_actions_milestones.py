"""The months of 30 and 40 years kept with the records: after any change they are what the full rule says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from commands import run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import World, acts, id_number, person

from kernel.errors import RuleBroken
from kernel.jobs.models import Job
from teachers.actions import milestones
from teachers.choices import ServiceKind
from teachers.models import Milestone, ServiceRecord, Teacher
from teachers.queries.teaching import careers_of
from teachers.rules.milestones import month_reached, months_reached
from teachers.rules.months import month_of
from teachers.rules.months import text as month_text
from teachers.rules.teaching_years import Row, months_only

pytestmark = pytest.mark.django_db

BORN = date(1972, 3, 8)


def stored(name: str = "") -> dict[tuple[str, int], tuple[str, str | None]]:
    """(name, years) -> month and last as-of month of who serves to the statutory one."""
    rows = Milestone.objects.for_system("test").select_related("teacher")
    return {
        (one.teacher.name, one.years): (
            f"{one.month:%Y-%m}",
            f"{one.serving_until:%Y-%m}" if one.serving_until else None,
        )
        for one in rows
        if name in ("", one.teacher.name)
    }


def by_the_rule() -> dict[tuple[str, int], tuple[str, str | None]]:
    """The same of everybody, each asked one by one."""
    people = Teacher.objects.for_system("test").values_list("pk", flat=True)
    found = {}
    for one in careers_of(list(people)):
        for years in (30, 40):
            if (month := month_reached(one.services, years)) is not None:
                until = month_text(one.retirement.statutory + 1) if one.retirement else None
                found[one.name, years] = (month_text(month), until)
    return found


def change(world: World, *services: Any, **fields: Any) -> None:
    """The person brought by another workbook."""
    world.enrol(person("李长青", BORN, services=services, **fields))


def test_enrolling_keeps_the_months(settled: World) -> None:
    assert stored("李长青") == {("李长青", 30): ("2023-09", "2034-02"), ("李长青", 40): ("2033-09", "2034-02")}
    assert stored("王远山") == {("王远山", 30): ("2014-09", "2027-05"), ("王远山", 40): ("2024-09", "2027-05")}
    assert stored() == by_the_rule()


@pytest.mark.parametrize(
    ("services", "fields", "expected"),
    [
        ([("1993-09", None, "teaching"), ("2010-01", "2010-12", "left_teaching")], {}, "2024-09"),  # a row more
        ([("1993-09", "2020-08", "teaching")], {}, None),  # the row ends
        ([("1993-09", None, "teaching"), ("2010-01", "2010-03", "sick_leave")], {}, "2023-09"),  # harmless
    ],
)
def test_a_changed_row_moves_the_month(
    settled: World, services: Sequence[Any], fields: dict[str, Any], expected: str | None
) -> None:
    change(settled, *services, **fields)
    assert stored("李长青").get(("李长青", 30), (None,))[0] == expected
    assert stored() == by_the_rule()


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"archive_birth_month": date(1971, 3, 1)}, "2032-11"),
        ({"sex": "2"}, "2027-11"),
        ({"sex": "2", "title": "高级教师"}, "2034-02"),
        ({"sex": "0"}, None),
    ],
)
def test_what_retirement_goes_by_is_followed(settled: World, fields: dict[str, Any], until: str | None) -> None:
    change(settled, ("1993-09", None, "teaching"), **fields)
    assert stored("李长青") == {("李长青", 30): ("2023-09", until), ("李长青", 40): ("2033-09", until)}
    assert stored() == by_the_rule()


def test_what_is_right_is_left_untouched(settled: World) -> None:
    before = set(Milestone.objects.for_system("test").values_list("pk", flat=True))
    assert milestones.refresh(teacher_ids=[one.pk for one in settled.people.values()]) == 0
    assert set(Milestone.objects.for_system("test").values_list("pk", flat=True)) == before


def test_only_the_people_named_are_looked_at(settled: World) -> None:
    Milestone.objects.for_system("test").delete()
    milestones.refresh(teacher_ids=[settled.people["王远山"].pk])
    assert {name for name, _years in stored()} == {"王远山"}


@pytest.mark.parametrize("names", [("王远山",), ("陈晓", "周缺页"), ("陈晓", "李长青", "周缺页", "王远山")])
def test_with_gaps_between_them_or_without(settled: World, names: Sequence[str]) -> None:
    Milestone.objects.for_system("test").delete()
    milestones.refresh(teacher_ids=[settled.people[name].pk for name in names])
    assert stored() == {key: value for key, value in by_the_rule().items() if key[0] in names}


@pytest.mark.parametrize("people", [1, 3])
def test_a_refresh_asks_a_fixed_number_of_queries(settled: World, people: int, django_assert_num_queries: Any) -> None:
    names = ["陈晓", "李长青", "王远山"][:people]
    with django_assert_num_queries(6):  # a savepoint, people, services, the page after the last, what is stored
        milestones.refresh(teacher_ids=[settled.people[name].pk for name in names])


# --- everybody -------------------------------------------------------------------------------------------------------


def test_all_at_once(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milestones, "PAGE", 2)
    expected = stored()
    Milestone.objects.for_system("test").filter(years=30).delete()
    Milestone.objects.for_system("test").update(month=date(2000, 1, 1))
    seen: list[tuple[int, int]] = []
    milestones.refresh_all(by=settled.command_line, progress=lambda done, total: seen.append((done, total)))
    keys = sorted(one.pk for one in settled.people.values())
    assert seen == [(keys[1], keys[-1]), (keys[3], keys[-1])]
    assert stored() == expected
    assert [line.detail for line in acts("milestones.refreshed")] == [{"written": 8}]


def test_begun_anew_it_goes_on(settled: World) -> None:
    keys = sorted(one.pk for one in settled.people.values())
    Milestone.objects.for_system("test").delete()
    milestones.refresh_all(by=settled.command_line, after=keys[2])
    assert {name for name, _years in stored()} == {"王远山"}


def test_a_worker_does_it(settled: World, at_once: Any) -> None:
    expected = stored()
    Milestone.objects.for_system("test").delete()
    with at_once():
        milestones.ask_for_refresh(by=settled["city"])
    job = Job.objects.for_system("test").get()
    assert (job.state, job.done == job.total > 0) == ("done", True)
    assert stored() == expected


@pytest.mark.parametrize("who", ["school", "district", "honors", "nobody"])
def test_not_everybody_may_ask(settled: World, who: str) -> None:
    for ask in (milestones.ask_for_refresh, milestones.refresh_all):
        with pytest.raises(RuleBroken, match="没有"):
            ask(by=settled[who])


def test_the_command(settled: World) -> None:
    expected = stored()
    Milestone.objects.for_system("test").delete()
    assert run("refresh_milestones") == {"written": 8}
    assert stored() == expected
    assert run("refresh_milestones") == {"written": 0}
    assert set(run("refresh_milestones", "--background")) == {"job"}


# --- any career ------------------------------------------------------------------------------------------------------

START = month_of(date(1970, 1, 1))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    start = draw(st.integers(START, START + 700))
    length = draw(st.integers(0, 420))
    return start, draw(st.sampled_from((None, start + length))), str(draw(st.sampled_from(ServiceKind.values)))


@settings(max_examples=200, deadline=None)
@given(st.lists(rows(), max_size=6))
def test_both_thresholds_at_once_are_the_rule(services: list[Row]) -> None:
    """The short way for rows that always count gives what counting month by month gives."""
    found = months_reached(services, (40, 30))
    for years in (30, 40):
        month = found.get(years)
        assert month == month_reached(services, years)
        if month is not None:
            assert months_only(services, date(month // 12, month % 12 + 1, 1)) >= years * 12
            before = month - 1
            assert months_only(services, date(before // 12, before % 12 + 1, 1)) < years * 12


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(rows(), max_size=5, unique_by=lambda row: (row[0], row[2])), min_size=1, max_size=6))
def test_what_is_stored_is_the_rule_for_everybody(world: World, careers: list[list[Row]]) -> None:
    Teacher.objects.for_system("test").all().delete()
    world.enrol(
        *(
            person(
                f"甲{place}", BORN, number=id_number(BORN, place + 1),
                services=[(month_text(start), month_text(end) if end else None, kind) for start, end, kind in services],
            )
            for place, services in enumerate(careers)
        )
    )  # fmt: skip
    assert stored() == by_the_rule()
    ServiceRecord.objects.for_system("test").filter(end_month=None).update(end_month=date(2029, 12, 1))
    milestones.refresh(teacher_ids=Teacher.objects.for_system("test").values_list("pk", flat=True))
    assert stored() == by_the_rule()
