"""What a person is told: that a session begins soon; and what was told, put away."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from training.actions.common import tell
from training.actions.waiting import rows
from training.choices import EnrolmentState, NoticeKind, ProgrammeState, SessionState, Step
from training.models import Session, TrainingNotice

AHEAD = timedelta(hours=24)


def put_away(*, by: User) -> int:
    """All own notices that are on the page are read; how many."""
    rows = TrainingNotice.objects.visible_to(by).filter(teacher__user_id=by.pk, read_at=None)
    return int(rows.update(read_at=timezone.now()))


def remind_of_sessions(*, at: datetime | None = None) -> int:
    """Tell whoever has a place for good that the session begins within a day, once, and once more after it was moved;
    of how many places. Without arguments it is a chore."""
    now = at or timezone.now()
    near = Session.objects.filter(
        state__in=[SessionState.PLANNED, SessionState.RUNNING], programme__state=ProgrammeState.PUBLISHED,
        starts_at__gt=now, starts_at__lte=now + AHEAD,
    )  # fmt: skip
    sessions = {one.pk: one for one in near}
    people: dict[int, list[int]] = defaultdict(list)
    there = rows().filter(session__in=list(sessions), state=EnrolmentState.SEATED, awaits=Step.NONE)
    for session, teacher in there.values_list("session", "teacher"):
        people[session].append(teacher)
    with transaction.atomic():
        for key in sorted(people):
            tell(people[key], sessions[key], NoticeKind.SOON, stamp=sessions[key].sequence, at=now)
    return sum(map(len, people.values()))
