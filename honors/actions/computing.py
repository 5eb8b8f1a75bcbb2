"""Who reached a threshold: everybody's, or one person's anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from honors.actions.common import candidates_of, entries_of, need
from honors.choices import EntryState, HoldReason, ObjectionState, Remedy, RoundState
from honors.errors import refuse
from honors.models import HonorRound, Objection, RoundEntry, SetAside
from honors.permissions import HonorPermission
from honors.queries.ethics import ethics_bars, graver
from honors.queries.honoured import barring
from honors.queries.settings import setting_on
from honors.rules.candidates import Bar, Decision, Person, decide
from kernel.accounts.models import User
from kernel.audit.actions import line, record, record_many
from kernel.imports.desk import Progress, quiet
from teachers.models import Teacher
from teachers.policy import TEACHING_YEARS
from teachers.queries.teaching import Career, career, careers, is_deceased
from teachers.rules.months import month_of
from teachers.rules.months import text as month_text
from teachers.rules.teaching_years import Rules, months_only, teaching_years


@dataclass(frozen=True)
class _Ground:
    """What a computation knows before it looks at the first person."""

    as_of: date
    rules: Rules
    honoured: dict[int, set[int]]  # by teacher: thresholds that are not given (again)
    bars: dict[int, Bar]
    allow_posthumous: bool

    def decision(self, one: Career) -> Decision | None:
        person = Person(
            months=months_only(one.services, self.as_of, self.rules),
            still_teaching=one.is_still_teaching(self.as_of),
            retirement_month=one.retirement.statutory if one.retirement else None,
            history_incomplete=one.history_incomplete,
            deceased=is_deceased(one),
            held_thresholds=self.honoured.get(one.pk, set()),
            bar=self.bars.get(one.pk),
        )
        thresholds: Collection[int] = self.rules.value.thresholds
        return decide(person, month_of(self.as_of), thresholds, allow_posthumous=self.allow_posthumous)


def _ground(one: HonorRound, teacher: Teacher | None = None) -> _Ground:
    honoured: dict[int, set[int]] = {}
    certificates = barring(one) if teacher is None else barring(one).filter(teacher=teacher)
    for teacher_id, threshold in certificates.values_list("teacher_id", "threshold"):
        honoured.setdefault(teacher_id, set()).add(threshold)
    rules, posthumous = TEACHING_YEARS.on(one.as_of), setting_on(one.as_of).allow_posthumous
    bars = bars_on(one, teacher)
    if teacher is not None:  # of everybody only those are asked about who reached a threshold, see compute
        bars = graver(bars, ethics_bars([teacher.pk], one.as_of))
    return _Ground(one.as_of, rules, honoured, bars, posthumous)


def bars_on(one: HonorRound, teacher: Teacher | None = None) -> dict[int, Bar]:
    """What stands against people in this round, by person; of two bars the graver binds."""
    found: dict[int, Bar] = {}
    notes = SetAside.objects.for_system("what was put down binds every round").filter(in_force_q(one.as_of))
    said = Objection.objects.for_system("what was decided binds the round").filter(
        round=one, state=ObjectionState.UPHELD, teacher__isnull=False
    )
    if teacher is not None:
        notes, said = notes.filter(teacher=teacher), said.filter(teacher=teacher)
    decided = {row.teacher_id: row for row in said.defer("text", "contact").order_by("decided_at", "pk")}
    for row in decided.values():  # the last decision on a person takes the place of earlier ones
        if row.remedy in OBJECTION_BARS:
            found[row.teacher_id] = Bar(*OBJECTION_BARS[Remedy(row.remedy)], row.answer[:300])
    for note in notes.order_by("-effect"):  # those that hold, then those that exclude
        reason = HoldReason.BARRED if note.effect == EntryState.EXCLUDED else HoldReason.SET_ASIDE
        known = found.get(note.teacher_id)
        if known is None or known.state != EntryState.EXCLUDED or note.effect == EntryState.EXCLUDED:
            ground = f"{note.ground}（{note.document}）" if note.document else note.ground
            found[note.teacher_id] = Bar(EntryState(note.effect), reason, ground[:300])
    return found


OBJECTION_BARS = {
    Remedy.HOLD: (EntryState.HELD, HoldReason.OBJECTION_HELD),
    Remedy.EXCLUDE: (EntryState.EXCLUDED, HoldReason.OBJECTION_UPHELD),
}


def in_force_q(day: date) -> Q:
    """Notes that bind a round of this day."""
    return Q(from_on__lte=day, lifted_at__isnull=True) & (Q(until_on__isnull=True) | Q(until_on__gt=day))


def compute(*, one: HonorRound, by: User, progress: Progress = quiet) -> None:
    """Look at everybody and put down who reached a threshold, with the arithmetic; replaces an earlier computation."""
    need(by, HonorPermission.RUN_ROUND, "测算")
    began_at = timezone.now()
    ground = _ground(one)
    reached: list[tuple[Career, Decision]] = []
    looked_at = 0
    for person in careers(by):
        looked_at += 1
        if looked_at % 500 == 0:
            progress(looked_at, 0)
        decision = ground.decision(person)
        if decision is not None:
            reached.append((person, decision))
    entries = _entries(one, ground, reached)
    for entry in entries:
        entry.computed_at = began_at
    with transaction.atomic():
        _write_entries(one, entries)
        moved = HonorRound.objects.filter(pk=one.pk, state=RoundState.COMPUTING)
        source = str(ground.rules.source)[:300]
        if not moved.update(state=RoundState.DRAFT, looked_at=looked_at, computed_at=began_at, rule_source=source):
            raise refuse("round_moved", state=RoundState.COMPUTING.label)
        record("round.computed", by=by, subject=one, looked_at=looked_at, entries=len(entries))
    one.refresh_from_db()


def _entries(one: HonorRound, ground: _Ground, reached: list[tuple[Career, Decision]]) -> list[RoundEntry]:
    """Who reached a threshold, with what ethics says of each; it is asked once for all of them."""
    said = ethics_bars([person.pk for person, _decision in reached], one.as_of)
    ground = replace(ground, bars=graver(ground.bars, said))
    found = []
    for person, first in reached:
        decision = (ground.decision(person) or first) if person.pk in said else first
        found.append(_entry(one, person, decision, ground.bars.get(person.pk)))
    return found


def _entry(one: HonorRound, person: Career, decision: Decision, bar: Bar | None) -> RoundEntry:
    years = teaching_years(person.services, one.as_of)
    lines: list[dict[str, Any]] = [
        {**asdict(row), "start": month_text(row.start), "end": month_text(row.end)} for row in years.lines
    ]
    return RoundEntry(
        round=one, teacher_id=person.pk, name=person.name, school_id=person.school_id, school_name=person.school_name,
        threshold=decision.threshold, months=years.months, lines=lines, state=decision.state,
        hold_reason=decision.reason or "",
        reason_note=bar.note if bar is not None and bar.reason == decision.reason else "",
    )  # fmt: skip


def _write_entries(one: HonorRound, entries: list[RoundEntry]) -> None:
    """Put the new entries in the place of the old ones; what was confirmed and still fits carries over."""
    old = entries_of(one)
    earlier = {entry.teacher_id: entry for entry in old.exclude(confirmed_by=None, answer="")}
    held_before = _held_in_the_round_before(one)
    for entry in entries:
        entry.carried_over = entry.teacher_id in held_before
        if known := earlier.get(entry.teacher_id):
            carry_over(known, entry)
    said = Objection.objects.for_system("what was said stays with the person").filter(round=one, teacher__isnull=False)
    about = dict(said.values_list("pk", "teacher_id"))
    old.delete()
    RoundEntry.objects.bulk_create(entries, batch_size=200)
    keys = dict(old.filter(teacher__in=about.values()).values_list("teacher_id", "pk"))
    for pk, teacher_id in about.items():
        said.filter(pk=pk).update(entry=keys.get(teacher_id))


def carry_over(old: RoundEntry, new: RoundEntry) -> None:
    """Keep a school's confirmation that answers for the same reason, and a person's that speaks of the same name, unit
    and years."""
    same_ground = old.confirmed_reason in {new.hold_reason, HoldReason.BOTH}
    if new.state == EntryState.HELD and old.confirmed_by_id and same_ground:
        new.state = EntryState.CANDIDATE
        new.confirmed_by_id, new.confirmed_at = old.confirmed_by_id, old.confirmed_at
        new.confirmed_note, new.confirmed_reason = old.confirmed_note, old.confirmed_reason
    said = [(one.name, one.school_id, one.threshold, one.months) for one in (old, new)]
    if old.answer and said[0] == said[1]:
        new.answer, new.answered_by_id, new.answered_at = old.answer, old.answered_by_id, old.answered_at
        new.answer_file_id = old.answer_file_id


def _held_in_the_round_before(one: HonorRound) -> set[int]:
    before = HonorRound.objects.filter(as_of__lt=one.as_of).order_by("-as_of").first()
    if before is None:
        return set()
    return set(entries_of(before).filter(state=EntryState.HELD).values_list("teacher_id", flat=True))


def recompute_one(*, one: HonorRound, teacher: Teacher, by: User) -> RoundEntry | None:
    """One person's entry from the register as it is now, under the round's lock; None who reaches no threshold and
    never was in the list. Who was in it and falls short stays in sight as excluded."""
    person, ground = career(by, teacher), _ground(one, teacher)
    decision = ground.decision(person)
    old = entries_of(one).filter(teacher=teacher).first()
    if decision is None and old is None:
        return None
    if decision is None:
        assert old is not None
        decision = Decision(old.threshold, EntryState.EXCLUDED, HoldReason.SHORT_AFTER_ALL)
    new = _entry(one, person, decision, ground.bars.get(person.pk))
    if old is not None:
        new.pk, new.carried_over = old.pk, old.carried_over
        carry_over(old, new)
    new.save(force_insert=old is None, force_update=old is not None)
    record("entry.recomputed", by=by, subject=new, months=new.months)
    return new


def drop_honoured(one: HonorRound, by: User) -> int:
    """Take out who was honoured in another round since this one was computed, and whom an officer set aside since;
    how many. Under the round's lock, before each step of the round; each leaves a line."""
    given = barring(one).filter(teacher=OuterRef("teacher"), threshold=OuterRef("threshold"))
    honoured = list(candidates_of(one).filter(Exists(given)))
    for entry in honoured:
        entry.state, entry.hold_reason, entry.reason_note = EntryState.EXCLUDED, HoldReason.ALREADY_HONOURED, ""
    ids = list(candidates_of(one).values_list("teacher_id", flat=True))
    bars = graver(bars_on(one), ethics_bars(ids, one.as_of))
    barred = list(candidates_of(one).filter(teacher__in=list(bars)).exclude(pk__in=[row.pk for row in honoured]))
    for entry in barred:
        bar = bars[entry.teacher_id]
        entry.state, entry.hold_reason, entry.reason_note = bar.state, bar.reason, bar.note
    for entry in (*honoured, *barred):
        entry.save(update_fields=["state", "hold_reason", "reason_note"])
    record_many(line("entry.dropped", by=by, subject=entry) for entry in (*honoured, *barred))
    return len(honoured) + len(barred)
