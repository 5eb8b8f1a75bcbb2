"""Changes in the register ask trainings, each once; hours meet them; the office above waives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from duty_world import located, moved, teachers_of, trained, with_account
from world import FAR_SCHOOL, SCHOOL, SISTER, World, acts, person

from kernel.errors import RuleBroken
from teachers.models import Teacher
from training.actions import requirements as actions
from training.actions.duties import (
    add_qualified_subject,
    add_short_subject,
    begin_class_duty,
    end_class_duty,
    set_duty_rule,
)
from training.actions.hours_ledger import locked, step
from training.models import DutyRule, LastLook, Reminder, Requirement

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


def owed(teacher: Teacher | None = None, kind: str = "") -> list[Requirement]:
    rows = Requirement.objects.for_system("a test").order_by("kind", "triggered_on", "pk")
    rows = rows.filter(teacher=teacher) if teacher else rows
    return list(rows.filter(kind=kind) if kind else rows)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def test_who_was_there_long_owes_nothing_and_nothing_is_asked_twice(world: World) -> None:
    (old,) = teachers_of(world, "老教师")
    (new,) = teachers_of(world, "新教师", joined_on=date(2025, 9, 1))
    assert actions.look_for_changes(on=DAY) == 1
    assert owed(old) == []
    (one,) = owed(new)
    assert (one.kind, one.due_on, one.hours_needed, one.counts_from) == (
        "T2", date(2026, 9, 1), Decimal(120), date(2025, 6, 1)
    )  # fmt: skip
    assert len(acts("requirement.assigned")) == 1
    assert actions.look_for_changes(on=DAY + timedelta(days=1)) == 0
    assert len(owed()) == 1


@pytest.mark.parametrize(("joined", "asked"), [("2025-08-31", False), ("2025-09-01", True)])
def test_what_came_before_the_rule_asks_nothing(world: World, joined: str, asked: bool) -> None:
    (new,) = teachers_of(world, "新教师", joined_on=date.fromisoformat(joined))
    actions.look_for_changes(on=DAY)
    assert bool(owed(new)) == asked


def test_a_move_from_town_to_country_is_asked_by_the_post(world: World) -> None:
    located(world.units[SCHOOL], "111"), located(world.units[FAR_SCHOOL], "220"), located(world.units[SISTER], "112")
    one, two = teachers_of(world, "甲", "乙", stage="primary")
    actions.look_for_changes(on=DAY)
    assert owed() == []
    moved(one, world.units[FAR_SCHOOL], date(2026, 2, 1))
    moved(two, world.units[SISTER], date(2026, 2, 1))
    assert actions.look_for_changes(on=DAY) == 1
    (row,) = owed()
    assert (row.teacher, row.kind, row.detail) == (one, "T5", "urban>rural")
    assert (row.triggered_on, row.due_on) == (date(2026, 2, 1), date(2026, 8, 1))
    located(world.units[SISTER], "220")  # the school's own code is changed: nobody moved
    assert actions.look_for_changes(on=DAY) == 0


def test_two_moves_between_two_looks_are_both_seen(world: World) -> None:
    located(world.units[SCHOOL], "111"), located(world.units[FAR_SCHOOL], "220")
    (one,) = teachers_of(world, "甲", stage="primary")
    actions.look_for_changes(on=DAY)
    moved(one, world.units[FAR_SCHOOL], date(2026, 1, 10))
    moved(one, world.units[SCHOOL], date(2026, 2, 10))
    assert actions.look_for_changes(on=DAY) == 2
    assert [row.detail for row in owed(one)] == ["urban>rural", "rural>urban"]


def test_another_stage_with_and_without_a_new_post(world: World) -> None:
    one, two = teachers_of(world, "甲", "乙", stage="primary")
    actions.look_for_changes(on=DAY)
    moved(one, world.units[SISTER], date(2026, 2, 1))
    Teacher.objects.for_system("a test").filter(pk__in=[one.pk, two.pk]).update(stage="junior")
    assert actions.look_for_changes(on=DAY) == 2
    assert [(row.teacher, row.triggered_on, row.detail) for row in owed(kind="T4")] == [
        (one, date(2026, 2, 1), "primary>junior"), (two, DAY, "primary>junior")
    ]  # fmt: skip


def test_only_who_teaches_and_is_in_service_is_looked_at(world: World) -> None:
    teachers_of(world, "后勤", category="worker", joined_on=date(2025, 9, 1))
    teachers_of(world, "已离开", status="left", joined_on=date(2025, 9, 1))
    assert actions.look_for_changes(on=DAY) == 0
    assert LastLook.objects.for_system("a test").count() == 0


def test_a_class_teacher_owes_thirty_hours_and_again_in_the_next_cycle(world: World) -> None:
    (one,) = teachers_of(world, "甲")
    duty = begin_class_duty(teacher=one, class_name="三（2）班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    (row,) = owed(one)
    assert (row.kind, row.hours_needed, row.due_on, row.counts_from) == (
        "T1", Decimal(30), date(2026, 3, 1), date(2024, 9, 1)
    )  # fmt: skip
    by = world["school"]
    again: Callable[..., Any] = lambda on: begin_class_duty(  # noqa: E731
        teacher=one, class_name="四（1）班", on=on, today=DAY, by=by
    )
    assert code_of(lambda: again(DAY)) == "duty_open"
    assert actions.ask_by_the_calendar(on=date(2026, 3, 1))["2026—2030"] == 2  # 数字素养 and the class teacher
    assert owed(one, "T1")[1].due_on == date(2030, 12, 31)
    assert code_of(lambda: end_class_duty(duty=duty, on=date(2025, 9, 1), today=DAY, by=by)) == "duty_day_backward"
    assert code_of(lambda: end_class_duty(duty=duty, on=date(2026, 3, 2), today=DAY, by=by)) == "day_ahead"
    end_class_duty(duty=duty, on=DAY, today=DAY, by=by)
    assert code_of(lambda: end_class_duty(duty=duty, on=DAY, today=DAY, by=by)) == "duty_over"
    assert code_of(lambda: again(date(2025, 9, 1))) == "duty_same_day"
    assert code_of(lambda: again(date(2026, 3, 2))) == "day_ahead"
    far = world["far_school"]
    call = lambda: begin_class_duty(teacher=one, class_name="一班", on=DAY, today=DAY, by=far)  # noqa: E731
    assert code_of(call) == "duty_elsewhere"
    assert code_of(lambda: begin_class_duty(teacher=one, class_name="一班", on=DAY, today=DAY, by=world["honors"])) == (
        "no_permission"
    )


def test_a_subject_that_no_certificate_names_and_the_list_of_the_year(world: World) -> None:
    music, chinese = teachers_of(world, "甲", "乙", subject="音乐", stage="primary")
    Teacher.objects.for_system("a test").filter(pk=chinese.pk).update(subject="语文")
    add_qualified_subject(teacher=music, subject="语文", stage="", by=world["school"])
    add_qualified_subject(teacher=chinese, subject="语文", stage="", by=world["school"])
    call = lambda: add_qualified_subject(teacher=chinese, subject="语 文", stage="", by=world["school"])  # noqa: E731
    assert code_of(call) == "subject_known"
    assert actions.look_for_changes(on=DAY) == 1
    assert [(row.teacher, row.key, row.detail) for row in owed()] == [(music, "subject:音乐", "mismatch")]
    by = world["city_training"]
    add_short_subject(year=2026, subject="语文", stage="primary", document="紧缺学科名单", by=by)
    again = lambda: add_short_subject(year=2026, subject="语文", stage="primary", document="x", by=by)  # noqa: E731
    assert code_of(again) == "shortage_known"
    assert actions.look_for_changes(on=DAY) == 1
    assert actions.look_for_changes(on=DAY) == 0
    assert owed(chinese)[0].key == "list:2026:语文"


def test_the_first_lesson_of_a_term_and_literacy_of_a_cycle_are_asked_of_all_once(world: World) -> None:
    teachers_of(world, "甲", "乙")
    (_new,) = teachers_of(world, "新教师", joined_on=date(2026, 3, 10))
    actions.look_for_changes(on=date(2026, 3, 10))
    given = actions.ask_by_the_calendar(on=date(2026, 3, 10))
    assert given == {"2025—2026学年第二学期": 3, "2026—2030": 3}
    assert actions.ask_by_the_calendar(on=date(2026, 3, 11)) == {}
    lessons = {row.teacher.name: row.due_on for row in owed(kind="T6")}
    assert lessons == {"甲": date(2026, 3, 25), "乙": date(2026, 3, 25), "新教师": date(2026, 3, 10)}
    assert {row.due_on for row in owed(kind="T7")} == {date(2030, 12, 31)}
    assert actions.ask_by_the_calendar(on=date(2026, 8, 1)) == {}, "no term in the holidays"
    assert len(acts("requirement.assigned_to_all")) == 2


@pytest.mark.parametrize(
    ("hours", "on", "met", "state"),
    [
        ("30", date(2026, 3, 1), date(2026, 3, 1), "met"), ("30", date(2026, 3, 2), date(2026, 3, 2), "late"),
        ("29.5", date(2026, 2, 1), None, "overdue"), ("30", date(2024, 9, 1), date(2024, 9, 1), "met"),
        ("30", date(2024, 8, 31), None, "overdue"),
    ],
)  # fmt: skip
def test_hours_of_the_kind_meet_it(world: World, hours: str, on: date, met: date | None, state: str) -> None:
    (one,) = teachers_of(world, "甲")
    begin_class_duty(teacher=one, class_name="一班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    trained(world, one, "T1", hours, on)
    trained(world, one, "T2", "90", date(2026, 1, 5))  # of another kind
    actions.refresh(teacher_ids=[one.pk], on=date(2026, 4, 1))
    (row,) = owed(one)
    assert row.met_on == met
    assert row.state_on(date(2026, 4, 1)) == state
    rows = Requirement.objects.for_system("a test")
    assert [which for which in ("open", "soon", "overdue", "met", "late", "waived")
            if rows.filter(Requirement.in_state(which, date(2026, 4, 1))).exists()] == [state]  # fmt: skip


def test_hours_that_are_taken_away_open_it_again_and_a_second_look_writes_nothing(world: World) -> None:
    (one,) = teachers_of(world, "甲")
    begin_class_duty(teacher=one, class_name="一班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    there = trained(world, one, "T1", "30", date(2026, 1, 5))
    assert owed(one)[0].met_on == date(2026, 1, 5)
    assert actions.refresh_all(on=DAY) == 0
    step(standings=locked([there.pk]), name="reverse", by=world["city_training"], on=DAY, reason="重复登记")
    assert (owed(one)[0].met_on, owed(one)[0].hours_done) == (None, Decimal(0))
    assert actions.refresh_all(on=DAY) == 0


def test_each_step_is_told_once(world: World) -> None:
    one, two = teachers_of(world, "甲", "乙")
    for who in (one, two):
        begin_class_duty(teacher=who, class_name="一班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    trained(world, two, "T1", "30", date(2026, 1, 5))
    actions.refresh_all(on=date(2026, 1, 10))
    told = [actions.remind(on=date(2026, 1, day)) for day in (1, 2, 3, 29, 30, 31)]
    assert told == [1, 0, 0, 0, 1, 0], "due on 1 March: 59 and 30 days before; who is done is not told"
    assert actions.remind(on=date(2026, 3, 1)) == 1
    assert actions.remind(on=date(2026, 3, 2)) == 0
    user = with_account(world, one)
    assert actions.read_reminders(by=user) == 3
    assert actions.read_reminders(by=user) == 0
    assert list(Reminder.objects.for_system("a test").order_by("-step").values_list("step", flat=True)) == [60, 30, 0]


def test_the_office_above_waives_and_nobody_else(world: World) -> None:
    (one,) = teachers_of(world, "甲")
    begin_class_duty(teacher=one, class_name="一班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    (row,) = owed(one)
    waive: Callable[..., Any] = lambda who, reason="长期病假": actions.waive(  # noqa: E731
        requirement=row, reason=reason, by=world[who]
    )
    assert code_of(lambda: waive("school")) == "waiver_from_above"
    assert code_of(lambda: waive("honors")) == "no_permission"
    assert code_of(lambda: waive("district_training", " ")) == "waiver_without_reason"
    with pytest.raises(Requirement.DoesNotExist):
        waive("far_district_training")
    waive("district_training")
    assert code_of(lambda: waive("city_training")) == "requirement_settled"
    assert owed(one)[0].state_on(date(2027, 1, 1)) == "waived"
    actions.unwaive(requirement=row, by=world["city_training"])
    assert code_of(lambda: actions.unwaive(requirement=row, by=world["city_training"])) == "requirement_settled"
    assert (len(acts("requirement.waived")), len(acts("requirement.unwaived"))) == (1, 1)
    assert "长期病假" not in str(acts("requirement.waived")[0].detail)


def test_a_new_rule_holds_for_what_comes_and_none_is_backdated(world: World) -> None:
    values = {"kind": "T1", "is_on": True, "hours": Decimal(36), "months": 3, "days": 0, "months_before": 0,
              "remind_days": [7], "document": "新文件"}  # fmt: skip
    by = world["city_training"]
    assert code_of(lambda: set_duty_rule(effective_from=date(2026, 2, 28), **values, on=DAY, by=by)) == "rule_backdated"
    assert code_of(lambda: set_duty_rule(effective_from=DAY, **values, on=DAY, by=world["school"])) == "no_permission"
    set_duty_rule(effective_from=DAY, **values, on=DAY, by=by)
    assert code_of(lambda: set_duty_rule(effective_from=DAY, **values, on=DAY, by=by)) == "rule_same_day"
    one, two = teachers_of(world, "甲", "乙")
    begin_class_duty(teacher=one, class_name="一班", on=date(2026, 2, 28), today=DAY, by=world["school"])
    begin_class_duty(teacher=two, class_name="二班", on=DAY, today=DAY, by=world["school"])
    assert [(row.hours_needed, row.due_on) for row in owed(kind="T1")] == [
        (Decimal(30), date(2026, 8, 28)), (Decimal(36), date(2026, 6, 1))
    ]  # fmt: skip
    DutyRule.objects.filter(kind="T5").update(is_on=False)
    located(world.units[SCHOOL], "111"), located(world.units[FAR_SCHOOL], "220")
    actions.look_for_changes(on=DAY)
    moved(one, world.units[FAR_SCHOOL], DAY)
    actions.look_for_changes(on=DAY)
    assert owed(kind="T5") == []


def test_the_database_holds_what_must_hold(world: World) -> None:
    (one,) = teachers_of(world, "甲")
    begin_class_duty(teacher=one, class_name="一班", on=date(2025, 9, 1), today=DAY, by=world["school"])
    (row,) = owed(one)
    rows = Requirement.objects.for_system("a test").filter(pk=row.pk)
    for values in ({"due_on": date(2025, 8, 1)}, {"hours_needed": 0}, {"waived_by": world["city_training"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_pages_of_people_are_gone_through(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PAGE", 2)
    world.enrol(*(person(f"新{n}", date(1999, 1, n), joined_on=date(2026, 2, 1)) for n in range(1, 6)))
    assert actions.look_for_changes(on=DAY) == 5
    assert actions.ask_by_the_calendar(on=DAY)["2026—2030"] == 5
    assert actions.refresh_all(on=DAY) == 0
    assert actions.remind(on=date(2026, 12, 5)) == 10  # the induction, and the lesson of a term that is long over
