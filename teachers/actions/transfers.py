"""A person goes to another school: the post ends, another begins there, the trail says on what paper."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from teachers import gates
from teachers.models import Post, Teacher


@transaction.atomic
def transfer(*, teacher: Teacher, into: Organisation, document: str, by: User, on: date) -> None:
    """Move one serving person to another school from a day on. RuleBroken where a gate stays shut (an open
    case, a bar); whether all agreed, the caller asked before."""
    gates.demand(gates.GateAct.TRANSFER, teacher.pk, on)
    people = Teacher.objects.for_system("one person, found visible by the caller").select_for_update()
    person = people.get(pk=teacher.pk)
    before = Organisation.objects.get(pk=person.school_id)
    posts = Post.objects.for_system("the current post of a person locked above").filter(
        teacher=person, valid_until=None
    )
    current = posts.first()
    category = current.category if current else person.category
    employment = current.employment if current else person.employment
    posts.filter(valid_from__gt=on).update(valid_until=F("valid_from"))
    posts.update(valid_until=on)
    Post.objects.create(teacher=person, org=into, category=category, employment=employment, valid_from=on)
    people.filter(pk=person.pk).update(school=into, updated_at=timezone.now())
    record("teacher.transferred", by=by, subject=person, old=before.name, new=into.name, day=str(on), document=document)
    teacher.school = into
