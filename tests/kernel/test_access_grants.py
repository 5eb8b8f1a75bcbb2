"""Granting, extending, ending: within one's own part of the tree, with two people where the role is strong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, World, acts, at_the_same_moment, build

from kernel.access.actions import grants as actions
from kernel.access.queries import people, requests
from kernel.access.queries.waiting import waiting
from kernel.accounts.choices import GrantKind
from kernel.accounts.models import Grant, User
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days)


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def give(world: World, who: str = "nobody", role: str = "school_hr", unit: str = SCHOOL, **given: Any) -> Any:
    values: dict[str, Any] = {
        "on": today(),
        "until": None,
        "reason": "新任人事干部",
        "by": world.user("secadmin"),
        **given,
    }
    if isinstance(values["by"], str):
        values["by"] = world.user(values["by"])
    return actions.give(user=world.user(who), role=role, org=world.units[unit], **values)


def signed(world: World, asked: Signature, by: str = "secadmin2") -> Grant:
    return actions.sign(signature=asked, user=User.objects.get(pk=int(asked.subject_id)), by=world.user(by))


def ended(world: World, grant: Grant, by: str = "secadmin", **given: Any) -> None:
    actions.end(grant=grant, **{"on": today(), "reason": "调离", "by": world.user(by), **given})


def held(world: World, who: str) -> list[str]:
    return [grant.role for grant in world.user(who).grants_in_force]


def test_an_ordinary_role_is_granted_by_one(world: World) -> None:
    made = give(world, until=today(30))
    assert held(world, "nobody") == ["school_hr"]
    assert (made.granted_by, made.second_by, made.reason, made.duty) == (
        world["secadmin"],
        None,
        "新任人事干部",
        "business",
    )
    assert acts("grant.made")[-1].actor_name == "secadmin"
    assert people.story(made) == [f"{today()} 由泰州市security_admin授予，理由：新任人事干部"]


def test_a_strong_role_waits_for_the_second(world: World) -> None:
    asked = give(world, role="city_approver", unit="泰州市")
    assert held(world, "nobody") == []
    assert [item.title for item in requests.waiting(world.user("secadmin2"))] == [
        f"授予nobody在泰州市的“市局荣誉审批”，自 {today()} 起，待签署"
    ]
    assert requests.waiting(world.user("secadmin")) == []
    assert requests.waiting(world.user("sysadmin")) == []
    with refused("same_person"):
        signed(world, asked, "secadmin")
    made = signed(world, asked)
    assert held(world, "nobody") == ["city_approver"]
    assert (made.granted_by, made.second_by) == (world["secadmin"], world["secadmin2"])
    assert requests.waiting(world.user("secadmin2")) == []
    assert acts("grant.signed")[-1].sentence == f"签署同意：授予在泰州市的“市局荣誉审批”，自 {today()} 起"


@pytest.mark.parametrize("who", ["sysadmin", "auditadmin", "city", "district_secadmin", "nobody"])
def test_nobody_else_signs(world: World, who: str) -> None:
    asked = give(world, role="city_approver", unit="泰州市")
    with pytest.raises(RuleBroken) as caught:
        signed(world, asked, who)
    assert caught.value.code in {"no_permission", "unit_not_mine"}
    assert held(world, "nobody") == []


def test_nobody_grants_to_himself_or_signs_for_himself(world: World) -> None:
    with refused("own_grant"):
        give(world, "secadmin", "security_admin", HAILING)
    asked = give(world, "secadmin2", "security_admin", HAILING)
    with refused("own_grant"):
        signed(world, asked)
    assert held(world, "secadmin2") == ["security_admin"]


def test_the_second_does_not_agree(world: World) -> None:
    asked = give(world, role="city_hr", unit="泰州市")
    with refused("reason_missing"):
        actions.refuse(signature=asked, user=world["nobody"], by=world.user("secadmin2"), answer=" ")
    actions.refuse(signature=asked, user=world["nobody"], by=world.user("secadmin2"), answer="未见任命文件")
    with refused("signature_decided"):
        signed(world, asked)
    assert held(world, "nobody") == []


def test_who_asked_takes_it_back(world: World) -> None:
    asked = give(world, role="city_hr", unit="泰州市")
    with refused("not_asker"):
        actions.withdraw(signature=asked, user=world["nobody"], by=world.user("secadmin2"))
    actions.withdraw(signature=asked, user=world["nobody"], by=world.user("secadmin"))
    with refused("signature_decided"):
        signed(world, asked)


def test_an_asker_who_is_none_any_more_grants_nothing(world: World) -> None:
    asked = give(world, role="city_hr", unit="泰州市")
    Grant.objects.filter(user=world["secadmin"]).update(valid_until=today())
    with refused("asker_gone"):
        signed(world, asked)
    assert held(world, "nobody") == []


def test_a_period_that_ran_out_meanwhile_is_not_signed(world: World) -> None:
    asked = give(world, role="city_hr", unit="泰州市", until=today(1))
    Signature.objects.for_system("test").update(detail={**asked.detail, "until": today().isoformat()})
    asked.refresh_from_db()
    with refused("grant_past"):
        signed(world, asked)
    assert Signature.objects.for_system("test").get().state == "open"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"by": "sysadmin"}, "no_permission"),
        ({"by": "city"}, "no_permission"),
        ({"by": "district_secadmin", "unit": FAR_SCHOOL}, "unit_not_mine"),
        ({"by": "district_secadmin", "unit": "泰州市", "role": "city_hr"}, "unit_not_mine"),
        ({"role": "command_line", "unit": "泰州市"}, "role_not_here"),
        ({"role": "district_hr"}, "role_not_here"),
        ({"role": "x"}, "role_not_here"),
        ({"reason": "  "}, "reason_missing"),
        ({"on": -1}, "grant_starts_early"),
        ({"until": 0}, "grant_backward"),
        ({"kind": GrantKind.ACTING}, "acting_has_end"),
        ({"kind": GrantKind.ACTING, "until": 400}, "acting_has_end"),
        ({"who": "school"}, "has_role"),
        ({"who": "auditadmin"}, "duties_apart"),
        ({"role": "audit_admin", "unit": "泰州市", "who": "school"}, "duties_apart"),
    ],
)
def test_what_is_not_granted(world: World, given: dict[str, Any], code: str) -> None:
    values: dict[str, Any] = {key: today(value) if key in {"on", "until"} else value for key, value in given.items()}
    with refused(code):
        give(world, **values)


def test_a_closed_account_is_granted_nothing(world: World) -> None:
    User.objects.filter(username="nobody").update(is_active=False)
    with refused("account_closed"):
        give(world)


def test_a_district_grants_in_its_own_schools(world: World) -> None:
    assert give(world, by="district_secadmin").org == world.units[SCHOOL]
    far = Grant.objects.get(user=world["far_school"])
    with refused("unit_not_mine"):
        ended(world, far, "district_secadmin")
    with pytest.raises(Grant.DoesNotExist):
        people.grant(world.user("district_secadmin"), far.pk)
    seen = {one.username for one in people.people(world.user("district_secadmin"))}
    assert seen == {"school", "district", "district_secadmin", "district_training", "nobody"}


def test_an_acting_head_goes_by_himself(world: World) -> None:
    made = give(world, kind=GrantKind.ACTING, until=today(10))
    assert Grant.objects.in_force(today(9)).filter(pk=made.pk).exists()
    assert not Grant.objects.in_force(today(10)).filter(pk=made.pk).exists()


def test_a_grant_is_ended_and_stays(world: World) -> None:
    made = give(world)
    ended(world, made)
    assert held(world, "nobody") == []
    made.refresh_from_db()
    assert (made.valid_until, made.ended_by, made.ended_reason) == (today(), world["secadmin"], "调离")
    assert people.story(made)[-1].endswith(f"终止，自 {today()} 起失效，理由：调离")
    with refused("grant_over"):
        ended(world, made)
    give(world)
    assert held(world, "nobody") == ["school_hr"], "granted anew on the same day"


def test_a_grant_is_ended_before_it_began(world: World) -> None:
    made = give(world, on=today(20))
    ended(world, made, on=today(5))
    made.refresh_from_db()
    assert made.valid_until == made.valid_from == today(20)
    assert not Grant.objects.in_force(today(20)).filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("on", "reason", "code"), [(-1, "x", "end_in_past"), (0, " ", "reason_missing"), (9, "x", "ends_sooner")]
)
def test_what_is_not_ended(world: World, on: int, reason: str, code: str) -> None:
    made = give(world, until=today(9))
    with refused(code):
        ended(world, made, on=today(on), reason=reason)


def test_the_last_administrator_stays(world: World) -> None:
    first, second = (Grant.objects.get(user=world[name]) for name in ("secadmin", "secadmin2"))
    ended(world, second)
    with refused("last_administrator"):
        ended(world, first)
    with refused("last_administrator"):
        ended(world, Grant.objects.get(user=world["sysadmin"]))
    ended(world, Grant.objects.get(user=world["district_secadmin"]))
    ended(world, Grant.objects.get(user=world["auditadmin"]))


def test_who_grants_is_told_which_administrators_are_lacking(world: World) -> None:
    ended(world, Grant.objects.get(user=world["secadmin2"]))
    ended(world, Grant.objects.get(user=world["auditadmin"]))
    (told,) = waiting(world.user("secadmin"))
    assert told.detail == "还缺：安全管理员 1 名、审计管理员 1 名。缺安全管理员时，强角色无人签署。"
    assert waiting(world.user("district_secadmin")) == waiting(world.user("sysadmin")) == []


def test_one_with_an_end_in_sight_does_not_count(world: World) -> None:
    Grant.objects.filter(user=world["secadmin2"]).update(valid_until=today(30))
    with refused("last_administrator"):
        ended(world, Grant.objects.get(user=world["secadmin"]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_do_not_end_each_other_at_the_same_moment() -> None:
    world = build()
    names = ["secadmin", "secadmin2"]
    rows = {name: Grant.objects.get(user=world[name]) for name in names}
    actors = {name: world.user(name) for name in names}

    def end_the_other() -> object:
        name = names.pop()
        other = next(one for one in rows if one != name)
        actions.end(grant=rows[other], on=today(), reason="x", by=actors[name])
        return "ended"

    results = at_the_same_moment(2, end_the_other)
    assert sorted(isinstance(one, RuleBroken) for one in results) == [False, True], results
    assert Grant.objects.in_force(today()).filter(role="security_admin", org=world.city).count() == 1


def test_a_grant_runs_longer(world: World) -> None:
    made = give(world, until=today(30))
    actions.extend(grant=made, until=today(60), reason="继续任职", by=world.user("secadmin"))
    made.refresh_from_db()
    assert made.valid_until == today(60)
    assert acts("grant.extended")[-1].sentence == (
        f"将在{SCHOOL}的“学校人事干部”由 {today(30)} 延长至 {today(60)}，理由：继续任职"
    )
    actions.extend(grant=made, until=None, reason="继续任职", by=world.user("secadmin"))
    with refused("grant_endless"):
        actions.extend(grant=made, until=today(90), reason="x", by=world.user("secadmin"))


def test_a_strong_grant_runs_longer_with_two(world: World) -> None:
    made = signed(world, give(world, role="city_honors", unit="泰州市", until=today(30)))
    asked = actions.extend(grant=made, until=today(60), reason="继续", by=world.user("secadmin2"))
    assert isinstance(asked, Signature)
    made.refresh_from_db()
    assert made.valid_until == today(30)
    signed(world, asked, "secadmin")
    made.refresh_from_db()
    assert made.valid_until == today(60)


@pytest.mark.parametrize(("until", "code"), [(30, "not_longer"), (10, "not_longer")])
def test_what_is_not_extended(world: World, until: int, code: str) -> None:
    made = give(world, until=today(30))
    with refused(code):
        actions.extend(grant=made, until=today(until), reason="x", by=world.user("secadmin"))


def test_an_extension_keeps_duties_apart(world: World) -> None:
    made = give(world, until=today(30))
    signed(world, give(world, role="audit_admin", unit="泰州市", on=today(30)))
    with refused("duties_apart"):
        actions.extend(grant=made, until=today(60), reason="x", by=world.user("secadmin"))


def test_history_is_of_the_own_part_of_the_tree(world: World) -> None:
    give(world)
    give(world, unit=FAR_SCHOOL)
    assert [row.grant.org.name for row in people.grants_of(world.user("district_secadmin"), world["nobody"])] == [
        SCHOOL
    ]
    assert len(people.grants_of(world.user("secadmin"), world["nobody"])) == 2
    assert people.grants_of(world.user("sysadmin"), world["nobody"]) == []
    with pytest.raises(User.DoesNotExist):
        people.person(world.user("sysadmin"), world["nobody"].pk)
    with pytest.raises(User.DoesNotExist):
        people.person(world.user("secadmin"), world.command_line.pk)


def test_somebody_without_a_role_is_found_by_name_alone(world: World) -> None:
    user = world.user("district_secadmin")
    assert [one.username for one in people.without_role(user, "nobody")] == ["nobody"]
    assert people.without_role(user, "nobod") == []
    assert people.without_role(user, "school") == []
    assert [one.username for one in people.without_role(user, "far_school")] == ["far_school"]
    assert people.without_role(world.user("city"), "nobody") == []


def test_roles_are_offered_where_they_can_be_granted(world: World) -> None:
    near = {role.code for role in people.grantable(world.user("district_secadmin"))}
    assert near == {
        "school_hr", "district_hr", "security_admin", "district_training", "school_ethics", "school_ethics_decider",
        "district_ethics", "district_ethics_decider", "clearance_officer",
    }  # fmt: skip
    assert JIANGYAN not in {unit.name for unit in people.units(world.user("district_secadmin"))}
    assert "command_line" not in {role.code for role in people.grantable(world.user("secadmin"))}
