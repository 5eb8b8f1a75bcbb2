"""Reviews and appeals against the decision of a case, by the several routes, and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ethics.actions import clocks
from ethics.actions.case_common import authority, put_paper
from ethics.actions.case_effects import Given, lighten, undo_sanctions
from ethics.choices import HandlingState
from ethics.choices.cases import ClockKind, Level, PaperKind, RemedyState, RemedyStep, Route
from ethics.errors import refuse
from ethics.models import Case, CaseStep, Remedy
from ethics.permissions import EthicsPermission
from ethics.queries.case_facts import CITY_SCHOOLS, levels
from ethics.rules.clocks import Unit, deadline
from ethics.rules.remedies import Way, open_ways, starts_on
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.calendar.queries import calendar
from kernel.files.actions import Upload, kept
from kernel.orgs.choices import Ownership

WHY = "a case that concerns the caller, or that a scoped query found"
OPEN = (RemedyState.LODGED, RemedyState.ACCEPTED)


def ways_of(case: Case) -> list[tuple[Way, date]]:
    """The steps that may be taken now in a case, each with its last day."""
    served = CaseStep.objects.for_system(WHY).filter(case=case, move="serve").values_list("on", flat=True).first()
    rows = Remedy.objects.for_system(WHY).filter(case=case)
    done = [
        (Route(route), RemedyStep(step), RemedyState(state), on)
        for route, step, state, on in rows.values_list("route", "step", "state", "decided_on")
    ]
    found = open_ways(served, done, private=case.school.ownership == Ownership.PRIVATE)
    days, told = calendar(), []
    for one in found:
        assert served is not None
        first = starts_on(one, served, done)
        limit = clocks.limit_on(one.lodge, first)
        last = deadline(first, limit.length, Unit(limit.unit), days).day
        assert last is not None
        told.append((one, last))
    return told


def lodge(
    *, case: Case, route: Route, step: RemedyStep, text: str, files: Sequence[Upload], once: str, by: User, on: date
) -> Remedy:
    """The teacher asks for a review or appeals; execution goes on."""
    rows = Remedy.objects.for_system(WHY).filter(once=once)
    if (known := rows.first()) is not None:
        return known
    if not text.strip():
        raise refuse("remedy_text")
    try:
        with kept(files) as stored:
            own = Case.objects.for_system("one's own case").filter(teacher__user_id=by.pk)
            now = own.select_for_update(of=("self",)).select_related("school").get(pk=case.pk)
            way, last = _open_way(now, route, step)
            if on > last:
                raise refuse("remedy_late", step=step.label, day=last)
            made = Remedy.objects.create(
                case=now, step=step, route=route, body=way.body, text=text.strip()[:4000], lodged_on=on, lodged_by=by,
                once=once,
            )  # fmt: skip
            made.files.set(stored)
            put_paper(now, PaperKind.REMEDY, text, stored, by, on=on)
            CaseStep(case=now, move="lodge", source=now.state, target=now.state, on=on, by=by).save()
            clocks.stop(case=now, kinds=[way.lodge], on=on, by=by)
            clocks.start(case=now, kind=way.decide, on=on, by=by, remedy=made)
            record("case.lodge", by=by, subject=now, step=str(step))
    except IntegrityError as error:
        known = rows.first()
        if known is None:
            raise refuse("remedy_known", step=step.label) from error
        return known
    return made


def _open_way(case: Case, route: Route, step: RemedyStep) -> tuple[Way, date]:
    for one, last in ways_of(case):
        if (one.route, one.step) == (route, step):
            return one, last
    raise refuse("remedy_not_open", step=step.label)


@transaction.atomic
def accept(*, remedy: Remedy, by: User, on: date) -> None:
    """The body takes it up; the time to answer an appeal runs from then."""
    now = _locked(remedy, by)
    if not _rows(now).filter(state=RemedyState.LODGED).update(state=RemedyState.ACCEPTED, accepted_on=on):
        raise _moved(now)
    if now.step in {RemedyStep.APPEAL, RemedyStep.REAPPEAL}:
        kind = ClockKind.APPEAL_DECIDE if now.step == RemedyStep.APPEAL else ClockKind.REAPPEAL_DECIDE
        clocks.stop(case=now.case, kinds=[kind], on=on, by=by, remedy=now)
        clocks.start(case=now.case, kind=kind, on=on, by=by, remedy=now)
    record("case.remedy_accepted", by=by, subject=now.case)


def decide(
    *, remedy: Remedy, state: RemedyState, answer: str, document: str, files: Sequence[Upload], by: User, on: date,
    kinds: Sequence[str] = (), domains: Sequence[str] = (), months: int | None = None,
) -> None:  # fmt: skip
    """The answer: upheld; taken back in whole; or a lighter handling takes the place of the old one from the day on
    which that one began. Never heavier."""
    if not answer.strip():
        raise refuse("remedy_answer")
    if state in OPEN:
        raise refuse("remedy_kinds")
    with kept(files) as stored:
        now = _locked(remedy, by)
        done = _rows(now).filter(state__in=OPEN).update(
            state=state, answer=answer.strip()[:4000], decided_on=on, decided_by=by
        )  # fmt: skip
        if not done:
            raise _moved(now)
        case = now.case
        put_paper(case, PaperKind.REMEDY_ANSWER, answer, stored, by, on=on, served=on)
        clocks.stop(case=case, kinds=list(ClockKind), on=on, by=by, remedy=now)
        if state == RemedyState.ANNULLED:
            if not document.strip():
                raise refuse("decision_document")
            undo_sanctions(case, HandlingState.ANNULLED, document, answer, by, on)
        if state == RemedyState.LIGHTENED:
            given = Given(
                note=answer, kinds=kinds, domains=domains, months=months, document=document,
            )  # fmt: skip
            lighten(case, given, by, on, body=_name_of(now))
        record("case.remedy_decided", by=by, subject=case, state=str(state))


def _name_of(remedy: Remedy) -> str:
    """The authority that answers, by its name."""
    department = remedy.case.school.parent or remedy.case.school
    above = department if department.division_code == CITY_SCHOOLS else department.parent
    return authority(department if remedy.body == Level.DEPARTMENT else above or department)


def _locked(remedy: Remedy, by: User) -> Remedy:
    """The remedy as it is now, for somebody of the right body who had no part in the case."""
    found = Remedy.objects.visible_to(by).only("pk").get(pk=remedy.pk)
    rows = Remedy.objects.for_system(WHY).select_for_update(of=("self",))
    now: Remedy = rows.select_related("case__school__parent", "case__teacher__school").get(pk=found.pk)
    step = RemedyStep(now.step)
    if Level(now.body) not in levels(by, EthicsPermission.APPEAL, now.case.school):
        raise refuse("remedy_body", step=step.label, body=Level(now.body).label)
    hands = now.case.hands.exclude(duty__in=["desk", "reviewer"]).values_list("user_id", flat=True)
    if is_one_hand(by, [*hands, now.lodged_by_id], now.case.registered_on):
        raise refuse("remedy_hand")
    return now


def _rows(remedy: Remedy) -> QuerySet[Remedy]:
    return Remedy.objects.for_system(WHY).filter(pk=remedy.pk)


def _moved(remedy: Remedy) -> Exception:
    return refuse("remedy_moved", step=RemedyStep(remedy.step).label, state=RemedyState(remedy.state).label)
