"""Writes of accounts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant, User
from kernel.accounts.roles import role_table
from kernel.accounts.signals import account_made, role_granted
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation

COMMAND_LINE = "命令行"


@transaction.atomic
def add_user(*, username: str, full_name: str, password: str | None, by: User | None) -> User:
    """Make an account; without a password nobody can sign in with it."""
    user = User(username=username, full_name=full_name)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    account_made.send(User, subject=user, by=by)
    return user


@transaction.atomic
def grant_role(
    *, user: User, role: str, org: Organisation, on: date, by: User | None, until: date | None = None
) -> Grant:
    """Grant a role at a unit from a day on; RuleBroken when the role does not fit the kind of unit."""
    known = role_table().get(role)
    if known is None or org.kind not in known.org_kinds:
        raise RuleBroken(
            "role_not_here",
            "角色“{role}”不能授予“{org}”，请另选单位。",
            role=known.label if known else role,
            org=org,
        )
    if org.closed_on is not None:
        raise RuleBroken("unit_closed", "“{org}”已停办，不能授予角色，请另选单位。", org=org)
    grant, created = Grant.objects.get_or_create(
        user=user, role=role, org=org, valid_from=on, defaults={"valid_until": until}
    )
    if created:
        role_granted.send(Grant, subject=grant, by=by)
    user.__dict__.pop("grants_in_force", None)
    user.__dict__.pop("permissions_held", None)
    return grant


@transaction.atomic
def command_line_actor(city: Organisation) -> User:
    """The account that stands for the command line: nobody can sign in with it, and its acts are audited as its own."""
    user, created = User.objects.get_or_create(
        username=COMMAND_LINE,
        defaults={"full_name": COMMAND_LINE, "kind": AccountKind.SYSTEM, "is_active": False, "password": "!"},
    )
    if created:
        Grant.objects.create(user=user, role="command_line", org=city, valid_from=date(2000, 1, 1))
    return user
