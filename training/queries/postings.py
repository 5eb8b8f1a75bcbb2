"""What the register says of people's posts, for the triggers of job-fit training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from teachers.choices import ServiceKind, TeacherStatus
from teachers.models import Post, ServiceRecord, Teacher
from teachers.queries.teaching import one_of
from training.models import LastLook, QualifiedSubject, Requirement
from training.rules.job_fit import Posting

_REASON = "what the register says calls for trainings, whoever looks"
TEACHING = Q(status=TeacherStatus.ACTIVE, category__in=["", "teacher"])


def serving() -> QuerySet[Teacher]:
    """Everybody in service who teaches."""
    rows: QuerySet[Teacher] = Teacher.objects.for_system(_REASON)
    return rows.filter(TEACHING)


def changed(limit: int) -> list[int]:
    """Keys of people of whom the register says something else than when it was last looked at, or who are new."""
    posts = Post.objects.for_system(_REASON).filter(teacher=OuterRef("pk"), valid_until=None)
    looks = LastLook.objects.for_system(_REASON).filter(teacher=OuterRef("pk"))
    rows = serving().annotate(post_now=Coalesce(Subquery(posts.values("pk")[:1]), 0))
    same = looks.filter(post=OuterRef("post_now"), stage=OuterRef("stage"), subject=OuterRef("subject"))
    return list(rows.filter(~Exists(same)).order_by("pk").values_list("pk", flat=True)[:limit])


@dataclass(frozen=True)
class Looked:
    """One person as the register has it now, and as it was when last looked at."""

    pk: int
    stage: str
    subject: str
    postings: list[Posting]
    taught_since: date | None
    before: LastLook | None

    @property
    def post(self) -> Posting | None:
        return self.postings[-1] if self.postings else None


def looked_at(teacher_ids: Collection[int]) -> list[Looked]:
    """These people with their posts, a fixed number of queries."""
    people = Teacher.objects.for_system(_REASON).filter(one_of("pk", teacher_ids)).order_by("pk")
    posts = _postings(teacher_ids)
    taught = _taught_since(teacher_ids)
    before = {
        row.teacher_id: row for row in LastLook.objects.for_system(_REASON).filter(one_of("teacher_id", teacher_ids))
    }
    return [
        Looked(
            pk, stage, subject, posts.get(pk, []),
            min((day for day in (taught.get(pk), started) if day), default=None), before.get(pk),
        )
        for pk, stage, subject, started in people.values_list("pk", "stage", "subject", "started_teaching_month")
    ]  # fmt: skip


def _postings(teacher_ids: Collection[int]) -> dict[int, list[Posting]]:
    rows = Post.objects.for_system(_REASON).filter(one_of("teacher_id", teacher_ids))
    found: dict[int, list[Posting]] = defaultdict(list)
    for pk, *values in rows.order_by(
        F("valid_until").asc(nulls_last=True), F("valid_from").asc(nulls_first=True), "pk"
    ).values_list(
        "teacher_id", "pk", "org_id", "org__location_type", "org__stage", "category", "employment", "valid_from"
    ):
        found[pk].append(Posting(*values))
    return found


def _taught_since(teacher_ids: Collection[int]) -> dict[int, date]:
    rows = ServiceRecord.objects.for_system(_REASON).filter(one_of("teacher_id", teacher_ids))
    found: dict[int, date] = {}
    for pk, start in rows.filter(kind=ServiceKind.TEACHING).values_list("teacher_id", "start_month"):
        found[pk] = min(start, found.get(pk, start))
    return found


def subjects_certified(teacher_ids: Collection[int]) -> dict[int, set[str]]:
    """Subjects of the certificates on file: person -> subjects."""
    rows = QualifiedSubject.objects.for_system(_REASON).filter(one_of("teacher_id", teacher_ids))
    found: dict[int, set[str]] = defaultdict(set)
    for pk, subject in rows.values_list("teacher_id", "subject"):
        found[pk].add(subject)
    return found


def maybe_short(subjects: Iterable[str]) -> list[tuple[int, str, str]]:
    """Who may teach something short: people with a certificate on file, and those of the listed subjects."""
    certified = QualifiedSubject.objects.for_system(_REASON).filter(teacher=OuterRef("pk"))
    rows = serving().exclude(subject="").filter(Exists(certified) | Q(subject__in=list(subjects)))
    return list(rows.order_by("pk").values_list("pk", "subject", "stage"))


def without(kind: str, key: str) -> QuerySet[Teacher]:
    """Everybody in service of whom an event that is everybody's has not asked its training yet."""
    asked = Requirement.objects.for_system(_REASON).filter(teacher=OuterRef("pk"), kind=kind, key=key)
    return serving().filter(~Exists(asked)).order_by("pk")


def asked_already(teacher_ids: Collection[int], kind: str = "") -> set[tuple[int, str, str]]:
    """Person, kind and event of what these people are asked already."""
    rows = Requirement.objects.for_system(_REASON).filter(one_of("teacher_id", teacher_ids))
    if kind:
        rows = rows.filter(kind=kind)
    return set(rows.values_list("teacher_id", "kind", "key"))


def hired_between(first: date, last: date) -> dict[int, date]:
    """People whose first appointment lies in a time, with its day."""
    rows = Requirement.objects.for_system(_REASON).filter(kind="T2", triggered_on__gte=first, triggered_on__lte=last)
    return dict(rows.values_list("teacher_id", "triggered_on"))
