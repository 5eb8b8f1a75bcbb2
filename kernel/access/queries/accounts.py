"""Accounts and invitations, for the system administrator."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from kernel.access.models import Closure, Invitation
from kernel.access.permissions import AccessPermission
from kernel.access.queries.lapse import Unused, lapsing, unused, with_use
from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant, User
from kernel.orgs.models import Organisation

PER_PAGE = 50
OPEN, CLOSED, LAPSING = "open", "closed", "lapsing"


def _accounts(user: User) -> QuerySet[User]:
    """Every person's account for who keeps accounts, none for anybody else: an account belongs to no unit."""
    rows = User.objects.filter(kind=AccountKind.PERSON)
    return rows if user.holds(AccessPermission.ACCOUNTS) else rows.none()


Row = tuple[User, Unused]


def accounts(
    user: User, q: str = "", state: str = "", page: str | int | None = 1
) -> tuple[Page[User], list[Row]]:  # fmt: skip
    """A page of accounts, and its rows: each account with ``in_force``, the grants of today, and when it lapses."""
    rows, today = _accounts(user), timezone.localdate()
    if q:
        rows = rows.filter(Q(full_name__icontains=q) | Q(username__icontains=q))
    if state in {OPEN, CLOSED}:
        rows = rows.filter(is_active=state == OPEN)
    elif state == LAPSING:
        rows = rows.filter(pk__in=[row.user.pk for row in lapsing(today, settings.LAPSE_WARNING_DAYS)])
    held = Prefetch("grants", Grant.objects.in_force(today).select_related("org"), to_attr="in_force")
    found: QuerySet[User] = rows.order_by("full_name", "username").prefetch_related(held)
    shown = Paginator(found, PER_PAGE).get_page(page)
    used = with_use(User.objects.filter(pk__in=[one.pk for one in shown]), today)  # of these alone, not of everybody
    uses = {one.pk: unused(one) for one in used}
    return shown, [(one, uses[one.pk]) for one in shown]


def account(user: User, pk: int) -> User:
    """One account; DoesNotExist for who keeps none."""
    return _accounts(user).get(pk=pk)


def use_of(one: User) -> Unused:
    """When an account was last used and when it lapses."""
    return unused(with_use(User.objects.filter(pk=one.pk), timezone.localdate()).get())


def closures(user: User, one: User) -> list[Closure]:
    """The times at which an account was closed, the newest first."""
    rows = Closure.objects.visible_to(user).filter(user=one).select_related("closed_by", "reopened_by")
    return list(rows.order_by("-closed_at"))


def grants_today(one: User) -> list[Grant]:
    """What an account holds today, by name alone."""
    return list(Grant.objects.in_force(timezone.localdate()).filter(user=one).select_related("org"))


def invitations(user: User, page: str | int | None = 1) -> Page[Invitation]:
    """Invitations, the newest first."""
    rows = Invitation.objects.visible_to(user).select_related("org", "made_by", "used_by", "withdrawn_by")
    return Paginator(rows.order_by("-made_at", "-pk"), PER_PAGE).get_page(page)


def invitation(user: User, pk: int) -> Invitation:
    """One invitation; DoesNotExist for who keeps no accounts."""
    found: Invitation = Invitation.objects.visible_to(user).get(pk=pk)
    return found


def units(user: User) -> QuerySet[Organisation]:
    """The units whose people this person may invite."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(user.scope(AccessPermission.ACCOUNTS).q("path"))
    return rows.filter(closed_on=None).select_related("parent").order_by("path")
