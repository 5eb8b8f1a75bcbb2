"""Requests for corrections: who sees which, whose turn it is, and what one would do to the years of teaching."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.files.models import StoredFile
from kernel.notices import Waiting
from teachers.choices import CorrectionKind, CorrectionState
from teachers.models import Correction, ServiceRecord, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.correction_moves import MOVES, Move, Persons, barred
from teachers.rules.corrections import Entry, Services, applied, rule_rows
from teachers.rules.teaching_years import TeachingYears, months_only, teaching_years

_TURNS = {
    CorrectionState.ASKED: TeacherPermission.CORRECT,
    CorrectionState.CHECKED: TeacherPermission.APPROVE_CORRECTION,
}


@dataclass(frozen=True)
class Figures:
    """Months of teaching now and with the change."""

    before: int
    after: int

    @property
    def stamp(self) -> str:
        return f"{self.before}-{self.after}"


def corrections(user: User) -> QuerySet[Correction]:
    """The requests this person may see, the newest first."""
    rows: QuerySet[Correction] = Correction.objects.visible_to(user).select_related(
        "teacher", "teacher__school", "teacher__school__parent", "asked_by", "checked_by", "decided_by"
    )
    return rows.order_by("-asked_at", "-pk")


def correction(user: User, pk: int) -> Correction:
    """One request; DoesNotExist for a neighbour's."""
    return corrections(user).get(pk=pk)


def open_for(user: User, person: Teacher) -> list[Correction]:
    """The open requests about one person."""
    return list(corrections(user).filter(teacher=person, decided_at=None))


def evidence(user: User, one: Correction) -> list[StoredFile]:
    """The files of a request that this person may see."""
    return list(correction(user, one.pk).files.order_by("kept_at", "pk"))


def evidence_file(user: User, pk: int, file_id: UUID) -> tuple[Correction, StoredFile]:
    """One file of a request; DoesNotExist for a neighbour's."""
    one = correction(user, pk)
    return one, one.files.get(pk=file_id)


def my_turn(user: User) -> QuerySet[Correction]:
    """Open requests that this person can bring a step on."""
    wanted = Q(pk__in=[])
    for state, permission in _TURNS.items():
        mine = user.scope(permission).q("teacher__school__path") & Q(state=state)
        wanted |= mine & ~Q(checked_by=user.pk) if state == CorrectionState.CHECKED else mine
    return corrections(user).filter(wanted).exclude(asked_by=user.pk).exclude(teacher__user_id=user.pk)


def persons_of(one: Correction) -> Persons:
    """Who has had a hand in a request."""
    return Persons(one.asked_by_id, one.checked_by_id, one.teacher.user_id)


def moves_for(user: User, one: Correction) -> dict[str, Move]:
    """The moves this person can make now."""
    state, path = CorrectionState(one.state), one.teacher.school.path
    found = {name: move for name, move in MOVES.items() if not barred(move, state, user.pk, persons_of(one))}
    return {
        name: move for name, move in found.items()
        if move.permission is None or user.scope(move.permission[state]).holds(path)
    }  # fmt: skip


def may_ask(user: User, person: Teacher) -> bool:
    """Whether this person may ask for a correction of that record."""
    return person.user_id == user.pk or user.scope(TeacherPermission.CORRECT).holds(person.school.path)


def service_row(user: User, person: Teacher, pk: int) -> Entry:
    """One service row of a person; DoesNotExist for anybody else's."""
    row = ServiceRecord.objects.visible_to(user).get(teacher=person, pk=pk)
    return Entry(row.start_month, row.end_month, row.kind, row.unit_name)


def service_rows(user: User, person: Teacher) -> Services:
    """The service rows of a person as the rules of corrections take them."""
    rows = ServiceRecord.objects.visible_to(user).filter(teacher=person)
    columns = rows.values_list("start_month", "kind", "end_month", "unit_name")
    return {(start, kind): (end, unit) for start, kind, end, unit in columns}


def months_with(services: Services, old: Entry | None, new: Entry | None, on: date) -> Figures:
    """The months of teaching now and with the change, by the rule."""
    after = applied(services, old, new)
    return Figures(months_only(rule_rows(services), on), months_only(rule_rows(after), on))


def years_now_and_then(user: User, one: Correction, on: date) -> tuple[TeachingYears, TeachingYears, Figures]:
    """The whole arithmetic before and after an open request."""
    services = service_rows(user, one.teacher)
    old, new = (None, None) if one.kind == CorrectionKind.NAME else map(Entry.of_json, (one.old, one.new))
    before = teaching_years(rule_rows(services), on)
    after = teaching_years(rule_rows(applied(services, old, new)), on)
    return before, after, Figures(before.months, after.months)


def waiting(user: User) -> list[Waiting]:
    """Requests to look at; what became of one's own."""
    found = []
    if user.holds(TeacherPermission.CORRECT) or user.holds(TeacherPermission.APPROVE_CORRECTION):
        count = my_turn(user).count()
        if count:
            found.append(
                Waiting(
                    _("%s 份更正申请待办理") % count,
                    _("教师或学校申请更正任教经历、姓名，请核对证明材料后办理。"),
                    reverse("correction_list") + "?turn=mine",
                    _("去办理"),
                    urgent=True,
                )
            )
    return found
