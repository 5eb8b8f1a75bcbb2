"""The three administrators: what they may is computed from the table; that nobody is two of them is held twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import HAILING, SCHOOL, World, acts, at_the_same_moment, build

from honors.permissions import HonorPermission
from kernel.access.permissions import AccessPermission
from kernel.accounts.actions import grant_role
from kernel.accounts.models import Grant, User
from kernel.accounts.queries import demand, is_one_hand
from kernel.accounts.roles import Role, role_table
from kernel.audit.permissions import AuditPermission
from kernel.calendar.permissions import CalendarPermission
from kernel.errors import RuleBroken
from kernel.orgs.permissions import OrgPermission
from kernel.signoff import actions as signoff
from teachers.permissions import TeacherPermission

pytestmark = pytest.mark.django_db
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
BUSINESS = {*TeacherPermission, *HonorPermission, *OrgPermission, *CalendarPermission}
DAY = date(2026, 3, 1)


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def sees_business(role: Role) -> set[str]:
    """The permissions of a role that are about the business."""
    return {str(one) for one in BUSINESS} & role.permissions


def test_no_administrator_may_anything_of_the_business() -> None:
    assert {code: sees_business(role_table()[code]) for code in ADMINISTRATORS} == {
        code: set[str]() for code in ADMINISTRATORS
    }


def test_a_permission_too_many_would_be_seen() -> None:
    found = role_table()["system_admin"]
    spoilt = Role("x", "x", found.permissions | {str(TeacherPermission.VIEW)}, found.org_kinds)
    assert sees_business(spoilt) == {"teachers.view"}


def test_each_administrator_has_the_own_functions_alone() -> None:
    held = [role_table()[code].permissions for code in ADMINISTRATORS]
    assert not held[0] & held[1]
    assert not held[0] & held[2]
    assert not held[1] & held[2]
    assert str(AuditPermission.READ) in held[2]
    for code, role in role_table().items():
        if code not in ADMINISTRATORS:
            assert not role.permissions & frozenset().union(*held), code


def test_strong_roles_are_these() -> None:
    strong = {code for code, role in role_table().items() if role.is_strong}
    assert strong == {
        *ADMINISTRATORS, "city_hr", "city_honors", "city_approver", "city_training", "city_staffing",
        "district_ethics_decider",
        "city_ethics", "city_ethics_decider", "identity_custodian", "clearance_officer", "city_clearance_officer",
        "cms_publisher",
    }  # fmt: skip


@pytest.mark.parametrize("first", [*ADMINISTRATORS, "city_honors"])
@pytest.mark.parametrize("second", [*ADMINISTRATORS, "city_honors"])
@pytest.mark.parametrize(("start", "end"), [(DAY, None), (date(2025, 1, 1), date(2026, 3, 2)), (DAY, date(2026, 9, 1))])
def test_nobody_is_two(world: World, first: str, second: str, start: date, end: date | None) -> None:
    one = world["nobody"]
    grant_role(user=one, role=first, org=world.city, on=date(2026, 3, 1), by=None)
    if first == second:
        return
    with refused("duties_apart"):
        grant_role(user=one, role=second, org=world.city, on=start, until=end, by=None)
    with pytest.raises(IntegrityError, match="grant_duties_apart"), transaction.atomic():
        Grant.objects.create(user=one, role=second, org=world.city, valid_from=start, valid_until=end)


def test_one_after_the_other_is_allowed(world: World) -> None:
    one = world["nobody"]
    grant_role(user=one, role="system_admin", org=world.city, on=DAY, until=date(2026, 4, 1), by=None)
    later = grant_role(user=one, role="audit_admin", org=world.city, on=date(2026, 4, 1), by=None)
    assert later.duty == "audit"
    with pytest.raises(IntegrityError, match="grant_duties_apart"), transaction.atomic():
        Grant.objects.filter(pk=later.pk).update(valid_from=date(2026, 3, 31))
    grant_role(user=one, role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), until=DAY, by=None)


def test_one_that_never_began_bars_nothing(world: World) -> None:
    grant_role(user=world["nobody"], role="school_hr", org=world.units[SCHOOL], on=DAY, by=None)
    Grant.objects.filter(user=world["nobody"]).update(valid_until=DAY, ended_at=timezone.now(), ended_reason="误授")
    grant_role(user=world["nobody"], role="audit_admin", org=world.city, on=date(2026, 2, 1), by=None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("past_the_action", [False, True])
def test_nobody_becomes_two_at_the_same_moment(past_the_action: bool) -> None:
    world = build()
    one, roles = world["nobody"], list(ADMINISTRATORS)

    def make() -> object:
        role = roles.pop()
        if past_the_action:
            return Grant.objects.create(user=one, role=role, org=world.city, valid_from=DAY)
        return grant_role(user=one, role=role, org=world.city, on=DAY, by=None)

    results = at_the_same_moment(3, make)
    assert sorted(isinstance(result, Grant) for result in results) == [False, False, True], results
    assert Grant.objects.filter(user=one).count() == 1


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"granted_by": "nobody"}, "grant_by_others"),
        ({"granted_by": "secadmin", "second_by": "nobody"}, "grant_by_others"),
        ({"granted_by": "secadmin", "second_by": "secadmin"}, "grant_by_others"),
        ({"granted_by": "secadmin", "role": "city_hr", "org": "泰州市"}, "grant_strong_has_second"),
        ({"kind": "acting"}, "grant_for_a_time_has_an_end"),
        ({"kind": "delegated", "valid_until": date(2027, 1, 1)}, "grant_for_a_time_has_an_end"),
        ({"ended_reason": "x"}, "grant_end_is_told"),
        ({"ended_at": True}, "grant_end_is_told"),
        ({"valid_until": DAY}, "grant_period_forward"),
    ],
)
def test_the_database_holds_what_a_grant_must_say(world: World, values: dict[str, Any], name: str) -> None:
    given: dict[str, Any] = {"role": "school_hr", "org": SCHOOL, "valid_from": DAY, **values}
    given["org"] = world.units.get(given["org"], world.city)
    for key in ("granted_by", "second_by"):
        if key in given:
            given[key] = world[given[key]]
    if "ended_at" in given:
        given["ended_at"] = timezone.now()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Grant.objects.create(user=world["nobody"], **given)


def lend(world: World, giver: str, to: str) -> Grant:
    """One's work of today lent to another, past the action."""
    today, source = timezone.localdate(), Grant.objects.get(user=world[giver])
    return Grant.objects.create(
        user=world[to], role=source.role, org=source.org, valid_from=today, valid_until=today + timedelta(9),
        kind="delegated", on_behalf_of=source,
    )  # fmt: skip


