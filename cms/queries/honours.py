"""Honours on the site: the roll, and the exemplary teachers who agreed to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.models import ExemplaryIndexPage, ExemplaryPage
from cms.queries.site import paged
from honors.queries.roll import Released, public_roll, released, years_of_the_roll
from kernel.orgs.queries import districts

__all__ = ["Told", "exemplary", "released", "roll", "told_of"]


@dataclass(frozen=True)
class Told:
    """An exemplary teacher as the page tells of them."""

    name: str
    unit: str
    years: int
    year: int


def _told(page: ExemplaryPage, honour: Released | None) -> Told | None:
    today = timezone.localdate()
    agreed = page.consent_on <= today and (page.consent_until is None or today < page.consent_until)
    if honour is None or not agreed:
        return None
    name = honour.name if page.show_name else f"{honour.name[:1]}老师"
    return Told(name, honour.unit if page.show_unit else "", honour.years, honour.year)


def told_of(page: ExemplaryPage) -> Told | None:
    """What may be told today of the teacher of a page; None where nothing may."""
    number = page.certificate_number
    return _told(page, released([number]).get(number))


def exemplary(under: ExemplaryIndexPage | None = None, most: int | None = None) -> list[tuple[ExemplaryPage, Told]]:
    """The pages of those of whom something may be told, with it."""
    today = timezone.localdate()
    rows = ExemplaryPage.objects.live().filter(Q(consent_until=None) | Q(consent_until__gt=today))
    if under is not None:
        rows = rows.child_of(under)
    pages = list(rows.defer("body").order_by("-first_published_at", "-pk"))
    honours = released([page.certificate_number for page in pages])
    pairs = [(page, _told(page, honours.get(page.certificate_number))) for page in pages]
    return [(page, told) for page, told in pairs if told is not None][:most]


def roll(year: str, district: str, name: str, page: str) -> dict[str, Any]:
    """One page of the roll of honour, and what it may be narrowed by."""
    counted = years_of_the_roll()
    wanted = int(year) if year.isdecimal() and int(year[:4]) in counted else None
    units = [one.name for one in districts()]
    place = district if district in units else ""
    asked = name.strip()[:50]
    return {
        "page": paged(public_roll(wanted, place, asked), page), "years": list(counted), "year": wanted,
        "districts": units, "district": place, "name": asked,
        "sums": {threshold: sum(of.get(threshold, 0) for of in counted.values()) for threshold in (40, 30)},
    }  # fmt: skip
