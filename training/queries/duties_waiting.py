"""What waits for a person in duties, surveys and vocational matters."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from training.permissions import TrainingPermission
from training.queries import evaluation, needs, practice, requirements


def waiting(user: User) -> list[Waiting]:
    """One's own reminders and surveys; for officers what is overdue and what is to be confirmed."""
    return [*_own(user), *_of_officers(user)]


def _own(user: User) -> list[Waiting]:
    day, found, mine = timezone.localdate(), [], reverse("duties_mine")
    for one in requirements.own_reminders(user):
        due = one.requirement.due_on
        left = (due - day).days
        title = _("适岗培训“%(kind)s”%(due)s 到期") % {"kind": one.requirement.get_kind_display(), "due": due}
        detail = _("还有 %s 天。") % left if left >= 0 else _("已逾期 %s 天，请尽快报名参加。") % -left
        found.append(Waiting(title, detail, mine, _("查看"), urgent=left <= 0))
    for ticket in evaluation.tickets_to_answer(user, day)[:20]:
        survey = ticket.survey
        title = _("%(survey)s：%(session)s") % {
            "survey": survey.get_kind_display(), "session": survey.session.title
        }  # fmt: skip
        detail = _("请在 %s 前填写，结果不显示填写人。") % survey.closes_on
        found.append(Waiting(title, detail, reverse("survey_answer", args=[ticket.pk]), _("填写")))
    for one_survey in needs.to_answer(user, day):
        detail = _("%(org)s的需求调研，截止 %(day)s。") % {"org": one_survey.org.name, "day": one_survey.closes_on}
        found.append(Waiting(one_survey.title, detail, reverse("needs_answer", args=[one_survey.pk]), _("填写")))
    return found


def _of_officers(user: User) -> list[Waiting]:
    found = []
    if user.holds(TrainingPermission.ASSIGN):
        counts = requirements.figures(user, timezone.localdate())
        if counts["overdue"]:
            found.append(
                Waiting(
                    _("%s 项适岗培训任务已逾期") % counts["overdue"], _("请督促参训，或由主管部门写明理由免除。"),
                    reverse("requirement_list") + "?state=overdue", _("查看名单"),
                )
            )  # fmt: skip
    if user.holds(TrainingPermission.VOCATIONAL) and (count := practice.to_confirm(user).count()):
        found.append(
            Waiting(
                _("%s 条企业实践待确认") % count, _("学校登记的企业实践经确认后才计入天数。"),
                reverse("practice_list"), _("去确认"),
            )
        )  # fmt: skip
    return found
