"""The personal calendar as a calendar program takes it: read by vobject, which shares no code with what wrote it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from training_world import published
from world import World

from training.actions import enrolments, feeds, programmes, sessions
from training.models import Session

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def at(settled: World) -> Session:
    """A session that the cast's teacher has a place in, at half past nine in the morning of 泰州."""
    _one, made = published(settled, title="班主任研修，第一期；试点", s_capacity=2)
    day = datetime.now(SHANGHAI).replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=10)
    sessions.change_session(one=made, by=settled.user("city_training"), starts_at=day, ends_at=day + timedelta(hours=3))
    enrolments.enrol(session=made, teacher=settled.people["李长青"], by=settled.user("teacher"))
    return made


@pytest.fixture
def address(settled: World) -> str:
    """The secret address of the teacher's calendar."""
    return reverse("calendar_feed", args=[feeds.open_feed(by=settled.user("teacher")).token])


def read(client: Client, address: str) -> dict[str, Any]:
    """The events by their id, from a calendar that is valid by RFC 5545."""
    book = vobject.readOne(client.get(address).content.decode("utf-8"))
    assert book.validate(raiseException=True)
    assert (book.version.value, book.method.value) == ("2.0", "PUBLISH")
    found = {event.uid.value: event for event in book.vevent_list}
    assert len(found) == len(book.vevent_list)
    return found


def test_two_readings_are_alike(at: Session, address: str, client: Client) -> None:
    first, again = read(client, address), read(client, address)
    assert first.keys() == again.keys()
    (uid,) = first
    assert uid == f"{at.uid}@training.registry"
    for name in ("sequence", "dtstamp", "dtstart", "status", "summary"):
        assert getattr(first[uid], name).value == getattr(again[uid], name).value, name
    assert first[uid].summary.value == "班主任研修，第一期；试点：第一场"


def test_times_are_those_of_the_wall_clock(at: Session, address: str, client: Client) -> None:
    (event,) = read(client, address).values()
    begin, end = (moment.value.astimezone(SHANGHAI) for moment in (event.dtstart, event.dtend))
    assert (begin.hour, begin.minute) == (9, 30)
    assert (begin, end) == (at.starts_at, at.ends_at)
    assert event.dtstart.value.utcoffset() == timedelta(0)
    assert event.dtstart.value == begin.astimezone(UTC)


def test_a_session_that_moves_keeps_its_id(settled: World, at: Session, address: str, client: Client) -> None:
    (before,) = read(client, address).values()
    begin = at.starts_at + timedelta(days=1)
    sessions.change_session(
        one=at, by=settled.user("city_training"), starts_at=begin, ends_at=begin + timedelta(hours=3)
    )
    (moved,) = read(client, address).values()
    assert moved.uid.value == before.uid.value
    assert moved.dtstart.value == before.dtstart.value + timedelta(days=1)
    assert int(moved.sequence.value) > int(before.sequence.value)
    assert moved.dtstamp.value >= before.dtstamp.value


@pytest.mark.parametrize("what", ["session", "programme", "place"])
def test_what_falls_out_is_cancelled(settled: World, at: Session, address: str, client: Client, what: str) -> None:
    """The session, its programme, or the own place: the event stays, struck out, with a higher number."""
    (before,) = read(client, address).values()
    assert before.status.value == "CONFIRMED"
    city = settled.user("city_training")
    if what == "session":
        sessions.cancel_session(one=at, reason="台风", by=city)
    elif what == "programme":
        programmes.cancel(one=at.programme, reason="台风", by=city)
    else:
        (row,) = at.enrolments.for_system("test")
        enrolments.withdraw(enrolment=row, reason="有事", by=settled.user("teacher"))
    (gone,) = read(client, address).values()
    assert (gone.uid.value, gone.status.value) == (before.uid.value, "CANCELLED")
    assert int(gone.sequence.value) > int(before.sequence.value)
    assert gone.transp.value == "TRANSPARENT"
