"""Refused attempts: noted with the name of the address, counted by the minute, in the way of nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from signing import sign_in_as
from world import PASSWORD, World, acts, at_the_same_moment, build

from kernel.audit import attempts
from kernel.audit.attempts import note_refusal, tell_counted
from kernel.audit.chores import seal_trail
from kernel.audit.models import AuditEvent, RefusalTally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Attempts of one test fall into one minute, however late in it the test begins."""
    moment = timezone.now()
    monkeypatch.setattr(attempts, "timezone", SimpleNamespace(now=lambda: moment))
    return moment


def refused() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(kind="refused").order_by("pk"))


def minute_over() -> int:
    return tell_counted(now=timezone.now() + timedelta(minutes=1))


def test_a_missing_right_is_noted(world: World, sign_in: Any) -> None:
    assert sign_in("nobody").get("/teachers/?q=秘密").status_code == 403
    (line,) = refused()
    assert (line.act, line.actor_name, line.subject_type) == ("attempt.forbidden", "nobody", "accounts.user")
    assert line.detail == {"place": "teacher_list", "address": "127.0.0.1"}
    assert line.sentence == "没有权限而被拒绝（teacher_list）"


def test_a_neighbours_record_is_noted_without_saying_whose(settled: World, sign_in: Any) -> None:
    person = settled.people["李长青"]
    assert sign_in("far_school").get(person.get_absolute_url()).status_code == 404
    (line,) = refused()
    assert (line.act, line.actor_name, line.detail["place"]) == ("attempt.not_found", "far_school", "teacher")
    assert person.teacher_no not in str(line.detail)


def test_what_is_no_address_of_ours_is_noted_too(world: World, sign_in: Any) -> None:
    assert sign_in("school").get("/wp-admin/?x=1").status_code == 404
    assert [(line.act, line.detail["place"]) for line in refused()] == [("attempt.not_found", "")]


def test_strangers_and_pages_that_answer_leave_no_line(world: World, client: Client, sign_in: Any) -> None:
    client.get("/wp-admin/")
    client.get("/teachers/")
    sign_in("school").get("/teachers/")
    assert refused() == []


@pytest.mark.parametrize("who", ["school", ""])
def test_a_form_without_its_token_is_noted(world: World, who: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if who:
        sign_in_as(client, world[who])
    assert client.post("/imports/", {}).status_code == 403
    (line,) = refused()
    assert (line.act, line.actor_name) == ("attempt.csrf", who or "公众")
    assert (line.subject_type, line.subject_id) == (
        ("accounts.user", str(world[who].pk)) if who else ("address", "127.0.0.1")
    )


def test_a_refused_sign_in_is_noted_and_what_was_typed_is_not(world: World, client: Client) -> None:
    def enter(name: str, password: str) -> None:
        client.post("/accounts/login/", {"login": name, "password": password})

    enter("school", "secret-typed-1")
    enter("secret-typed-2", "x")
    first, second = refused()
    assert (first.act, first.actor_id, first.subject_id) == ("sign_in.failed", None, str(world["school"].pk))
    assert (second.subject_type, second.subject_id) == ("address", "127.0.0.1")
    assert "secret-typed" not in str(list(AuditEvent.objects.values())) + str(list(RefusalTally.objects.values()))
    enter("school", PASSWORD)
    assert len(refused()) == 2


def test_a_scanner_fills_no_disk_and_is_counted(world: World, sign_in: Any, moment: datetime) -> None:
    client = sign_in("school")
    for number in range(30):
        client.get(f"/teachers/T{number}/")
    for _ in range(5):
        client.get("/calendar/")
    sign_in("nobody").get("/teachers/")
    assert len(refused()) == 2, "one at once for each person"
    assert tell_counted(now=moment) == 0, "the minute is not over"
    assert minute_over() == 1
    line = refused()[-1]
    assert (line.act, line.actor_name) == ("attempt.more", "school")
    assert line.detail["times"] == 34
    assert line.detail["places"] == {"attempt.not_found teacher": 29, "attempt.forbidden calendar": 5}
    assert "34 次" in line.sentence
    assert (minute_over(), RefusalTally.objects.count()) == (0, 0)


def test_the_counts_of_a_minute_do_not_fall_into_the_next(world: World, moment: datetime) -> None:
    for _ in range(3):
        note_refusal("attempt.forbidden", by=world["school"], address="", place="x")
    RefusalTally.objects.update(minute=timezone.now() - timedelta(minutes=2))
    for _ in range(2):
        note_refusal("attempt.forbidden", by=world["school"], address="", place="x")
    assert len(acts("attempt.forbidden")) == 2
    assert tell_counted(now=moment) == 1
    assert acts("attempt.more")[0].detail["times"] == 2


def test_the_chore_tells_what_was_counted(world: World) -> None:
    for _ in range(2):
        note_refusal("sign_in.failed", account=world["school"], address="10.0.0.1")
    RefusalTally.objects.update(minute=timezone.now() - timedelta(minutes=2))
    seal_trail()
    (line,) = acts("attempt.more")
    assert (line.actor_id, line.subject_id, line.detail["times"]) == (None, str(world["school"].pk), 1)


def test_a_trail_that_cannot_be_written_breaks_no_answer(
    world: World, sign_in: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_given: object) -> None:
        raise DatabaseError("read-only")

    monkeypatch.setattr(attempts, "record_refusal", fail)
    assert sign_in("nobody").get("/teachers/").status_code == 403
    assert "could not be noted" in caplog.text
    assert RefusalTally.objects.count() == 0, "neither is counted what is not noted"


def test_a_counted_line_cannot_be_changed_either(world: World) -> None:
    note_refusal("attempt.forbidden", by=world["school"], address="", place="x")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE kind = 'refused'")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_none_is_lost_among_many_at_once() -> None:
    world = build()

    def refuse() -> None:
        for _ in range(10):
            note_refusal("attempt.forbidden", by=world["school"], address="", place="x")

    assert at_the_same_moment(6, refuse) == [None] * 6
    at_the_same_moment(3, minute_over)
    told = sum(line.detail.get("times", 1) for line in refused())
    assert told == 60
