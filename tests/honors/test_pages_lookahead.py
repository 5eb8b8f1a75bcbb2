"""The look-ahead: what it counts is what counting everybody one by one gives; who sees which figures; what it costs."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, SCHOOL, SISTER, World, acts, hand_on, person

from config.demo import City
from honors.actions import certificates, rounds
from honors.choices import Outlook
from honors.models import Certificate
from honors.queries import lookahead
from honors.rules.lookahead import YEARS_AHEAD, award_year, first_year, period, years_ahead
from kernel.imports.actions import import_now
from kernel.orgs.actions import close
from teachers.choices import TeacherStatus
from teachers.models import Milestone, Teacher
from teachers.queries.teaching import careers_of
from teachers.rules.months import first_day, month_of
from teachers.rules.teaching_years import months_only

pytestmark = pytest.mark.django_db

URL = "/honors/lookahead/"
TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


# --- the rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 1, 1), 2026), (date(2026, 9, 10), 2026), (date(2026, 9, 11), 2027)]
)
def test_the_first_year_is_that_of_the_next_teachers_day(today: date, year: int) -> None:
    assert first_year(today) == year
    assert years_ahead(today) == range(year, year + YEARS_AHEAD)


@pytest.mark.parametrize(
    ("month", "year"), [(date(2026, 9, 1), 2026), (date(2026, 10, 1), 2027), (date(2027, 1, 1), 2027)]
)
def test_the_year_of_a_month(month: date, year: int) -> None:
    assert award_year(month) == year
    first, last = period(range(year, year + 1))
    assert first <= month <= last
    assert award_year(first) == award_year(last) == year


# --- the figures -----------------------------------------------------------------------------------------------------


def figures(user: Any, unit: int | None = None) -> dict[tuple[str, int, int, str], int]:
    """(unit, year, threshold, outlook) -> number, as the page has them."""
    found = lookahead.forecast(user, TODAY, unit)
    return {
        (line.unit.name, year, threshold, str(outlook)): number
        for line in found.lines
        for (year, threshold), counts in line.figures.items()
        for outlook, number in counts.items()
    }


def recount(schools: bool = False) -> Counter[tuple[str, int, int, str]]:
    """Everybody asked month by month with the full rule: the first September in which the years are complete."""
    found: Counter[tuple[str, int, int, str]] = Counter()
    people = {one.pk: one for one in Teacher.objects.for_system("test").select_related("school__parent")}
    for career in careers_of(list(people)):
        person = people[career.pk]
        for threshold in (30, 40):
            complete = [
                month
                for month in range(month_of(TODAY) - 24, month_of(TODAY) + 132)
                if months_only(career.services, first_day(month)) >= threshold * 12
            ]
            if not complete or complete[0] == month_of(TODAY) - 24:
                continue
            month = first_day(complete[0])
            if not TODAY.year <= award_year(month) < TODAY.year + 10:
                continue
            if person.status == TeacherStatus.DECEASED or (person.status != TeacherStatus.ACTIVE and month > TODAY):
                continue
            late = career.retirement is not None and complete[0] - 1 > career.retirement.statutory
            unit = person.school if schools else person.school.parent
            assert unit is not None
            found[unit.name, award_year(month), threshold, "past_retirement" if late else "expected"] += 1
    return found


def small_city(world: World) -> None:
    """The demonstration city with a few who serve no longer."""
    import_now(
        data=City(TODAY).make().to_xlsx(), filename="a.xlsx", kind="roster", options={"with_schools": True},
        by=world.command_line,
    )  # fmt: skip
    for place, one in enumerate(Teacher.objects.for_system("test").order_by("pk")):
        if place % 9 == 0:
            status = (TeacherStatus.LEFT, TeacherStatus.DECEASED, TeacherStatus.RETIRED)[place % 27 // 9]
            Teacher.objects.for_system("test").filter(pk=one.pk).update(status=status)


def test_the_figures_are_those_of_a_recount(world: World) -> None:
    small_city(world)
    expected = recount()
    assert figures(world["city"]) == expected
    assert len(expected) > 60
    assert {key[3] for key in expected} == {"expected", "past_retirement"}
    found = lookahead.forecast(world["city"], TODAY)
    assert found.gone > 5
    for year in found.years:
        for threshold in found.thresholds:
            for outlook in (Outlook.EXPECTED, Outlook.PAST_RETIREMENT):
                cell = sum(expected[unit, year, threshold, str(outlook)] for unit in {key[0] for key in expected})
                assert found.total.count(year, threshold, outlook) == cell
    hailing = world.units[HAILING]
    inside = {key: n for key, n in recount(schools=True).items() if key[0].startswith("海陵区")}
    assert figures(world["city"], hailing.pk) == figures(world["district"]) == inside
    assert figures(world["school"]) == {key: n for key, n in inside.items() if key[0] == SCHOOL}
    for key, number in inside.items():
        school = next(
            line.unit for line in lookahead.forecast(world["district"], TODAY).lines if line.unit.name == key[0]
        )
        people = lookahead.people(world["district"], TODAY, school, key[1], key[2])
        assert sum(one.outlook == key[3] for one in people) == number  # type: ignore[attr-defined]


def settle(world: World) -> None:
    """Who comes up in 2027 at 30: two of the own school (one past retirement by then), one far away; one has left."""
    thirty = [("1996-12", None, "teaching")]
    world.enrol(
        person("及时", date(1974, 5, 4), services=thirty),
        person("过龄", date(1966, 1, 4), services=thirty),
        person("离开", date(1974, 6, 4), services=thirty, status="left"),
        person("远方", date(1974, 7, 4), ("321204", FAR_SCHOOL), thirty),
    )


def test_who_stands_behind_a_figure(world: World, sign_in: Any) -> None:
    settle(world)
    text = sign_in("school").get(f"{URL}2027/30/").content.decode()
    assert text.index("及时") < text.index("过龄")
    assert text.count("届时已过法定退休年月") == 1
    assert "离开" not in text
    assert "远方" not in text
    page = sign_in("school").get(URL).content.decode()
    assert "另有 1 人按经历推算会达到，但已退休、离职或去世，未计入。" in page
    assert "2027 年共 2 人" in page


def test_the_honoured_do_not_come_up_again(world: World) -> None:
    world.enrol(person("已发", date(1974, 5, 4), services=[("1996-02", None, "teaching")]))
    assert figures(world["city"]) == {(HAILING, 2026, 30, "expected"): 1}
    one = rounds.make_round(as_of=date(2026, 5, 10), by=world["honors"], background=False)
    hand_on(one)
    rounds.approve(one=one, seen=one.stamp, by=world["approver"], background=False)
    certificates.issue(one=one, by=world["honors"])
    assert figures(world["city"]) == {}
    for reason, again in (("untrue", {}), ("in_error", {(HAILING, 2026, 30, "expected"): 1})):
        Certificate.objects.for_system("test").update(
            status="revoked", revoked_reason=reason, revoked_by=world["honors"], revoked_second=world["approver"]
        )
        assert figures(world["city"]) == again, "what was given in error may be given again"


@pytest.mark.parametrize(
    ("path", "who", "answer"),
    [
        ("?unit={far}", "school", 404), ("?unit={far}", "far_school", 200), ("?unit={hailing}", "school", 404),
        ("?unit={hailing}", "district", 200), ("?unit={hailing}", "far_district", 404),
        ("?unit={city}", "district", 404),
        ("?unit={city}", "city", 200), ("?unit=999999", "city", 404), ("?unit=x", "city", 404),
        ("?unit=99999999999999999999", "city", 404), ("?years=31", "city", 200), ("2027/30/?unit={far}", "school", 404),
        ("2027/31/", "city", 404), ("2036/30/", "city", 404), ("2025/30/", "city", 404),
        ("2027/30/?page=x", "city", 200),
        ("export/?unit={far}", "school", 404), ("export/?unit={school}", "school", 200),
    ],
)  # fmt: skip
def test_answers(world: World, sign_in: Any, path: str, who: str, answer: int) -> None:
    settle(world)
    keys = {
        "far": world.units[FAR_SCHOOL].pk, "hailing": world.units[HAILING].pk, "city": world.city.pk,
        "school": world.units[SCHOOL].pk,
    }  # fmt: skip
    assert sign_in(who).get(URL + path.format(**keys)).status_code == answer


def test_who_is_still_written_at_a_school_that_was_merged_is_counted_with_the_successor(world: World) -> None:
    school, into = world.units[SCHOOL], world.units[SISTER]
    world.enrol(person("甲", date(1972, 3, 8), services=[("1996-09", None, "teaching")]))
    left = Teacher.objects.for_system("test")
    left.update(school=into)
    close(school=school, on=date(2026, 3, 1), document="文", into=into)
    left.update(school=school)  # nobody should be; the page must bear it
    found = lookahead.forecast(world["district"], TODAY, into.pk)
    assert [sum(counts.values()) for counts in found.total.figures.values()] == [1]
    assert found.lines == []


def test_who_has_two_parts_sees_their_sum(world: World, sign_in: Any) -> None:
    from kernel.accounts.actions import grant_role

    settle(world)
    world.enrol(person("邻校", date(1974, 8, 4), ("321202", SISTER), [("1996-12", None, "teaching")]))
    grant_role(
        user=world["school"], role="school_hr", org=world.units[FAR_SCHOOL], on=date(2020, 1, 1), by=world["city"]
    )
    user = world.user("school")
    found = figures(user)
    assert {key[0]: number for key, number in found.items() if key[3] == "expected"} == {HAILING: 1, "姜堰区": 1}
    assert set(figures(user, world.units[HAILING].pk)) == {
        (SCHOOL, 2027, 30, "expected"),
        (SCHOOL, 2027, 30, "past_retirement"),
    }
    assert "邻校" not in sign_in("school").get(f"{URL}2027/30/?unit={world.units[HAILING].pk}").content.decode()


def test_the_workbook_for_the_budget(world: World, sign_in: Any) -> None:
    settle(world)
    world.units[FAR_SCHOOL].name = '=HYPERLINK("x")'
    world.units[FAR_SCHOOL].save()
    answer = sign_in("far_district").get(f"{URL}export/")
    assert answer["Cache-Control"] == "private, no-store"
    assert [(one.actor_name, one.detail) for one in acts("lookahead.exported")] == [
        ("far_district", {"unit": "姜堰区"})
    ]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    rows = list(page.iter_rows(min_row=2, max_row=21))
    assert [cell.value for cell in rows[2]] == [2027, '=HYPERLINK("x")', 1, 0, 0, 0, 1]
    assert rows[2][1].data_type == "s"
    assert [cell.value for cell in rows[3]] == [2027, "姜堰区合计", 1, 0, 0, 0, 1]
    assert [row[0].value for row in rows] == [year for year in range(2026, 2036) for _ in range(2)]


def test_an_empty_register(world: World, sign_in: Any) -> None:
    assert "今后十年没有人达到" in sign_in("city").get(URL).content.decode()


@pytest.mark.parametrize(("path", "queries"), [("", 7), ("2027/30/", 6), ("export/", 31)])
def test_each_page_asks_a_fixed_number_of_queries(
    world: World, sign_in: Any, django_assert_num_queries: Any, path: str, queries: int
) -> None:
    client = sign_in("city")
    for count in (1, 3):
        world.enrol(
            *(
                person(f"甲{n}", date(1970 + n, 5, count), services=[("1996-12", None, "teaching")])
                for n in range(count)
            )
        )
        with django_assert_num_queries(queries):
            assert client.get(URL + path).status_code == 200
    assert Milestone.objects.for_system("test").count() == 8


def test_the_chart_can_be_read_without_seeing_it(world: World, sign_in: Any) -> None:
    settle(world)
    text = sign_in("far_school").get(URL).content.decode()
    svg = text[text.index('<svg class="chart"') :]
    assert 'role="img"' in svg
    assert '<title id="chart-title">' in svg
    assert "2027 年共 1 人；2028 年共 0 人" in svg
    assert "style=" not in text
