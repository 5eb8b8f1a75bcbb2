"""What waits: plans for the second signature, moves for the agreement of a school or of oneself."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from staffing.choices import MoveState, PlanState
from staffing.models import PlanMove
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.plans import opened, own_moves, plans


def to_sign(user: User) -> list[Waiting]:
    """Plans that this person may sign."""
    if not user.holds(Staffing.SIGN):
        return []
    rows = plans(user).filter(state=PlanState.SUBMITTED).exclude(made_by=user).exclude(submitted_by=user)
    return [
        Waiting(
            _("%(unit)s %(year)s 学年编制调剂方案待签署") % {"unit": one.unit.name, "year": one.year},
            _("%(moves)s 名编制，依据 %(document)s")
            % {"moves": (one.objective or {}).get("moves", 0), "document": one.document},
            one.get_absolute_url(), _("去签署"), urgent=True,
        )
        for one in rows
        if user.scope(Staffing.SIGN).holds(one.unit.path)
    ]  # fmt: skip


def waiting(user: User) -> list[Waiting]:
    """Moves that a school, or the person, has not answered."""
    found = []
    if user.holds(Staffing.REQUEST):
        scope = user.scope(Staffing.REQUEST)
        rows = opened(user).filter(state=MoveState.OPEN)
        mine = rows.filter(
            scope.q("giver__path") & Q(giver_agreed_at__isnull=True)
            | scope.q("taker__path") & Q(taker_agreed_at__isnull=True)
        ).count()
        if mine:
            found.append(
                Waiting(
                    _("编制调剂：%s 项待同意") % mine, _("调出、调入学校分别同意后，由系统一并记账。"),
                    reverse("plan_moves"), _("去办理"),
                )
            )  # fmt: skip
    for one in own_moves(user).filter(state=MoveState.OPEN, teacher_agreed_at__isnull=True):
        found.append(_own(one))
    return found


def _own(one: PlanMove) -> Waiting:
    names = {"giver": one.giver.name if one.giver else "", "taker": one.taker.name}
    return Waiting(
        _("交流轮岗：请您确认"),
        _("拟由%(giver)s交流到%(taker)s") % names,
        reverse("plan_move", args=[one.pk]),
        _("去确认"),
    )
