"""What waits for a person in the register."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from teachers.models import Teacher
from teachers.permissions import TeacherPermission
from teachers.queries.register import own_record, without_history


def waiting(user: User) -> list[Waiting]:
    """Incomplete histories of one's units; one's own page."""
    found = []
    if user.holds(TeacherPermission.IMPORT):
        scope = user.scope(TeacherPermission.IMPORT)
        counts = (
            Teacher.objects.visible_to(user)
            .filter(scope.q("school__path"))
            .aggregate(
                incomplete=Count("pk", filter=Q(history_incomplete=True)),
                silent=Count("pk", filter=Q(pk__in=without_history(user).values("pk"))),
            )
        )
        if count := counts["incomplete"]:
            found.append(
                Waiting(
                    _("%s 人任教经历不全") % count,
                    _("有经历行未能写入，教龄可能少算；请补正后重新导入这些人的经历。"),
                    reverse("teacher_list") + "?incomplete=true",
                    _("查看名单"),
                )
            )
        if silent := counts["silent"]:
            found.append(
                Waiting(
                    _("%s 人没有任教经历") % silent,
                    _("名册中没有他们的任教经历，不能计算教龄；请补充导入“任教经历”。"),
                    reverse("teacher_list") + "?incomplete=none",
                    _("查看名单"),
                )
            )
    if me := own_record(user):
        found.append(Waiting(_("我的登记"), _("查看本人登记信息、教龄和荣誉。"), me.get_absolute_url(), _("打开")))
    return found
