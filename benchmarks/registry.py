"""A register of its own for one measurement: the folder is given in VAR_DIR and thrown away afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management import call_command

from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.orgs.actions import plant_city
from teachers.actions.roster import NewSchool, add_schools


def make_register(schools: Sequence[tuple[str, str, str]]) -> User:
    """An empty register with these schools (name, division code, stage); who may import into it."""
    call_command("migrate", verbosity=0)
    by = command_line_actor(plant_city())
    add_schools(wanted=[NewSchool(code, name, "") for name, code, _stage in schools], by=by, source="bench")
    return by
