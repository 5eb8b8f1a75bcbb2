"""What waits for a person of accounts and roles."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.access.changes import role_label
from kernel.access.permissions import AccessPermission
from kernel.access.queries.administrators import missing
from kernel.access.queries.lapse import lapsing, of_user
from kernel.access.queries.people import soon_over
from kernel.access.queries.requests import waiting as to_sign
from kernel.access.queries.resets import waiting as resets_to_sign
from kernel.accounts.models import User
from kernel.jobs.queries import troubled
from kernel.notices import Waiting
from kernel.orgs.queries import city


def waiting(user: User) -> list[Waiting]:
    """Requests to sign; what administrators have to see to; the own account and grants when they run out soon."""
    return [*to_sign(user), *resets_to_sign(user), *_keeper(user), *_own(user)]


def _keeper(user: User) -> list[Waiting]:
    found, days = [], settings.LAPSE_WARNING_DAYS
    if user.holds(AccessPermission.ACCOUNTS) and (rows := lapsing(timezone.localdate(), days)):
        found.append(
            Waiting(
                _("%(n)s 个账号将在 %(days)s 天内因长期未用停用") % {"n": len(rows), "days": days},
                _("最早的在 %s 停用；仍需使用的，请提醒本人登录一次。") % min(row.lapses_on for row in rows),
                reverse("account_list") + "?state=lapsing", _("查看名单"),
            )
        )  # fmt: skip
    grants = user.scope(AccessPermission.GRANT)
    if grants and grants.holds(city().path) and (lacking := missing()):
        told = "、".join(_("%(role)s %(n)s 名") % {"role": role_label(code), "n": n} for code, n in lacking.items())
        found.append(
            Waiting(_("三员没有配齐"), _("还缺：%s。缺安全管理员时，强角色无人签署。") % told,
                    reverse("access_people"), _("去授予"))
        )  # fmt: skip
    if user.holds(AccessPermission.OPERATE) and (jobs := troubled()):
        found.append(
            Waiting(_("%s 项后台任务没有完成") % len(jobs), _("请联系提出人处理，或查看运行日志。"),
                    reverse("troubled_jobs"), _("查看"))
        )  # fmt: skip
    return found


def _own(user: User) -> list[Waiting]:
    today, days = timezone.localdate(), settings.LAPSE_WARNING_DAYS
    found = []
    last = timezone.localdate(user.last_login) if user.last_login else None
    # Whoever signed in lately need not be looked up.
    is_idle = last is None or (today - last).days + days >= min(settings.LAPSE_DAYS.values())
    if is_idle and ((mine := of_user(user)).lapses_on - today).days <= days:
        found.append(
            Waiting(
                _("您的账号将于 %s 因长期未用停用") % mine.lapses_on, _("退出后重新登录一次，即可继续使用。"),
                reverse("account_logout"), _("退出登录"),
            )
        )  # fmt: skip
    for grant in soon_over(user, days):
        told = {"unit": grant.org, "role": grant.role_label, "on": grant.valid_until}
        found.append(
            Waiting(
                _("您在%(unit)s的“%(role)s”于 %(on)s 到期") % told, _("仍需使用的，请联系安全管理员延长。"),
                reverse("my_grants"), _("查看"),
            )
        )  # fmt: skip
    return found
