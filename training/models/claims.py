"""Claims: learning elsewhere for which a person asks hours, with the evidence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.files.models import StoredFile
from kernel.orgs.scoping import ScopedManager
from training.choices import ClaimKind
from training.models.hours import HourEntry
from training.permissions import TrainingPermission


class HourClaim(models.Model):
    """What a person says about learning elsewhere. The hours themselves are its entry in the ledger."""

    PERSONAL_FIELDS = {"claim_kind": "L2", "organiser": "L2", "note": "L3"}

    entry = models.OneToOneField(HourEntry, models.PROTECT, related_name="claim")
    claim_kind = models.CharField(_("申报种类"), max_length=8, choices=ClaimKind.choices)
    organiser = models.CharField(_("举办单位"), max_length=100)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("证明材料"))
    once = models.CharField(max_length=64, unique=True, help_text=_("同一表单只收一次"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申报人"))
    made_at = models.DateTimeField(_("申报时间"), auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("学时申报")
        constraints = [models.CheckConstraint(condition=~Q(organiser=""), name="claim_has_organiser")]

    def __str__(self) -> str:
        return f"{self.entry}"

    def get_absolute_url(self) -> Any:
        return reverse("hour_entry", args=[self.entry_id])

    @staticmethod
    def visible_q(user: User) -> Q:
        """The own ones, and those of the people whose claims one checks."""
        scope = user.scope(TrainingPermission.CHECK_CLAIM)
        return scope.q("entry__teacher__school__path") | Q(entry__teacher__user_id=user.pk)
