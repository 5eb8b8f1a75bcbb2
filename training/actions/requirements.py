"""Trainings are assigned by what happens: changes of posting, terms and cycles; met by hours, waived with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record, record_each
from kernel.orgs.queries import city
from teachers.models import Teacher
from teachers.queries.teaching import one_of
from training.choices import Kind
from training.errors import refuse
from training.models import ClassTeacherDuty, LastLook, Reminder, Requirement
from training.permissions import TrainingPermission
from training.queries import duty_rules, kinds, postings
from training.queries.duty_rules import DutyRules
from training.rules.job_fit import Trigger, moves_between_areas, new_hire, shortage, stage_change, stage_moves
from training.rules.requirements import counted_since, due_on, met_on, reminder

PAGE = 1000  # people in one transaction
_REASON = "what is asked of people follows the register, whoever looks"


@dataclass(frozen=True)
class Ask:
    """A training to be asked of a person; without a day of its own it is due as the rule says."""

    teacher_id: int
    trigger: Trigger
    due_on: date | None = None


def _lock(teacher_ids: Collection[int]) -> None:
    """Whoever asks trainings of these people holds their rows, in the order of keys as everywhere."""
    rows = Teacher.objects.for_system(_REASON).filter(one_of("pk", teacher_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def assign(*, asks: Iterable[Ask], rules: DutyRules | None = None) -> list[Requirement]:
    """Ask the trainings that are not asked yet and that a rule of their day wants, in the transaction of the caller,
    who holds the people's rows; the new requirements."""
    wanted = list(asks)
    rules = rules or DutyRules()
    there = postings.asked_already({one.teacher_id for one in wanted}) if wanted else set()
    new = []
    for one in wanted:
        key = (one.teacher_id, str(one.trigger.kind), one.trigger.key)
        rule = rules.on(one.trigger.kind, one.trigger.on)
        if rule is None or key in there:
            continue
        there.add(key)
        start = one.trigger.on
        last = one.due_on or due_on(start, months=rule.months, days=rule.days)
        new.append(
            Requirement(
                teacher_id=one.teacher_id, kind=one.trigger.kind, key=one.trigger.key, detail=one.trigger.detail,
                triggered_on=start, counts_from=counted_since(start, months_before=rule.months_before),
                due_on=last, rule=rule, hours_needed=rule.hours,
            )
        )  # fmt: skip
    made: list[Requirement] = Requirement.objects.for_system(_REASON).bulk_create(new, batch_size=500)
    return made


def look_for_changes(*, on: date | None = None) -> int:
    """Compare the register with how it was last looked at, and ask the trainings that the changes call for; how many.

    Without arguments it is a chore. Each page of people is one transaction; begun anew it goes on where it stopped.
    """
    day, by, rules, made = on or timezone.localdate(), command_line_actor(city()), DutyRules(), 0
    while ids := postings.changed(PAGE):
        with transaction.atomic():
            _lock(ids)
            people = postings.looked_at(ids)
            asks = [Ask(one.pk, trigger) for one in people for trigger in _triggers(one, day)]
            made += _assigned(assign(asks=asks, rules=rules), by)
            LastLook.objects.for_system(_REASON).bulk_create(
                [
                    LastLook(teacher_id=one.pk, post=one.post.pk if one.post else 0, stage=one.stage,
                             subject=one.subject, on=day)
                    for one in people
                ],
                batch_size=500, update_conflicts=True, unique_fields=["teacher"],
                update_fields=["post", "stage", "subject", "on"],
            )  # fmt: skip
    return made + _look_for_shortages(day, rules, by)


def _triggers(one: postings.Looked, on: date) -> list[Trigger]:
    """What calls for a training of one person since the last look; of somebody new, all that the posts say."""
    before = one.before
    if before is None:
        hired = new_hire(one.postings, taught_since=one.taught_since)
        return [*([hired] if hired else []), *moves_between_areas(one.postings), *stage_moves(one.postings)]
    moved = one.post is not None and before.post != one.post.pk
    changed = stage_change(before.stage, one.stage, post=one.post, moved=moved, on=on)
    areas = moves_between_areas(one.postings, after=before.post) if moved else []
    return [*([changed] if changed else []), *areas]


def _assigned(made: list[Requirement], by: User) -> int:
    """An audit line for each person of whom something was asked, and the hours that are there already."""
    told: dict[int, dict[str, Any]] = {}
    for one in made:
        told.setdefault(one.teacher_id, {"kinds": []})["kinds"].append(str(one.kind))
    record_each("requirement.assigned", by=by, subject=Teacher, details=told)
    refresh(teacher_ids=told.keys())
    return len(made)


