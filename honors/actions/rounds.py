"""A round from its making to its approval."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from honors.choices import EntryState, HoldReason, RoundState
from honors.errors import refuse
from honors.models import HonorRound, RoundEntry
from honors.permissions import HonorPermission
from honors.queries.honoured import barred_thresholds, barring
from honors.rules.candidates import Decision, Person, decide
from honors.rules.round_moves import MOVES, Move
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.imports.desk import Progress, quiet
from kernel.jobs.actions import enqueue
from kernel.pdf.fonts import open_fonts
from teachers.policy import TEACHING_YEARS
from teachers.queries.teaching import Career, careers, is_deceased
from teachers.rules.months import month_of
from teachers.rules.months import text as month_text
from teachers.rules.teaching_years import months_only, teaching_years

COMPUTE, ISSUE = "honors.tasks.compute", "honors.tasks.issue"


def need(by: User, permission: HonorPermission, label: str) -> None:
    """Refuse a person whose roles do not include the permission."""
    if not by.holds(permission):
        raise refuse("no_permission", move=label)


def make_round(*, as_of: date, by: User, background: bool = True) -> HonorRound:
    """Open a round for a day and compute it: in the background for a page, at once for a command."""
    need(by, HonorPermission.RUN_ROUND, "新建批次")
    if as_of > date(timezone.localdate().year, 12, 31):
        raise refuse("as_of_future")
    if as_of < min(edition.effective_from for edition in TEACHING_YEARS):
        raise refuse("as_of_early")
    with transaction.atomic():
        if HonorRound.objects.filter(as_of=as_of).exists():
            raise refuse("round_exists", day=as_of)
        one = HonorRound.objects.create(as_of=as_of, made_by=by)
        record("round.made", by=by, subject=one, as_of=str(as_of))
        if background:
            _enqueue(COMPUTE, one, by, f"测算截至 {as_of} 的长期任教荣誉")
    if not background:
        compute(one=one, by=by)
    return one


def recompute(*, one: HonorRound, by: User) -> None:
    """Compute a draft again after the register changed; what schools confirmed is kept."""
    with transaction.atomic():
        _move(one, MOVES["compute"], by)
        _enqueue(COMPUTE, one, by, f"重新测算截至 {one.as_of} 的长期任教荣誉")


def retry(*, one: HonorRound, by: User) -> None:
    """Take up a computation or a drawing that ended in an unexpected error; what is done already is kept."""
    work = {RoundState.COMPUTING: (COMPUTE, "测算"), RoundState.APPROVED: (ISSUE, "制证")}
    if one.state not in work:
        raise refuse("round_moved", state=RoundState.COMPUTING.label)
    task, label = work[RoundState(one.state)]
    need(by, HonorPermission.RUN_ROUND, label)
    with transaction.atomic():
        record("round.retried", by=by, subject=one, task=task)
        _enqueue(task, one, by, f"继续{label}截至 {one.as_of} 的长期任教荣誉")


def _enqueue(task: str, one: HonorRound, by: User, title: str) -> None:
    enqueue(task, subject_id=one.pk, title=title, by=by, next_url=one.get_absolute_url())


def compute(*, one: HonorRound, by: User, progress: Progress = quiet) -> None:
    """Look at everybody and put down who reached a threshold, with the arithmetic; replaces an earlier computation."""
    need(by, HonorPermission.RUN_ROUND, "测算")
    began_at = timezone.now()
    rules = TEACHING_YEARS.on(one.as_of)
    held = barred_thresholds(one)
    entries: list[RoundEntry] = []
    looked_at = 0
    for career in careers(by):
        looked_at += 1
        if looked_at % 500 == 0:
            progress(looked_at, 0)
        months = months_only(career.services, one.as_of, rules)
        decision = decide(_person(career, months, one.as_of, held), month_of(one.as_of), rules.value.thresholds)
        if decision is not None:
            entries.append(_entry(one, career, decision))
    with transaction.atomic():
        _write_entries(one, entries)
        moved = HonorRound.objects.filter(pk=one.pk, state=RoundState.COMPUTING)
        if not moved.update(
            state=RoundState.DRAFT, looked_at=looked_at, computed_at=began_at, rule_source=str(rules.source)[:300]
        ):
            raise refuse("round_moved", state=RoundState.COMPUTING.label)
        record("round.computed", by=by, subject=one, looked_at=looked_at, entries=len(entries))
    one.refresh_from_db()


def _person(career: Career, months: int, as_of: date, held: dict[int, set[int]]) -> Person:
    return Person(
        months=months,
        still_teaching=career.is_still_teaching(as_of),
        retirement_month=career.retirement.statutory if career.retirement else None,
        history_incomplete=career.history_incomplete,
        deceased=is_deceased(career),
        held_thresholds=held.get(career.pk, set()),
    )


def _entry(one: HonorRound, career: Career, decision: Decision) -> RoundEntry:
    years = teaching_years(career.services, one.as_of)
    lines: list[dict[str, Any]] = [
        {**asdict(line), "start": month_text(line.start), "end": month_text(line.end)} for line in years.lines
    ]
    return RoundEntry(
        round=one, teacher_id=career.pk, school_id=career.school_id, threshold=decision.threshold,
        months=years.months, lines=lines, state=decision.state, hold_reason=decision.reason or "",
    )  # fmt: skip


def _write_entries(one: HonorRound, entries: list[RoundEntry]) -> None:
    """Put the new entries in the place of the old ones; a confirmation given for the same reason carries over."""
    old = RoundEntry.objects.for_system("a round is computed for the whole city").filter(round=one)
    confirmed = {entry.teacher_id: entry for entry in old.exclude(confirmed_by=None)}
    for entry in entries:
        earlier = confirmed.get(entry.teacher_id)
        if entry.state == EntryState.HELD and earlier and earlier.hold_reason in {entry.hold_reason, HoldReason.BOTH}:
            entry.state = EntryState.CANDIDATE
            entry.confirmed_by, entry.confirmed_at = earlier.confirmed_by, earlier.confirmed_at
            entry.confirmed_note = earlier.confirmed_note
    old.delete()
    RoundEntry.objects.bulk_create(entries, batch_size=200)


def confirm_held(*, entry: RoundEntry, note: str, by: User) -> None:
    """A school (or who stands above it) confirms a held person, with a note that stays on file."""
    need(by, HonorPermission.CONFIRM_HELD, "核实")
    if not note.strip():
        raise refuse("reason_missing")
    scope = by.scope(HonorPermission.CONFIRM_HELD)
    with transaction.atomic():
        _locked(entry.round)
        open_entries = RoundEntry.objects.visible_to(by).filter(scope.q("school__path"), pk=entry.pk)
        moved = open_entries.filter(state=EntryState.HELD, round__state=RoundState.DRAFT).update(
            state=EntryState.CANDIDATE, confirmed_by=by, confirmed_at=timezone.now(), confirmed_note=note.strip()[:300]
        )
        if not moved:
            now = RoundEntry.objects.visible_to(by).select_related("confirmed_by").filter(pk=entry.pk).first()
            if now is not None and now.confirmed_by and now.confirmed_at:
                day = timezone.localdate(now.confirmed_at)
                raise refuse("already_confirmed", who=now.confirmed_by, day=day)
            raise refuse("not_held")
        record("entry.confirmed", by=by, subject=entry, reason=entry.hold_reason)


def submit(*, one: HonorRound, by: User) -> None:
    """Hand the list to the second person."""
    _reached(one)
    with transaction.atomic():
        _locked(one)
        drop_honoured(one)
        if not _candidates(one).exists():
            raise refuse("no_candidates")
        _move(one, MOVES["submit"], by, submitted_by=by, submitted_at=timezone.now(), returned_reason="")


def _reached(one: HonorRound) -> None:
    """Years that nobody has served yet may be computed ahead, not honoured."""
    if one.as_of > timezone.localdate():
        raise refuse("as_of_not_reached", day=one.as_of)


def discard(*, one: HonorRound, by: User) -> None:
    """Delete a round that was never submitted; the trail keeps that it was there."""
    need(by, HonorPermission.RUN_ROUND, "删除批次")
    with transaction.atomic():
        now = _locked(one)
        if now.submitted_at or now.returned_reason or now.state not in {RoundState.COMPUTING, RoundState.DRAFT}:
            raise refuse("not_discardable")
        record("round.discarded", by=by, subject=now, as_of=str(now.as_of))
        RoundEntry.objects.for_system("the round they belong to goes").filter(round=now).delete()
        now.delete()


def give_back(*, one: HonorRound, reason: str, by: User, seen: str) -> None:
    """The second person does not approve and says why. ``seen`` is the stamp of the list that person looked at."""
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        _same_list(one, seen)
        _move(one, MOVES["give_back"], by, returned_reason=reason.strip()[:300], submitted_by=None, submitted_at=None)


def _same_list(one: HonorRound, seen: str) -> None:
    """Refuse a decision on a list that was submitted anew after the page was drawn."""
    if _locked(one).stamp != seen:
        raise refuse("list_changed")


def approve(*, one: HonorRound, by: User, seen: str, background: bool = True) -> None:
    """The second person approves the list that bears the stamp ``seen``; nobody gets a number whose certificate
    cannot be drawn."""
    need(by, HonorPermission.APPROVE, MOVES["approve"].label)
    _reached(one)
    with transaction.atomic():
        _same_list(one, seen)
        decides = one.state == RoundState.SUBMITTED and by.pk not in {one.made_by_id, one.submitted_by_id}
        dropped = drop_honoured(one) if decides else 0
    if dropped:
        raise refuse("list_changed")
    with transaction.atomic():
        _same_list(one, seen)
        fonts = open_fonts(tuple(settings.FONT_DIRS))
        for entry in _candidates(one).select_related("teacher", "school"):
            if glyphs := fonts.missing(entry.teacher.name + entry.school.name):
                raise refuse("glyph_missing", name=entry.teacher.name, glyph="、".join(glyphs))
        _move(one, MOVES["approve"], by, approved_by=by, approved_at=timezone.now())
        if background:
            _enqueue(ISSUE, one, by, f"制作截至 {one.as_of} 的荣誉证书")


def drop_honoured(one: HonorRound) -> int:
    """Take out who was honoured in another round since this one was computed; how many. Under the round's lock."""
    given = barring(one).filter(teacher=OuterRef("teacher"), threshold=OuterRef("threshold"))
    dropped: int = (
        _candidates(one)
        .filter(Exists(given))
        .update(state=EntryState.EXCLUDED, hold_reason=HoldReason.ALREADY_HONOURED)
    )
    return dropped


def _candidates(one: HonorRound) -> Any:
    entries = RoundEntry.objects.for_system("a round is approved for the whole city")
    return entries.filter(round=one, state=EntryState.CANDIDATE)


def _locked(one: HonorRound) -> HonorRound:
    return HonorRound.objects.select_for_update().get(pk=one.pk)


def _move(one: HonorRound, move: Move, by: User, **values: Any) -> None:
    """Make a move that the table allows: the right person, from the right state; audited."""
    need(by, move.permission, move.label)
    if move.second_person and by.pk in {one.made_by_id, one.submitted_by_id}:
        raise refuse("same_person")
    moved = HonorRound.objects.filter(pk=one.pk, state=move.source).update(state=move.target, **values)
    if not moved:
        raise refuse("round_moved", state=RoundState(move.source).label)
    one.refresh_from_db()
    record(f"round.{move.name}", by=by, subject=one, to=str(move.target))
