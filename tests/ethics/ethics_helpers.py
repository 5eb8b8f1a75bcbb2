"""Decisions and people for the tests of ethics."""

from __future__ import annotations

from datetime import date
from typing import Any

from world import HAILING, JIANGYAN, PASSWORD, SCHOOL, World

from ethics.actions.sanctions import Decision, record_sanction
from ethics.choices import BarDomain, HandlingKind
from ethics.models import Sanction
from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from teachers.models import Teacher

TODAY = date(2026, 11, 24)
OFFICERS = {
    "e_school": ("school_ethics", SCHOOL),
    "e_district": ("district_ethics", HAILING),
    "e_city": ("city_ethics", "泰州市"),
    "e_far": ("district_ethics", JIANGYAN),
    "e_duty": ("clearance_officer", HAILING),
}


def officer(world: World, name: str) -> User:
    """An officer of ethics, made when first asked for."""
    if name not in world.users:
        role, unit = OFFICERS[name]
        user = add_user(username=name, full_name=name, password=PASSWORD, by=world.command_line, is_initial=False)
        grant_role(user=user, role=role, org=world.units[unit], on=date(2020, 1, 1), by=world.command_line)
        world.users[name] = user
    return User.objects.get(pk=world.users[name].pk)


def decision(kind: HandlingKind = HandlingKind.P2, **values: Any) -> Decision:
    """A decision in writing."""
    given: dict[str, Any] = {
        "kind": kind, "decided_on": date(2026, 3, 15), "effective_on": date(2026, 3, 15), "decided_by": "海陵区教育局",
        "document": "泰海教处〔2026〕1号",
    }  # fmt: skip
    given |= values
    if "decided_on" in values and "effective_on" not in values:
        given["effective_on"] = values["decided_on"]
    if kind == HandlingKind.Q5:
        given.setdefault("domains", (BarDomain.COMMENDATION, BarDomain.TITLE))
    return Decision(**given)


def punish(
    world: World, name: str = "李长青", kind: HandlingKind = HandlingKind.P2, *, by: str = "e_city", **values: Any
) -> Sanction:
    """Put a decision on file."""
    teacher: Teacher = world.people[name]
    return record_sanction(teacher=teacher, decision=decision(kind, **values), by=officer(world, by), on=TODAY)
