"""Measures of appointment: those of one's schools, the own ones, what may be done about one."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from kernel.accounts.models import User
from staffing.choices import MeasureMove, MeasureState
from staffing.models import MeasureSetting, MeasureStep, PostMeasure
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.measures import Move, Who, possible


def setting_on(day: date) -> MeasureSetting:
    """The row in force; the defaults before the first one."""
    rows = MeasureSetting.objects.filter(effective_from__lte=day).order_by("-effective_from")
    return rows.first() or MeasureSetting(effective_from=day)


def settings() -> list[MeasureSetting]:
    """All rows, the newest first."""
    return list(MeasureSetting.objects.order_by("-effective_from"))


def measures(user: User, state: str = "") -> QuerySet[PostMeasure]:
    """Those of the schools that this person speaks for, the newest first."""
    scope = user.scope(Staffing.REQUEST).q("school__path")
    rows: QuerySet[PostMeasure] = PostMeasure.objects.visible_to(user).filter(scope)
    if state in MeasureState.values:
        rows = rows.filter(state=state)
    return rows.select_related("teacher", "school", "proposed_by")


def own(user: User) -> QuerySet[PostMeasure]:
    """Those that are about oneself, from the day on which one was told."""
    rows: QuerySet[PostMeasure] = PostMeasure.objects.visible_to(user).filter(teacher__user_id=user.pk)
    return rows.select_related("teacher", "school")


def measure(user: User, pk: int) -> PostMeasure:
    """One; PostMeasure.DoesNotExist for a neighbour's, and for the person before it was told."""
    rows = PostMeasure.objects.visible_to(user)
    found: PostMeasure = rows.select_related("teacher", "school", "proposed_by", "approved_by").get(pk=pk)
    return found


def steps(user: User, one: PostMeasure) -> list[MeasureStep]:
    """What was done so far."""
    return list(MeasureStep.objects.visible_to(user).filter(measure=one).select_related("by").order_by("pk"))


def moves(user: User, one: PostMeasure, today: date) -> list[Move]:
    """The moves that this person may make now."""
    path = one.school.path
    may = {
        Who.SCHOOL: user.scope(Staffing.REQUEST).holds(path), Who.BUREAU: user.scope(Staffing.CHECK).holds(path),
        Who.TEACHER: one.teacher.user_id == user.pk,
    }  # fmt: skip
    found = [move for move in possible(MeasureState(one.state)) if may[move.who]]
    if user.pk in (one.proposed_by_id, one.decided_by_id):
        found = [move for move in found if not move.second]
    return [move for move in found if _is_time(one, move, today)]


def _is_time(one: PostMeasure, move: Move, today: date) -> bool:
    if move.name == MeasureMove.NO_STATEMENT:
        return one.state_until is None or today > one.state_until
    if move.name == MeasureMove.EFFECT:
        return one.effective_on is not None and one.effective_on <= today
    if move.name == MeasureMove.REVIEW:
        return one.term_until is not None and one.term_until <= today
    return True


def waiting_counts(user: User, today: date) -> tuple[int, int]:
    """How many wait for this person: to approve as the department, to carry on as the school."""
    if not user.holds(Staffing.REQUEST):
        return 0, 0
    rows = PostMeasure.objects.visible_to(user)
    approve = rows.filter(user.scope(Staffing.CHECK).q("school__path"), state=MeasureState.DECIDED).exclude(
        Q(proposed_by=user) | Q(decided_by=user)
    )
    mine = rows.filter(user.scope(Staffing.REQUEST).q("school__path"), proposed_by=user)
    ready = mine.filter(
        Q(state__in=[MeasureState.PROPOSED, MeasureState.HEARD, MeasureState.APPROVED])
        | Q(state=MeasureState.NOTICED, state_until__lt=today)
        | Q(state=MeasureState.SERVED, effective_on__lte=today)
        | Q(state=MeasureState.EFFECTIVE, term_until__lte=today)
    )
    return approve.count(), ready.count()
