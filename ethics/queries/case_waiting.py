"""What waits for a person in leads, cases and reports, and in the own case."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ethics.models import CaseClock
from ethics.permissions import EthicsPermission as May
from ethics.queries import clocks, mine, reports
from ethics.queries.cases import cases
from kernel.accounts.models import User
from kernel.notices import Waiting

HANDLES = (May.DESK, May.INVESTIGATE, May.PROPOSE, May.DECIDE)


def waiting(user: User) -> list[Waiting]:
    """Reports to take up, limits that pass, cases in hand; papers that were served on oneself."""
    found = _own(user)
    if not any(map(user.holds, HANDLES)):
        return found
    today = timezone.localdate()
    if user.holds(May.DESK) and (new := reports.waiting(user)):
        found.append(
            Waiting(
                _("%s 件举报待受理") % new, _("请在五个工作日内决定是否受理。"),
                reverse("ethics_reports") + "?state=received", _("去处理"), urgent=True,
            )
        )  # fmt: skip
    late, near = clocks.overdue(user, today).count(), clocks.soon(user, today).count()
    if late or near:
        found.append(
            Waiting(
                _("师德案件期限：逾期 %(late)s 项，即将到期 %(near)s 项") % {"late": late, "near": near},
                _("查看届满日和计算过程。"), reverse("ethics_overdue"), _("查看"), urgent=late > 0,
            )
        )  # fmt: skip
    open_ones = cases(user, "leads").count() + cases(user, "open").count() + cases(user, "decided").count()
    if open_ones:
        found.append(
            Waiting(
                _("%s 件师德案件在办") % open_ones, _("最先到期的排在前面。"), reverse("ethics_cases"), _("去办理")
            )
        )  # fmt: skip
    return found


def _own(user: User) -> list[Waiting]:
    rows = list(mine.cases(user)[:3])
    running = CaseClock.objects.for_system("limits of one's own case")
    pressing = set(
        running.filter(case__in=rows, stopped_on=None, kind__in=["statement", "hearing_request"]).values_list(
            "case_id", flat=True
        )
    )
    return [
        Waiting(
            _("有师德案件的文书向您送达"), _("案号 %s，请查看送达的文书和期限。") % row.number,
            reverse("ethics_my_case", args=[row.number]), _("打开"), urgent=row.pk in pressing,
        )
        for row in rows
    ]  # fmt: skip
