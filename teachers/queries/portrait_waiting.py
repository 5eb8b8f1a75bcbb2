"""What waits in the matter of portraits: objections to answer, decisions to look at again, the own new portrait, a
set of dimensions to approve."""

from __future__ import annotations

from collections import Counter

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from teachers.choices import DisputeState
from teachers.models import FactDispute, Portrait
from teachers.queries.portrait_versions import to_sign
from teachers.queries.portraits import to_review


def waiting(user: User) -> list[Waiting]:
    """Objections to sources that this person keeps, flagged decisions, the own portrait that was not yet looked at."""
    found = []
    if user.permissions_held:
        asked = FactDispute.objects.visible_to(user).filter(state=DisputeState.OPEN).exclude(asked_by=user)
        flagged = to_review(user).order_by().values_list(Value("flagged", output_field=CharField()))
        both = asked.order_by().values_list(Value("asked", output_field=CharField())).union(flagged, all=True)
        counts = Counter(kind for (kind,) in both)  # few rows; one query for both
        if count := counts["asked"]:
            found.append(
                Waiting(
                    _("%s 份画像异议待核实") % count, _("教师认为画像中的事实有误，请在来源处核对、更正或说明。"),
                    reverse("dispute_list"), _("去核实"), urgent=True,
                )
            )  # fmt: skip
        if count := counts["flagged"]:
            found.append(
                Waiting(
                    _("%s 项决定需要复核") % count, _("作出决定时参考的画像数据其后有更正，请复核决定是否仍然成立。"),
                    reverse("portrait_uses"), _("去复核"), urgent=True,
                )
            )  # fmt: skip
    else:
        rows = Portrait.objects.visible_to(user).filter(teacher__user_id=user.pk, seen_on=None)
        if rows.exists():
            found.append(
                Waiting(
                    _("我的数字画像已生成"), _("请先核对其中的事实；有误可以提出异议，由来源单位更正。"),
                    reverse("portrait_mine"), _("打开"), urgent=True,
                )
            )  # fmt: skip
    return found


def signatures(user: User) -> list[Waiting]:
    """Drafts of the set of dimensions that this person may approve."""
    return [
        Waiting(
            _("画像维度第 %s 版待批准") % one.detail.get("number", ""), f"{one.asked_by}：{one.reason}",
            reverse("portrait_version", args=[one.detail.get("number", 0)]), _("去办理"), urgent=True,
        )
        for one in to_sign(user)
    ]  # fmt: skip
