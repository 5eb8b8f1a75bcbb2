"""Who belongs to a unit: those with a role there, and those whom the register knows there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant, User
from kernel.orgs.models import Organisation


def at_unit(org: Organisation) -> QuerySet[User]:
    """Active people of one unit."""
    sources: list[Callable[[Organisation], QuerySet[User]]] = [
        import_string(path) for path in settings.COLLEAGUE_SOURCES
    ]
    here = Grant.objects.in_force(timezone.localdate()).filter(org=org, on_behalf_of=None)
    wanted = Q(pk__in=here.values("user_id"))
    for source in sources:
        wanted |= Q(pk__in=source(org).values("pk"))
    people: QuerySet[User] = User.objects.filter(wanted, is_active=True, kind=AccountKind.PERSON)
    return people.order_by("full_name", "username")


def is_colleague(user: User, org: Organisation) -> bool:
    """Whether a person belongs to a unit."""
    return at_unit(org).filter(pk=user.pk).exists()


def colleagues(user: User, org: Organisation) -> list[User]:
    """The others at a unit where ``user`` has a role, for the chooser of a substitute."""
    if org.pk not in {grant.org_id for grant in user.grants_in_force}:
        return []
    return list(at_unit(org).exclude(pk=user.pk))
