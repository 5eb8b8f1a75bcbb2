"""What waits for a person in training."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from training.choices import SessionState
from training.models import Session, TrainingNotice
from training.permissions import TrainingPermission as Training
from training.queries import programmes
from training.queries.enrolments import coming, to_decide


def waiting(user: User) -> list[Waiting]:
    """News and check-in of one's own; enrolments to decide, plans to review, sessions whose attendance is open."""
    found = _own(user)
    if user.holds(Training.APPROVE_SCHOOL) or user.holds(Training.APPROVE_DISTRICT):
        found += _to_decide(user)
    if user.holds(Training.REVIEW_PLAN) and (n := programmes.to_review(user)):
        url = f"{reverse('programme_list')}?tab=review"
        found.append(Waiting(_("%s 个校本培训计划待审核") % n, _("同意后发布，或写明意见退回。"), url, _("去审核")))
    if user.holds(Training.RUN_SESSION):
        found += _to_complete(user)
    return found


def _own(user: User) -> list[Waiting]:
    found = []
    news = TrainingNotice.objects.visible_to(user).filter(teacher__user_id=user.pk, read_at=None).count()
    if news:
        found.append(
            Waiting(
                _("%s 条培训通知") % news,
                _("场次变动、候补递补、审批结果或临近开始的提醒。"),
                reverse("training_mine"),
                _("去查看"),
            )
        )
    for row in (one.row for one in coming(user) if one.is_asked):
        title = _("“%s”正在签到") % row.session.title
        found.append(
            Waiting(title, row.session.place, reverse("check_in", args=[row.session_id]), _("去签到"), urgent=True)
        )
    return found


def _to_decide(user: User) -> list[Waiting]:
    n = to_decide(user).count()
    if not n:
        return []
    detail = _("名额已为申请人保留，请在场次开始前审批。")
    return [Waiting(_("%s 人的培训报名待审批") % n, detail, reverse("enrolment_approvals"), _("去审批"))]


def _to_complete(user: User) -> list[Waiting]:
    now = timezone.now()
    rows = Session.objects.filter(
        programme__org__path__in=user.scope(Training.RUN_SESSION).paths,
        state__in=[SessionState.PLANNED, SessionState.RUNNING], ends_at__lte=now, ends_at__gt=now - timedelta(days=400),
    )  # fmt: skip
    return [
        Waiting(
            _("“%s”已结束，待确认出勤") % one.title, _("确认后学时按规则申报。"), one.get_absolute_url(), _("去确认"),
            urgent=True,
        )
        for one in rows.order_by("ends_at")[:10]
    ]  # fmt: skip
