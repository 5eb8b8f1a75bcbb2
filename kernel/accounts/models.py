"""People who sign in, and what they were granted where and until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kernel.accounts.choices import AccountKind, Duty, GrantKind
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
        mine = Grant.objects.in_force(timezone.localdate()).filter(user=self)
        return list(mine.select_related("org", "on_behalf_of__user"))

    @cached_property
    def permissions_held(self) -> frozenset[str]:
        """Every permission held somewhere."""
        table = role_table()
        held = (table[grant.role].permissions for grant in self.grants_in_force if grant.role in table)
        return frozenset().union(*held)

    @property
    def acting_for(self) -> list[str]:
        """The user names of those whose work this person does today, during their leave."""
        return sorted({grant.on_behalf_of.user.username for grant in self.grants_in_force if grant.on_behalf_of})

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
        """Grants whose half-open period holds the day; at a unit that is closed nothing holds any more, and a
        colleague's work ends with the colleague's own grant and account."""
        lent = "on_behalf_of__"
        held = Q(**{f"{lent}valid_from__lte": day, f"{lent}user__is_active": True}) & (
            Q(**{f"{lent}valid_until__isnull": True}) | Q(**{f"{lent}valid_until__gt": day})
        )
        return self.filter(
            Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
            Q(on_behalf_of__isnull=True) | held,
            org__closed_on__isnull=True,
        )


class Grant(models.Model):
    """A role at a unit for a period; the end is the first day on which it no longer holds.

    Who gave it and why, who signed second where the role is strong, and who ended it early stand with it; it is never
    deleted. ``granted_by`` is empty for the command line. ``duty`` and ``is_strong`` are those of the role on the day
    of the grant, so that the database can hold what follows from them.
    """

    PERSONAL_FIELDS = {"reason": "L2", "ended_reason": "L2"}

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("账号"))
    role = models.CharField(_("角色"), max_length=30)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="grants", verbose_name=_("单位"))
    valid_from = models.DateField(_("起始日"))
    valid_until = models.DateField(_("失效日"), null=True, blank=True)
    kind = models.CharField(_("性质"), max_length=9, choices=GrantKind.choices, default=GrantKind.OWN)
    on_behalf_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="lent")
    duty = models.CharField(max_length=8, choices=Duty.choices, default=Duty.BUSINESS)
    is_strong = models.BooleanField(default=False)
    reason = models.CharField(_("授权理由"), max_length=300, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("授权人"))
    granted_at = models.DateTimeField(_("授权时间"), auto_now_add=True, null=True)
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("终止人"))
    ended_at = models.DateTimeField(_("终止时间"), null=True)
    ended_reason = models.CharField(_("终止理由"), max_length=300, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "org", "valid_from"],
                condition=Q(ended_at__isnull=True, on_behalf_of__isnull=True),
                name="grant_once",
            ),
            # One that was taken back before it began holds on no day.
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from"))
                | Q(valid_until=F("valid_from"), ended_at__isnull=False),
                name="grant_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False, valid_until__isnull=False) & ~Q(ended_reason="")),
                name="grant_end_is_told",
            ),
            models.CheckConstraint(
                condition=Q(kind="delegated", on_behalf_of__isnull=False, valid_until__isnull=False)
                | Q(kind="acting", on_behalf_of__isnull=True, valid_until__isnull=False)
                | Q(kind="own", on_behalf_of__isnull=True),
                name="grant_for_a_time_has_an_end",
            ),
            models.CheckConstraint(
                condition=(Q(granted_by__isnull=True) | ~Q(granted_by=F("user")))
                & (Q(second_by__isnull=True) | ~Q(second_by=F("user")))
                & (Q(second_by__isnull=True) | Q(granted_by__isnull=True) | ~Q(second_by=F("granted_by"))),
                name="grant_by_others",
            ),
            models.CheckConstraint(
                condition=Q(is_strong=False) | Q(granted_by__isnull=True) | Q(second_by__isnull=False),
                name="grant_strong_has_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.org}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and (role := role_table().get(self.role)):
            self.duty, self.is_strong = role.duty, role.is_strong
        super().save(*args, **kwargs)

    @property
    def role_label(self) -> str:
        role = role_table().get(self.role)
        return str(role.label) if role else self.role