def test_what_was_lent_ends_with_its_source(world: World) -> None:
    lend(world, "school", "nobody")
    assert world.user("nobody").holds(TeacherPermission.VIEW)
    User.objects.filter(username="school").update(is_active=False)
    assert not world.user("nobody").holds(TeacherPermission.VIEW)
    User.objects.filter(username="school").update(is_active=True)
    Grant.objects.filter(user=world["school"]).update(valid_until=timezone.localdate())
    assert not world.user("nobody").holds(TeacherPermission.VIEW)


def test_a_substitute_is_no_second_person(world: World) -> None:
    """Neither for what the colleague asked, nor the other way round; a third one is."""
    asked = signoff.ask(kind="test", subject=world.city, reason="试", by=world["city"])
    lend(world, "city", "approver")
    with refused("one_hand"):
        signoff.sign(signature=asked, by=world["approver"])
    back = signoff.ask(kind="test", subject=world.units[HAILING], reason="试", by=world["approver"])
    with refused("one_hand"):
        signoff.sign(signature=back, by=world["city"])
    signoff.sign(signature=asked, by=world["honors"])


def test_hands_part_when_the_leave_is_over(world: World) -> None:
    lent = lend(world, "city", "approver")
    assert is_one_hand(world["approver"], [world["city"].pk])
    yesterday = timezone.localdate() - timedelta(1)
    Grant.objects.filter(pk=lent.pk).update(valid_from=yesterday - timedelta(5), valid_until=yesterday)
    assert not is_one_hand(world["approver"], [world["city"].pk])
    assert is_one_hand(world["approver"], [world["city"].pk], yesterday - timedelta(3))
    assert not is_one_hand(world["approver"], [None])


def test_the_trail_says_for_whom_somebody_stands_in(world: World) -> None:
    lend(world, "district", "nobody")
    signoff.ask(kind="test", subject=world.city, reason="试", by=world.user("nobody"))
    line = acts("signature.asked")[-1]
    assert line.detail["acting_for"] == ["district"]
    assert line.sentence == "提请另一人签署（在代理district期间）"
    signoff.ask(kind="test", subject=world.units[HAILING], reason="试", by=world.user("district"))
    assert "acting_for" not in acts("signature.asked")[-1].detail


def test_a_demand_names_what_is_missing(world: World) -> None:
    with refused("no_permission"):
        demand(world["sysadmin"], AccessPermission.GRANT, what="授予角色")
    with refused("no_permission"):
        demand(world["secadmin"], AccessPermission.ACCOUNTS, what="开通账号")
