"""Seats down the tree, enrolling, the chain, the wait list, withdrawing; one test for each refusal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from training_world import people, programme, published, session, soon
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, SISTER, World, acts

from kernel.errors import RuleBroken
from teachers.models import Teacher
from training.actions import enrolments, programmes, seats, waiting
from training.models import Enrolment, SeatQuota, Session, TrainingNotice

pytestmark = pytest.mark.django_db


def refused(refusal_code: str, action: Any, **values: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        action(**values)
    assert refusal.value.code == refusal_code


def states(one: Session) -> dict[str, str]:
    rows = Enrolment.objects.for_system("test").filter(session=one).select_related("teacher")
    return {row.teacher.name: row.state for row in rows}


def notices(kind: str) -> list[str]:
    rows = TrainingNotice.objects.for_system("test").filter(kind=kind).select_related("teacher")
    return sorted(row.teacher.name for row in rows)


def counters_are_true(one: Session) -> None:
    for quota in SeatQuota.objects.filter(session=one):
        seated = Enrolment.objects.for_system("test").filter(quota=quota, state="seated").count()
        assert (quota.taken, quota.given) == (seated, sum(child.seats for child in quota.children.all()))


def enrol(world: World, one: Session, *teachers: Teacher, who: str = "school") -> list[Enrolment]:
    return [enrolments.enrol(session=one, teacher=teacher, by=world.user(who)) for teacher in teachers]


def test_seats_then_the_list_then_up(world: World) -> None:
    _programme, one = published(world, s_capacity=2)
    a, b, c, d = people(world, "甲一", "乙二", "丙三", "丁四")
    rows = enrol(world, one, a, b, c, d)
    assert states(one) == {"甲一": "seated", "乙二": "seated", "丙三": "waiting", "丁四": "waiting"}
    enrolments.withdraw(enrolment=rows[0], reason="家中有事", by=world.user("school"))
    assert states(one) == {"甲一": "withdrawn", "乙二": "seated", "丙三": "seated", "丁四": "waiting"}
    assert notices("seated") == ["丙三"]
    counters_are_true(one)
    assert [event.detail["state"] for event in acts("enrolment.made")] == ["seated", "seated", "waiting", "waiting"]
    assert len(acts("enrolment.withdrawn")) == len(acts("enrolment.moved_up")) == 1
    again = enrolments.enrol(session=one, teacher=a, by=world.user("school"))
    assert (again.pk, again.state) == (rows[0].pk, "waiting")


def test_never_trained_come_first_however_late(world: World) -> None:
    from training.actions.outcomes import complete_session
    from training.choices import CheckHow, CheckPoint
    from training.models import Enrolment as Row

    trained, fresh, holder = people(world, "常训", "未训", "占座")
    _before, old = published(world, title="上一期", s_starts_at=soon(1))
    row = enrol(world, old, trained)[0]
    Session.objects.filter(pk=old.pk).update(state="running", starts_at=soon(-2), ends_at=soon(-1))
    from training.actions.check_ins import note_present

    note_present(session=old, point=CheckPoint.FIRST, enrolments=[row.pk], how=CheckHow.PAPER, note="签到表",
                 by=world.user("city_training"))  # fmt: skip
    complete_session(session=old, by=world.user("city_training"))
    _programme, one = published(world, s_capacity=1)
    seat, *_rest = enrol(world, one, holder, trained, fresh)
    assert [at.teacher.name for at in waiting.line_of(one)] == ["未训", "常训"]
    enrolments.withdraw(enrolment=seat, reason="出差", by=world.user("school"))
    assert states(one) == {"占座": "withdrawn", "常训": "waiting", "未训": "seated"}
    assert Row.objects.for_system("test").get(session=one, teacher=trained).had_before == 1


def test_the_list_stands_still_before_the_start(world: World) -> None:
    _programme, one = published(world, s_capacity=1)
    a, b = people(world, "甲一", "乙二")
    first, _second = enrol(world, one, a, b)
    late = one.starts_at - timedelta(hours=2)
    enrolments.withdraw(enrolment=first, reason="生病", by=world.user("school"), at=late)
    assert states(one) == {"甲一": "withdrawn", "乙二": "waiting"}
    newcomer = people(world, "后来")[0]
    assert enrolments.enrol(session=one, teacher=newcomer, by=world.user("school"), at=late).state == "waiting"
    assert waiting.fill_up(session=one, by=world.user("city_training"), at=late) == 1
    assert states(one)["乙二"] == "seated"
    refused("nobody_waits", waiting.fill_up, session=one, by=world.user("city_training"), at=late)
    refused("not_your_unit", waiting.fill_up, session=one, by=world.user("far_district_training"), at=late)


def test_nested_quotas_hold(world: World) -> None:
    _programme, one = published(world, s_capacity=5)
    city, hailing = world.user("city_training"), world.user("district_training")
    seats.give_seats(session=one, org=world.units[HAILING], seats=3, by=city)
    refused("quota_exceeded", seats.give_seats, session=one, org=world.units[JIANGYAN], seats=3, by=city)
    seats.give_seats(session=one, org=world.units[SCHOOL], seats=1, by=hailing)
    refused("not_your_unit", seats.give_seats, session=one, org=world.units[FAR_SCHOOL], seats=1, by=hailing)
    a, b = people(world, "甲一", "乙二")
    c, d, e = people(world, "丙三", "丁四", "戊五", school=SISTER)
    enrol(world, one, a, b)
    enrol(world, one, c, d, e, who="district_training")
    assert states(one) == {"甲一": "seated", "乙二": "waiting", "丙三": "seated", "丁四": "seated", "戊五": "waiting"}
    refused("quota_taken", seats.give_seats, session=one, org=world.units[HAILING], seats=2, by=city)
    (far,) = people(world, "远方", school=FAR_SCHOOL)
    assert enrol(world, one, far, who="city_training")[0].state == "seated"
    counters_are_true(one)
    seats.give_seats(session=one, org=world.units[HAILING], seats=4, by=city)
    seats.give_seats(session=one, org=world.units[SCHOOL], seats=2, by=hailing)
    assert waiting.fill_up(session=one, by=city) == 1
    assert states(one)["乙二"] == "seated"
    counters_are_true(one)


def test_the_database_holds_the_seats(world: World) -> None:
    _programme, one = published(world, s_capacity=1)
    for values in ({"taken": 2}, {"given": 2}, {"taken": 1, "given": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SeatQuota.objects.filter(session=one).update(**values)
    row = enrol(world, one, *people(world, "甲一"))[0]
    for wrong in ({"quota": None}, {"state": "waiting"}, {"state": "refused", "quota": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.for_system("test").filter(pk=row.pk).update(**wrong)


def test_no_seats_for_a_unit(world: World) -> None:
    _programme, one = published(world, who="district_training", unit=HAILING)
    (far,) = people(world, "远方", school=FAR_SCHOOL)
    refused("quota_not_for_unit", enrolments.enrol, session=one, teacher=far, by=world.user("city_training"))


def test_two_places_at_once(world: World) -> None:
    _one, first = published(world, title="项目一", s_title="晨间")
    _two, second = published(world, title="项目二", s_starts_at=soon() + timedelta(hours=1))
    _three, after = published(world, title="项目三", s_starts_at=soon() + timedelta(hours=3))
    (a,) = people(world, "甲一")
    enrol(world, first, a)
    with pytest.raises(RuleBroken, match="晨间"):
        enrol(world, second, a)
    assert enrol(world, after, a)[0].state == "seated"


def test_who_clashes_meanwhile_is_passed_over(world: World) -> None:
    _one, full = published(world, title="项目一", s_capacity=1)
    _two, other = published(world, title="项目二", s_starts_at=soon() + timedelta(hours=1))
    a, b, c = people(world, "甲一", "乙二", "丙三")
    first, _b, _c = enrol(world, full, a, b, c)
    enrol(world, other, b)
    enrolments.withdraw(enrolment=first, reason="出差", by=world.user("school"))
    assert states(full) == {"甲一": "withdrawn", "乙二": "waiting", "丙三": "seated"}


def test_refusals(world: World) -> None:
    one, open_ = published(world, target_stage="primary", target_subject="数学")
    (a,) = people(world, "甲一", stage="primary", subject="数学")
    (b,) = people(world, "乙二", stage="junior", subject="数学")
    (c,) = people(world, "丙三", stage="primary", subject="语文")
    (gone,) = people(world, "离岗", stage="primary", subject="数学")
    Teacher.objects.for_system("test").filter(pk=gone.pk).update(status="retired")
    school, far = world.user("school"), world.user("far_school")
    enrolments.enrol(session=open_, teacher=a, by=school)
    refused("enrolled_already", enrolments.enrol, session=open_, teacher=a, by=school)
    refused("not_for_you", enrolments.enrol, session=open_, teacher=b, by=school)
    refused("not_for_you", enrolments.enrol, session=open_, teacher=c, by=school)
    refused("not_active", enrolments.enrol, session=open_, teacher=gone, by=school)
    refused("not_your_unit", enrolments.enrol, session=open_, teacher=b, by=far)
    refused("no_permission", enrolments.enrol, session=open_, teacher=b, by=world.user("nobody"))
    start = open_.starts_at
    refused("enrolment_closed", enrolments.enrol, session=open_, teacher=gone, by=school, at=start)
    draft = session(world, programme(world, title="草稿"))
    refused("not_open", enrolments.enrol, session=draft, teacher=a, by=school)
    programmes.cancel(one=one, reason="合并举办", by=world.user("city_training"))
    refused("not_open", enrolments.enrol, session=open_, teacher=c, by=school)


def test_the_chain_of_approvals(settled: World) -> None:
    _programme, one = published(settled, approval="district", s_capacity=1)
    me, second = settled.people["李长青"], settled.people["陈晓"]
    own = enrolments.enrol(session=one, teacher=me, by=settled.user("teacher"))
    waits = enrolments.enrol(session=one, teacher=second, by=settled.user("school"))
    assert (own.state, own.awaits, own.enrolled_how) == ("seated", "school", "self")
    assert (waits.state, waits.awaits, waits.enrolled_how) == ("waiting", "district", "school")
    decide = enrolments.decide
    refused("not_your_unit", decide, enrolment=own, agreed=True, by=settled.user("far_school"))
    refused("no_permission", decide, enrolment=own, agreed=True, by=settled.user("district_training"))
    refused("reason_missing", decide, enrolment=own, agreed=False, reason=" ", by=settled.user("school"))
    decide(enrolment=own, agreed=True, by=settled.user("school"))
    assert (own.awaits, own.is_certain) == ("district", False)
    refused("no_permission", decide, enrolment=own, agreed=True, by=settled.user("school"))
    decide(enrolment=own, agreed=False, reason="本年度已参加", by=settled.user("district_training"))
    assert states(one) == {"李长青": "refused", "陈晓": "seated"}
    assert (notices("refused"), notices("seated")) == (["李长青"], ["陈晓"])
    waits.refresh_from_db()
    decide(enrolment=waits, agreed=True, by=settled.user("district_training"))
    assert waits.is_certain
    assert notices("approved") == ["陈晓"]
    refused("enrolment_moved", decide, enrolment=waits, agreed=True, by=settled.user("district_training"))
    assert [event.detail["agreed"] for event in acts("enrolment.decided")] == [True, False, True]


def test_nobody_approves_the_own_enrolment_and_a_substitute_may(settled: World) -> None:
    from kernel.accounts.actions import grant_role

    me, teacher = settled.people["李长青"], settled.users["teacher"]
    _programme, one = published(settled, approval="school")
    own = enrolments.enrol(session=one, teacher=me, by=settled.user("teacher"))
    grant_role(user=teacher, role="school_hr", org=settled.units[SCHOOL], on=date(2020, 1, 1), by=settled.command_line)
    refused("own_approval", enrolments.decide, enrolment=own, agreed=True, by=settled.user("teacher"))
    from kernel.accounts.models import Grant

    lent = Grant.objects.get(user=settled.users["school"])
    Grant.objects.create(
        user=settled.users["nobody"], role="school_hr", org=settled.units[SCHOOL], valid_from=date(2020, 1, 1),
        valid_until=date(2099, 1, 1), kind="delegated", on_behalf_of=lent, reason="产假",
    )  # fmt: skip
    enrolments.decide(enrolment=own, agreed=True, by=settled.user("nobody"))
    assert own.is_certain
    assert acts("enrolment.decided")[0].detail["acting_for"] == ["school"]


def test_withdrawing(settled: World) -> None:
    _programme, one = published(settled)
    me = settled.people["李长青"]
    own = enrolments.enrol(session=one, teacher=me, by=settled.user("teacher"))
    withdraw = enrolments.withdraw
    refused("reason_missing", withdraw, enrolment=own, reason="", by=settled.user("teacher"))
    refused("not_your_unit", withdraw, enrolment=own, reason="x", by=settled.user("far_school"))
    refused("no_permission", withdraw, enrolment=own, reason="x", by=settled.user("nobody"))
    refused("enrolment_closed", withdraw, enrolment=own, reason="x", by=settled.user("teacher"), at=one.starts_at)
    withdraw(enrolment=own, reason="家中有事", by=settled.user("teacher"))
    refused("enrolment_moved", withdraw, enrolment=own, reason="x", by=settled.user("teacher"))
    assert SeatQuota.objects.filter(session=one).aggregate(n=Count("pk", filter=Q(taken__gt=0)))["n"] == 0
