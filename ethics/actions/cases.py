"""One way to make any move of a case: the table is asked, the paper kept, the clocks moved, the step written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ethics.actions import clocks
from ethics.choices import ViolationType
from ethics.choices.cases import (
    LEADS,
    SERVED,
    UNDECIDED,
    CaseState,
    Channel,
    ClockKind,
    Duty,
    Outcome,
    PaperKind,
)
from ethics.errors import refuse
from ethics.errors.cases import LACKS
from ethics.models import Case, CaseHand, CasePaper, CaseSerial, CaseStep
from ethics.permissions import EthicsPermission
from ethics.queries.case_facts import actor_of, facts_of
from ethics.rules.case_moves import MOVES, Move, missing, starts
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from kernel.orgs.models import Organisation
from teachers.models import Teacher

WHY = "the case was found within the caller's scope and is locked now"
EXCLUSIVE = (Duty.PROPOSER, Duty.INVESTIGATOR, Duty.DECIDER)


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
    extra: dict[str, Any] = field(default_factory=dict)


Effect = Callable[[Case, Given, User, date], dict[str, Any]]


def new_number(year: int) -> str:
    """The next number of a year, under the lock of its row."""
    CaseSerial.objects.get_or_create(year=year)
    CaseSerial.objects.filter(year=year).update(last=F("last") + 1)
    return f"SD{year}-{CaseSerial.objects.get(year=year).last:05d}"


def register(
    *, channel: Channel, school: Organisation, gist: str, accused: str, once: str, by: User | None, on: date,
    teacher: Teacher | None = None, is_head: bool = False, above_school: bool = False, violation: str = "",
    files: Sequence[Upload] = (),
) -> Case:  # fmt: skip
    """Put a lead on file; a form sent twice makes one. ``by`` is None where it comes from outside."""
    if not gist.strip():
        raise refuse("gist_missing")
    if by is not None and not by.scope(EthicsPermission.DESK).holds(school.path):
        raise refuse("case_not_yours", move="登记线索")
    rows = Case.objects.for_system("a form sent twice").filter(once=once)
    try:
        if (known := rows.first()) is not None:
            return known
        with kept(files) as stored:
            case = Case.objects.create(
                number=new_number(on.year), channel=channel, school=school, teacher=teacher, gist=gist.strip()[:4000],
                accused=accused.strip()[:200], once=once, made_by=by, registered_on=on, violation=violation,
                about_head=is_head, above_school=is_head or above_school,
            )  # fmt: skip
            if stored:
                _paper(case, PaperKind.NOTE, "", stored, by, None)
            CaseStep(case=case, move="register", target=CaseState.REGISTERED, on=on, by=by).save()
            clocks.start(case=case, kind=ClockKind.ACCEPT, on=on, by=by)
            record("case.register", by=by, subject=case, channel=str(channel))
    except IntegrityError:
        known = rows.first()
        if known is None:
            raise
        return known
    return case


def move(*, case: Case, name: str, given: Given, by: User, on: date) -> CaseStep:
    """Make a move of the table: the right person, in the right state, with what it needs on file."""
    from ethics.actions.case_effects import EFFECTS  # noqa: PLC0415 - the effects use what stands here

    step = MOVES[name]
    with kept(given.files) as stored:
        now = lock(case, by)
        entitled(step, now, by)
        in_order(now, on)
        kinds = given.kinds or None if name in {"notice", "sanction", "request_hearing"} else None
        facts, actor = facts_of(now, on, kinds=kinds), actor_of(now, by, on, kinds=kinds)
        if lacking := missing(step, facts, actor, on):
            raise lack(lacking[0], step)
        if step.brings and not (given.note.strip() or stored):
            raise refuse("paper_missing", paper=PaperKind(step.brings).label)
        hand = _hand(now, step, by)
        values = EFFECTS[name](now, given, by, on) if name in EFFECTS else {}
        if step.brings:
            served = on if step.brings in SERVED else None
            _paper(now, step.brings, given.note, stored, by, served)
        clocks.stop(case=now, kinds=step.stops, on=on, by=by)
        for kind in starts(step, facts_of(_with(now, values), on, kinds=kinds)):
            clocks.start(case=now, kind=kind, on=on, by=by)
        made = write_step(now, step, values, given.note, hand, by, on)
    case.refresh_from_db()
    return made


def lock(case: Case, by: User) -> Case:
    """The case as it is now, for who may see it; whoever writes in it holds this lock."""
    Case.objects.visible_to(by).only("pk").get(pk=case.pk)
    rows = Case.objects.for_system(WHY).select_for_update(of=("self",))
    found: Case = rows.select_related("school__parent", "teacher").get(pk=case.pk)
    return found


def entitled(step: Move, case: Case, by: User) -> None:
    """Whether this person holds what the move asks for, over this school."""
    if step.permission is None:
        raise refuse("teacher_alone", move=step.label)
    if not by.scope(step.permission).holds(case.school.path):
        raise refuse("case_not_yours", move=step.label)


def in_order(case: Case, on: date) -> None:
    """Steps follow each other: not before the last one, not in the future."""
    if on > timezone.localdate():
        raise refuse("day_ahead")
    last = CaseStep.objects.for_system(WHY).filter(case=case).order_by("-on").values_list("on", flat=True).first()
    if last is not None and on < last:
        raise refuse("day_behind", day=last)


def lack(code: str, step: Move) -> Exception:
    """The sentence for what is missing."""
    if code == "state":
        return refuse("case_moved", move=step.label)
    if code.startswith("paper:"):
        return refuse("paper_lacks", move=step.label, paper=PaperKind(code.removeprefix("paper:")).label)
    return refuse(LACKS[code])


def _hand(case: Case, step: Move, by: User) -> CaseHand | None:
    """The capacity in which somebody acts; who proposes, investigates or decides does only that. A substitute on
    leave and the one they stand in for are one hand."""
    if step.duty is None:
        return None
    if step.duty in EXCLUSIVE:
        others = CaseHand.objects.filter(case=case, duty__in=EXCLUSIVE).exclude(duty=step.duty)
        if is_one_hand(by, others.values_list("user_id", flat=True), case.registered_on):
            raise refuse("duties_apart")
    if step.duty == Duty.HOST:
        investigators = CaseHand.objects.filter(case=case, duty=Duty.INVESTIGATOR)
        if is_one_hand(by, investigators.values_list("user_id", flat=True), case.registered_on):
            raise refuse("host_apart")
    return CaseHand.objects.get_or_create(case=case, user=by, duty=step.duty)[0]


def _paper(
    case: Case, kind: PaperKind, text: str, stored: Sequence[StoredFile], by: User | None, served: date | None
) -> CasePaper:
    paper = CasePaper(case=case, kind=kind, text=text.strip()[:8000], by=by, served_on=served)
    paper.save()
    paper.files.set(stored)
    return paper


put_paper = _paper


def _with(case: Case, values: dict[str, Any]) -> Case:
    for key, value in values.items():
        setattr(case, key, value)
    return case


def write_step(
    case: Case, step: Move, values: dict[str, Any], note: str, hand: CaseHand | None, by: User, on: date
) -> CaseStep:
    """The step, the state that follows, and the line of the trail."""
    source, target = CaseState(case.state), step.target or CaseState(case.state)
    if step.outcome is not None:
        values |= {"outcome": step.outcome, "closed_on": on}
        if step.outcome in {Outcome.SANCTIONED, Outcome.EXEMPT}:
            values["decided_on"] = on
    rows = Case.objects.for_system(WHY).filter(pk=case.pk, state=source)
    if not rows.update(state=target, **values):
        raise refuse("case_moved", move=step.label)
    text = "" if step.brings else note.strip()[:2000]
    made = CaseStep(
        case=case, move=step.name, source=source, target=target, on=on, by=by, hand=hand, note=text
    )
    made.save()
    record(f"case.{step.name}", by=by, subject=case, to=str(target))
    if source != target:
        _after(case, source, target, by, on)
    return made


def _after(case: Case, source: CaseState, target: CaseState, by: User, on: date) -> None:
    """What follows from a change of state: what is said of the person, what the reporters read, how long it is kept."""
    from ethics.actions.keeping import keep_from  # noqa: PLC0415
    from ethics.actions.reports import follow  # noqa: PLC0415
    from ethics.actions.sanctions import announce  # noqa: PLC0415

    held = (*UNDECIDED,)
    if (source in held) != (target in held) and case.teacher_id:
        announce([case.teacher_id], by, on)
    follow(case=case, state=target)
    if target not in LEADS and target not in held:
        keep_from(case=case, state=target, on=on)


def violation_of(code: str) -> str:
    """A code of the lists, or nothing."""
    return code if code in ViolationType.values else ""
