"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.choices import EventKind
from kernel.audit.models import AuditEvent
from kernel.bulk import insert

ONE_LOOK = timedelta(minutes=10)  # looks of one person at one record within this time are one look
AT_ONCE = 500  # records asked for in one query


def line(act: str, *, by: User | None, subject: models.Model, **detail: Any) -> AuditEvent:
    """An unsaved audit line; ``by`` is None for the anonymous public. Who does a colleague's work during leave acts in
    the own name, and the line says for whom the person stands in."""
    if by and (names := by.acting_for):
        detail["acting_for"] = names
    return AuditEvent(
        act=act,
        actor_id=by.pk if by else None,
        actor_name=by.username if by else "公众",
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )


def record(act: str, *, by: User | None, subject: models.Model, **detail: Any) -> None:
    """Write one line. Called inside the transaction of the act, so that both stand or fall together."""
    line(act, by=by, subject=subject, **detail).save()


def record_look(act: str, *, by: User, subject: models.Model, **detail: Any) -> None:
    """Write a line about one look that is a line each time, however soon it comes again."""
    look = line(act, by=by, subject=subject, unit=_unit_of(by), **detail)
    look.kind = EventKind.READ
    look.save()


def record_each(act: str, *, by: User, subject: type[models.Model], details: Mapping[int, Mapping[str, Any]]) -> None:
    """Write one line each for many subjects of one kind: primary key -> detail."""
    if by.acting_for:
        details = {pk: {**detail, "acting_for": by.acting_for} for pk, detail in details.items()}
    same = {"at": timezone.now(), "act": act, "actor_id": by.pk, "actor_name": by.username,
            "subject_type": subject._meta.label_lower}  # fmt: skip
    insert(AuditEvent, [{**same, "subject_id": str(pk), "detail": detail} for pk, detail in details.items()])


def record_many(lines: Iterable[AuditEvent]) -> None:
    """Write the lines of a bulk act."""
    AuditEvent.objects.bulk_create(lines, batch_size=500)


def record_read(
    *, by: User, subjects: Collection[models.Model], act: str, purpose: str = "", fields: Collection[str] = (),
    **more: Any,
) -> int:  # fmt: skip
    """Note that somebody looked at L3 or L4 data of these records, all of one kind; how many lines were written.

    ``subjects`` are the people whom the data is about (so that each of them can be told), ``act`` says what was
    looked at, ``purpose`` why, in words, and ``fields`` which fields beyond what the act says. ``more`` goes into the
    line as it is. The same look of the same person within ten minutes is one line; that is asked of the trail itself,
    since a cache may say "noted" of what was rolled back. Whose record it is decides the caller: a look at one's own
    record is no event.
    """
    if not subjects:
        return 0
    of = next(iter(subjects))._meta.label_lower
    detail: dict[str, Any] = {"unit": _unit_of(by), **more}
    if by.acting_for:
        detail["acting_for"] = by.acting_for
    if purpose:
        detail["purpose"] = purpose
    if fields:
        detail["fields"] = sorted(map(str, fields))
    keys = list(dict.fromkeys(str(one.pk) for one in subjects))
    noted = {key for start in range(0, len(keys), AT_ONCE)
             for key in _seen(by, act, of, keys[start : start + AT_ONCE], detail)}  # fmt: skip
    same = {"at": timezone.now(), "kind": EventKind.READ, "act": act, "actor_id": by.pk, "actor_name": by.username,
            "subject_type": of, "detail": detail}  # fmt: skip
    fresh = [{**same, "subject_id": key} for key in keys if key not in noted]
    insert(AuditEvent, fresh)
    return len(fresh)


def _unit_of(by: User) -> str:
    """For which unit the person looks, by the grants of this day: kept, since these change."""
    return "、".join(dict.fromkeys(grant.org.name for grant in by.grants_in_force))


def _seen(by: User, act: str, of: str, keys: list[str], detail: Mapping[str, Any]) -> Iterable[str]:
    recent = AuditEvent.objects.filter(
        subject_type=of, subject_id__in=keys, at__gte=timezone.now() - ONE_LOOK, act=act, actor_id=by.pk
    )
    return (key for key, known in recent.values_list("subject_id", "detail") if known == detail)


def record_refusal(act: str, *, by: User | None, subject_type: str, subject_id: str, **detail: Any) -> None:
    """Write the line of a refused attempt; ``by`` is None where nobody is signed in."""
    AuditEvent(
        kind=EventKind.REFUSED,
        act=act,
        actor_id=by.pk if by else None,
        actor_name=by.username if by else "公众",
        subject_type=subject_type,
        subject_id=subject_id[:40],
        detail=detail,
    ).save()
