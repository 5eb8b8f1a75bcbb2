"""What other trades can say about teachers: the port, and the collecting of it.

Two kinds of sources are named in settings. ``TEACHER_FACT_SOURCES`` give plain facts in bulk, for everybody alike: the
portrait is computed from them. ``TEACHER_STORY_SOURCES`` tell a person what the trade shows on a teacher's page, within
what that person may see. The module of a fact source says in ``MEASURES`` what its facts are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from kernel.accounts.models import User
from teachers.queries.measures import measures
from teachers.rules.portrait_facts import Fact, Measure, Source, Told

__all__ = ["Fact", "Measure", "Story", "Told", "among", "collect", "measures", "stories"]
MANY = 500  # people named one by one in a statement; more are asked for by the bounds of their keys


def among(field: str, teacher_ids: Sequence[int]) -> Q:
    """Whether a key is one of these people, or near them where they are many; ``collect`` leaves out who was not asked
    for, so that a source needs one query however many there are."""
    if len(teacher_ids) <= MANY:
        return Q(**{f"{field}__in": teacher_ids})
    return Q(**{f"{field}__gte": min(teacher_ids), f"{field}__lte": max(teacher_ids)})


def collect(teacher_ids: Sequence[int], *, on: date) -> dict[int, list[Fact]]:
    """The facts about these people as of a day, by person, in a number of queries that does not depend on theirs."""
    found: dict[int, list[Fact]] = {pk: [] for pk in teacher_ids}
    if not found:
        return found
    for path in settings.TEACHER_FACT_SOURCES:
        source: Source = import_string(path)
        for pk, fact in source(teacher_ids, on):
            if pk in found:
                found[pk].append(fact)
    return found


@dataclass(frozen=True)
class Story:
    """What a trade shows on a teacher's page: one thing, in words."""

    trade: str
    title: str
    detail: str
    on: date
    url: str = ""


Teller = Callable[[User, Sequence[int], date], dict[int, list[Story]]]


def stories(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Story]]:
    """What all trades show this person of these teachers, newest first; one bulk call per source."""
    found: dict[int, list[Story]] = defaultdict(list)
    for path in settings.TEACHER_STORY_SOURCES:
        teller: Teller = import_string(path)
        for teacher_id, told in teller(user, teacher_ids, on).items():
            found[teacher_id] += told
    return {teacher_id: sorted(told, key=lambda one: one.on, reverse=True) for teacher_id, told in found.items()}
