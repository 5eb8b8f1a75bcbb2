"""What is said against a list, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from honors.actions.common import entries_of, in_state, locked, need
from honors.actions.computing import recompute_one
from honors.actions.rounds import prolong
from honors.choices import (
    Confirmation,
    EntryState,
    HoldReason,
    ObjectionSource,
    ObjectionState,
    Remedy,
    RoundState,
)
from honors.errors import refuse
from honors.models import HonorRound, Objection, RoundEntry, SchoolList
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from teachers.models import Teacher

OPEN_FOR_SELF = (RoundState.CHECKING, RoundState.PUBLICITY)
_ENDINGS = {
    Remedy.HOLD: (EntryState.HELD, HoldReason.OBJECTION_HELD),
    Remedy.EXCLUDE: (EntryState.EXCLUDED, HoldReason.OBJECTION_UPHELD),
}


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
        record("objection.read", by=by, subject=objection, **({"file": str(file)} if file else {}))
    return objection


def decide(*, objection: Objection, remedy: Remedy | None, answer: str, by: User, on: date) -> None:
    """Settle an objection: ``remedy`` says what an upheld one does to the list, None rejects it."""
    need(by, HonorPermission.DECIDE_OBJECTION, "处理异议")
    if not answer.strip():
        raise refuse("answer_missing")
    if objection.made_by_id == by.pk:
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
            _remedy(one, objection, remedy, answer, by, on)
        objection.refresh_from_db()
        record("objection.decided", by=by, subject=objection, state=str(state), remedy=str(remedy or ""))


def _remedy(one: HonorRound, objection: Objection, remedy: Remedy, answer: str, by: User, on: date) -> None:
    if objection.teacher is None:
        raise refuse("objection_names_nobody")
    if remedy == Remedy.RECOMPUTE:
        _recompute(one, objection, by, on)
        return
    state, reason = _ENDINGS[remedy]
    entries = entries_of(one).filter(teacher=objection.teacher)
    if not entries.update(state=state, hold_reason=reason, reason_note=answer.strip()[:300]):
        raise refuse("objection_no_entry")


def _recompute(one: HonorRound, objection: Objection, by: User, on: date) -> None:
    """The entry as the register has it now. The person's own objection stands for the confirmation; who comes to a
    list that hangs out already makes it hang out anew."""
    assert objection.teacher is not None
    before = entries_of(one).filter(teacher=objection.teacher, state=EntryState.CANDIDATE).exists()
    entry = recompute_one(one=one, teacher=objection.teacher, by=by)
    if entry is None:
        raise refuse("still_short")
    objection.entry = entry
    objection.save(update_fields=["entry"])
    if entry.state != EntryState.CANDIDATE:
        return
    SchoolList.objects.for_system("the school of a person who came to the list").get_or_create(
        round=one, school_id=entry.school_id, defaults=_late_list(one, by)
    )
    if objection.source == ObjectionSource.SELF and not entry.answer:
        entry.answer, entry.answered_by, entry.answered_at = Confirmation.SELF, objection.made_by, objection.made_at
        entry.save(update_fields=["answer", "answered_by", "answered_at"])
    if not before:
        prolong(one, on)


def _late_list(one: HonorRound, by: User) -> dict[str, Any]:
    """A school that had nobody in the list gets one; while the list hangs out it counts as checked."""
    if one.state == RoundState.CHECKING:
        return {}
    return {
        "state": "checked", "checked_by": by, "checked_at": timezone.now(), "closed_note": "公示期异议成立后新增",
    }  # fmt: skip
