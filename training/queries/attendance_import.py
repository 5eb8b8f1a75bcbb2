"""What a workbook of attendance needs to know: the sessions that one runs, and who has a place in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from training.choices import EnrolmentState, SessionState, Step
from training.models import CheckIn, Enrolment, Session
from training.permissions import TrainingPermission as Training

BATCH = 500
OPEN = (SessionState.PLANNED, SessionState.RUNNING)


@dataclass(frozen=True)
class Place:
    """Somebody with a place for good in a session, and the checks that are there already."""

    enrolment: int
    name: str
    made: frozenset[str]


def sessions_by_title(user: User) -> dict[tuple[str, str], list[Session]]:
    """The sessions that this person runs and whose attendance is not final: (programme, session) -> those named so."""
    mine = user.scope(Training.RUN_SESSION).q("programme__org__path") | Q(trainers__teacher__user_id=user.pk)
    rows = Session.objects.filter(mine, state__in=OPEN).distinct().select_related("programme__org")
    found: dict[tuple[str, str], list[Session]] = defaultdict(list)
    for one in rows.order_by("pk"):
        found[one.programme.title, one.title].append(one)
    return found


def places(user: User, sessions: Collection[Session], numbers: Iterable[str]) -> dict[tuple[int, str], Place]:
    """Who of these ID numbers has a place for good: (session, number) -> place."""
    digests = findable([number for number in numbers if number])
    made: dict[int, set[str]] = defaultdict(set)
    keys = [one.pk for one in sessions]
    there = CheckIn.objects.visible_to(user).filter(enrolment__session__in=keys)
    for enrolment, point in there.values_list("enrolment", "point"):
        made[enrolment].add(point)
    found: dict[tuple[int, str], Place] = {}
    every = list(digests)
    for start in range(0, len(every), BATCH):
        rows = Enrolment.objects.visible_to(user).filter(
            session__in=keys, state=EnrolmentState.SEATED, awaits=Step.NONE,
            teacher__id_digest__in=every[start : start + BATCH],
        )  # fmt: skip
        for pk, session, name, digest in rows.values_list("pk", "session", "teacher__name", "teacher__id_digest"):
            found[session, digests[digest]] = Place(pk, name, frozenset(made[pk]))
    return found
