"""Renaming, merging and closing schools: one person asks, another signs, and with the signature it is done."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record, record_each
from kernel.bulk import insert
from kernel.errors import RuleBroken
from kernel.orgs import actions as orgs
from kernel.orgs.models import Organisation
from kernel.orgs.permissions import OrgPermission
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from teachers.models import Post, Teacher
from teachers.rules.unit_changes import CLOSE, MERGE, RENAME, SIGNED_AS, UnitChange, begins


def ask_rename(*, school: Organisation, name: str, on: date, document: str, reason: str, by: User) -> Signature:
    """Ask for another name from a day."""
    orgs.may_be_renamed(school, name := name.strip(), on)
    return _ask(school, UnitChange(RENAME, on, document.strip(), name), reason, by)


def ask_merger(
    *, school: Organisation, into: Organisation, on: date, document: str, reason: str, by: User
) -> Signature:
    """Ask for a school to be merged into another one from a day, with its people."""
    orgs.may_be_closed(school, on, into)
    people = _people(school).count()
    return _ask(school, UnitChange(MERGE, on, document.strip(), into.name, into.pk, people), reason, by)


def ask_closure(*, school: Organisation, on: date, document: str, reason: str, by: User) -> Signature:
    """Ask for a school to be closed without a successor; nobody may be there any more."""
    orgs.may_be_closed(school, on, None)
    _refuse_inhabited(school)
    return _ask(school, UnitChange(CLOSE, on, document.strip()), reason, by)


def _ask(school: Organisation, change: UnitChange, reason: str, by: User) -> Signature:
    demand(by, OrgPermission.CHANGE, what="调整单位")
    if not by.scope(OrgPermission.CHANGE).holds(school.path):
        raise RuleBroken("unit_elsewhere", "这所学校不在您的管理范围内，请由其主管部门办理。")
    if not change.document:
        raise RuleBroken("document_missing", "请填写依据文件的标题和文号。")
    with transaction.atomic():
        signature = signoff.ask(kind=SIGNED_AS, subject=school, reason=reason, by=by, **change.detail)
        record("unit.asked", by=by, subject=school, what=change.sentence(school.name))
    return signature


@transaction.atomic
def sign(*, school: Organisation, signature: Signature, by: User, on: date, seen: int | None = None) -> None:
    """The second person agrees, and the school is changed. ``seen`` is the number of people that was on the screen: a
    merger is not signed without."""
    _demand_second(school, by)
    change = UnitChange.of(signature.detail)
    if change.on > on:
        raise RuleBroken("day_not_reached", "生效日 {on} 尚未到，请届时再签署。", on=change.on)
    signoff.sign(signature=signature, by=by)
    if change.change == RENAME:
        orgs.rename(school=school, name=change.name, on=change.on, document=change.document)
        record(
            "school.renamed", by=by, subject=school, old=school.name, new=change.name, day=str(change.on),
            document=change.document,
        )  # fmt: skip
    elif change.change == MERGE:
        _merge(school, change, by, seen)
    else:
        orgs.locked(school)  # nobody is enrolled there from here on
        _refuse_inhabited(school)
        orgs.close(school=school, on=change.on, document=change.document)
        record("school.closed", by=by, subject=school, day=str(change.on), document=change.document)


@transaction.atomic
def refuse(*, school: Organisation, signature: Signature, by: User, answer: str) -> None:
    """The second person does not agree."""
    _demand_second(school, by)
    signoff.refuse(signature=signature, by=by, answer=answer)
    record("unit.refused", by=by, subject=school, what=_what(school, signature))


@transaction.atomic
def withdraw(*, school: Organisation, signature: Signature, by: User) -> None:
    """Who asked takes the request back."""
    signoff.withdraw(signature=signature, by=by)
    record("unit.withdrawn", by=by, subject=school, what=_what(school, signature))


def _what(school: Organisation, signature: Signature) -> str:
    return UnitChange.of(signature.detail).sentence(school.name)


def _demand_second(school: Organisation, by: User) -> None:
    demand(by, OrgPermission.APPROVE, what="签署单位调整")
    if not by.scope(OrgPermission.APPROVE).holds(school.path):
        raise RuleBroken("unit_elsewhere", "这所学校不在您的管理范围内，请由其主管部门办理。")


def _merge(school: Organisation, change: UnitChange, by: User, seen: int | None) -> None:
    """Everybody of the school goes over: the post ends, another begins at the successor, a line for each person."""
    into = Organisation.objects.get(pk=change.into)
    orgs.locked(school, into)  # nobody is enrolled there from here on
    people = list(_people(school).select_for_update().values_list("pk", flat=True))
    if seen != len(people):
        raise RuleBroken(
            "people_changed", "学校现有 {count} 人，与您打开页面时不同，请核对后再签署。", count=len(people)
        )
    old_name, document = school.name, change.document
    _move_posts(people, into, change.on)
    moved = Teacher.objects.for_system("everybody of a school that is merged").filter(pk__in=people)
    moved.update(school=into, updated_at=timezone.now())
    orgs.close(school=school, on=change.on, document=document, into=into)
    told = {"old": old_name, "new": into.name, "day": str(change.on)}
    record_each("teacher.moved_by_merger", by=by, subject=Teacher, details=dict.fromkeys(people, told))
    figures = {"day": str(change.on), "people": len(people), "document": document}
    record("school.merged", by=by, subject=school, into=into.name, **figures)
    record("school.absorbed", by=by, subject=into, name=old_name, **figures)


def _move_posts(people: list[int], into: Organisation, on: date) -> None:
    posts = Post.objects.for_system("posts of a school that is merged").filter(teacher__in=people, valid_until=None)
    rows = [
        {
            "teacher_id": post.teacher_id, "org_id": into.pk, "category": post.category,
            "employment": post.employment, "valid_from": begins(on, post.valid_from),
        }
        for post in posts
    ]  # fmt: skip
    posts.filter(valid_from__gt=on).update(valid_until=F("valid_from"))
    posts.update(valid_until=on)
    insert(Post, rows)


def _people(school: Organisation) -> QuerySet[Teacher]:
    rows: QuerySet[Teacher] = Teacher.objects.for_system("everybody of a school, whoever asks")
    return rows.filter(school=school).order_by("pk")


def _refuse_inhabited(school: Organisation) -> None:
    if count := _people(school).count():
        raise RuleBroken("school_inhabited", "学校名册中还有 {count} 人，请先办理并入或调动，再停办。", count=count)
