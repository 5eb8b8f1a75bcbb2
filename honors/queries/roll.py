"""The roll of honour for everybody: name, unit, years and the year of the honour, of certificates that hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from honors.choices import CertificateStatus
from honors.models import CertificateCopy


@dataclass(frozen=True)
class Released:
    """What may be told of an honour: what stands on its newest paper, as far as publicity tells it too."""

    name: str
    unit: str
    years: int
    year: int


def public_roll(year: int | None = None, district: str = "", name: str = "") -> QuerySet[CertificateCopy]:
    """The newest papers of certificates that hold, those of the newest year first. Suspended and revoked ones are not
    there, for as long as they are."""
    rows: QuerySet[CertificateCopy] = CertificateCopy.objects.for_system("the roll is for everybody")
    rows = rows.filter(
        certificate__status=CertificateStatus.VALID, index=F("certificate__newest")
    ).exclude(drawn_at=None)  # fmt: skip
    if year:
        rows = rows.filter(certificate__entry__round__as_of__year=year)
    if district:
        rows = rows.filter(certificate__school__parent__name=district)
    if name:
        rows = rows.filter(name__contains=name)
    return (
        rows.annotate(
            years=F("certificate__threshold"), honoured_on=F("certificate__entry__round__as_of"),
            district=F("certificate__school__parent__name"),
        )
        .only("name", "school_name")
        .order_by("-honoured_on", "certificate__school__path", "-years", "name", "pk")
    )  # fmt: skip


def years_of_the_roll() -> dict[int, dict[int, int]]:
    """How many were honoured: year -> threshold -> count, the newest year first."""
    rows = public_roll().order_by().values_list("certificate__entry__round__as_of__year", "certificate__threshold")
    found: dict[int, dict[int, int]] = {}
    for year, years, count in sorted(rows.annotate(n=Count("pk")), reverse=True):
        found.setdefault(year, {})[years] = count
    return found


def released(numbers: Collection[str]) -> dict[str, Released]:
    """What may be told of these certificates, by number; those that do not hold are not there."""
    rows = public_roll().filter(certificate__number__in=numbers)
    return {
        number: Released(name, unit, years, day.year)
        for number, name, unit, years, day in rows.values_list(
            "certificate__number", "name", "school_name", "certificate__threshold", "certificate__entry__round__as_of"
        )
    }
