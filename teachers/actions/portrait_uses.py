"""Looking at portraits, and deciding with one on the desk: the portrait decides nothing, a person does and says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.actions.access import note_read
from teachers.choices import UsePurpose
from teachers.errors import refuse
from teachers.models import Portrait, PortraitUse, Teacher
from teachers.permissions import TeacherPermission
from teachers.queries.portraits import closed_until


def note_look(*, portrait: Portrait, by: User, on: date, printed: bool = False) -> None:
    """Note that somebody looked: for the person it is about that it was seen, for anybody else a line in the trail."""
    if portrait.teacher.user_id == by.pk:
        if portrait.seen_on is None:
            rows = Portrait.objects.for_system("the own portrait, found visible").filter(pk=portrait.pk, seen_on=None)
            rows.update(seen_on=on)
            portrait.seen_on = on
        return
    if printed:
        note_read(people=[portrait.teacher], by=by, act="portrait.printed", year=portrait.year)
    else:
        note_read(people=[portrait.teacher], by=by, act="portrait.read", year=portrait.year)


def note_told(*, people: Collection[Teacher], by: User) -> None:
    """Note that the command line printed the portraits of these people."""
    note_read(people=people, by=by, act="portrait.told")


@transaction.atomic
def decide(*, portrait: Portrait, purpose: str, decision: str, confirmed: bool, by: User, on: date) -> PortraitUse:
    """Somebody notes what was decided about a person with the portrait on the desk, and that it was the own decision.

    《中华人民共和国个人信息保护法》第二十四条：不得仅通过自动化决策的方式作出对个人权益有重大影响的决定。
    """
    person = portrait.teacher
    if person.user_id == by.pk:
        raise refuse("decision_own")
    if not by.scope(TeacherPermission.PORTRAIT).holds(person.school.path):
        raise refuse("no_portrait")
    if until := closed_until(portrait, on):
        raise refuse("portrait_first", day=until)
    if purpose not in UsePurpose.values or not decision.strip():
        raise refuse("decision_missing")
    if not confirmed:
        raise refuse("decision_confirm")
    use: PortraitUse = PortraitUse.objects.create(
        teacher=person, version_id=portrait.version_id, purpose=purpose, decision=decision.strip()[:500],
        scores=portrait.scores, facts=portrait.facts, decided_by=by,
    )  # fmt: skip
    note_read(people=[person], by=by, act="portrait.used", why=purpose)
    record("portrait_use.decided", by=by, subject=use, why=purpose)
    return use


@transaction.atomic
def review(*, use: PortraitUse, conclusion: str, by: User) -> None:
    """Somebody looks again at a decision that used a value which was corrected afterwards."""
    if not by.scope(TeacherPermission.PORTRAIT).holds(use.teacher.school.path):
        raise refuse("no_portrait")
    if use.teacher.user_id == by.pk:
        raise refuse("decision_own")
    if not conclusion.strip():
        raise refuse("review_missing")
    rows = PortraitUse.objects.for_system("one decision, found visible by the caller").filter(pk=use.pk)
    done = rows.filter(flagged_at__isnull=False, reviewed_at=None).update(
        review=conclusion.strip()[:500], reviewed_by=by, reviewed_at=timezone.now()
    )
    if not done:
        raise refuse("use_not_flagged")
    record("portrait_use.reviewed", by=by, subject=use)
