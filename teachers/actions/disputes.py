"""Objections to the facts of a portrait: the person asks, who keeps the source answers; what follows from a corrected
source follows here too, and decisions that used the old value are flagged."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from teachers.actions import portraits
from teachers.choices import DisputeState
from teachers.errors import refuse
from teachers.facts import collect, measures
from teachers.models import FactDispute, Portrait, PortraitUse, Teacher
from teachers.queries.portrait_words import told
from teachers.rules.portrait_facts import Fact

WHY = "what follows from a corrected source"


@transaction.atomic
def dispute(*, portrait: Portrait, fact_name: str, reason: str, by: User) -> FactDispute:
    """The person says that a fact of the own portrait is wrong; it goes to who keeps the source."""
    person = portrait.teacher
    if person.user_id != by.pk:
        raise refuse("dispute_own")
    fact = next((one for one in portrait.told if one.name == fact_name), None)
    measure = measures().get(fact.measure) if fact else None
    if fact is None or measure is None:
        raise refuse("fact_unknown")
    if not reason.strip():
        raise refuse("dispute_reason")
    Teacher.objects.for_system("an objection of one person").select_for_update(no_key=True).get(pk=person.pk)
    rows = FactDispute.objects.for_system("what this person objected to").filter(teacher=person, fact=fact.name)
    if rows.filter(state=DisputeState.OPEN).exists():
        raise refuse("dispute_open")
    one: FactDispute = FactDispute.objects.create(
        teacher=person, measure=fact.measure, fact=fact.name, title=told(fact)[:200], value=fact.as_json(),
        permission=measure.permission, reason=reason.strip()[:300], asked_by=by,
    )  # fmt: skip
    record("dispute.asked", by=by, subject=one, measure=fact.measure)
    return one


@transaction.atomic
def settle(*, one: FactDispute, corrected: bool, answer: str, by: User, on: date) -> None:
    """Who keeps the source answers. ``corrected``: the source says something else now, which is looked up; then the
    portrait is computed anew and decisions that used the old value are flagged."""
    if not answer.strip():
        raise refuse("dispute_answer")
    if by.pk == one.asked_by_id or is_one_hand(by, [one.asked_by_id], one.asked_at):
        raise refuse("dispute_same_hand")
    measure = measures().get(one.measure)
    if not by.scope(one.permission).holds(one.teacher.school.path):
        raise refuse("dispute_not_yours", owner=measure.owner if measure else "")
    after: list[Any] | None = None
    if corrected:
        before = Fact.of_json(one.value)
        now = {fact.name: fact for fact in collect([one.teacher_id], on=on)[one.teacher_id]}.get(one.fact)
        if now is not None and (now.value, now.of) == (before.value, before.of):
            raise refuse("dispute_unchanged")
        after = now.as_json() if now else None
    state = DisputeState.CORRECTED if corrected else DisputeState.KEPT
    _move(one, state, decided_by=by, decided_at=timezone.now(), answer=answer.strip()[:300], value_after=after)
    record(f"dispute.{state}", by=by, subject=one, measure=one.measure)
    if corrected:
        portraits.refresh(teacher_ids=[one.teacher_id], on=on)
        flag(teacher_id=one.teacher_id, facts=[one.fact], what=one.title, by=by)


@transaction.atomic
def withdraw(*, one: FactDispute, by: User) -> None:
    """Who asked takes the objection back."""
    if by.pk != one.asked_by_id:
        raise refuse("dispute_own")
    _move(one, DisputeState.WITHDRAWN, decided_at=timezone.now())
    record("dispute.withdrawn", by=by, subject=one, measure=one.measure)


def _move(one: FactDispute, state: DisputeState, **values: Any) -> None:
    rows = FactDispute.objects.for_system("one objection, found visible by the caller").filter(pk=one.pk)
    if not rows.filter(state=DisputeState.OPEN).update(state=state, **values):
        raise refuse("dispute_moved")
    for key, value in {**values, "state": state}.items():
        setattr(one, key, value)


def facts_of(teacher_id: int, on: date) -> list[Fact]:
    """The facts of one person before a correction, for ``follow``."""
    return collect([teacher_id], on=on)[teacher_id]


def follow(*, teacher_id: int, before: Collection[Fact], what: str, by: User, on: date) -> None:
    """A source of the register was corrected by its own way: compute the portrait anew, flag decisions that used a
    value that the correction changed. ``before`` are the facts of the same day before it."""
    after = {fact.name: (fact.value, fact.of) for fact in facts_of(teacher_id, on)}
    changed = [fact.name for fact in before if after.get(fact.name) != (fact.value, fact.of)]
    if changed:
        portraits.refresh(teacher_ids=[teacher_id], on=on)
        flag(teacher_id=teacher_id, facts=changed, what=what, by=by)


def flag(*, teacher_id: int, facts: Collection[str], what: str, by: User) -> int:
    """Mark the decisions that had one of these facts on the desk; how many."""
    wanted, count = set(facts), 0
    rows = PortraitUse.objects.for_system(WHY).filter(teacher_id=teacher_id)
    for use in rows.select_for_update(of=("self",)):
        if not wanted.isdisjoint(Fact.of_json(one).name for one in use.facts):
            use.flag, use.flagged_at = what[:300], timezone.now()
            use.review, use.reviewed_by, use.reviewed_at = "", None, None
            use.save(update_fields=["flag", "flagged_at", "review", "reviewed_by", "reviewed_at"])
            record("portrait_use.flagged", by=by, subject=use, facts=sorted(wanted))
            count += 1
    return count
