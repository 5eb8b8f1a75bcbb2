"""Who has which roles in a security administrator's part of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.access.permissions import AccessPermission
from kernel.accounts.choices import AccountKind, GrantKind
from kernel.accounts.models import Grant, User
from kernel.accounts.roles import Role, role_table
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope

PER_PAGE = 30


@dataclass(frozen=True)
class GrantRow:
    """A grant as its page shows it."""

    grant: Grant
    story: list[str]
    is_open: bool
    has_begun: bool


def people(user: User, q: str = "", role: str = "", page: str | int | None = 1) -> Page[User]:
    """People with roles, today or later, in the part of the tree that this person grants in; each with ``held``."""
    grants = _standing(user.scope(AccessPermission.GRANT))
    if role:
        grants = grants.filter(role=role)
    rows = User.objects.filter(pk__in=grants.values("user_id"), kind=AccountKind.PERSON)
    if q:
        rows = rows.filter(Q(full_name__icontains=q) | Q(username__icontains=q))
    held = Prefetch("grants", grants.select_related("org").order_by("org__path", "role"), to_attr="held")
    found: QuerySet[User] = rows.order_by("full_name", "username").prefetch_related(held)
    return Paginator(found, PER_PAGE).get_page(page)


def without_role(user: User, q: str) -> list[User]:
    """Accounts of exactly this name that have no role here yet: whoever grants must know whom."""
    if not q or not user.scope(AccessPermission.GRANT):
        return []
    rows = User.objects.filter(Q(username=q) | Q(full_name=q), kind=AccountKind.PERSON, is_active=True)
    here = _standing(user.scope(AccessPermission.GRANT))
    return list(rows.exclude(pk__in=here.values("user_id")).order_by("username")[:10])


def person(user: User, pk: int) -> User:
    """One account, for granting; DoesNotExist for the command line's, and for who grants nothing."""
    if not user.scope(AccessPermission.GRANT):
        raise User.DoesNotExist
    return User.objects.get(pk=pk, kind=AccountKind.PERSON)


def grants_of(user: User, one: User) -> list[GrantRow]:
    """Everything that a person was ever granted in this part of the tree, the newest first."""
    scope = user.scope(AccessPermission.GRANT).q("org__path")
    return [_row(grant) for grant in _told(Grant.objects.filter(scope, user=one))]


def grant(user: User, pk: int) -> Grant:
    """One grant in this part of the tree; DoesNotExist for a neighbour's."""
    rows = Grant.objects.filter(user.scope(AccessPermission.GRANT).q("org__path"), user__kind=AccountKind.PERSON)
    return rows.select_related("org", "user").get(pk=pk)


def own_grants(user: User) -> list[Grant]:
    """What a person has today in their own right, and may lend."""
    return [one for one in user.grants_in_force if one.kind != GrantKind.DELEGATED]


def own_grant(user: User, pk: int) -> Grant:
    """One of them; DoesNotExist for anybody else's."""
    for one in own_grants(user):
        if one.pk == pk:
            return one
    raise Grant.DoesNotExist


def lent(user: User) -> list[GrantRow]:
    """What a person lent or took over, the newest first."""
    mine = Q(on_behalf_of__user=user) | Q(user=user, on_behalf_of__isnull=False)
    return [_row(one) for one in _told(Grant.objects.filter(mine))[:50]]


def lent_grant(user: User, pk: int) -> Grant:
    """One of these; DoesNotExist for anybody else's."""
    mine = Q(on_behalf_of__user=user) | Q(user=user, on_behalf_of__isnull=False)
    return Grant.objects.filter(mine).select_related("org", "user", "on_behalf_of__user").get(pk=pk)


def grantable(user: User) -> list[Role]:
    """The roles that this person may grant somewhere."""
    kinds = set(units(user).values_list("kind", flat=True).distinct())
    return [role for code, role in role_table().items() if code != "command_line" and role.org_kinds & kinds]


def units(user: User) -> QuerySet[Organisation]:
    """The units that this person may grant roles at."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(user.scope(AccessPermission.GRANT).q("path"))
    return rows.filter(closed_on=None).select_related("parent").order_by("path")


def unit(user: User, pk: int) -> Organisation:
    """One of them; DoesNotExist for a neighbour's."""
    return units(user).get(pk=pk)


def _standing(scope: Scope) -> QuerySet[Grant]:
    today = timezone.localdate()
    rows = Grant.objects.filter(scope.q("org__path"), Q(valid_until=None) | Q(valid_until__gt=today))
    return rows.exclude(valid_until=F("valid_from"))


def _told(rows: QuerySet[Grant]) -> QuerySet[Grant]:
    rows = rows.select_related("org", "user", "granted_by", "second_by", "ended_by", "on_behalf_of__user")
    return rows.order_by("-valid_from", "-pk")


def _row(grant: Grant) -> GrantRow:
    today = timezone.localdate()
    is_open = grant.ended_at is None and (grant.valid_until is None or grant.valid_until > today)
    return GrantRow(grant, story(grant), is_open, grant.valid_from <= today)


def story(grant: Grant) -> list[str]:
    """How a grant came about and ended, in sentences."""
    at = timezone.localdate(grant.granted_at) if grant.granted_at else grant.valid_from
    said = {"on": at, "by": grant.granted_by or _("命令行"), "second": grant.second_by, "why": grant.reason}
    if grant.on_behalf_of:
        lines = [_("%(on)s 由%(by)s委托代理，理由：%(why)s") % said]
    elif grant.reason:
        lines = [_("%(on)s 由%(by)s授予，理由：%(why)s") % said]
    else:
        lines = [_("%(on)s 由%(by)s授予") % said]
    if grant.second_by:
        lines.append(_("%(second)s签署") % said)
    if grant.ended_at:
        ended: dict[str, object] = {
            "at": timezone.localdate(grant.ended_at), "by": grant.ended_by or _("命令行"), "why": grant.ended_reason,
            "on": grant.valid_until,
        }  # fmt: skip
        lines.append(_("%(at)s 由%(by)s终止，自 %(on)s 起失效，理由：%(why)s") % ended)
    elif grant.valid_until and grant.valid_until <= timezone.localdate():
        lines.append(_("%(on)s 到期失效") % {"on": grant.valid_until})
    return lines


def soon_over(user: User, days: int) -> list[Grant]:
    """A person's own grants that run out within so many days."""
    last = date.fromordinal(timezone.localdate().toordinal() + days)
    return [one for one in own_grants(user) if one.valid_until and one.valid_until <= last]
