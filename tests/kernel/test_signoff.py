"""The second signature: asked by one person, decided by another, once; the database holds that too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import World, acts, at_the_same_moment, build

from kernel.errors import RuleBroken
from kernel.signoff import actions, queries
from kernel.signoff.models import Signature, SignatureState

pytestmark = pytest.mark.django_db

KIND = "test.act"


def ask(world: World, unit: str = "海陵区", by: str = "honors", reason: str = "查明属实", **detail: Any) -> Signature:
    return actions.ask(kind=KIND, subject=world.units[unit], reason=reason, by=world[by], **detail)


def rows() -> Any:
    return Signature.objects.for_system("test")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_a_request_keeps_what_was_asked(world: World) -> None:
    made = ask(world, document="泰教〔2026〕1号")
    kept = rows().get(pk=made.pk)
    assert (kept.state, kept.reason, kept.detail) == ("open", "查明属实", {"document": "泰教〔2026〕1号"})
    assert (kept.asked_by, kept.decided_by, kept.decided_at) == (world["honors"], None, None)
    assert acts("signature.asked")[0].detail == {"kind": KIND, "on": str(world.units["海陵区"].pk)}


def test_a_request_says_why(world: World) -> None:
    with refused("reason_missing"):
        ask(world, reason="  ")


def test_an_act_waits_once(world: World) -> None:
    first = ask(world)
    with refused("signature_waits"):
        ask(world, by="city")
    ask(world, unit="姜堰区")
    actions.withdraw(signature=first, by=world["honors"])
    ask(world)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_act_waits_once_whoever_asks_at_the_same_moment() -> None:
    world = build()
    for unit in world.units:
        answers = at_the_same_moment(3, lambda unit=unit: ask(world, unit).state)  # type: ignore[misc]
        assert sorted(getattr(one, "code", one) for one in answers) == ["open", *["signature_waits"] * 2]


@pytest.mark.parametrize(
    ("decide", "state"), [(actions.sign, SignatureState.SIGNED), (actions.refuse, SignatureState.REFUSED)]
)
def test_another_person_decides(world: World, decide: Any, state: SignatureState) -> None:
    made = ask(world)
    decide(signature=made, by=world["approver"], answer=" 已阅 ")
    kept = rows().get(pk=made.pk)
    assert (kept.state, kept.decided_by, kept.answer) == (state, world["approver"], "已阅")
    assert kept.decided_at is not None
    assert len(acts(f"signature.{state}")) == 1


@pytest.mark.parametrize("decide", [actions.sign, actions.refuse])
def test_nobody_decides_what_they_asked_for(world: World, decide: Any) -> None:
    made = ask(world)
    with refused("same_person"):
        decide(signature=made, by=world["honors"], answer="同意")
    assert rows().get(pk=made.pk).state == "open"


def test_a_refusal_says_why(world: World) -> None:
    made = ask(world)
    with refused("reason_missing"):
        actions.refuse(signature=made, by=world["approver"], answer=" ")


def test_only_who_asked_takes_it_back(world: World) -> None:
    made = ask(world)
    with refused("not_asker"):
        actions.withdraw(signature=made, by=world["approver"])
    actions.withdraw(signature=made, by=world["honors"])
    assert rows().get(pk=made.pk).state == "withdrawn"
    assert len(acts("signature.withdrawn")) == 1


def test_it_is_decided_once(world: World) -> None:
    """Whoever still holds the old page is told that it is settled."""
    made = ask(world)
    stale = rows().get(pk=made.pk)
    actions.sign(signature=made, by=world["approver"])
    ways: list[Callable[[], object]] = [
        lambda: actions.refuse(signature=stale, by=world["city"], answer="不同意"),
        lambda: actions.sign(signature=stale, by=world["city"]),
        lambda: actions.withdraw(signature=stale, by=world["honors"]),
    ]
    for late in ways:
        with refused("signature_decided"):
            late()
    assert rows().get(pk=made.pk).state == "signed"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "signed", "decided_at": True, "decided_by": "honors"}, "signature_two_persons"),
        ({"state": "signed", "decided_at": True}, "signature_decided_by_someone"),
        ({"state": "signed", "decided_by": "approver"}, "signature_decided_by_someone"),
        ({"decided_by": "approver", "decided_at": True}, "signature_decided_by_someone"),
        ({"state": "withdrawn", "decided_by": "approver", "decided_at": True}, "signature_decided_by_someone"),
        ({"reason": ""}, "signature_has_reason"),
    ],
)
def test_the_database_holds_it_too(world: World, change: dict[str, Any], name: str) -> None:
    made = ask(world)
    values = dict(change)
    if "decided_by" in values:
        values["decided_by"] = world[values["decided_by"]]
    if "decided_at" in values:
        values["decided_at"] = timezone.now()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows().filter(pk=made.pk).update(**values)


def test_the_database_lets_one_request_wait(world: World) -> None:
    made = ask(world)
    place = {"kind": made.kind, "subject_type": made.subject_type, "subject_id": made.subject_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows().create(**place, reason="再来", asked_by=world["city"])


def test_requests_are_found_by_subject_and_by_what_waits(world: World) -> None:
    first, other = ask(world), ask(world, unit="姜堰区", by="city")
    kind_of = first.subject_type
    assert list(queries.on_subjects(KIND, kind_of, [first.subject_id])) == [first]
    assert list(queries.on_subjects("test.other", kind_of, [first.subject_id])) == []
    actions.sign(signature=other, by=world["approver"])
    assert list(queries.open_of_kind(KIND)) == [first]
    assert list(queries.on_subject(world.units["姜堰区"])) == [other]
    assert queries.is_waiting(world.units["海陵区"])
    assert not queries.is_waiting(world.units["姜堰区"]), "it is decided"
    assert list(Signature.objects.visible_to(world["city"])) == [other]
