"""People who sign in, and what they were granted where and until when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kernel.accounts.choices import AccountKind
from kernel.accounts.roles import role_table
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope


class User(AbstractUser):
    """An account. Its rights come from grants in force today, from nothing else."""

    PERSONAL_FIELDS = {"username": "L2", "full_name": "L2", "email": "L3"}

    full_name = models.CharField(_("姓名"), max_length=50)
    kind = models.CharField(max_length=6, choices=AccountKind.choices, default=AccountKind.PERSON)
    password_changed_at = models.DateTimeField(default=timezone.now)
    must_change_password = models.BooleanField(default=False)  # somebody else knows it: an initial one
    # Counts the second factors that were lost: a session that used one of before has used none.
    factor_stamp = models.PositiveIntegerField(default=0)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    objects: ClassVar[UserManager[User]] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def grants_in_force(self) -> list[Grant]:
        """Grants of today, read once per request."""
        return list(Grant.objects.in_force(timezone.localdate()).filter(user=self).select_related("org"))

    @cached_property
    def permissions_held(self) -> frozenset[str]:
        """Every permission held somewhere."""
        table = role_table()
        held = (table[grant.role].permissions for grant in self.grants_in_force if grant.role in table)
        return frozenset().union(*held)

    def holds(self, permission: str) -> bool:
        """Whether any grant of today gives the permission, anywhere in the tree."""
        return self._may_act and permission in self.permissions_held

    @property
    def _may_act(self) -> bool:
        # The command line's account is inactive so that nobody signs in with it; it acts all the same.
        return self.is_active or self.kind == AccountKind.SYSTEM

    @property
    def is_officer(self) -> bool:
        """Whether any role is held today: then a second factor is asked for."""
        return bool(self.grants_in_force)

    @property
    def is_strong(self) -> bool:
        """Whether a role is held today that allows one session at a time."""
        table = role_table()
        return any(grant.role in table and table[grant.role].is_strong for grant in self.grants_in_force)

    def scope(self, permission: str) -> Scope:
        """The part of the tree in which the permission holds today."""
        if not self._may_act:
            return Scope(())
        table = role_table()
        return Scope.of(
            grant.org.path
            for grant in self.grants_in_force
            if grant.role in table and permission in table[grant.role].permissions
        )


class OldPassword(models.Model):
    """A password of before, as its hash: the last few are not taken again."""

    PERSONAL_FIELDS: dict[str, str] = {}

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, day: object) -> GrantQuerySet:
        """Grants whose half-open period holds the day; at a unit that is closed nothing holds any more."""
        return self.filter(
            Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gt=day), org__closed_on__isnull=True
        )


class Grant(models.Model):
    """A role at a unit for a period; the end is the first day on which it no longer holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("账号"))
    role = models.CharField(_("角色"), max_length=30)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="grants", verbose_name=_("单位"))
    valid_from = models.DateField(_("起始日"))
    valid_until = models.DateField(_("失效日"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "org", "valid_from"], name="grant_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="grant_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.org}"

    @property
    def role_label(self) -> str:
        role = role_table().get(self.role)
        return str(role.label) if role else self.role
