"""Reads of accounts."""

from __future__ import annotations

from datetime import date

from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant, User
from kernel.accounts.roles import roles_with
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation


def user_named(username: str) -> User:
    """The active account of that name; RuleBroken when there is none."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise RuleBroken("user_unknown", "没有名为“{username}”的可用账号，请核对用户名。", username=username)
    return user


def demand(user: User, *permissions: str, what: str) -> None:
    """Refuse a person who does not hold every permission today; actions call it, whichever way they were reached."""
    if not all(map(user.holds, permissions)):
        raise RuleBroken("no_permission", "“{user}”没有{what}的权限，请由有相应职责的人员办理。", user=user, what=what)


def holders(permission: str, org: Organisation, on: date) -> list[User]:
    """Active people who hold a permission over a unit on a day."""
    above = [org.path[:end] for end in range(org.steplen, len(org.path) + 1, org.steplen)]
    grants = Grant.objects.in_force(on).filter(role__in=roles_with(permission), org__path__in=above)
    ids = grants.values("user_id")
    return list(User.objects.filter(pk__in=ids, is_active=True, kind=AccountKind.PERSON).order_by("username"))
