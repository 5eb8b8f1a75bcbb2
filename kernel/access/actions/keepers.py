"""Nobody is locked out: one system and one security administrator of the city always remain."""

from __future__ import annotations

from datetime import date

from kernel.accounts.choices import Duty
from kernel.accounts.models import Grant, User
from kernel.errors import RuleBroken
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation

KEPT = (Duty.SYSTEM, Duty.SECURITY)


def lock_keepers() -> None:
    """Whoever takes an administrator away does so one after the other; called inside the transaction."""
    list(Organisation.objects.select_for_update(no_key=True).filter(kind=OrgKind.CITY).values_list("pk"))


def keep_one(grants: list[Grant], on: date) -> None:
    """Refuse to take grants away when with them the last administrator of the city would go, be it later: who remains
    must have no end in sight."""
    for grant in grants:
        if grant.duty not in KEPT or grant.org.kind != OrgKind.CITY:
            continue
        others = Grant.objects.in_force(on).filter(role=grant.role, org=grant.org_id, valid_until=None)
        if not others.filter(user__is_active=True, on_behalf_of=None).exclude(user=grant.user_id).exists():
            raise RuleBroken(
                "last_administrator",
                "“{user}”是最后一名不定期的“{role}”，请先授予另一人，再办理。",
                user=grant.user,
                role=grant.role_label,
            )


def grants_of(user: User, on: date) -> list[Grant]:
    """What a person has on a day."""
    return list(Grant.objects.in_force(on).filter(user=user).select_related("org", "user"))
