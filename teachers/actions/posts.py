"""A person gets another post at the same school, or leaves it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from teachers import gates
from teachers.actions.milestones import refresh
from teachers.choices import PostCategory, TeacherStatus, chinese
from teachers.models import Post, ServiceRecord, Teacher


def _locked(teacher: Teacher, on: date) -> Teacher:
    gates.demand(gates.GateAct.REAPPOINT, teacher.pk, on)
    people = Teacher.objects.for_system("one person, found visible by the caller").select_for_update()
    person: Teacher = people.get(pk=teacher.pk)
    if person.status != TeacherStatus.ACTIVE:
        raise RuleBroken("post_not_serving", "“{name}”不在职，不能办理；请核对名册。", name=person.name)
    return person


def _end_posts(person: Teacher, on: date) -> Post | None:
    posts = Post.objects.for_system("the current post of a person locked above").filter(
        teacher=person, valid_until=None
    )
    current: Post | None = posts.first()
    posts.filter(valid_from__gt=on).update(valid_until=F("valid_from"))
    posts.update(valid_until=on)
    return current


def _word(category: str, level: str) -> str:
    word = chinese(PostCategory(category)) if category in PostCategory.values else ""
    return f"{word}{level}" or "未登记"


@transaction.atomic
def reappoint(
    *, teacher: Teacher, category: str, document: str, by: User, on: date, levels: tuple[str, str] = ("", "")
) -> None:
    """Another post at the same school from a day on: of another category, or of another level (``levels`` in words,
    before and after). RuleBroken where a gate stays shut."""
    person = _locked(teacher, on)
    before = person.category
    current = _end_posts(person, on)
    Post.objects.create(
        teacher=person, org_id=current.org_id if current else person.school_id, category=category,
        employment=current.employment if current else person.employment, valid_from=on,
    )  # fmt: skip
    people = Teacher.objects.for_system("the person locked above")
    people.filter(pk=person.pk).update(category=category, updated_at=timezone.now())
    refresh(teacher_ids=[person.pk])
    record(
        "teacher.reappointed", by=by, subject=person, old=_word(before, levels[0]), new=_word(category, levels[1]),
        day=str(on), document=document,
    )  # fmt: skip
    teacher.category = category


@transaction.atomic
def leave(*, teacher: Teacher, document: str, by: User, on: date) -> None:
    """The contract ends: from ``on`` the person is no longer here; service that goes on ends with the last day before
    it. RuleBroken where a gate stays shut."""
    person = _locked(teacher, on)
    _end_posts(person, on)
    last = (on - timedelta(days=1)).replace(day=1)
    rows = ServiceRecord.objects.for_system("rows of a person locked above").filter(teacher=person)
    going_on = rows.filter(Q(end_month=None) | Q(end_month__gt=last))
    now = timezone.now()
    going_on.filter(start_month__gt=last).update(end_month=F("start_month"), updated_at=now)
    going_on.filter(start_month__lte=last).update(end_month=last, updated_at=now)
    people = Teacher.objects.for_system("the person locked above")
    people.filter(pk=person.pk).update(status=TeacherStatus.LEFT, updated_at=now)
    refresh(teacher_ids=[person.pk])
    record("teacher.left", by=by, subject=person, day=str(on), document=document)
    teacher.status = TeacherStatus.LEFT
