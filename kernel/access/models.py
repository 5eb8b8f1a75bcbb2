"""Invitations to an account, and the times at which an account was closed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.access.choices import ClosureKind
from kernel.access.permissions import AccessPermission
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager


def _for_account_keepers(user: User) -> Q:
    """Accounts belong to no unit: who keeps them sees all of them, nobody else any."""
    return Q() if user.holds(AccessPermission.ACCOUNTS) else Q(pk__in=[])


class Invitation(models.Model):
    """A slip with a code, handed over in person: whoever holds it makes the account. Of the code a keyed digest is
    kept. ``register_no`` names the person's record where there is one."""

    PERSONAL_FIELDS = {"full_name": "L2", "register_no": "L2"}

    full_name = models.CharField(_("姓名"), max_length=50)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    register_no = models.CharField(_("教师编号"), max_length=40, blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("邀请人"))
    made_at = models.DateTimeField(_("邀请时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("失效时间"))
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("账号"))
    used_at = models.DateTimeField(_("使用时间"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤回人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("账号邀请")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_by__isnull=True, used_at__isnull=True)
                | Q(used_by__isnull=False, used_at__isnull=False, withdrawn_at__isnull=True),
                name="invitation_used_once_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="invitation_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["register_no"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True) & ~Q(register_no=""),
                name="invitation_one_open_for_a_record",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_over(self) -> bool:
        """Whether its time has run out."""
        return self.expires_at <= timezone.now()

    @staticmethod
    def visible_q(user: User) -> Q:
        return _for_account_keepers(user)


class Closure(models.Model):
    """One time at which an account was closed, and when it was opened again; no account is ever deleted."""

    PERSONAL_FIELDS = {"reason": "L2"}

    user = models.ForeignKey(User, models.PROTECT, related_name="closures")
    kind = models.CharField(max_length=7, choices=ClosureKind.choices)
    reason = models.CharField(_("理由"), max_length=300)
    closed_at = models.DateTimeField(_("停用时间"), default=timezone.now)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("停用人"))
    reopened_at = models.DateTimeField(_("恢复时间"), null=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("恢复人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("账号停用")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(reopened_at__isnull=True), name="closure_one_open"),
            models.CheckConstraint(condition=~Q(reason=""), name="closure_has_reason"),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False, reopened_at__gte=F("closed_at")),
                name="closure_reopened_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _for_account_keepers(user)
