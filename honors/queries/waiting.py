"""What waits for a person in the honours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from honors.choices import EntryState, RoundState
from honors.models import HonorRound, RoundEntry
from honors.permissions import HonorPermission
from honors.queries.rounds import figures
from kernel.accounts.models import User
from kernel.notices import Waiting


def waiting(user: User) -> list[Waiting]:
    """Rounds to submit or approve, held people to settle."""
    found: list[Waiting] = []
    if not user.holds(HonorPermission.VIEW):
        return found
    for one in HonorRound.objects.filter(state__in=[RoundState.DRAFT, RoundState.SUBMITTED]).order_by("as_of"):
        found += _approver(user, one) + _maker(user, one) + _school(user, one)
    return found


def _approver(user: User, one: HonorRound) -> list[Waiting]:
    may = one.state == RoundState.SUBMITTED and user.holds(HonorPermission.APPROVE)
    if not may or user.pk in {one.made_by_id, one.submitted_by_id}:
        return []
    counts = figures(user, one)
    return [
        Waiting(
            _("%(year)s 年长期任教荣誉名单待审批") % {"year": one.as_of.year},
            _("满 40 年 %(forty)s 人，满 30 年 %(thirty)s 人，暂缓 %(held)s 人。") % counts,
            one.get_absolute_url(), _("去审批"), urgent=True,
        )
    ]  # fmt: skip


def _maker(user: User, one: HonorRound) -> list[Waiting]:
    if one.state != RoundState.DRAFT or not user.holds(HonorPermission.RUN_ROUND):
        return []
    counts = figures(user, one)
    detail = _("满 40 年 %(forty)s 人，满 30 年 %(thirty)s 人，暂缓 %(held)s 人。") % counts
    if one.returned_reason:
        detail = _("审批人退回：%s") % one.returned_reason
    return [
        Waiting(
            _("%(year)s 年长期任教荣誉名单待提交") % {"year": one.as_of.year}, detail, one.get_absolute_url(),
            _("去办理"), urgent=bool(one.returned_reason),
        )
    ]  # fmt: skip


def _school(user: User, one: HonorRound) -> list[Waiting]:
    scope = user.scope(HonorPermission.CONFIRM_HELD)
    if one.state != RoundState.DRAFT or not scope or user.holds(HonorPermission.RUN_ROUND):
        return []
    held = RoundEntry.objects.visible_to(user).filter(scope.q("school__path"), round=one, state=EntryState.HELD).count()
    if not held:
        return []
    return [
        Waiting(
            _("%(n)s 人需核实后才能进入荣誉名单") % {"n": held},
            _("%(year)s 年长期任教荣誉：经历不全或已过法定退休年月，请逐人核实。") % {"year": one.as_of.year},
            one.get_absolute_url() + "?tab=held", _("去核实"), urgent=True,
        )
    ]  # fmt: skip
