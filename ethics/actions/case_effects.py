"""What some moves do beyond their step: name the teacher, choose investigators, suspend, tell, decide, clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from ethics.actions import clocks, sanctions
from ethics.actions.case_common import EXCLUSIVE
from ethics.choices import BarDomain, HandlingKind, HandlingState, ViolationType
from ethics.choices.cases import ClockKind, Duty
from ethics.errors import refuse
from ethics.models import Case, CaseHand, CaseSanction, Sanction
from ethics.permissions import EthicsPermission
from ethics.rules.clocks import earliest
from ethics.rules.powers import WEIGHT
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.calendar.queries import calendar
from kernel.files.actions import Upload
from teachers.models import Teacher

WHY = "the case is locked by the caller"
KINDS = [str(kind) for kind in HandlingKind if not kind.startswith("L")]


@dataclass(frozen=True)
class Given:
    """What comes with a move, beside its paper: for each move its own part of it."""

    note: str = ""
    files: Sequence[Upload] = ()
    teacher: Teacher | None = None
    is_head: bool = False
    violation: str = ""
    investigators: Sequence[User] = ()
    kinds: Sequence[str] = ()
    domains: Sequence[str] = ()
    months: int | None = None
    hearing_on: date | None = None
    document: str = ""
    party_document: str = ""


Effect = Callable[[Case, Given, User, date], dict[str, Any]]


def _name(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """Who it is about, from among the people of the school; who is concerned takes no further part."""
    if given.teacher is None:
        raise refuse("teacher_missing")
    if given.teacher.school_id != case.school_id:
        raise refuse("teacher_elsewhere", school=case.school.name)
    values = {
        "teacher": given.teacher, "about_head": given.is_head, "above_school": case.above_school or given.is_head,
        "violation": given.violation or case.violation,
    }  # fmt: skip
    try:
        with transaction.atomic():
            Case.objects.for_system(WHY).filter(pk=case.pk).update(**values)
    except IntegrityError as error:  # somebody who acted in the case already is concerned
        raise refuse("concerned") from error
    return values


def _assign(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """At least two investigators who hold the permission over the school and have no other part in the case."""
    chosen = list(dict.fromkeys(given.investigators))
    there = CaseHand.objects.filter(case=case, duty=Duty.INVESTIGATOR).count()
    if len(chosen) + there < 2:
        raise refuse("two_investigators")
    others = CaseHand.objects.filter(case=case, duty__in=EXCLUSIVE).exclude(duty=Duty.INVESTIGATOR)
    others_ids = [*others.values_list("user_id", flat=True)]
    for person in chosen:
        may = person.scope(EthicsPermission.INVESTIGATE).holds(case.school.path)
        if not may or is_one_hand(person, [by.pk, *others_ids], case.registered_on):
            raise refuse("investigator_not_fit", name=str(person))
        if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
            raise refuse("investigator_concerned", name=str(person))
        CaseHand.objects.get_or_create(case=case, user=person, duty=Duty.INVESTIGATOR)
    return {}


def _open(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    return {"opened_on": on}


def _suspend(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    return {"suspended_on": on}


def _reinstate(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    return {"suspended_on": None}


def _kinds(given: Given) -> list[str]:
    kinds = list(dict.fromkeys(given.kinds))
    if not kinds or any(kind not in KINDS for kind in kinds):
        raise refuse("kinds_missing")
    if sum(kind.startswith("P") for kind in kinds) > 1:
        raise refuse("one_sanction")
    if ("Q5" in kinds) != bool(given.domains):
        raise refuse("domains_fit")
    return kinds


def _notice(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    return {"proposed": {**(case.proposed or {}), "kinds": _kinds(given), "domains": list(given.domains)}}


def _schedule(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """A hearing is told so many working days before it."""
    first = earliest(on, clocks.limit_on(ClockKind.HEARING_NOTICE, on).length, calendar())
    if given.hearing_on is None or given.hearing_on < first:
        raise refuse("hearing_early", day=first)
    return {"hearing_on": given.hearing_on}


def _sanction(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """Each kind of the decision becomes a row of the handling on file, in force from this day."""
    kinds = _kinds(given)
    if case.teacher is None:
        raise refuse("teacher_missing")
    if not given.document.strip():
        raise refuse("decision_document")
    body = case.school.name if _by_school(case, by) else str(case.school.parent or case.school)
    for kind in sorted(kinds, key=WEIGHT.__getitem__, reverse=True):
        row = sanctions.write(teacher=case.teacher, decision=_decision(case, given, kind, body, on), by=by, on=on)
        CaseSanction.objects.create(case=case, sanction=row)
    return {"proposed": {**(case.proposed or {}), "decided": kinds}}


def _by_school(case: Case, by: User) -> bool:
    return any(grant.org_id == case.school_id for grant in by.grants_in_force)


def _decision(case: Case, given: Given, kind: str, body: str, on: date) -> sanctions.Decision:
    is_bar = kind in {"Q5", "Q6"}
    return sanctions.Decision(
        kind=HandlingKind(kind), decided_on=on, effective_on=on, decided_by=body, document=given.document,
        months=given.months if is_bar else None,
        domains=[BarDomain(one) for one in given.domains] if kind == "Q5" else (),
        violation=ViolationType(case.violation) if case.violation else None, facts=given.note,
        party_document=given.party_document,
    )  # fmt: skip


def _clear(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """Nothing stays against the person: neither the suspension nor what was told."""
    return {"suspended_on": None, "halted_on": None, "proposed": None}


def _dismiss(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    return {"suspended_on": None, "halted_on": None}


def _halt(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    clocks.pause(case=case, on=on, by=by)
    return {"halted_on": on}


def _resume(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    clocks.resume(case=case, on=on, by=by)
    return {"halted_on": None}


def _extend(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """So many months more, but never past the cap."""
    if not given.months or given.months < 1:
        raise refuse("months_missing")
    clocks.lengthen(case=case, kind=ClockKind.HANDLE, by_length=given.months, cap=clocks.cap_of(case), by=by)
    return {}


def undo_sanctions(case: Case, state: HandlingState, document: str, reason: str, by: User, on: date) -> int:
    """Take back what the case put on file; how many rows."""
    rows = Sanction.objects.for_system(WHY).filter(of_case__case=case, state=HandlingState.STANDING)
    found = list(rows.select_related("teacher"))
    for row in found:
        sanctions.undo(sanction=row, state=state, document=document, reason=reason, by=by, on=on, asked=True)
    return len(found)


EFFECTS: dict[str, Effect] = {
    "name": _name, "assign": _assign, "open": _open, "suspend": _suspend, "reinstate": _reinstate, "notice": _notice,
    "schedule": _schedule, "sanction": _sanction, "clear": _clear, "clear_lead": _clear, "dismiss": _dismiss,
    "halt": _halt, "resume": _resume, "extend": _extend,
}  # fmt: skip
