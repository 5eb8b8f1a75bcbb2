"""The trail: written once, and every write of the house leaves a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from world import AS_OF, World, acts, hand_on, person

from honors.actions import certificates, rounds
from kernel.audit.actions import record
from kernel.audit.models import AuditEvent
from kernel.sealed import Sealed
from teachers.actions.roster import NewSchool, add_schools

pytestmark = pytest.mark.django_db

FORBIDDEN: dict[str, Callable[[AuditEvent], object]] = {
    "save": lambda one: one.save(),
    "save some fields": lambda one: one.save(update_fields=["act"]),
    "delete": lambda one: one.delete(),
    "update many": lambda one: AuditEvent.objects.update(act="nothing"),
    "update some": lambda one: AuditEvent.objects.filter(pk=one.pk).update(act="nothing"),
    "bulk update": lambda one: AuditEvent.objects.bulk_update([one], ["act"]),
    "delete many": lambda one: AuditEvent.objects.filter(pk=one.pk).delete(),
    "delete all": lambda one: AuditEvent.objects.all().delete(),
}


@pytest.mark.parametrize("way", FORBIDDEN)
def test_a_line_is_never_changed(world: World, way: str) -> None:
    record("test.act", by=world["school"], subject=world.city, why="test")
    one = AuditEvent.objects.get(act="test.act")
    one.detail = {"why": "forged"}
    with pytest.raises(Sealed, match="AuditEvent"):
        FORBIDDEN[way](one)
    assert AuditEvent.objects.get(pk=one.pk).detail == {"why": "test"}


def test_a_line_says_who_did_what_to_what(world: World) -> None:
    record("test.act", by=world["school"], subject=world.city, why="测试")
    (one,) = acts("test.act")
    assert (one.actor_id, one.actor_name) == (world["school"].pk, "school")
    assert (one.subject_type, one.subject_id) == ("orgs.organisation", str(world.city.pk))
    assert one.detail == {"why": "测试"}


def test_the_public_has_no_account(world: World) -> None:
    record("test.act", by=None, subject=world.city)
    (one,) = acts("test.act")
    assert (one.actor_id, one.actor_name) == (None, "公众")


def test_a_line_outlives_what_it_speaks_of(world: World) -> None:
    user = world["nobody"]
    record("test.act", by=user, subject=user)
    pk = user.pk
    user.delete()
    assert acts("test.act")[0].actor_id == pk


def test_every_write_of_the_register_leaves_a_line(world: World) -> None:
    add_schools(wanted=[NewSchool("321202", "海陵区新小学", "primary")], by=world.command_line, source="test")
    assert [one.detail["name"] for one in acts("school.added")] == ["海陵区新小学"]
    (teacher,) = world.enrol(person("陈晓", date(1990, 5, 4)))
    assert [one.subject_id for one in acts("teacher.enrolled")] == [str(teacher.pk)]
    world.enrol(person("陈小", date(1990, 5, 4)))
    (line,) = acts("teacher.updated")
    assert (line.subject_id, line.actor_name, line.detail["fields"]) == (str(teacher.pk), "命令行", ["name"])


def test_every_move_of_a_round_leaves_a_line(settled: World) -> None:
    maker, second = settled["honors"], settled["approver"]
    one = rounds.make_round(as_of=AS_OF, by=maker, background=False)
    hand_on(one, maker)
    rounds.approve(one=one, seen=one.stamp, by=second, background=False)
    certificates.issue(one=one, by=maker)
    trail = [(line.act, line.actor_name) for line in AuditEvent.objects.filter(act__startswith="round.").order_by("pk")]
    assert trail == [
        ("round.made", "honors"),
        ("round.computed", "honors"),
        ("round.send_out", "honors"),
        ("round.checking_closed", "honors"),
        ("round.publish", "honors"),
        ("round.submit", "honors"),
        ("round.approve", "approver"),
        ("round.issued", "honors"),
    ]
    assert len(acts("certificate.numbered")) == 2


def test_no_line_holds_an_id_number_or_a_phone(settled: World) -> None:
    settled.enrol(person("陈晓", date(1990, 5, 4), phone="15400001234"))
    text = " ".join(str(one.detail) for one in AuditEvent.objects.all())
    assert AuditEvent.objects.filter(act="teacher.updated").exists()
    for teacher in settled.people.values():
        assert teacher.id_number not in text
        assert teacher.id_digest not in text
    assert "15400001234" not in text


def test_a_line_falls_with_its_act(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_given: object) -> None:
        assert len(acts("teacher.enrolled")) == 1
        raise ZeroDivisionError

    monkeypatch.setattr("teachers.actions.milestones.refresh", fail)  # the last step of the batch
    with pytest.raises(ZeroDivisionError):
        world.enrol(person("陈晓", date(1990, 5, 4)))
    assert acts("teacher.enrolled") == []
