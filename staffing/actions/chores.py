"""What is done each day by some worker: reservations that ran out, loans that come to their end."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kernel.accounts.actions import command_line_actor
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.orgs.queries import city
from staffing.actions.requests import expire
from staffing.choices import LoanState, RequestState, SilverState
from staffing.models import PoolLoan, PoolRequest, ServiceContract, SilverAgreement
from staffing.queries import recruitment, silver
from staffing.queries.standard import setting_on


def daily() -> None:
    """Give back reservations that ran out, and remind once of what is due soon: loans, terms of service, agreements."""
    expire_reservations()
    remind()
    remind_of_people()


def expire_reservations() -> int:
    """How many reservations ran out and went back to their pool."""
    today, actor, done = timezone.localdate(), command_line_actor(city()), 0
    for request in PoolRequest.objects.filter(state=RequestState.RESERVED, reserved_until__lt=today).order_by("pk"):
        try:
            expire(request=request, by=actor, on=today)
        except RuleBroken:  # signed or released a moment ago
            continue
        done += 1
    return done


@transaction.atomic
def remind() -> int:
    """How many loans came into the time before their end; each is announced once, and stands on the list of what waits
    until its posts are back."""
    today, actor = timezone.localdate(), command_line_actor(city())
    until = today + timedelta(days=setting_on(today).due_days)
    rows = PoolLoan.objects.select_for_update().filter(ends_on__lte=until, reminded_on=None)
    found = list(rows.exclude(state=LoanState.RETURNED).order_by("pk"))
    for loan in found:
        loan.reminded_on = today
        loan.save(update_fields=["reminded_on"])
        record("pool.due", by=actor, subject=loan, ends_on=loan.ends_on.isoformat())
    return len(found)


WHY = "each is announced once, by its number alone"


@transaction.atomic
def remind_of_people() -> int:
    """How many terms of service and agreements with retired teachers came into the time before their end."""
    today, actor = timezone.localdate(), command_line_actor(city())
    until = today + timedelta(days=recruitment.setting_on(today).due_days)
    terms = ServiceContract.objects.for_system(WHY).select_for_update(of=("self",))
    found = list(terms.filter(service_until__lte=until, reminded_on=None).order_by("pk"))
    for one in found:
        one.reminded_on = today
        one.save(update_fields=["reminded_on"])
        record("contract.due", by=actor, subject=one, service_until=str(one.service_until))
    until = today + timedelta(days=silver.setting_on(today).due_days)
    agreements = SilverAgreement.objects.for_system(WHY).select_for_update(of=("self",))
    ending = list(agreements.filter(state=SilverState.RUNNING, ends_on__lte=until, reminded_on=None).order_by("pk"))
    for agreement in ending:
        agreement.reminded_on = today
        agreement.save(update_fields=["reminded_on"])
        record("silver.due", by=actor, subject=agreement, ends_on=str(agreement.ends_on))
    return len(found) + len(ending)
