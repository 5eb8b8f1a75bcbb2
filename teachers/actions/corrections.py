"""A request for a correction from its asking to its end; each move of rules/correction_moves.py is one action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from kernel.imports import cells
from teachers.actions.access import note_read
from teachers.actions.disputes import facts_of, follow
from teachers.actions.services import change_service, locked_services
from teachers.choices import CorrectionKind, CorrectionState
from teachers.errors import refuse
from teachers.models import Correction, Teacher
from teachers.models.correction import PAYS
from teachers.queries.corrections import may_ask, months_with, persons_of, service_rows
from teachers.rules.correction_moves import MOVES, Move, barred, first_state
from teachers.rules.corrections import Entry, problem, still_owed


def ask_service(
    *, teacher: Teacher, old: Entry | None, new: Entry | None, reason: str, files: Sequence[Upload], by: User,
    on: date, missing_row: str = "",
) -> Correction:  # fmt: skip
    """Ask for a service row to be added, changed or taken away."""
    kind = CorrectionKind.CHANGE if old and new else CorrectionKind.ADD if new else CorrectionKind.REMOVE
    if code := problem(service_rows(by, teacher), old, new, on):  # a first look; approval looks again
        raise refuse(code)
    return _ask(
        teacher, kind, old.as_json() if old else None, new.as_json() if new else None, reason, files, by,
        missing_row="".join(cells.text(missing_row).split())[:100] if new else "",
    )  # fmt: skip


def ask_name(*, teacher: Teacher, name: str, reason: str, files: Sequence[Upload], by: User) -> Correction:
    """Ask for the name to be corrected."""
    name = cells.name(name)
    if not 0 < len(name) <= cells.NAME_LIMIT:
        raise refuse("name_missing")
    if name == teacher.name:
        raise refuse("nothing_new")
    return _ask(teacher, CorrectionKind.NAME, {"name": teacher.name}, {"name": name}, reason, files, by)


def _ask(
    teacher: Teacher, kind: CorrectionKind, old: Any, new: Any, reason: str, files: Sequence[Upload], by: User,
    missing_row: str = "",
) -> Correction:  # fmt: skip
    if not may_ask(by, teacher):
        raise refuse("no_correction")
    if not reason.strip():
        raise refuse("reason_missing")
    if not files:
        raise refuse("evidence_missing")
    with kept(files) as stored:
        _refuse_asked_already(teacher, kind, old, new, missing_row)
        one: Correction = Correction.objects.create(
            teacher=teacher, kind=kind, old=old, new=new, reason=reason.strip()[:300], missing_row=missing_row,
            asked_by=by, state=first_state(by_officer=by.pk != teacher.user_id),
        )  # fmt: skip
        one.files.set(stored)
        record("correction.asked", by=by, subject=one, kind=str(kind), files=len(stored))
    return one


def _refuse_asked_already(teacher: Teacher, kind: CorrectionKind, old: Any, new: Any, missing_row: str) -> None:
    """One open request for a row, and each row that a roster owes is brought once. Under the lock of the person."""
    Teacher.objects.for_system("a request about one person").select_for_update(no_key=True).get(pk=teacher.pk)
    rows = Correction.objects.for_system("what was asked for this person").filter(teacher=teacher)
    opened = rows.filter(kind=kind, state__in=[CorrectionState.ASKED, CorrectionState.CHECKED])
    same = {"new__start": new["start"], "new__kind": new["kind"]} if old is None else {"old": old}
    if opened.filter(**same).exists():
        raise refuse("correction_open")
    if missing_row and rows.filter(missing_row=missing_row, state__in=PAYS).exists():
        raise refuse("missing_row_used", row=missing_row)


def check(*, one: Correction, by: User, note: str = "") -> None:
    """The school has looked at what its teacher asks for and hands it on."""
    _move(one, MOVES["check"], by, checked_by=by, checked_at=timezone.now(), checked_note=note.strip()[:300])


def refuse_it(*, one: Correction, by: User, answer: str) -> None:
    """The request is not followed, and it is said why."""
    _move(one, MOVES["refuse"], by, decided_by=by, decided_at=timezone.now(), answer=answer.strip()[:300])


def withdraw(*, one: Correction, by: User) -> None:
    """Who asked takes the request back."""
    _move(one, MOVES["withdraw"], by, decided_at=timezone.now())


@transaction.atomic
def approve(*, one: Correction, by: User, on: date, seen: str, answer: str = "") -> None:
    """The register is corrected. ``seen`` is the arithmetic that was on the approver's screen."""
    person, services = locked_services(one.teacher)
    before = facts_of(person.pk, on)
    old, new = Entry.of_json(_service(one, one.old)), Entry.of_json(_service(one, one.new))
    figures = months_with(services, old, new, on)
    _move(
        one, MOVES["approve"], by, decided_by=by, decided_at=timezone.now(), answer=answer.strip()[:300],
        months_before=figures.before, months_after=figures.after,
    )  # fmt: skip
    if one.kind == CorrectionKind.NAME:
        _rename(person, one)
    else:
        change_service(teacher=person, old=old, new=new, on=on)
        if seen != figures.stamp:
            raise refuse("figures_changed")
    if one.missing_row:
        person.history_missing = still_owed(person.history_missing, supplied=True)
        person.history_incomplete = person.history_missing > 0
        person.save(update_fields=["history_missing", "history_incomplete", "updated_at"])
    record("teacher.corrected", by=by, subject=person, kind=one.kind, request=one.pk)
    follow(teacher_id=person.pk, before=before, what=_("更正申请：%s") % one.get_kind_display(), by=by, on=on)


def _service(one: Correction, stored: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if one.kind == CorrectionKind.NAME else stored


def _rename(person: Teacher, one: Correction) -> None:
    assert one.old is not None
    assert one.new is not None
    if person.name != one.old["name"]:
        raise refuse("name_changed")
    person.name = one.new["name"]
    person.save(update_fields=["name", "updated_at"])


def note_file_read(*, one: Correction, file: StoredFile, by: User) -> None:
    """Note that somebody took a piece of evidence out."""
    note_read(people=[one.teacher], by=by, act="correction.file_read", correction=one.pk, file=str(file.pk))


def note_look(*, one: Correction, by: User) -> None:
    """Note that somebody opened a request: it shows months, units and reasons of the person."""
    note_read(people=[one.teacher], by=by, act="correction.read", correction=one.pk)


@transaction.atomic
def _move(one: Correction, move: Move, by: User, **values: Any) -> None:
    state = CorrectionState(one.state)
    if code := barred(move, state, by.pk, persons_of(one)):
        raise refuse(code)
    if move.permission is not None:
        makers = [one.asked_by_id, one.teacher.user_id, one.checked_by_id if move.third_person else None]
        if is_one_hand(by, makers, one.asked_at):  # somebody's substitute is no second person either
            raise refuse("own_request")
        scope = by.scope(move.permission[state])
        if not scope.holds(one.teacher.school.path):
            raise refuse("not_yours", move=move.label)
    if move.needs_reason and not values.get("answer"):
        raise refuse("reason_missing")
    rows = Correction.objects.for_system("one request, found visible by the caller").filter(pk=one.pk)
    if not rows.filter(state=state).update(state=move.target, **values):
        raise refuse("correction_moved")
    record(f"correction.{move.name}", by=by, subject=one, to=str(move.target))
    for key, value in {**values, "state": move.target}.items():
        setattr(one, key, value)
