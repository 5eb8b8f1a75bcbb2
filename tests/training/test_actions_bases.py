"""Bases, lecture tours and visits, and who was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from duty_world import teachers_of
from training_world import people
from world import FAR_SCHOOL, World, acts

from kernel.errors import RuleBroken
from training.actions.bases import add_attendance, add_base, add_event, attendance_scope, end_base
from training.models import Base, EthicsAttendance, EthicsEvent
from training.queries import bases as queries
from training.queries.people import all_named, named

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 30)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def base(world: World, **values: Any) -> Base:
    given = {"kind": "ethics", "name": "胡瑗纪念馆", "org": world.city, "host": "纪念馆", "address": "泰州市海陵区",
             "capacity": 80, "recognised_on": date(2025, 3, 1), "document": "认定文件"}  # fmt: skip
    return add_base(on=DAY, by=values.pop("by", world["city_training"]), **{**given, **values})


def event(world: World, **values: Any) -> EthicsEvent:
    given = {"kind": "tour", "title": "教育家精神宣讲", "org": world.city, "place": "报告厅", "speaker": "宣讲团",
             "held_on": date(2026, 5, 4), "hours": Decimal("2.0")}  # fmt: skip
    return add_event(on=DAY, by=values.pop("by", world["city_training"]), **{**given, **values})


def test_a_base_from_its_recognition_to_its_end(world: World) -> None:
    one = base(world)
    assert code_of(lambda: base(world)) == "base_known"
    assert code_of(lambda: base(world, name="另", recognised_on=date(2026, 7, 1))) == "day_ahead"
    assert code_of(lambda: base(world, name="另", by=world["district_training"])) == "unit_not_yours"
    assert code_of(lambda: base(world, name="另", by=world["honors"])) == "no_permission"
    end: Callable[..., Any] = lambda on, reason="合并", **more: end_base(  # noqa: E731
        base=one, ended_on=date.fromisoformat(on), reason=reason, on=DAY, by=more.get("by", world["city_training"])
    )
    assert code_of(lambda: end("2026-06-01", " ")) == "base_end_reason"
    assert code_of(lambda: end("2026-07-01")) == "day_ahead"
    assert code_of(lambda: end("2025-02-28")) == "base_end_early"
    assert code_of(lambda: end("2026-06-01", by=world["school"])) == "unit_not_yours"
    end("2026-06-01")
    assert code_of(lambda: end("2026-06-01")) == "base_over"
    assert base(world).pk != one.pk, "the name is free again"
    assert (len(acts("base.added")), len(acts("base.ended"))) == (2, 1)


def test_a_lecture_and_a_visit(world: World) -> None:
    one = base(world)
    event(world)
    assert code_of(lambda: event(world)) == "event_known"
    assert code_of(lambda: event(world, title="另", speaker=" ")) == "event_tour_speaker"
    assert code_of(lambda: event(world, title="另", kind="visit")) == "event_visit_base"
    assert code_of(lambda: event(world, title="另", held_on=date(2026, 7, 1))) == "day_ahead"
    assert code_of(lambda: event(world, title="另", by=world["school"])) == "unit_not_yours"
    assert event(world, title="另", kind="visit", base=one, speaker="").base == one
    end_base(base=one, ended_on=date(2026, 5, 4), reason="合并", on=DAY, by=world["city_training"])
    assert code_of(lambda: event(world, title="又", kind="visit", base=one)) == "base_over"
    event(world, title="又", kind="visit", base=one, held_on=date(2026, 5, 3))
    with pytest.raises(IntegrityError), transaction.atomic():
        EthicsEvent.objects.filter(kind="visit").update(base=None)


def test_who_was_there_is_put_down_once_and_by_who_may(world: World) -> None:
    one = event(world)
    mine, far = teachers_of(world, "甲", "乙"), people(world, "远", school=FAR_SCHOOL)
    school = world["school"]
    assert add_attendance(event=one, people=mine, by=school) == 2
    assert add_attendance(event=one, people=[*mine, *far], by=world["city_training"]) == 1
    assert code_of(lambda: add_attendance(event=one, people=far, by=school)) == "event_not_yours"
    assert code_of(lambda: add_attendance(event=one, people=[], by=school)) == "nobody_listed"
    assert code_of(lambda: attendance_scope(world["honors"])) == "no_permission"
    assert EthicsAttendance.objects.for_system("a test").count() == 3
    seen: list[Any] = [queries.event(world[who], one.pk) for who in ("school", "far_school", "city_training")]
    assert [found.people for found in seen] == [2, 1, 3]


def test_people_are_found_by_name_or_number_in_the_own_part_of_the_tree(world: World) -> None:
    (far,) = people(world, "远", school=FAR_SCHOOL)
    (first,) = teachers_of(world, "重名")
    (second,) = people(world, "重名", school="海陵区第二初级中学")
    school, district = world["school"], world["district_training"]
    scope: Callable[..., Any] = lambda user: user.scope("training.enrol")  # noqa: E731
    assert named(school, " 重 名 ", scope(school)) == first
    assert code_of(lambda: named(district, "重名", scope(district))) == "person_several"
    assert named(district, second.teacher_no.lower(), scope(district)) == second
    assert code_of(lambda: named(district, "远", scope(district))) == "person_unknown"
    assert code_of(lambda: named(district, far.teacher_no, scope(district))) == "person_unknown"
    assert all_named(school, f"重名\n\n{first.teacher_no}\n", scope(school)) == [first]
    assert code_of(lambda: all_named(school, " \n", scope(school))) == "nobody_listed"
