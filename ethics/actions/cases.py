"""One way to make any move of a case: the table is asked, the paper kept, the clocks moved, the step written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError
from django.db.models import F

from ethics.actions import clocks
from ethics.actions.case_common import changed, entitled, hand_of, in_order, lack, lock, put_paper, write_step
from ethics.actions.case_effects import EFFECTS, Given
from ethics.choices.cases import SERVED, CaseState, Channel, ClockKind, PaperKind
from ethics.errors import refuse
from ethics.models import Case, CaseSerial, CaseStep
from ethics.permissions import EthicsPermission
from ethics.queries.case_facts import actor_of, facts_of
from ethics.rules.case_moves import MOVES, missing, starts
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.files.actions import Upload, kept
from kernel.orgs.models import Organisation
from teachers.models import Teacher


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
                put_paper(case, PaperKind.NOTE, "", stored, by, on=on)
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
        hand = hand_of(now, step, by)
        values = EFFECTS[name](now, given, by, on) if name in EFFECTS else {}
        if step.brings:
            served = on if step.brings in SERVED and step.target != CaseState.DECIDED else None
            put_paper(now, step.brings, given.note, stored, by, on=on, served=served)
        clocks.stop(case=now, kinds=step.stops, on=on, by=by)
        for kind in starts(step, facts_of(changed(now, values), on, kinds=kinds)):
            clocks.start(case=now, kind=kind, on=on, by=by)
        made = write_step(now, step, values, given.note, hand, by, on)
    case.refresh_from_db()
    return made