def _look_for_shortages(on: date, rules: DutyRules, by: User) -> int:
    """Short subjects: those of the year's list, and what no certificate of a person names."""
    listed = {on.year: [(one.subject, one.stage) for one in duty_rules.short_subjects(on.year)]}
    people, made = postings.maybe_short(subject for subject, _stage in listed[on.year]), 0
    for start in range(0, len(people), PAGE):
        page = people[start : start + PAGE]
        certified = postings.subjects_certified([pk for pk, *_ in page])
        there = postings.asked_already([pk for pk, *_ in page], Kind.SHORTAGE)
        asks = [
            Ask(pk, trigger)
            for pk, subject, stage in page
            for trigger in shortage(subject, stage, qualified=certified.get(pk, set()), listed=listed, on=on)
            if (pk, str(trigger.kind), trigger.key) not in there
        ]
        if asks:
            with transaction.atomic():
                _lock([one.teacher_id for one in asks])
                made += _assigned(assign(asks=asks, rules=rules), by)
    return made


def ask_by_the_calendar(*, on: date | None = None) -> dict[str, int]:
    """The first lesson on ethics of the term, digital literacy and class teachers' training of the cycle, for everybody
    whom they are not asked of yet; how many by event. Without arguments it is a chore of every day."""
    day, rules, given = on or timezone.localdate(), DutyRules(), Counter[str]()
    for term in duty_rules.terms_on(day):
        hired = postings.hired_between(date.fromordinal(term.starts_on.toordinal() - 92), term.ends_on)
        trigger = Trigger(Kind.ETHICS_FIRST, f"term:{term.starts_on}", term.starts_on, term.name)
        # Who is new has the lesson before the first class; the others within the time that the rule gives.
        due = {pk: max(since, term.starts_on) for pk, since in hired.items()}
        _ask_everybody(trigger, due, None, rules, given)
    if cycle := kinds.cycle_of(day):
        name = f"{cycle.first_year}—{cycle.last_year}"
        trigger = Trigger(Kind.DIGITAL, f"cycle:{cycle.first_year}", cycle.starts_on, name)
        _ask_everybody(trigger, {}, cycle.ends_on, rules, given)
        _ask_class_teachers(cycle, rules, given)
    by = command_line_actor(city())
    for event, count in given.items():
        record("requirement.assigned_to_all", by=by, subject=city(), event=event, count=count)
    return dict(given)


def _ask_everybody(
    trigger: Trigger, own_due: dict[int, date], due: date | None, rules: DutyRules, given: Counter[str]
) -> None:
    if rules.on(trigger.kind, trigger.on) is None:
        return
    while ids := list(postings.without(trigger.kind, trigger.key).values_list("pk", flat=True)[:PAGE]):
        with transaction.atomic():
            _lock(ids)
            made = assign(asks=[Ask(pk, trigger, own_due.get(pk, due)) for pk in ids], rules=rules)
            refresh(teacher_ids=ids)
        given[trigger.detail] += len(made)
        if not made:  # somebody else was faster with all of them
            break


def _ask_class_teachers(cycle: kinds.Cycle, rules: DutyRules, given: Counter[str]) -> None:
    """Whoever was a class teacher before the cycle began owes the special training again within it.

    《教育部办公厅关于启动实施全国中小学班主任培训计划的通知》(教师厅〔2006〕3号)。"""
    rows = ClassTeacherDuty.objects.for_system(_REASON).filter(started_on__lt=cycle.starts_on, ended_on=None)
    duties = list(rows.order_by("teacher_id").values_list("teacher_id", "pk"))
    for start in range(0, len(duties), PAGE):
        page = duties[start : start + PAGE]
        with transaction.atomic():
            _lock([pk for pk, _duty in page])
            event = partial(Trigger, Kind.CLASS_TEACHER, on=cycle.starts_on)
            asks = [Ask(pk, event(key=f"duty:{duty}:{cycle.first_year}"), cycle.ends_on) for pk, duty in page]
            made = assign(asks=asks, rules=rules)
            refresh(teacher_ids=[one.teacher_id for one in made])
        if made:
            given[f"{cycle.first_year}—{cycle.last_year}"] += len(made)


def refresh(*, teacher_ids: Iterable[int], on: date | None = None) -> int:
    """Bring what is owed up to the hours on record; how many rows changed. Called wherever hours come or go."""
    day, ids = on or timezone.localdate(), sorted(set(teacher_ids))
    changed: list[Requirement] = []
    for start in range(0, len(ids), PAGE):
        mine = Requirement.objects.for_system(_REASON).filter(one_of("teacher_id", ids[start : start + PAGE]))
        changed += _behind(list(mine.order_by("pk")), day)
    Requirement.objects.for_system(_REASON).bulk_update(changed, ["hours_done", "met_on"], batch_size=200)
    return len(changed)


