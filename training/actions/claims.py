"""Claims of learning elsewhere: made by the person with evidence, taken back before anybody looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record, record_read
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from kernel.redact import redacted
from teachers.models import Teacher
from teachers.queries.register import own_record
from training.actions.hours_ledger import Draft, locked, put, step
from training.choices import ClaimKind, HourMoveName, HourSource, HourState, Mode
from training.errors import SENTENCES, refuse
from training.models import HourClaim, HourEntry
from training.queries import hours_sums as sums
from training.queries.hours_rules import rule_book
from training.rules.hours_entry import Stretch, clash, judge, key_of, shown
from training.rules.hours_moves import COUNTS, OPEN

MODES = {
    ClaimKind.COURSE: Mode.FACE, ClaimKind.ONLINE: Mode.ONLINE, ClaimKind.DEGREE: Mode.DEGREE,
    ClaimKind.RESEARCH: Mode.RESEARCH, ClaimKind.PRACTICE: Mode.PRACTICE,
}  # fmt: skip
WHY = "the same thing is claimed once"


@dataclass(frozen=True)
class Claim:
    """What a person claims."""

    claim_kind: ClaimKind
    title: str
    organiser: str
    kind: str
    level: str
    tenths: int
    started_on: date
    ended_on: date
    certificate_no: str = ""
    note: str = ""


def claim(*, what: Claim, files: Sequence[Upload], once: str, by: User, on: date) -> HourClaim:
    """Ask for hours for learning elsewhere, with evidence. A form sent twice makes one claim."""
    known: HourClaim | None = HourClaim.objects.visible_to(by).filter(once=once, made_by=by).first()
    if known is not None:
        return known
    person = own_record(by)
    if person is None:
        raise refuse("claim_no_record")
    _judge(what, person, on)
    if not files:
        raise refuse("claim_no_files")
    with kept(files) as stored:
        Teacher.objects.for_system("two claims at once come one after the other").select_for_update(no_key=True).get(
            pk=person.pk
        )
        _not_in_the_ledger(what, person)
        _not_used_before(stored, person)
        entry = _put(what, person, len(stored), by, on)
        made: HourClaim = HourClaim.objects.create(
            entry=entry, claim_kind=what.claim_kind, organiser=redacted(what.organiser.strip())[:100],
            note=redacted(what.note.strip())[:500], once=once, made_by=by,
        )  # fmt: skip
        made.files.set(stored)
        record("claim.made", by=by, subject=entry, title=entry.title, hours=shown(entry.tenths), files=len(stored))
    return made


def _stretch(what: Claim) -> Stretch:
    return Stretch(what.title, MODES[what.claim_kind], what.started_on, what.ended_on, what.tenths)


def _judge(what: Claim, person: Teacher, on: date) -> None:
    if not what.title.strip():
        raise refuse("claim_title_missing")
    book = rule_book()
    for problem in judge(_stretch(what), born_on=person.birth_on, on=on, day_limit=book.caps(what.ended_on).day_limit):
        raise refuse(problem.code, **dict(problem.words))
    book.cycle_on(what.ended_on)


def _not_in_the_ledger(what: Claim, person: Teacher) -> None:
    others = [one for _pk, one in sums.stretches([person.pk])[person.pk]]
    for one in others:
        if (one.name, one.started_on, one.ended_on) == (what.title.strip(), what.started_on, what.ended_on):
            raise refuse("hours_twice", title=one.name, first=one.started_on, last=one.ended_on)
    limit = rule_book().caps(what.ended_on).day_limit
    if problem := clash(_stretch(what), others, day_limit=limit):
        raise refuse(problem.code, **dict(problem.words))


def _not_used_before(stored: Sequence[StoredFile], person: Teacher) -> None:
    """One's own evidence is used once; the same evidence of somebody else is shown to who approves."""
    digests = {file.digest: file.name for file in stored}
    rows = HourClaim.objects.for_system(WHY).filter(
        entry__teacher=person, entry__standing__state__in=COUNTS | OPEN, files__digest__in=digests
    )
    for title, digest in rows.values_list("entry__title", "files__digest"):
        if digest in digests:
            raise refuse("claim_evidence_used", file=digests[digest], title=title)


def _put(what: Claim, person: Teacher, files: int, by: User, on: date) -> HourEntry:
    key = key_of("claim", person.pk, what.title, what.started_on, what.ended_on)
    attempt = HourEntry.objects.for_system(WHY).filter(key=key).count() + 1
    basis = SENTENCES["basis_claim"].format(
        hours=shown(what.tenths), files=files, minutes=rule_book().caps(what.ended_on).minutes
    )
    draft = Draft(
        person.pk, HourSource.CLAIM, redacted(what.title.strip())[:100], what.kind, what.level,
        MODES[what.claim_kind], what.tenths, what.started_on, what.ended_on, basis, key,
        certificate_no=what.certificate_no.strip()[:60], attempt=attempt,
    )  # fmt: skip
    return put(drafts=[draft], name=HourMoveName.PROPOSE, by=by, on=on)[0]


def withdraw(*, entry_id: int, by: User, on: date) -> None:
    """Take the own claim back while nobody has looked at it."""
    with transaction.atomic():
        rows = HourEntry.objects.visible_to(by).filter(
            pk=entry_id, source=HourSource.CLAIM, teacher__user_id=by.pk, claim__made_by=by
        )
        found = locked(list(rows.values_list("pk", flat=True)))
        if not found:
            raise HourEntry.DoesNotExist
        if found[0].state != HourState.PROPOSED:
            raise refuse("claim_not_open", state=str(found[0].get_state_display()))
        step(standings=found, name="withdraw", by=by, on=on)
        record("claim.withdrawn", by=by, subject=found[0].entry, title=found[0].entry.title)


def read_file(*, claim: HourClaim, file_id: UUID, by: User) -> StoredFile:
    """A paper of a claim that the caller's query found visible; who looked at somebody else's is noted."""
    found: StoredFile = claim.files.get(pk=file_id)
    if claim.made_by_id != by.pk:
        record_read(by=by, subjects=[claim.entry.teacher], act="claim.file_read", file=str(file_id))
    return found
