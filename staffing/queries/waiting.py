"""What waits for a person in staffing."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from staffing.choices import RequestState
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.pool import due, requests, to_sign
from staffing.queries.words import says


def waiting(user: User) -> list[Waiting]:
    """Requests to check or to reserve for, loans that come to their end."""
    if not user.holds(Staffing.VIEW):
        return []
    found: list[Waiting] = []
    if user.holds(Staffing.CHECK):
        is_city = user.holds(Staffing.ESTABLISH)
        state = RequestState.CHECKED if is_city else RequestState.ASKED
        rows = requests(user).filter(state=state).exclude(asked_by=user)
        if n := rows.count():
            title = _("%s 份用编申请待办理") if is_city else _("%s 份用编申请待审核")
            found.append(
                Waiting(title % n, _("学校申请使用周转池编制。"), reverse("pool_requests"), _("去办理"), urgent=True)
            )
    if user.holds(Staffing.POOL) or user.holds(Staffing.REQUEST):
        today = timezone.localdate()
        ending = due(user, today)
        late = sum(one.ends_on <= today for one in ending)
        if ending:
            found.append(
                Waiting(
                    _("%s 笔编制借用即将到期或已到期") % len(ending),
                    _("其中已到期未还 %s 笔；请归还、续借，或先调整人员。") % late,
                    reverse("pool_loans") + "?due=1", _("去查看"), urgent=bool(late),
                )
            )  # fmt: skip
    return found


def signatures(user: User) -> list[Waiting]:
    """Entries of the pool that this person may sign: those of others, on units in the own scope."""
    if not user.holds(Staffing.SIGN):
        return []
    return [
        Waiting(
            says(one),
            _("%(who)s于 %(on)s 提出，依据：%(document)s")
            % {"who": one.signature.asked_by, "on": f"{one.signature.asked_at:%Y-%m-%d}",
               "document": one.signature.reason},
            reverse("pool_signature", args=[one.signature.pk]), _("去签署"), urgent=True,
        )
        for one in to_sign(user, Staffing.SIGN)
        if one.signature.asked_by_id != user.pk
    ]  # fmt: skip
