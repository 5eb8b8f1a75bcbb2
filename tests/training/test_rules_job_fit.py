"""Which change of a posting calls for which training: cases on both sides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from training.rules.job_fit import (
    Posting,
    Trigger,
    area,
    moves_between_areas,
    new_hire,
    shortage,
    stage_change,
    stage_moves,
)

DAY, LATER = date(2025, 9, 1), date(2026, 3, 1)


def posting(pk: int = 1, **values: Any) -> Posting:
    given = {"org": pk, "location": "111", "stage": "primary", "category": "teacher", "employment": "establishment"}
    return Posting(**{"pk": pk, **given, "since": DAY, **values})


@pytest.mark.parametrize(
    ("code", "expected"),
    [("111", "urban"), ("112", "urban"), ("121", "town"), ("122", "town"), ("123", "town"), ("210", "rural"),
     ("220", "rural"), ("", None), ("999", None)],
)  # fmt: skip
def test_the_code_of_a_place_says_its_area(code: str, expected: str | None) -> None:
    assert area(code) == expected


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("111", "121", "urban>town"), ("112", "220", "urban>rural"), ("123", "210", "town>rural"),
        ("220", "111", "rural>urban"), ("111", "112", None), ("121", "123", None), ("210", "220", None),
        ("", "220", None), ("111", "", None),
    ],
)  # fmt: skip
def test_a_move_between_town_and_country(old: str, new: str, detail: str | None) -> None:
    found = moves_between_areas([posting(1, location=old), posting(2, location=new, since=LATER)])
    assert found == ([Trigger("T5", "post:2", LATER, detail)] if detail else [])  # type: ignore[arg-type]


def test_who_stays_at_the_school_did_not_move_and_every_step_of_a_chain_counts() -> None:
    assert moves_between_areas([posting(1, org=7), posting(2, org=7, location="220")]) == []
    chain = [posting(1), posting(2, location="220"), posting(3, location="121"), posting(4, location="122")]
    assert [one.key for one in moves_between_areas(chain)] == ["post:2", "post:3"]
    assert [one.key for one in moves_between_areas(chain, after=2)] == ["post:3"]
    assert moves_between_areas(chain, after=4) == []
    assert len(moves_between_areas(chain, after=99)) == 2, "the post of before was taken away: the whole chain again"
    assert moves_between_areas([posting(1), posting(2, location="220", since=None)]) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [("primary", "junior", True), ("preschool", "primary", True), ("primary", "primary", False),
     ("primary", "nine_year", False), ("nine_year", "junior", False), ("", "junior", False)],
)  # fmt: skip
def test_posts_at_schools_of_two_single_stages(old: str, new: str, found: bool) -> None:
    assert bool(stage_moves([posting(1, stage=old), posting(2, stage=new)])) == found


@pytest.mark.parametrize(
    ("old", "new", "moved", "expected"),
    [
        ("primary", "junior", True, ("post:2", DAY)),
        ("primary", "junior", False, ("stage:primary>junior:2026-03-01", LATER)),
        ("primary", "primary", True, None), ("", "junior", False, None), ("primary", "", False, None),
    ],
)  # fmt: skip
def test_another_stage_in_the_record(old: str, new: str, moved: bool, expected: tuple[str, date] | None) -> None:
    found = stage_change(old, new, post=posting(2), moved=moved, on=LATER)
    assert (found and (found.key, found.on)) == expected
    assert stage_change("primary", "junior", post=posting(2, since=None), moved=True, on=LATER).on == LATER  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("values", "taught", "is_new"),
    [
        ({}, None, True),
        ({}, date(2025, 9, 1), True),
        ({}, date(2025, 8, 1), False),
        ({"category": ""}, None, True),
        ({"category": "support"}, None, False),
        ({"employment": "silver"}, None, False),
        ({"employment": "intern"}, None, False),
        ({"since": None}, None, False),
        ({"since": date(2025, 9, 15)}, date(2025, 9, 1), True),
    ],
)
def test_the_first_appointment(values: dict[str, Any], taught: date | None, is_new: bool) -> None:
    found = new_hire([posting(1, **values), posting(2, since=LATER)], taught_since=taught)
    assert bool(found) == is_new
    if found:
        assert (found.kind, found.key, found.on) == ("T2", "post:1", values.get("since", DAY))
    assert new_hire([], taught_since=None) is None


@pytest.mark.parametrize(
    ("subject", "qualified", "listed", "keys"),
    [
        ("音乐", {"语文"}, {}, ["subject:音乐"]),
        ("音乐", {"语文", "音乐"}, {}, []),
        ("音乐", set(), {}, []),
        ("", {"语文"}, {2026: [("", "")]}, []),
        ("音乐", set(), {2026: [("音乐", "")]}, ["list:2026:音乐"]),
        ("音乐", set(), {2026: [("音乐", "primary")]}, ["list:2026:音乐"]),
        ("音乐", set(), {2026: [("音乐", "junior")]}, []),
        ("音乐", {"语文"}, {2025: [("音乐", "")], 2026: [("音乐", "")]},
         ["subject:音乐", "list:2025:音乐", "list:2026:音乐"]),
    ],
)  # fmt: skip
def test_a_subject_that_nobody_is_certified_for(subject: str, qualified: Any, listed: Any, keys: list[str]) -> None:
    found = shortage(subject, "primary", qualified=qualified, listed=listed, on=DAY)
    assert [one.key for one in found] == keys
