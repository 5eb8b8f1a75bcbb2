"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

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


def is_one_hand(user: User, others: Iterable[int | None], since: date | datetime | None = None) -> bool:
    """Whether a person is one of the others, or one did the other's work at any time since a day (None: today).

    Who stands in for somebody on leave cannot be the second person for what that one made, nor the other way round:
    it would be one authority signing twice.
    """
    return bool(one_hand_with(user, others, since))


def one_hand_with(user: User, others: Iterable[int | None], since: date | datetime | None = None) -> set[int]:
    """Those of the others who are one hand with a person."""
    ids = {other for other in others if other is not None}
    today = timezone.localdate()
    first = timezone.localdate(since) if isinstance(since, datetime) else since or today
    either = Q(user=user, on_behalf_of__user__in=ids) | Q(user__in=ids, on_behalf_of__user=user)
    rows = Grant.objects.filter(either, valid_from__lte=today, valid_until__gt=first) if ids else Grant.objects.none()
    found = {one for pair in rows.values_list("user_id", "on_behalf_of__user_id") for one in pair}
    return (found | {user.pk}) & ids
