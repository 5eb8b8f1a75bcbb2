"""A register of its own for one measurement: the folder is given in VAR_DIR and thrown away afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from kernel.accounts.actions import add_user, command_line_actor, grant_role
from kernel.accounts.models import User
from kernel.accounts.sessions import note_second_factor
from kernel.orgs.actions import plant_city
from kernel.orgs.queries import city
from teachers.actions.roster import NewSchool, add_schools


def make_register(schools: Sequence[tuple[str, str, str]]) -> User:
    """An empty register with these schools (name, division code, stage); who may import into it."""
    call_command("migrate", verbosity=0)
    by = command_line_actor(plant_city())
    add_schools(wanted=[NewSchool(code, name, "") for name, code, _stage in schools], by=by, source="bench")
    return by


def officer(name: str, role: str, by: User) -> User:
    """Somebody with a role of the city and a second factor."""
    user = add_user(username=name, full_name=name, password="benchmark-only", by=by, is_initial=False)
    grant_role(user=user, role=role, org=city(), on=date(2020, 1, 1), by=by)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of a benchmark"})
    return user


def sign_in(client: Client, user: User) -> None:
    """A session in which the second factor was used."""
    client.force_login(user)
    session = client.session
    note_second_factor(session, user, Authenticator.objects.get(user=user).pk)
    session.save()
