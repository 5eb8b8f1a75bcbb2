"""What is said against a list, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from honors.actions.common import entries_of, in_state, locked, need
from honors.actions.computing import recompute_one
from honors.actions.joining import join
from honors.choices import (
    Confirmation,
    EntryState,
    ObjectionSource,
    ObjectionState,
    Remedy,
    RoundState,
)
from honors.errors import refuse
from honors.models import HonorRound, Objection, RoundEntry
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record, record_read
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from teachers.models import Teacher

OPEN_FOR_SELF = (RoundState.CHECKING, RoundState.PUBLICITY)


def object_own(
    *, one: HonorRound, teacher: Teacher, text: str, files: Sequence[Upload], once: str, by: User
) -> Objection:
    """The person concerned says what is wrong, be it in the list or that the list lacks them."""
    if not text.strip():
        raise refuse("objection_empty")

    def make() -> Objection:
        with kept(files) as stored:
            in_state(one, *OPEN_FOR_SELF)
            mine = Teacher.objects.visible_to(by).filter(user_id=by.pk).get(pk=teacher.pk)
            entry = entries_of(one).filter(teacher=mine).first()
            return _made(one, entry, mine, ObjectionSource.SELF, text, "", stored, once, by)

    return _only_once(once, make)


def object_publicly(
    *, one: HonorRound, entry: RoundEntry | None, text: str, contact: str, files: Sequence[Upload], once: str, on: date
) -> Objection:
    """Anybody says something against the list while it hangs out, with or without a name."""
    if not text.strip():
        raise refuse("objection_empty")

    def make() -> Objection:
        with kept(files) as stored:
            if not locked(one).is_public_on(on):
                raise refuse("publicity_over")
            teacher = entry.teacher if entry else None
            return _made(one, entry, teacher, ObjectionSource.PUBLIC, text, contact, stored, once, None)

    return _only_once(once, make)


def _only_once(once: str, make: Callable[[], Objection]) -> Objection:
    """A form sent twice makes one objection, be it one after the other or at the same moment."""
    rows = Objection.objects.for_system("a form sent twice").filter(once=once)
    known: Objection | None = rows.first()
    if known is not None:
        return known
    try:
        return make()
    except IntegrityError:
        known = rows.first()
        if known is None:
            raise
        return known


def _made(
    one: HonorRound, entry: RoundEntry | None, teacher: Teacher | None, source: ObjectionSource, text: str,
    contact: str, stored: Sequence[StoredFile], once: str, by: User | None,
) -> Objection:  # fmt: skip
    """Under the round's lock."""
    made: Objection = Objection.objects.create(
        round=one, entry=entry, teacher=teacher, source=source, text=text.strip()[:2000],
        contact=contact.strip()[:100], once=once, made_by=by,
    )  # fmt: skip
    made.files.set(stored)
    record("objection.made", by=by, subject=made, source=str(source), files=len(stored))
    return made


def read(*, objection: Objection, by: User, file: UUID | None = None) -> Objection:
    """Note that somebody else than its author looked at an objection or took one of its papers."""
    if objection.made_by_id != by.pk:
        # Filed under the objection, not under the person whom it is about: that there is one is not theirs to know.
        record_read(by=by, subjects=[objection], act="objection.read", **({"file": str(file)} if file else {}))
    return objection


def decide(*, objection: Objection, remedy: Remedy | None, answer: str, by: User, on: date) -> None:
    """Settle an objection: ``remedy`` says what an upheld one does to the list, None rejects it."""
    need(by, HonorPermission.DECIDE_OBJECTION, "处理异议")
    if not answer.strip():
        raise refuse("answer_missing")
    if is_one_hand(by, [objection.made_by_id], objection.made_at):
        raise refuse("own_objection")
    if objection.teacher and objection.teacher.user_id == by.pk:
        raise refuse("own_objection")
    one = objection.round
    with transaction.atomic():
        one = in_state(one, *OPEN_FOR_SELF)
        state = ObjectionState.UPHELD if remedy else ObjectionState.REJECTED
        rows = Objection.objects.visible_to(by).filter(pk=objection.pk, state=ObjectionState.OPEN)
        if not rows.update(
            state=state, remedy=remedy or "", answer=answer.strip()[:500], decided_by=by, decided_at=timezone.now()
        ):
            raise refuse("objection_decided")
        if remedy:
            _remedy(one, objection, remedy, by, on)
        objection.refresh_from_db()
        record("objection.decided", by=by, subject=objection, state=str(state), remedy=str(remedy or ""))


def _same(one: RoundEntry, other: RoundEntry) -> bool:
    """Whether two computations of one person say the same."""
    said = [(row.state, row.threshold, row.lines, row.name, row.school_id) for row in (one, other)]
    return said[0] == said[1]


def _remedy(one: HonorRound, objection: Objection, remedy: Remedy, by: User, on: date) -> None:
    """The entry as the register and all decisions have it now: the decision just made is among them."""
    teacher = objection.teacher
    if teacher is None:
        raise refuse("objection_names_nobody")
    before = entries_of(one).filter(teacher=teacher).first()
    if remedy != Remedy.RECOMPUTE and before is None:
        raise refuse("objection_no_entry")
    if remedy == Remedy.HOLD and before is not None and before.state == EntryState.EXCLUDED:
        raise refuse("objection_excluded")
    entry = recompute_one(one=one, teacher=teacher, by=by)
    if entry is None:
        raise refuse("still_short")
    if remedy == Remedy.RECOMPUTE and before is not None and _same(before, entry):
        raise refuse("register_unchanged")
    Objection.objects.for_system("the entry it is about").filter(pk=objection.pk).update(entry=entry)
    if entry.state != EntryState.CANDIDATE:
        return
    if objection.source == ObjectionSource.SELF and not entry.answer:
        entry.answer, entry.answered_by, entry.answered_at = Confirmation.SELF, objection.made_by, objection.made_at
        entry.save(update_fields=["answer", "answered_by", "answered_at"])
    if before is None or before.state != EntryState.CANDIDATE:
        join(one, entry, by, on)
