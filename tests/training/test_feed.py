"""The personal calendar, read back by a parser that knows nothing of the library that wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from training_world import published, soon
from world import World, acts

from kernel.errors import RuleBroken
from training.actions import enrolments, feeds, sessions
from training.models import CalendarFeed, Session

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def events(body: bytes) -> dict[str, dict[str, str]]:
    """RFC 5545 by hand: lines unfolded, name and value parted, texts unescaped; events by their id."""
    text = body.decode("utf-8")
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found, now = dict[str, dict[str, str]](), dict[str, str]()
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            assert now["UID"] not in found
            found[now["UID"]] = now
        else:
            now[name.partition(";")[0]] = re.sub(r"\\([,;\\])", r"\1", value)
    return found


@pytest.fixture
def at(settled: World) -> Session:
    _one, made = published(settled, title="班主任研修，第一期；试点", s_capacity=1)
    enrolments.enrol(session=made, teacher=settled.people["李长青"], by=settled.user("teacher"))
    return made


def read(client: Client, token: str) -> dict[str, dict[str, str]]:
    answer = client.get(reverse("calendar_feed", args=[token]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return events(answer.content)


def test_ids_stay_and_numbers_grow(settled: World, at: Session, client: Client) -> None:
    token = feeds.open_feed(by=settled.user("teacher")).token
    (first,) = read(client, token).values()
    assert first["SUMMARY"] == "班主任研修，第一期；试点：第一场"
    assert first["LOCATION"] == at.place
    assert first["DTSTART"] == f"{at.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert first["DTEND"] == f"{at.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert first["STATUS"] == "CONFIRMED"
    city = settled.user("city_training")
    begin = soon(11)
    sessions.change_session(one=at, by=city, starts_at=begin, ends_at=begin + timedelta(hours=3), place="第二报告厅")
    (moved,) = read(client, token).values()
    assert moved["UID"] == first["UID"]
    assert int(moved["SEQUENCE"]) > int(first["SEQUENCE"])
    assert (moved["LOCATION"], moved["DTSTART"]) == ("第二报告厅", f"{begin.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    sessions.cancel_session(one=at, reason="台风", by=city)
    (gone,) = read(client, token).values()
    assert (gone["UID"], gone["STATUS"]) == (first["UID"], "CANCELLED")
    assert int(gone["SEQUENCE"]) > int(moved["SEQUENCE"])


def test_a_place_given_back_is_struck_out_and_comes_again(settled: World, at: Session, client: Client) -> None:
    me = settled.people["李长青"]
    token = feeds.open_feed(by=settled.user("teacher")).token
    (row,) = at.enrolments.for_system("test")
    enrolments.withdraw(enrolment=row, reason="有事", by=settled.user("teacher"))
    (gone,) = read(client, token).values()
    assert gone["STATUS"] == "CANCELLED"
    enrolments.enrol(session=at, teacher=me, by=settled.user("teacher"))
    (again,) = read(client, token).values()
    assert (again["UID"], again["STATUS"]) == (gone["UID"], "CONFIRMED")
    assert int(again["SEQUENCE"]) > int(gone["SEQUENCE"])


def test_who_waits_has_it_in_pencil(settled: World, at: Session, client: Client) -> None:
    (row,) = at.enrolments.for_system("test")
    enrolments.withdraw(enrolment=row, reason="有事", by=settled.user("teacher"))
    enrolments.enrol(session=at, teacher=settled.people["陈晓"], by=settled.user("school"))
    enrolments.enrol(session=at, teacher=settled.people["李长青"], by=settled.user("teacher"))
    (one,) = read(client, feeds.open_feed(by=settled.user("teacher")).token).values()
    assert (one["STATUS"], one["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_the_address_is_secret_and_can_be_ended(settled: World, at: Session, sign_in: SignIn, client: Client) -> None:
    teacher = sign_in("teacher")
    teacher.post(reverse("calendar_feed_open"))
    old = CalendarFeed.objects.for_system("test").get().token
    assert old in teacher.get(reverse("training_mine")).content.decode()
    teacher.post(reverse("calendar_feed_open"))
    new = CalendarFeed.objects.for_system("test").get(ended_at=None).token
    assert client.get(reverse("calendar_feed", args=[old])).status_code == 404
    assert client.get(reverse("calendar_feed", args=[new])).status_code == 200
    teacher.post(reverse("calendar_feed_end"))
    assert client.get(reverse("calendar_feed", args=[new])).status_code == 404
    assert len(acts("calendar_feed.opened")) == 2
    for who, code, action in (("teacher", "feed_none", feeds.end_feed), ("nobody", "no_record", feeds.open_feed)):
        with pytest.raises(RuleBroken) as refusal:
            action(by=settled.user(who))
        assert refusal.value.code == code


def test_guessing_addresses_is_braked(world: World, client: Client) -> None:
    wrong: Any = [client.get(reverse("calendar_feed", args=[f"{place:048x}"])).status_code for place in range(31)]
    assert wrong == [404] * 30 + [429]
