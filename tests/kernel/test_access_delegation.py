"""Standing in during leave: a colleague of the unit, for a time, no further; the colleague is no second person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, hand_on

from honors.actions import rounds
from honors.actions.templates import add_template, approve_template
from kernel.access.actions import delegation as actions
from kernel.access.actions import grants
from kernel.access.queries import colleagues, people
from kernel.accounts.actions import grant_role
from kernel.accounts.models import Grant, User
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature
from teachers.actions import corrections
from teachers.actions.accounts import give_account
from teachers.permissions import TeacherPermission

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days)


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def lend(world: World, giver: str = "school", to: str = "teacher", **given: Any) -> Any:
    values: dict[str, Any] = {"on": today(), "until": today(14), "reason": "产假", "by": world.user(giver), **given}
    grant = values.pop("grant", None) or Grant.objects.get(user=world[giver], on_behalf_of=None)
    return actions.delegate(grant=grant, to=world.user(to), **values)


def test_a_colleague_of_the_register_does_the_work(settled: World) -> None:
    made = lend(settled)
    assert settled.user("teacher").scope(TeacherPermission.IMPORT).paths == (settled.units[SCHOOL].path,)
    assert (made.on_behalf_of.user, made.granted_by, made.kind) == (settled["school"], settled["school"], "delegated")
    assert acts("grant.lent")[-1].detail["to"] == "teacher"
    assert [row.grant for row in people.lent(settled.user("teacher"))] == [made]
    assert [row.grant for row in people.lent(settled.user("school"))] == [made]
    assert people.lent(settled.user("district")) == []
    assert not Grant.objects.in_force(today(14)).filter(pk=made.pk).exists()


def test_it_is_taken_back_and_given_back(settled: World) -> None:
    for who in ("school", "teacher"):
        made = lend(settled)
        with refused("not_lent_by_you"):
            actions.take_back(grant=made, by=settled["district"])
        actions.take_back(grant=made, by=settled.user(who))
        assert not settled.user("teacher").holds(TeacherPermission.VIEW)
        with refused("grant_over"):
            actions.take_back(grant=made, by=settled["school"])
    with refused("not_lent_by_you"):
        actions.take_back(grant=Grant.objects.get(user=settled["school"]), by=settled["school"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"to": "school"}, "no_colleague"),
        ({"to": "far_school"}, "no_colleague"),
        ({"to": "nobody"}, "no_colleague"),
        ({"on": -1}, "grant_starts_early"),
        ({"until": 0}, "lent_too_long"),
        ({"until": 61}, "lent_too_long"),
        ({"by": "district"}, "not_your_grant"),
    ],
)
def test_what_is_not_lent(settled: World, given: dict[str, Any], code: str) -> None:
    values: dict[str, Any] = {key: today(value) if key in {"on", "until"} else value for key, value in given.items()}
    if "by" in values:
        values["by"] = settled.user(values["by"])
    with refused(code):
        lend(settled, **values)


def test_what_was_lent_is_not_lent_on(settled: World) -> None:
    made = lend(settled)
    with refused("lent_not_lent_on"):
        lend(settled, "teacher", "school", grant=made, by=settled.user("teacher"))
    with refused("lent_not_extended"):
        grants.extend(grant=made, until=today(40), reason="x", by=settled.user("secadmin"))


def test_it_is_lent_to_one_and_not_longer_than_held(settled: World) -> None:
    lend(settled)
    with refused("lent_already"):
        lend(settled, on=today(3))
    Grant.objects.filter(user=settled["school"]).update(valid_until=today(30))
    with refused("lent_beyond"):
        lend(settled, on=today(20), until=today(31))


def test_it_ends_with_the_grant_it_comes_from(settled: World) -> None:
    made = lend(settled)
    source = Grant.objects.get(user=settled["school"])
    grants.end(grant=source, on=today(), reason="调离", by=settled.user("secadmin"))
    made.refresh_from_db()
    assert (made.valid_until, made.ended_reason) == (today(), "调离")
    assert not settled.user("teacher").holds(TeacherPermission.VIEW)


def test_a_strong_role_is_lent_with_a_signature(settled: World) -> None:
    asked = lend(settled, "honors", "city")
    assert isinstance(asked, Signature)
    source = Grant.objects.get(user=settled["honors"])
    assert not source.lent.exists()
    made = grants.sign(signature=asked, user=settled.user("city"), by=settled.user("secadmin"))
    assert (made.on_behalf_of, made.granted_by, made.second_by) == (source, settled["honors"], settled["secadmin"])
    assert settled.user("city").acting_for == ["honors"]


def test_nobody_signs_for_a_lender_who_has_nothing_any_more(settled: World) -> None:
    asked = lend(settled, "honors", "city")
    Grant.objects.filter(user=settled["honors"]).update(valid_until=today())
    with refused("lender_gone"):
        grants.sign(signature=asked, user=settled.user("city"), by=settled.user("secadmin"))


def test_an_administrator_lends_to_nobody_of_the_business(settled: World) -> None:
    with refused("duties_apart"):
        lend(settled, "sysadmin", "city")


def test_a_substitute_grants_nothing_to_whom_he_stands_in_for(settled: World) -> None:
    asked = lend(settled, "secadmin", "secadmin2")
    Grant.objects.create(
        user=settled["nobody"], role="security_admin", org=settled.city, valid_from=today(), valid_until=today(9),
        kind="delegated", on_behalf_of=Grant.objects.get(user=settled["secadmin"]),
    )  # fmt: skip
    with refused("own_grant"):
        grants.give(
            user=settled.user("secadmin"), role="security_admin", org=settled.units["海陵区"], on=today(), until=None,
            reason="x", by=settled.user("nobody"),
        )  # fmt: skip
    with refused("one_hand"):
        grants.sign(signature=asked, user=settled.user("secadmin2"), by=settled.user("nobody"))


def test_colleagues_are_those_of_the_unit(settled: World) -> None:
    school = settled.units[SCHOOL]
    assert [one.username for one in colleagues.colleagues(settled.user("school"), school)] == ["teacher"]
    assert colleagues.colleagues(settled.user("district"), school) == []
    User.objects.filter(username="teacher").update(is_active=False)
    assert colleagues.colleagues(settled.user("school"), school) == []
    with pytest.raises(Grant.DoesNotExist):
        people.own_grant(settled.user("school"), Grant.objects.get(user=settled["far_school"]).pk)


def stand_in(world: World, giver: str, to: str) -> None:
    """Lent past the signature, for what follows from it."""
    source = Grant.objects.get(user=world[giver], on_behalf_of=None)
    grant_role(
        user=world[to], role=source.role, org=source.org, on=today(), until=today(9), by=None, on_behalf_of=source,
        kind="delegated",  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_round_is_not_approved_by_the_makers_substitute(settled: World) -> None:
    one = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(one)
    stand_in(settled, "honors", "approver")
    with refused("same_person"):
        rounds.approve(one=one, by=settled.user("approver"), seen=one.stamp, background=False)


def test_a_round_is_not_approved_in_the_makers_own_name_either(settled: World) -> None:
    """The maker lends nothing, but stands in for the approver: one hand all the same."""
    one = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(one)
    stand_in(settled, "approver", "honors")
    with refused("same_person"):
        rounds.approve(one=one, by=settled.user("honors"), seen=one.stamp, background=False)


def test_a_design_is_not_put_in_force_by_the_makers_substitute(settled: World) -> None:
    design = add_template(values={"name": "金色样式"}, by=settled["honors"])
    stand_in(settled, "honors", "approver")
    with refused("template_same_person"):
        approve_template(template=design, seen=design.stamp, on=today(), by=settled.user("approver"))


def test_a_correction_is_not_approved_by_the_askers_substitute(settled: World) -> None:
    person = settled.people["陈晓"]
    wish = corrections.ask_name(
        teacher=person, name="陈小", reason="户口簿", files=[("户口簿.pdf", b"%PDF-1.4\n%%EOF\n")], by=settled["school"]
    )
    stand_in(settled, "school", "district")
    with refused("own_request"):
        corrections.approve(one=wish, by=settled.user("district"), on=today(), seen="")
    corrections.approve(one=wish, by=settled.user("city"), on=today(), seen="")


def test_the_own_record_is_not_corrected_through_a_substitute(settled: World) -> None:
    far = settled.people["王远山"]
    give_account(teacher=far, user=settled["far_school"], by=settled["city"])
    far.refresh_from_db()
    wish = corrections.ask_name(
        teacher=far, name="王远", reason="户口簿", files=[("户口簿.pdf", b"%PDF-1.4\n%%EOF\n")], by=settled["city"]
    )
    stand_in(settled, "far_school", "far_district")
    with refused("own_request"):
        corrections.approve(one=wish, by=settled.user("far_district"), on=today(), seen="")
    assert settled.units[FAR_SCHOOL] == far.school
