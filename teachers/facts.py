"""What other trades can say about teachers: the port, and the collecting of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.accounts.models import User


@dataclass(frozen=True)
class Fact:
    """One fact about a teacher, told by the trade that owns it."""

    trade: str
    title: str
    detail: str
    on: date
    url: str = ""


Source = Callable[[User, Sequence[int], date], dict[int, list[Fact]]]


def collect(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Fact]]:
    """The facts of all sources that this person may see, newest first; one bulk call per source."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for path in settings.TEACHER_FACT_SOURCES:
        source: Source = import_string(path)
        for teacher_id, facts in source(user, teacher_ids, on).items():
            found[teacher_id] += facts
    return {teacher_id: sorted(facts, key=lambda fact: fact.on, reverse=True) for teacher_id, facts in found.items()}
