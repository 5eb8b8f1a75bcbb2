"""Suspended, resumed, revoked by two; what is lost for good and what may be given again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from issuing import approved, certificate_of, issue
from world import AS_OF, World, acts

from honors.actions import computing, rounds, second, standing
from honors.actions.standing import Ground
from honors.choices import CertificateStatus, RevocationReason
from honors.models import Certificate, CertificateEvent, HonorRound, RoundEntry
from honors.queries import check
from kernel.errors import RuleBroken
from kernel.sealed import Sealed
from kernel.signoff.models import Signature

pytestmark = pytest.mark.django_db

ON = AS_OF + timedelta(days=30)
CASE = Ground("ethics_case", "泰教师〔2025〕3号", "调查期间")
UNTRUE = Ground("untrue", "泰教〔2025〕12号", "任教经历失实")
IN_ERROR = Ground("in_error", "泰教〔2025〕13号", "同名错发")


@pytest.fixture
def one(settled: World) -> Certificate:
    """李长青's certificate."""
    issue(settled)
    return certificate_of("李长青")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def status() -> str:
    return str(certificate_of("李长青").status)


def revoke(world: World, one: Certificate, ground: Ground = UNTRUE) -> Signature:
    asked = standing.ask_revocation(certificate=one, ground=ground, by=world["honors"], on=ON)
    standing.sign_revocation(signature=asked, certificate=one, by=world["approver"])
    return asked


def test_suspended_and_resumed(settled: World, one: Certificate) -> None:
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    assert (status(), check.by_number(one.number, "李长青").status) == ("suspended", "suspended")
    with refused("status_not_fit"):
        standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    standing.resume(certificate=one, document="泰教师〔2025〕4号", by=settled["honors"], on=ON)
    assert check.by_number(one.number, "李长青").status == "valid"
    with refused("status_not_fit"):
        standing.resume(certificate=one, document="文号", by=settled["honors"], on=ON)
    events = CertificateEvent.objects.for_system("test").order_by("pk")
    assert [(event.act, event.reason, event.document, event.on) for event in events] == [
        ("suspended", "ethics_case", CASE.document, ON),
        ("resumed", "", "泰教师〔2025〕4号", ON),
    ]
    assert acts("certificate.suspended")[0].detail == {"number": one.number, "on": str(ON)}, "no ground in the trail"


@pytest.mark.parametrize(
    ("ground", "code"),
    [
        (Ground("", "文号"), "reason_class_missing"),
        (Ground("untrue", "文号"), "reason_class_missing"),
        (Ground("doubt", " "), "ground_missing"),
    ],
)
def test_a_suspension_has_a_ground(settled: World, one: Certificate, ground: Ground, code: str) -> None:
    with refused(code):
        standing.suspend(certificate=one, ground=ground, by=settled["honors"], on=ON)
    assert status() == "valid"


def test_a_suspension_ends_on_a_document(settled: World, one: Certificate) -> None:
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    with refused("ground_missing"):
        standing.resume(certificate=one, document="", by=settled["honors"], on=ON)


@pytest.mark.parametrize("who", ["school", "city", "approver", "teacher"])
def test_who_may_not(settled: World, one: Certificate, who: str) -> None:
    by = settled[who]
    for act in (
        lambda: standing.suspend(certificate=one, ground=CASE, by=by, on=ON),
        lambda: standing.ask_revocation(certificate=one, ground=UNTRUE, by=by, on=ON),
    ):
        with refused("no_permission"):
            act()


def test_where_it_may_not(settled: World, one: Certificate) -> None:
    """The permission at one place is none at another."""
    from kernel.accounts.models import Grant

    Grant.objects.filter(user=settled["honors"]).update(org=settled.units["姜堰区"])
    with refused("out_of_scope"):
        standing.suspend(certificate=one, ground=CASE, by=settled.user("honors"), on=ON)


def test_what_another_trade_decides_ripples_up(settled: World, one: Certificate) -> None:
    """No permission of ours is asked for; what rests already is left alone."""
    ids = [settled.people[name].pk for name in ("李长青", "陈晓")]
    assert standing.suspend_for(teacher_ids=ids, ground=CASE, by=settled["city"], on=ON) == 1
    assert standing.suspend_for(teacher_ids=ids, ground=CASE, by=settled["city"], on=ON) == 0
    assert status() == "suspended"
    assert certificate_of("王远山").status == "valid"
    assert CertificateEvent.objects.for_system("test").get().by == settled["city"]


def test_what_was_decided_before_the_issue_holds_from_the_issue(settled: World, one: Certificate) -> None:
    early = AS_OF - timedelta(days=90)
    standing.suspend_for(teacher_ids=[settled.people["李长青"].pk], ground=CASE, by=settled["city"], on=early)
    assert CertificateEvent.objects.for_system("test").get().on == AS_OF


def test_revoked_by_two(settled: World, one: Certificate) -> None:
    asked = standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON)
    assert status() == "valid", "asking changes nothing"
    standing.sign_revocation(signature=asked, certificate=one, by=settled["approver"])
    now = certificate_of("李长青")
    assert (now.status, now.revoked_reason, now.revoked_by, now.revoked_second) == (
        "revoked", "untrue", settled["honors"], settled["approver"],
    )  # fmt: skip
    event = CertificateEvent.objects.for_system("test").get()
    assert (event.by, event.second_by, event.document, event.note) == (
        settled["honors"], settled["approver"], UNTRUE.document, UNTRUE.note,
    )  # fmt: skip
    assert check.by_number(one.number, "李长青").status == "revoked"


