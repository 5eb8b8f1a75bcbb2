"""Agreements with retired teachers as a person may see them, those that end soon, the numbers by unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from staffing.choices import SilverState
from staffing.models import SilverAgreement, SilverSetting
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.silver import Bounds


def setting_on(day: date) -> SilverSetting:
    """The row in force on a day; the defaults of the model before the first."""
    rows = SilverSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or SilverSetting(effective_from=day)


def bounds_of(row: SilverSetting) -> Bounds:
    """A row as the rule takes it."""
    return Bounds(row.age_most, row.age_most_higher, row.term_months_most, row.health_days, row.hours_least_higher)


def agreements(user: User) -> QuerySet[SilverAgreement]:
    """Agreements of the schools in scope, those that end last at the top."""
    rows: QuerySet[SilverAgreement] = SilverAgreement.objects.visible_to(user)
    return rows.select_related("host", "host__parent", "asked_by", "decided_by").order_by("-ends_on", "-pk")


def agreement_of(user: User, pk: int) -> SilverAgreement:
    """One agreement; DoesNotExist outside the scope."""
    return agreements(user).get(pk=pk)


def on_day(user: User, today: date) -> QuerySet[SilverAgreement]:
    """Agreements by which somebody serves today."""
    return agreements(user).filter(state=SilverState.RUNNING, starts_on__lte=today, ends_on__gt=today)


def due(user: User, today: date) -> QuerySet[SilverAgreement]:
    """Approved agreements that end within the days of the rule, and are not renewed."""
    until = today + timedelta(days=setting_on(today).due_days)
    rows = agreements(user).filter(state=SilverState.RUNNING, ends_on__lte=until, ends_on__gt=today)
    return rows.filter(~Q(pk__in=_renewed(user))).order_by("ends_on", "pk")


def _renewed(user: User) -> QuerySet[Any]:
    rows = SilverAgreement.objects.visible_to(user).filter(state__in=[SilverState.ASKED, SilverState.RUNNING])
    return rows.filter(renews__isnull=False).values("renews")


def by_unit(user: User, today: date) -> list[dict[str, Any]]:
    """How many serve today, by district, within one district by school: people, hours and money of a school year."""
    found = _grouped(user, today, "host__parent")
    return found if len(found) > 1 else _grouped(user, today, "host")


def _grouped(user: User, today: date, unit: str) -> list[dict[str, Any]]:
    rows = on_day(user, today).order_by().values(unit=F(f"{unit}__name"), place=F(f"{unit}__path"))
    found = rows.annotate(people=Count("pk"), hours=Sum("hours"), money=Sum("subsidy"))
    return [dict(row) for row in found.order_by("place")]


def may_decide(user: User, one: SilverAgreement) -> bool:
    """Whether this person may be the second one."""
    return user.scope(Staffing.CHECK).holds(one.host.path) and one.asked_by_id != user.pk


def hosts_of(user: User) -> QuerySet[Organisation]:
    """Open schools for which this person may ask."""
    rows = Organisation.objects.filter(user.scope(Staffing.RECRUIT).q("path"), kind="school", closed_on=None)
    return rows.order_by("path")
