"""What a teacher sees of the own honours."""

from __future__ import annotations

from dataclasses import dataclass

from honors.choices import Confirmation, EntryState, HoldReason, RoundState
from honors.models import Certificate, HonorRound, Objection, RoundEntry
from kernel.accounts.models import User
from teachers.models import Teacher
from teachers.queries.register import own_record
from teachers.queries.teaching import career
from teachers.rules.teaching_years import TeachingYears, teaching_years

UNDER_WAY = (RoundState.CHECKING, RoundState.PUBLICITY, RoundState.SUBMITTED, RoundState.APPROVED)


@dataclass(frozen=True)
class Mine:
    """The own place in a round under way: the entry, or the years without one; what was said against it."""

    teacher: Teacher
    round: HonorRound
    entry: RoundEntry | None
    years: TeachingYears
    objections: list[Objection]

    @property
    def may_confirm(self) -> bool:
        late = {HoldReason.UNCONFIRMED, HoldReason.NOT_SENT}
        waits = self.entry is not None and self.entry.answer == Confirmation.NONE
        return bool(
            self.entry and waits and self.round.state == RoundState.CHECKING
            and (self.entry.state == EntryState.CANDIDATE or self.entry.hold_reason in late)
        )  # fmt: skip

    @property
    def may_object(self) -> bool:
        return self.round.state in {RoundState.CHECKING, RoundState.PUBLICITY}


def rounds_of(user: User) -> tuple[Teacher | None, list[Mine], list[Certificate]]:
    """The own record, the rounds under way, the certificates; DoesNotExist-free for an account without a record."""
    me = own_record(user)
    if me is None:
        return None, [], []
    services = career(user, me).services
    under_way = list(HonorRound.objects.filter(state__in=UNDER_WAY).order_by("-as_of"))
    entries = {
        row.round_id: row
        for row in RoundEntry.objects.visible_to(user)
        .filter(teacher=me, round__in=under_way)
        .select_related("school", "teacher", "round")
    }
    said: dict[int, list[Objection]] = {}
    for row in Objection.objects.visible_to(user).filter(made_by=user, round__in=under_way).order_by("-made_at"):
        said.setdefault(row.round_id, []).append(row)
    found = [
        Mine(me, one, entries.get(one.pk), teaching_years(services, one.as_of), said.get(one.pk, []))
        for one in under_way
    ]
    papers = Certificate.objects.visible_to(user).filter(teacher=me, newest__isnull=False).order_by("-threshold")
    return me, found, list(papers)


def own_round(user: User, one: HonorRound) -> Mine:
    """The own place in one round; DoesNotExist for an account without a record."""
    me = own_record(user)
    if me is None:
        raise Teacher.DoesNotExist
    entry = RoundEntry.objects.visible_to(user).filter(teacher=me, round=one).select_related("school", "round").first()
    return Mine(me, one, entry, teaching_years(career(user, me).services, one.as_of), [])
