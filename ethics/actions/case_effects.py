"""What some moves do beyond their step: name the teacher, choose investigators, suspend, tell, decide, clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from ethics.actions import clocks, sanctions
from ethics.actions.case_common import EXCLUSIVE, authority
from ethics.choices import BarDomain, HandlingKind, HandlingState, ViolationType
from ethics.choices.cases import ClockKind, Duty
from ethics.choices.handling import chinese
from ethics.errors import refuse
from ethics.models import Bar, Case, CaseHand, CaseSanction, Sanction
from ethics.permissions import EthicsPermission
from ethics.rules.clocks import earliest
from ethics.rules.powers import WEIGHT, meets_floor
from ethics.rules.remedies import Handling, is_lighter
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
    grounds: Sequence[str] = ()
    sanction: int | None = None
    until: date | None = None


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


def _weighed(given: Given, on: date) -> list[str]:
    """The kinds, not lighter than the floor where a ground weighs heavier."""
    kinds, floor = _kinds(given), sanctions.setting_on(on).grave_floor
    if not meets_floor(kinds, given.grounds, floor):
        raise refuse("grave_floor", kind=chinese(HandlingKind(floor)))
    return kinds


def _notice(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    told = {"kinds": _weighed(given, on), "domains": list(given.domains), "grounds": list(given.grounds)}
    return {"proposed": {**(case.proposed or {}), **told}}


def _schedule(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """A hearing is told so many working days before it."""
    first = earliest(on, clocks.limit_on(ClockKind.HEARING_NOTICE, on).length, calendar())
    if given.hearing_on is None or given.hearing_on < first:
        raise refuse("hearing_early", day=first)
    return {"hearing_on": given.hearing_on}


def _sanction(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """Each kind of the decision becomes a row of the handling on file, in force from this day."""
    kinds = _weighed(given, on)
    if case.teacher is None:
        raise refuse("teacher_missing")
    if not given.document.strip():
        raise refuse("decision_document")
    body = authority(case.school if _by_school(case, by) else case.school.parent or case.school)
    for kind in by_weight(kinds):
        row = sanctions.write(teacher=case.teacher, decision=_decision(case, given, kind, body, on), by=by, on=on)
        CaseSanction.objects.create(case=case, sanction=row)
    return {"proposed": {**(case.proposed or {}), "decided": kinds, "grounds": list(given.grounds)}}


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


def by_weight(kinds: Sequence[str]) -> list[str]:
    """The heaviest first."""
    return sorted(kinds, key=WEIGHT.__getitem__, reverse=True)


def _lift(case: Case, given: Given, by: User, on: date) -> dict[str, Any]:
    """The end of one kind of handling is confirmed, or the handling goes on to a later day."""
    rows = Sanction.objects.for_system(WHY).filter(of_case__case=case, state=HandlingState.STANDING)
    row = rows.select_related("teacher").filter(pk=given.sanction).first() if given.sanction else None
    if row is None:
        raise refuse("settle_which")
    if not given.document.strip():
        raise refuse("settle_document")
    if given.until is None:
        sanctions.confirm_end(sanction=row, by=by, on=on, document=given.document)
    else:
        sanctions.extend(
            sanction=row, until=given.until, document=given.document, reason=given.note or given.document, by=by, on=on
        )
    return {}


def undo_sanctions(case: Case, state: HandlingState, document: str, reason: str, by: User, on: date) -> int:
    """Take back what the case put on file; how many rows."""
    rows = Sanction.objects.for_system(WHY).filter(of_case__case=case, state=HandlingState.STANDING)
    found = list(rows.select_related("teacher"))
    for row in found:
        sanctions.undo(sanction=row, state=state, document=document, reason=reason, by=by, on=on, asked=True)
    return len(found)


def lighten(case: Case, given: Given, by: User, on: date, *, body: str) -> None:
    """A lighter handling in the place of the case's own, from the day on which that one began; bars, periods of others
    and whatever was answered are reckoned anew."""
    kinds = _kinds(given)
    if not given.document.strip():
        raise refuse("decision_document")
    rows = Sanction.objects.for_system(WHY).filter(of_case__case=case, state=HandlingState.STANDING)
    old = sorted(rows.select_related("teacher"), key=lambda one: WEIGHT[one.kind], reverse=True)
    if not old or case.teacher is None:
        raise refuse("remedy_nothing")
    before = Handling(
        frozenset(one.kind for one in old), frozenset(Bar.objects.for_system(WHY).filter(sanction__in=old)
        .values_list("domain", flat=True)), max((one.months for one in old if one.kind in {"Q5", "Q6"}), default=0),
    )  # fmt: skip
    length = (given.months or 24) if {"Q5", "Q6"} & set(kinds) else 0
    if not is_lighter(before, Handling(frozenset(kinds), frozenset(given.domains), length)):
        raise refuse("remedy_not_lighter")
    undo_sanctions(case, HandlingState.REPLACED, given.document, given.note, by, on)
    for kind in by_weight(kinds):
        decision = replace(
            _decision(case, given, kind, body, on), decided_on=old[0].decided_on, effective_on=old[0].effective_on
        )
        row = sanctions.write(teacher=case.teacher, decision=decision, by=by, on=on, replaces=old[0])
        CaseSanction.objects.create(case=case, sanction=row)
    told = {**(case.proposed or {}), "decided": kinds}
    Case.objects.for_system(WHY).filter(pk=case.pk).update(proposed=told)


EFFECTS: dict[str, Effect] = {
    "name": _name, "assign": _assign, "open": _open, "suspend": _suspend, "reinstate": _reinstate, "notice": _notice,
    "schedule": _schedule, "sanction": _sanction, "clear": _clear, "clear_lead": _clear, "dismiss": _dismiss,
    "halt": _halt, "resume": _resume, "extend": _extend, "lift": _lift,
}  # fmt: skip