def _behind(rows: list[Requirement], on: date) -> list[Requirement]:
    """Those whose hours are others than they say, with the right ones."""
    found = []
    for kind in sorted({row.kind for row in rows}):
        some = [row for row in rows if row.kind == kind]
        hours = kinds.hours_of_kind({row.teacher_id for row in some}, kind, min(row.counts_from for row in some), on)
        for row in some:
            mine = [one for one in hours.get(row.teacher_id, []) if one.on >= row.counts_from]
            right = (sum((one.hours for one in mine), start=row.hours_done * 0), met_on(mine, row.hours_needed))
            if (row.hours_done, row.met_on) != right:
                row.hours_done, row.met_on = right
                found.append(row)
    return found


def refresh_all(*, on: date | None = None) -> int:
    """Everybody's anew, in pages; how many rows changed. Without arguments it is a chore."""
    people = Requirement.objects.for_system(_REASON).order_by("teacher_id").values_list("teacher_id", flat=True)
    ids, changed = list(people.distinct()), 0
    for start in range(0, len(ids), PAGE):
        with transaction.atomic():
            changed += refresh(teacher_ids=ids[start : start + PAGE], on=on)
    return changed


def remind(*, on: date | None = None) -> int:
    """Tell people of what will soon be due, each step once; how many were told. Without arguments it is a chore."""
    day, told = on or timezone.localdate(), 0
    unmet = Requirement.objects.for_system(_REASON).filter(met_on=None, waived_at=None)
    unmet = unmet.filter(due_on__lte=date.fromordinal(day.toordinal() + 366), teacher__status="active")
    keys = list(unmet.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), PAGE):
        rows = unmet.filter(one_of("pk", keys[start : start + PAGE])).select_related("rule")
        with transaction.atomic():
            told += _remind(list(rows.select_for_update(of=("self",), no_key=True).order_by("pk")), day)
    return told


def _remind(rows: list[Requirement], on: date) -> int:
    steps: dict[int, list[int]] = {}
    reminders = Reminder.objects.for_system(_REASON)
    for pk, step in reminders.filter(one_of("requirement_id", [row.pk for row in rows])).values_list(
        "requirement_id", "step"
    ):
        steps.setdefault(pk, []).append(step)
    new = []
    for row in rows:
        step = reminder(row.due_on, on, row.rule.remind_days, steps.get(row.pk, []))
        if step is not None:
            new.append(Reminder(requirement=row, step=step, told_on=on))
    return len(reminders.bulk_create(new, batch_size=500))


def read_reminders(*, by: User) -> int:
    """The person has seen the own reminders; how many there were."""
    mine = Reminder.objects.visible_to(by).filter(requirement__teacher__user_id=by.pk, read_at=None)
    return int(mine.update(read_at=timezone.now()))


@transaction.atomic
def waive(*, requirement: Requirement, reason: str, by: User) -> None:
    """The office above the school lets a person off, with a reason."""
    now = _in_hand(requirement, by)
    if not reason.strip():
        raise refuse("waiver_without_reason")
    if now.met_on is not None or now.waived_at is not None:
        raise refuse("requirement_settled", state=now.state_on(timezone.localdate()).label)
    now.waived_by, now.waived_at, now.waived_reason = by, timezone.now(), reason.strip()[:300]
    now.save(update_fields=["waived_by", "waived_at", "waived_reason"])
    record("requirement.waived", by=by, subject=now, kind=str(now.kind))


@transaction.atomic
def unwaive(*, requirement: Requirement, by: User) -> None:
    """A waiver is taken back."""
    now = _in_hand(requirement, by)
    if now.waived_at is None:
        raise refuse("requirement_settled", state=now.state_on(timezone.localdate()).label)
    now.waived_by, now.waived_at, now.waived_reason = None, None, ""
    now.save(update_fields=["waived_by", "waived_at", "waived_reason"])
    record("requirement.unwaived", by=by, subject=now, kind=str(now.kind))


def _in_hand(requirement: Requirement, by: User) -> Requirement:
    """The locked row, in the hands of an office that stands above the person's school; nobody lets himself off."""
    demand(by, TrainingPermission.ASSIGN, what="免除适岗培训任务")
    rows = Requirement.objects.visible_to(by).select_related("teacher__school__parent")
    now: Requirement = rows.select_for_update(of=("self",)).get(pk=requirement.pk)
    above = now.teacher.school.parent
    if above is None or not by.scope(TrainingPermission.ASSIGN).holds(above.path) or now.teacher.user_id == by.pk:
        raise refuse("waiver_from_above")
    return now
