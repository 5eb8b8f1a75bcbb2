"""What the moves of a case share: the lock, who may, the capacity in which somebody acts, the paper, the step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from ethics.actions import clocks
from ethics.actions.announcing import announce
from ethics.choices.cases import (
    ENDED,
    UNDECIDED,
    CaseState,
    ClockKind,
    Duty,
    Outcome,
    PaperKind,
    ReportState,
)
from ethics.errors import refuse
from ethics.errors.cases import LACKS
from ethics.models import Case, CaseHand, CasePaper, CaseStep, Report
from ethics.rules.case_moves import Move
from ethics.rules.periods import add_months
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.files.models import StoredFile
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation

WHY = "the case was found within the caller's scope and is locked now"
EXCLUSIVE = (Duty.PROPOSER, Duty.INVESTIGATOR, Duty.DECIDER)


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


def hand_of(case: Case, step: Move, by: User) -> CaseHand | None:
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


def authority(unit: Organisation) -> str:
    """The body that decides, as a paper names it: a school by its name, a city or district by its bureau."""
    return unit.name if unit.kind == OrgKind.SCHOOL or unit.name.endswith("局") else f"{unit.name}教育局"


def put_paper(
    case: Case, kind: PaperKind, text: str, stored: Sequence[StoredFile], by: User | None, *, on: date,
    served: date | None = None,
) -> CasePaper:  # fmt: skip
    """File a paper of a day."""
    paper = CasePaper(case=case, kind=kind, text=text.strip()[:8000], by=by, dated_on=on, served_on=served)
    paper.save()
    paper.files.set(stored)
    return paper


def changed(case: Case, values: dict[str, Any]) -> Case:
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
    made = CaseStep(case=case, move=step.name, source=source, target=target, on=on, by=by, hand=hand, note=text)
    made.save()
    record(f"case.{step.name}", by=by, subject=case, to=str(target))
    if source != target:
        _after(case, source, target, by, on)
    return made


def _after(case: Case, source: CaseState, target: CaseState, by: User, on: date) -> None:
    """What follows from a change of state: what is said of the person, what the reporters read, how long it is kept."""
    if (source in UNDECIDED) != (target in UNDECIDED) and case.teacher_id:
        announce([case.teacher_id], by, on)
    told = REPORTER_READS.get(target)
    if told:
        Report.objects.for_system("what reporters read of their case").filter(case=case).update(state=told)
    if target in ENDED:
        keep_from(case, target, on)


REPORTER_READS = {
    CaseState.CHECKING: ReportState.ACCEPTED,
    CaseState.REFUSED: ReportState.REFUSED,
    **dict.fromkeys((CaseState.DECIDED, CaseState.DISMISSED, CaseState.CLEARED), ReportState.CLOSED),
}


def keep_from(case: Case, state: CaseState, on: date) -> None:
    """From its end on a file is kept for so many months, longer where a decision stands behind it."""
    kind = ClockKind.KEEP_DECIDED if state == CaseState.ARCHIVED else ClockKind.KEEP_OTHER
    until = add_months(on, clocks.limit_on(kind, on).length)
    Case.objects.for_system(WHY).filter(pk=case.pk).update(keep_until=until)
