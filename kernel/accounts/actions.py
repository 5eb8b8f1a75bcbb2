"""Writes of accounts."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from kernel.accounts.choices import AccountKind, GrantKind
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
    *,
    user: User,
    role: str,
    org: Organisation,
    on: date,
    by: User | None,
    until: date | None = None,
    kind: GrantKind = GrantKind.OWN,
    on_behalf_of: Grant | None = None,
    second: User | None = None,
    reason: str = "",
) -> Grant:
    """Write down a role at a unit from a day on; RuleBroken when the role does not fit the unit or the person.

    Who may decide that is asked in ``kernel.access``; here stands what holds for everybody, the command line too.
    """
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
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two grants to one person are judged one by one
    keep_duties_apart(user, known.duty, on, until)
    grant, created = Grant.objects.get_or_create(
        user=user, role=role, org=org, valid_from=on, ended_at=None, on_behalf_of=on_behalf_of,
        defaults={"valid_until": until, "kind": kind, "second_by": second, "reason": reason[:300],
                  "granted_by": by if by and by.kind == AccountKind.PERSON else None},
    )  # fmt: skip
    if created:
        role_granted.send(Grant, subject=grant, by=by)
    user.__dict__.pop("grants_in_force", None)
    user.__dict__.pop("permissions_held", None)
    return grant


def keep_duties_apart(user: User, duty: str, on: date, until: date | None) -> None:
    """Refuse to give one person, for overlapping times, two of the three administrators' duties, or one of them and
    business (GB/T 22239 管理用户权限分离). The triggers of the table hold it too."""
    rows = Grant.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), user=user).exclude(duty=duty)
    rows = rows.exclude(valid_until=F("valid_from"))
    if other := (rows.filter(valid_from__lt=until) if until else rows).first():
        raise RuleBroken(
            "duties_apart",
            "“{user}”同期任“{role}”，系统管理员、安全管理员、审计管理员之间及与业务角色不得由一人兼任，请另选人员或先终止原授权。",
            user=user,
            role=other.role_label,
        )


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
