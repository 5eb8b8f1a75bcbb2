"""The people who handle cases, on top of the cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from world import HAILING, JIANGYAN, PASSWORD, SCHOOL, World

from config.demo.cases import Team
from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User

TODAY = date(2026, 11, 24)
PEOPLE = {
    "e_desk": ("school_ethics", SCHOOL),
    "e_school2": ("school_ethics", SCHOOL),
    "e_head": ("school_ethics_decider", SCHOOL),
    "e_district": ("district_ethics", HAILING),
    "e_district2": ("district_ethics", HAILING),
    "e_decider": ("district_ethics_decider", HAILING),
    "e_appeal": ("district_ethics_decider", HAILING),
    "e_city": ("city_ethics", "泰州市"),
    "e_city_decider": ("city_ethics_decider", "泰州市"),
    "e_custodian": ("identity_custodian", "泰州市"),
    "e_far": ("district_ethics", JIANGYAN),
}


@dataclass
class Ethics:
    """The world with its ethics officers."""

    world: World
    team: Team

    def __getitem__(self, name: str) -> User:
        return User.objects.get(username=name)


def staff(world: World) -> Ethics:
    """Give the offices of ethics to people of their own."""
    for name, (role, unit) in PEOPLE.items():
        if name in world.users:
            continue
        user = add_user(username=name, full_name=f"{unit}{name}", password=PASSWORD, by=world.command_line,
                        is_initial=False)  # fmt: skip
        grant_role(user=user, role=role, org=world.units[unit], on=date(2020, 1, 1), by=world.command_line)
        world.users[name] = user
    team = Team(world["e_desk"], [world["e_school2"], world["e_district"]], world["e_head"], world["e_decider"])
    return Ethics(world, team)
