"""Check-in by the server's clock, by hand, and what comes of it; make-up hours once."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from training_world import people, programme, published, session, soon
from world import World, acts

from kernel.errors import RuleBroken
from kernel.sealed import Sealed
from teachers.actions.accounts import give_account
from training.actions import check_ins, enrolments, outcomes, sessions
from training.choices import CheckHow, CheckPoint
from training.models import Attendance, CheckIn, Enrolment, SeatQuota, Session
from training.queries.room import key_of, screen
from training.rules.check_codes import code_of, window_at

pytestmark = pytest.mark.django_db


def refused(refusal_code: str, action: Any, **values: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        action(**values)
    assert refusal.value.code == refusal_code


def code(one: Session, at: datetime, point: str = "first") -> str:
    return code_of(key_of(one), str(one.uid), point, window_at(at, 15))


@pytest.fixture
def held(settled: World) -> Session:
    """A session that is open for check-in; 李长青 has a place in it."""
    _one, at = published(settled, needs_second_check=True)
    enrolments.enrol(session=at, teacher=settled.people["李长青"], by=settled.user("teacher"))
    sessions.open_session(one=at, by=settled.user("city_training"), at=at.starts_at - timedelta(minutes=20))
    return at


def test_the_clock_of_the_server(settled: World, held: Session) -> None:
    me = settled.user("teacher")
    start = held.starts_at
    check = check_ins.check_in
    now = start - timedelta(minutes=10)
    stale = code(held, now - timedelta(seconds=45))
    refused("checkin_bad_code", check, session=held, typed=stale, by=me, at=now)
    early = code(held, now + timedelta(seconds=30))  # of a phone whose owner set the clock forward
    refused("checkin_bad_code", check, session=held, typed=early, by=me, at=now)
    refused("checkin_not_yet", check, session=held, typed="x", by=me, at=start - timedelta(minutes=31))
    refused("checkin_over", check, session=held, typed="x", by=me, at=start + timedelta(minutes=30))
    shown = code(held, now)
    made = check(session=held, typed=shown[:6].lower(), by=me, at=now + timedelta(seconds=14))
    assert (made.point, made.how, made.at) == ("first", "code", now + timedelta(seconds=14))
    again = check(session=held, typed=shown, by=me, at=now + timedelta(seconds=15))
    assert again.pk == made.pk
    assert len(acts("check_in.made")) == 1


def test_the_second_check_has_codes_of_its_own(settled: World, held: Session) -> None:
    me, second = settled.user("teacher"), held.second_from
    assert second is not None
    assert held.starts_at <= second < held.ends_at
    now = second + timedelta(seconds=30)
    refused("checkin_bad_code", check_ins.check_in, session=held, typed=code(held, now), by=me, at=now)
    made = check_ins.check_in(session=held, typed=code(held, now, "second"), by=me, at=now)
    assert made.point == "second"
    shown = screen(settled.user("city_training"), held, now)
    assert (shown["point"], shown["missing"]) == ("second", [])
    refused("second_running", sessions.call_second, one=held, by=settled.user("city_training"), at=now)
    sessions.call_second(one=held, by=settled.user("city_training"), at=now + timedelta(hours=1))
    assert held.second_from == now + timedelta(hours=1)


def test_who_may_not_check_in(settled: World, held: Session) -> None:
    now = held.starts_at
    other = settled.people["陈晓"]
    give_account(teacher=other, user=settled["nobody"], by=settled.command_line)
    check = check_ins.check_in
    refused("checkin_not_enrolled", check, session=held, typed=code(held, now), by=settled.user("nobody"), at=now)
    _one, planned = published(settled, title="未开放", s_starts_at=soon(20))
    refused("checkin_not_opened", check, session=planned, typed="x", by=settled.user("teacher"))
    sessions.cancel_session(one=planned, reason="x", by=settled.user("city_training"))
    refused("session_moved", check, session=planned, typed="x", by=settled.user("teacher"))


def test_guessing_is_braked(settled: World, held: Session) -> None:
    me, now = settled.user("teacher"), held.starts_at
    for _try in range(check_ins.TRIES):
        refused("checkin_bad_code", check_ins.check_in, session=held, typed="ABCDEF", by=me, at=now)
    refused("checkin_braked", check_ins.check_in, session=held, typed="ABCDEF", by=me, at=now)


def test_opening(settled: World) -> None:
    one, at = published(settled)
    city = settled.user("city_training")
    refused("session_not_due", sessions.open_session, one=at, by=city)
    refused("no_permission", sessions.open_session, one=at, by=settled.user("teacher"))
    refused("not_your_unit", sessions.open_session, one=at, by=settled.user("district_training"))
    refused("second_none", _second_without, one=at, by=city)
    draft = session(settled, programme(settled, title="草稿"))
    refused("not_open", sessions.open_session, one=draft, by=city, at=draft.starts_at)
    assert one.sessions.get().state == "running"


def _second_without(*, one: Session, by: Any) -> None:
    sessions.open_session(one=one, by=by, at=one.starts_at)
    sessions.call_second(one=one, by=by)


def test_who_teaches_runs_the_own_session(settled: World, held: Session) -> None:
    other = settled.people["陈晓"]
    give_account(teacher=other, user=settled["nobody"], by=settled.command_line)
    trainer = held.trainers.get()
    refused("not_your_unit", sessions.name_trainer, trainer=trainer, teacher=other, by=settled.user("far_school"))
    sessions.name_trainer(trainer=trainer, teacher=other, by=settled.user("city_training"))
    sessions.may_run(held, settled.user("nobody"), "x")
    rows = Enrolment.objects.visible_to(settled.user("nobody"))
    assert [row.teacher.name for row in rows.select_related("teacher")] == ["李长青"]


def test_the_paper_list(settled: World, held: Session) -> None:
    city = settled.user("city_training")
    (row,) = Enrolment.objects.for_system("test").filter(session=held)
    note = check_ins.note_present
    given: dict[str, Any] = {"session": held, "point": CheckPoint.FIRST, "how": CheckHow.PAPER, "enrolments": [row.pk]}
    refused("checkin_note_missing", note, **given, note=" ", by=city)
    refused("no_permission", note, **given, note="x", by=settled.user("teacher"))
    assert note(**given, note="签到表第 1 页", by=city) == 1
    refused("nobody_chosen", note, **given, note="x", by=city)
    refused("nobody_chosen", note, **given | {"enrolments": [10**9]}, note="x", by=city)
    made = CheckIn.objects.for_system("test").get()
    assert (made.how, made.by, made.note) == ("paper", city, "签到表第 1 页")


def test_check_ins_are_written_once(settled: World, held: Session) -> None:
    now = held.starts_at
    check_ins.check_in(session=held, typed=code(held, now), by=settled.user("teacher"), at=now)
    rows = CheckIn.objects.for_system("test")
    with pytest.raises(Sealed):
        rows.update(at=now)
    with pytest.raises(Sealed):
        rows.get().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(enrolment=rows.get().enrolment, point="first", how="code", at=now, by=settled["teacher"])
    for statement in ("UPDATE training_checkin SET note='x'", "DELETE FROM training_checkin"):
        with pytest.raises(Exception, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_end_of_a_session(settled: World, held: Session) -> None:
    city, school = settled.user("city_training"), settled.user("school")
    a, b = people(settled, "甲一", "候补")
    Session.objects.filter(pk=held.pk).update(state="planned")
    enrolments.enrol(session=held, teacher=a, by=school)
    enrolments.enrol(session=held, teacher=b, by=school)
    Session.objects.filter(pk=held.pk).update(state="running")
    now = held.starts_at
    check_ins.check_in(session=held, typed=code(held, now), by=settled.user("teacher"), at=now)
    refused("session_not_over", outcomes.complete_session, session=held, by=city, at=now)
    refused("no_permission", outcomes.complete_session, session=held, by=settled.user("teacher"), at=held.ends_at)
    excused = Enrolment.objects.for_system("test").get(session=held, teacher=a)
    counts = outcomes.complete_session(session=held, by=city, excused=[excused.pk], at=held.ends_at)
    assert counts == {"attended": 0, "partly": 1, "absent": 0, "excused": 1}
    rows = Attendance.objects.for_system("test").select_related("enrolment__teacher")
    assert {row.enrolment.teacher.name: (row.outcome, row.hours) for row in rows} == {
        "李长青": ("partly", Decimal("2.0")), "甲一": ("excused", Decimal(0)),
    }  # fmt: skip
    assert Enrolment.objects.for_system("test").get(session=held, teacher=b).state == "withdrawn"
    refused("session_moved", outcomes.complete_session, session=held, by=city, at=held.ends_at)
    assert acts("session.completed")[0].detail["partly"] == 1


def test_who_was_not_approved_leaves_and_the_seat_is_counted_back(settled: World) -> None:
    _one, at = published(settled, approval="school")
    row = enrolments.enrol(session=at, teacher=settled.people["李长青"], by=settled.user("teacher"))
    outcomes.complete_session(session=at, by=settled.user("city_training"), at=at.ends_at)
    row.refresh_from_db()
    assert (row.state, row.quota, SeatQuota.objects.get(session=at).taken) == ("refused", None, 0)


def test_a_make_up_is_for_who_missed_and_counts_once(settled: World, held: Session) -> None:
    city, me, own = settled.user("city_training"), settled.people["李长青"], settled.user("teacher")
    first = session(settled, held.programme, title="补训", starts_at=soon(12), makes_up_for=held)
    second = session(settled, held.programme, title="再补", starts_at=soon(14), makes_up_for=held)
    refused("make_up_only", enrolments.enrol, session=first, teacher=me, by=own)
    outcomes.complete_session(session=held, by=city, at=held.ends_at)
    rows = [enrolments.enrol(session=one, teacher=me, by=own) for one in (first, second)]
    assert rows[0].makes_up_for == Enrolment.objects.for_system("test").get(session=held)
    for one, row in zip((first, second), rows, strict=True):
        check_ins.note_present(
            session=one, point=CheckPoint.FIRST, enrolments=[row.pk], how=CheckHow.PAPER, note="签到表", by=city
        )
        outcomes.complete_session(session=one, by=city, at=one.ends_at)
    final = Attendance.objects.for_system("test").order_by("pk")
    assert [(row.outcome, row.hours) for row in final] == [("absent", 0), ("attended", held.hours), ("excused", 0)]
    third = session(settled, held.programme, title="三补", starts_at=soon(16), makes_up_for=held)
    refused("make_up_only", enrolments.enrol, session=third, teacher=me, by=own)


def test_who_came_for_half_is_not_made_up(settled: World, held: Session) -> None:
    now = held.starts_at
    check_ins.check_in(session=held, typed=code(held, now), by=settled.user("teacher"), at=now)
    outcomes.complete_session(session=held, by=settled.user("city_training"), at=held.ends_at)
    make_up = session(settled, held.programme, title="补训", starts_at=soon(12), makes_up_for=held)
    me = settled.people["李长青"]
    refused("make_up_only", enrolments.enrol, session=make_up, teacher=me, by=settled.user("teacher"))