def test_a_suspended_one_may_be_revoked_and_a_revoked_one_nothing(settled: World, one: Certificate) -> None:
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    revoke(settled, one)
    for act in (
        lambda: standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON),
        lambda: standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON),
        lambda: standing.resume(certificate=one, document="文号", by=settled["honors"], on=ON),
    ):
        with refused("status_not_fit"):
            act()


def test_the_second_is_another_person_with_the_duty(settled: World, one: Certificate) -> None:
    asked = standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON)
    from kernel.accounts.actions import grant_role

    with refused("no_permission"):
        standing.sign_revocation(signature=asked, certificate=one, by=settled["city"])
    grant_role(user=settled["honors"], role="city_approver", org=settled.city, on=AS_OF, by=settled.command_line)
    with refused("same_person"):
        standing.sign_revocation(signature=asked, certificate=one, by=settled.user("honors"))
    assert status() == "valid"


def test_turned_down_and_taken_back(settled: World, one: Certificate) -> None:
    asked = standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON)
    with refused("signature_waits"):
        standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON)
    with refused("reason_missing"):
        second.turn_down(signature=asked, certificate=one, by=settled["approver"], answer="")
    second.turn_down(signature=asked, certificate=one, by=settled["approver"], answer="依据不足")
    again = standing.ask_revocation(certificate=one, ground=UNTRUE, by=settled["honors"], on=ON)
    with refused("not_asker"):
        second.take_back(signature=again, by=settled["approver"])
    second.take_back(signature=again, by=settled["honors"])
    assert status() == "valid"


@pytest.mark.parametrize(
    ("ground", "code"),
    [
        (Ground("ethics_case", "文号", "说明"), "reason_class_missing"),
        (Ground("untrue", "", "说明"), "ground_missing"),
        (Ground("untrue", "文号", ""), "reason_missing"),
    ],
)
def test_a_revocation_has_a_ground(settled: World, one: Certificate, ground: Ground, code: str) -> None:
    with refused(code):
        standing.ask_revocation(certificate=one, ground=ground, by=settled["honors"], on=ON)


def test_the_database_wants_two_persons(settled: World, one: Certificate) -> None:
    rows = Certificate.objects.for_system("test").filter(pk=one.pk)
    maker, approver = settled["honors"], settled["approver"]
    for values in (
        {"status": "revoked"},
        {"status": "revoked", "revoked_reason": "untrue", "revoked_by": maker},
        {"status": "revoked", "revoked_reason": "untrue", "revoked_by": maker, "revoked_second": maker},
        {"status": "revoked", "revoked_reason": "", "revoked_by": maker, "revoked_second": approver},
        {"status": "valid", "revoked_reason": "untrue"},
        {"status": "superseded"},
    ):
        with pytest.raises(IntegrityError, match="certificate_revoked_by_two"), transaction.atomic():
            rows.update(**values)
    event = {"certificate": one, "on": ON, "by": maker, "reason": "untrue", "document": "文号"}
    for wrong in (
        {"act": "revoked"},
        {"act": "revoked", "second_by": maker},
        {"act": "renamed"},
        {"act": "suspended", "document": ""},
        {"act": "revoked", "second_by": approver, "reason": ""},
    ):
        with pytest.raises(IntegrityError, match="event_"), transaction.atomic():
            CertificateEvent(**{**event, **wrong}).save()


def test_the_history_is_written_once(settled: World, one: Certificate) -> None:
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    rows = CertificateEvent.objects.for_system("test")
    event = rows.get()
    for change in (event.save, event.delete, rows.delete, lambda: rows.update(note="x")):
        with pytest.raises(Sealed):
            change()


@pytest.mark.parametrize("status", CertificateStatus.values)
@pytest.mark.parametrize("reason", RevocationReason.values)
def test_what_was_given_in_error_may_be_given_again_and_nothing_else(
    settled: World, one: Certificate, status: str, reason: str
) -> None:
    values = {"revoked_reason": reason, "revoked_by": settled["honors"], "revoked_second": settled["approver"]}
    rows = Certificate.objects.for_system("test").filter(pk=one.pk)
    rows.update(status=status, **(values if status == "revoked" else {}))
    later = HonorRound.objects.create(as_of=AS_OF.replace(day=11), made_by=settled["honors"])
    computing.compute(one=later, by=settled["honors"])
    found = RoundEntry.objects.for_system("test").filter(round=later, teacher__name="李长青")
    assert found.exists() is (status == "revoked" and reason == "in_error")


def test_given_again_it_bears_another_number(settled: World, one: Certificate) -> None:
    from honors.actions import certificates

    revoke(settled, one, IN_ERROR)
    later = approved(settled, AS_OF.replace(day=11))
    certificates.issue(one=later, by=settled["honors"])
    rows = Certificate.objects.for_system("test").filter(teacher__name="李长青").order_by("pk")
    assert [row.status for row in rows] == ["revoked", "valid"]
    assert len({row.number for row in rows}) == 2
    assert [check.by_number(row.number, "李长青").status for row in rows] == ["revoked", "valid"]


def test_a_bar_that_came_after_the_computation_counts_too(settled: World, one: Certificate) -> None:
    """Computed while the certificate was revoked in error, barred again before approval."""
    revoke(settled, one, IN_ERROR)
    later = rounds.make_round(as_of=AS_OF.replace(day=11), by=settled["honors"], background=False)
    Certificate.objects.for_system("test").filter(pk=one.pk).update(revoked_reason="untrue")
    assert computing.drop_honoured(later, settled["honors"]) == 1
