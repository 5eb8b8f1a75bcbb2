"""Working days: published calendars with make-up days, years that officers add, years that nobody knows yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, acts

from kernel.calendar.actions import parse_days, set_year
from kernel.calendar.days import WorkCalendar, published_years
from kernel.calendar.models import CalendarDay
from kernel.calendar.queries import calendar
from kernel.errors import RuleBroken

TEXT = "2030-01-01 休 元旦\n\n2030-02-03 至 2030-02-09 休 春节\n2030-02-10 班\n"


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        # Spring Festival 2025: 28 January to 4 February free, 26 January and 8 February worked.
        (date(2025, 1, 24), 1, date(2025, 1, 26)),
        (date(2025, 1, 26), 5, date(2025, 2, 8)),
        (date(2025, 1, 27), 1, date(2025, 2, 5)),
        # Spring Festival 2026: 15 to 23 February free, 14 and 28 February worked.
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        # National Day 2025 with 中秋: 1 to 8 October free, 28 September and 11 October worked.
        (date(2025, 9, 26), 3, date(2025, 9, 30)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        # National Day 2026: 1 to 7 October free, 20 September and 10 October worked.
        (date(2026, 9, 29), 5, date(2026, 10, 12)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        # An ordinary week; the day of the event itself is not counted.
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_working_days(start: date, count: int, last: date) -> None:
    assert WorkCalendar().last_day(start, count) == last


def test_a_year_that_nobody_knows_counts_weekends_and_says_so() -> None:
    plain, year = WorkCalendar(), max(published_years()) + 3
    assert not plain.is_published(year)
    assert plain.is_working(date(year, 1, 1)) == (date(year, 1, 1).weekday() < 5)
    assert plain.unpublished(date(2026, 12, 1), date(year, 1, 5)) == [
        one for one in range(2026, year + 1) if one not in published_years()
    ]


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)), st.integers(1, 40))
def test_between_start_and_end_lie_exactly_so_many_working_days(start: date, count: int) -> None:
    plain = WorkCalendar()
    days = plain.days_after(start, count)
    assert len(days) == count
    assert days == sorted(set(days))
    assert all(map(plain.is_working, days))
    assert plain.is_working(plain.last_day(start, count))


def test_lines_of_a_notice() -> None:
    days = parse_days(TEXT, 2030)
    assert len(days) == 9
    assert days[date(2030, 2, 3)] == (False, "春节")
    assert days[date(2030, 2, 10)] == (True, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "calendar_empty"),
        ("春节", "calendar_line"),
        ("2030-02-30 休", "calendar_line"),
        ("2030-02-09 至 2030-02-03 休", "calendar_line"),
        ("2031-01-01 休 元旦", "calendar_line"),
        ("2030-01-01 休\n2030-01-01 班", "calendar_twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_days(text, 2030)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")


@pytest.mark.django_db
def test_officers_add_a_year_and_it_holds_at_once(world: World) -> None:
    set_year(year=2030, document="国办发明电〔2029〕1号", text=TEXT, by=world["honors"])
    now = calendar()
    assert now.is_published(2030)
    assert (now.is_working(date(2030, 2, 4)), now.is_working(date(2030, 2, 10))) == (False, True)
    set_year(year=2030, document="国办发明电〔2029〕2号", text="2030-01-01 休 元旦", by=world["honors"])
    assert CalendarDay.objects.count() == 1, "the later notice takes the place of the earlier one"
    assert [line.detail["days"] for line in acts("calendar.set")] == [9, 1]


@pytest.mark.django_db
def test_an_officers_year_wins_over_the_library(world: World) -> None:
    set_year(year=2026, document="国办发明电〔2025〕9号", text="2026-03-02 休 试", by=world["honors"])
    now = calendar()
    assert not now.is_working(date(2026, 3, 2))
    assert now.is_working(date(2026, 10, 1)), "what the notice does not name follows the weekday"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["school", "district", "approver", "nobody"])
def test_others_do_not_set_the_calendar(world: World, who: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        set_year(year=2030, document="x", text=TEXT, by=world[who])
    assert caught.value.code == "no_permission"


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed(world: World, sign_in: Any) -> None:
    client = sign_in("city")
    wrong = client.post("/calendar/", {"year": "2030", "document": "国办发明电", "text": "春节放假"})
    assert "春节放假" in wrong.content.decode()
    assert "无法识别" in wrong.content.decode()
    client.post("/calendar/", {"year": "2030", "document": "国办发明电", "text": TEXT})
    assert "02-10" in client.get("/calendar/").content.decode()
