"""Reads of the trail. It has no scope of its own: a history is that of a record which the caller's query found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import OuterRef, Subquery

from kernel.accounts.models import User
from kernel.audit.models import AuditEvent

PER_PAGE = 20


def history(
    user: User, subject: models.Model, page: str | int | None = 1, *, without: Collection[str] = ()
) -> Page[Any]:
    """A page of what happened to a record, the newest first, without the acts that are none of this reader's business.

    ``subject`` is a row that a query found visible to ``user``; what nobody may see has no history either.
    """
    if not user.is_authenticated or subject.pk is None:
        return Paginator(AuditEvent.objects.none(), PER_PAGE).get_page(1)
    names = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")[:1]
    rows = AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    found = rows.exclude(act__in=without).annotate(full_name=Subquery(names)).order_by("-at", "-pk")
    return Paginator(found, PER_PAGE).get_page(page)
