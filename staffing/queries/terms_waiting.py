"""What waits for a person about exemptions and measures of appointment."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from staffing.choices import MeasureState
from staffing.queries.measures import own, waiting_counts
from staffing.queries.rotation import waiting_exemptions


def waiting(user: User) -> list[Waiting]:
    """Exemptions to confirm, measures to approve or to carry on, one's own to answer."""
    found: list[Waiting] = []
    if n := waiting_exemptions(user):
        found.append(
            Waiting(
                _("%s 份暂不交流登记待确认") % n, _("学校已登记原因和凭据，确认后才生效。"),
                reverse("exemption_list") + "?state=asked", _("去办理"), urgent=True,
            )
        )  # fmt: skip
    approve, ready = waiting_counts(user, timezone.localdate())
    if approve:
        found.append(
            Waiting(
                _("%s 件低聘、转聘、解聘事项待核准") % approve, _("学校已集体研究决定，由另一人核准。"),
                reverse("measure_list") + "?state=decided", _("去核准"), urgent=True,
            )
        )  # fmt: skip
    if ready:
        found.append(
            Waiting(
                _("%s 件聘用事项可以办理下一步") % ready, _("由您提出的低聘、转聘、解聘事项。"),
                reverse("measure_list"), _("去办理"),
            )
        )  # fmt: skip
    for one in own(user).filter(state=MeasureState.NOTICED):
        found.append(
            Waiting(
                _("学校拟对您的聘用作出调整：%s") % one.get_kind_display(),
                _("可在 %s 前陈述意见。") % one.state_until, one.get_absolute_url(), _("去查看"), urgent=True,
            )
        )  # fmt: skip
    return found
