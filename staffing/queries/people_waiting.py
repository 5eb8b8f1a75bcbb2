"""What waits around recruitment and retired teachers: plans and agreements to approve, terms that end soon."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from staffing.choices import RecruitPlanState, SilverState
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.recruitment import due_contracts, plans
from staffing.queries.silver import agreements, due


def waiting(user: User) -> list[Waiting]:
    """Plans and agreements that this person may approve, and what ends soon in the own schools."""
    if not user.holds(Staffing.RECRUIT):
        return []
    found, today = _to_decide(user), timezone.localdate()
    if n := due_contracts(user, today).count():
        found.append(
            Waiting(
                _("%s 份聘用合同或服务期即将届满") % n, _("请及时续签，或办理服务期满手续。"),
                reverse("contract_list") + "?due=1", _("去查看"),
            )
        )  # fmt: skip
    if n := due(user, today).count():
        found.append(
            Waiting(
                _("%s 份银龄协议即将到期") % n, _("需要续聘的请提前续签。"), reverse("silver") + "?due=1", _("去查看")
            )
        )  # fmt: skip
    return found


def _to_decide(user: User) -> list[Waiting]:
    found: list[Waiting] = []
    if not user.holds(Staffing.CHECK):
        return found
    scope = user.scope(Staffing.CHECK)
    rows = plans(user).filter(scope.q("unit__path"), state=RecruitPlanState.SUBMITTED)
    if n := rows.exclude(made_by=user).exclude(submitted_by=user).count():
        found.append(
            Waiting(
                _("%s 份招聘计划待审批") % n, _("批准后占用空编，开始招聘。"),
                reverse("recruitment") + "?state=submitted", _("去审批"), urgent=True,
            )
        )  # fmt: skip
    asked = agreements(user).filter(scope.q("host__path"), state=SilverState.ASKED).exclude(asked_by=user)
    if n := asked.count():
        found.append(
            Waiting(
                _("%s 份银龄协议待审批") % n, _("退休教师返聘，须经另一人审批。"), reverse("silver") + "?state=asked",
                _("去审批"), urgent=True,
            )
        )  # fmt: skip
    return found
