"""Which administrators a new house still lacks."""

from __future__ import annotations

from django.utils import timezone

from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant
from kernel.orgs.choices import OrgKind

# Two security administrators, since one asks for a strong role and another signs it.
NEEDED = {"system_admin": 1, "security_admin": 2, "audit_admin": 1}


def missing() -> dict[str, int]:
    """How many people each administrator's role at the city still lacks."""
    rows = Grant.objects.in_force(timezone.localdate()).filter(
        role__in=NEEDED, org__kind=OrgKind.CITY, user__is_active=True, user__kind=AccountKind.PERSON
    )
    there: dict[str, set[int]] = {role: set() for role in NEEDED}
    for role, user in rows.values_list("role", "user_id"):
        there[role].add(user)
    return {role: count - len(there[role]) for role, count in NEEDED.items() if len(there[role]) < count}
