"""Programmes from plan to outcome, sessions, samples, rules; one test for each refusal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from training_world import people, programme, published, session, soon
from world import HAILING, SCHOOL, SISTER, World, acts

from kernel.errors import RuleBroken
from training.actions import enrolments, programmes, samples, seats, sessions
from training.actions import settings as settings_actions
from training.models import PlanSample, Programme, SeatQuota, Session, TrainingNotice, TrainingSetting
from training.queries import programmes as queries
from training.queries.settings import setting_on

pytestmark = pytest.mark.django_db


def refused(refusal_code: str, action: Any, **values: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        action(**values)
    assert refusal.value.code == refusal_code


def of_school(world: World, name: str = "校本研修", unit: str = SCHOOL) -> Programme:
    return programme(world, "school" if unit == SCHOOL else "command_line", unit, title=name, mode="school_based")


def test_a_school_plan_is_reviewed_by_the_district(world: World) -> None:
    one = of_school(world)
    school, district = world.user("school"), world.user("district_training")
    refused("programme_no_session", programmes.submit, one=one, by=school)
    session(world, one, "school")
    refused("programme_moved", programmes.publish, one=one, by=school)
    programmes.submit(one=one, by=school)
    refused("no_permission", programmes.agree, one=one, by=school)
    refused("not_your_unit", programmes.agree, one=one, by=world.user("far_district_training"))
    refused("reason_missing", programmes.give_back, one=one, reason=" ", by=district)
    programmes.give_back(one=one, reason="学时偏多", by=district)
    assert (one.state, one.returned_reason) == ("draft", "学时偏多")
    programmes.change_programme(one=one, by=school, hours=Decimal(2))
    programmes.submit(one=one, by=school)
    programmes.agree(one=one, by=district)
    assert (one.state, one.reviewed_by, one.hours) == ("published", district, Decimal(2))
    refused("programme_moved", programmes.agree, one=one, by=district)
    assert [event.act for event in acts("programme.submit") + acts("programme.agree")] == [
        "programme.submit", "programme.submit", "programme.agree",
    ]  # fmt: skip


def test_the_maker_never_reviews_even_by_the_database(world: World) -> None:
    one = programme(world, "district_training", SCHOOL, title="代编")
    session(world, one, "district_training")
    programmes.submit(one=one, by=world.user("district_training"))
    refused("programme_same_person", programmes.agree, one=one, by=world.user("district_training"))
    for wrong in ({"reviewed_by": one.made_by_id}, {"state": "published"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme.objects.filter(pk=one.pk).update(**wrong)


def test_who_holds_what_level(world: World) -> None:
    refused("programme_level", programme, world=world, who="district_training", unit=HAILING, level="city")
    refused("programme_level", programme, world=world, who="school", unit=SCHOOL, level="county")
    refused("not_your_unit", programme, world=world, who="school", unit=SISTER)
    refused("no_permission", programme, world=world, who="city")
    refused("fee_ground_missing", programme, world=world, is_free=False)
    refused("share_over", programme, world=world, ethics_share=101)
    programme(world)
    refused("programme_exists", programme, world=world)


def test_a_published_plan_is_not_rewritten(world: World) -> None:
    one, _at = published(world)
    programmes.change_programme(one=one, by=world.user("city_training"), hours=Decimal(9), needs="补充需求")
    assert (one.hours, one.needs) == (Decimal(4), "补充需求")
    with pytest.raises(TypeError):
        programmes.change_programme(one=one, by=world.user("city_training"), state="finished")
    programmes.cancel(one=one, reason="合并", by=world.user("city_training"))
    refused("programme_moved", programmes.change_programme, one=one, by=world.user("city_training"), needs="x")


def test_the_chain_ends_with_an_outcome(world: World) -> None:
    one, at = published(world)
    city = world.user("city_training")
    refused("outcome_missing", programmes.finish, one=one, outcome=" ", by=city)
    refused("programme_running", programmes.finish, one=one, outcome="好", by=city)
    sessions.cancel_session(one=at, reason="场地维修", by=city)
    programmes.finish(one=one, outcome="形成案例 12 篇", by=city)
    assert (one.state, one.outcome) == ("finished", "形成案例 12 篇")


def test_courses_and_the_share(world: World) -> None:
    one = programme(world)
    city = world.user("city_training")
    add = programmes.add_course
    add(one=one, title="教育家精神", hours=Decimal(1), is_ethics=True, by=city)
    add(one=one, title="班级管理", hours=Decimal(3), is_ethics=False, by=city)
    refused("course_exists", add, one=one, title="班级管理", hours=Decimal(1), is_ethics=False, by=city)
    assert (queries.share_of(one), [course.position for course in one.courses.all()]) == (25, [1, 2])
    (year,) = queries.year_shares(city, 2026)
    assert (year.share, year.least, year.is_short) == (Decimal("25.0"), 20, False)
    programme(world, title="又一个", ethics_share=0, hours=Decimal(40))
    assert queries.year_shares(city, 2026)[0].is_short
    programmes.cancel(one=one, reason="不办", by=city)
    refused("programme_moved", add, one=one, title="又一课", hours=Decimal(1), is_ethics=False, by=city)


def test_sessions_and_their_bad_input(world: World) -> None:
    one = programme(world)
    begin = soon()
    refused("period_backwards", session, world=world, one=one, ends_at=begin)
    refused("session_long", session, world=world, one=one, ends_at=begin + timedelta(hours=12, minutes=1))
    refused("session_hours", session, world=world, one=one, hours=Decimal("4.1"))
    refused("session_past", session, world=world, one=one, starts_at=soon(-1))
    refused("trainer_missing", session, world=world, one=one, trainers=[("周教授", " ")])
    refused("trainer_missing", session, world=world, one=one, trainers=[])
    refused("not_your_unit", session, world=world, one=one, who="district_training")
    other = session(world, programme(world, title="别的"))
    refused("make_up_other", session, world=world, one=one, makes_up_for=other)
    made = session(world, one)
    root = SeatQuota.objects.get(session=made)
    assert (root.org, root.seats, root.parent) == (world.city, 2, None)
    assert Session.objects.filter(programme=one).count() == 1


def test_a_move_is_told_once_and_size_is_no_move(world: World) -> None:
    _one, at = published(world)
    city = world.user("city_training")
    a, b, c = people(world, "甲一", "乙二", "丙三")
    for teacher in (a, b, c):
        enrolments.enrol(session=at, teacher=teacher, by=world.user("school"))
    refused("capacity_low", sessions.change_session, one=at, by=city, capacity=1)
    sessions.change_session(one=at, by=city, capacity=5)
    assert (at.capacity, at.sequence, TrainingNotice.objects.for_system("test").count()) == (5, 0, 0)
    sessions.change_session(one=at, by=city, place="第二报告厅")
    sessions.change_session(one=at, by=city, place="第二报告厅")
    told = TrainingNotice.objects.for_system("test").filter(kind="moved")
    assert (at.sequence, told.count()) == (1, 3)
    sessions.change_session(one=at, by=city, place="第三报告厅")
    assert told.count() == 6
    now = timezone.now()
    later = now + timedelta(hours=3)
    refused("session_past", sessions.change_session, one=at, by=city, starts_at=now, ends_at=later)


def test_a_cancelled_session_tells_everybody_once(world: World) -> None:
    one, at = published(world)
    city = world.user("city_training")
    a, b, c, gone = people(world, "甲一", "乙二", "丙三", "已退")
    for teacher in (gone, a, b, c):
        row = enrolments.enrol(session=at, teacher=teacher, by=world.user("school"))
        if teacher is gone:
            enrolments.withdraw(enrolment=row, reason="有事", by=world.user("school"))
    refused("reason_missing", sessions.cancel_session, one=at, reason="", by=city)
    sessions.cancel_session(one=at, reason="台风", by=city)
    refused("session_moved", sessions.cancel_session, one=at, reason="台风", by=city)
    programmes.cancel(one=one, reason="台风", by=city)
    told = TrainingNotice.objects.for_system("test").filter(kind="cancelled").select_related("teacher")
    assert sorted(row.teacher.name for row in told) == ["丙三", "乙二", "甲一"]
    assert acts("session.cancelled")[0].detail["told"] == 3


def test_samples(world: World) -> None:
    district = world.user("district_training")
    refused("sample_none", samples.draw, count=3, by=district)
    refused("no_permission", samples.draw, count=3, by=world.user("school"))
    for name in ("甲", "乙", "丙"):
        one = of_school(world, name)
        session(world, one, "school")
        programmes.submit(one=one, by=world.user("school"))
        programmes.agree(one=one, by=district)
    assert len(samples.draw(count=2, by=district)) == 2
    assert len(samples.draw(count=9, by=district)) == 1
    refused("sample_none", samples.draw, count=1, by=world.user("far_district_training"))
    first = PlanSample.objects.earliest("pk")
    note = samples.note_finding
    refused("finding_missing", note, sample=first, result="sound", finding=" ", by=district)
    refused("sample_moved", note, sample=first, result="mended", finding="已改", by=district)
    refused("not_your_unit", note, sample=first, result="sound", finding="好", by=world.user("far_district_training"))
    note(sample=first, result="faults", finding="签到不全", by=district)
    refused("sample_moved", note, sample=first, result="sound", finding="好", by=district)
    note(sample=first, result="mended", finding="已补齐", by=district)
    first.refresh_from_db()
    assert (first.result, first.looked_by) == ("mended", district)


def test_dated_rules(world: World) -> None:
    city, today = world.user("city_training"), timezone.localdate()
    assert setting_on(date(2022, 1, 1)).code_seconds == 15
    add = settings_actions.add_setting
    later = today + timedelta(days=30)
    add(effective_from=later, by=city, on=today, code_seconds=8, document="泰教师〔2026〕9号")
    assert (setting_on(today).code_seconds, setting_on(later).code_seconds) == (15, 8)
    refused("setting_exists", add, effective_from=later, by=city, on=today, document="x")
    refused("setting_past", add, effective_from=today - timedelta(days=1), by=city, on=today, document="x")
    refused("no_permission", add, effective_from=later, by=world.user("district_training"), on=today, document="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingSetting.objects.filter(effective_from=later).update(code_seconds=1)


def test_seasons(world: World) -> None:
    city = world.user("city_training")
    add = programmes.add_season
    add(name="泰州师说 2026 秋", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31), by=city)
    refused(
        "season_exists", add, name="泰州师说 2026 秋", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 2), by=city
    )
    refused("period_backwards", add, name="x", starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1), by=city)
    refused(
        "no_permission", add, name="x", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 2), by=world.user("school")
    )


def test_seats_are_not_given_where_there_are_none(world: World) -> None:
    _one, at = published(world, "district_training", HAILING)
    refused(
        "quota_absent", seats.give_seats, session=at, org=world.units["姜堰区"], seats=1, by=world.user("city_training")
    )
