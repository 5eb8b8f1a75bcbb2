"""The list of a school on its way up, and what is said against a round."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import ListState, ObjectionSource, ObjectionState, Remedy
from honors.models.round import HonorRound, RoundEntry
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


class SchoolList(models.Model):
    """What one school does in a round: it sends its list up, the district checks it, later the papers are handed out.

    Who sent a list does not check it; the database holds that.
    """

    PERSONAL_FIELDS = {"returned_reason": "L4", "handed_over_to": "L3"}

    round = models.ForeignKey(HonorRound, models.CASCADE, related_name="lists")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(_("阶段"), max_length=10, choices=ListState.choices, default=ListState.OPEN)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("报送人"))
    sent_at = models.DateTimeField(_("报送时间"), null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    checked_at = models.DateTimeField(_("审核时间"), null=True)
    returned_reason = SealedTextField(_("退回理由"), blank=True)
    closed_note = models.CharField(_("代为办结说明"), max_length=300, blank=True)
    handed_over_on = models.DateField(_("领取日期"), null=True)
    handed_over_to = models.CharField(_("领取人"), max_length=50, blank=True)
    handed_over_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    handed_over_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签收单")
    )

    objects = ScopedManager()

    class Meta:
        verbose_name = _("学校名单")
        constraints = [
            models.UniqueConstraint(fields=["round", "school"], name="list_once_per_school"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(sent_by__isnull=True) | ~Q(checked_by=F("sent_by")),
                name="list_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="open", sent_by__isnull=True, checked_by__isnull=True)
                | Q(state="sent", sent_by__isnull=False, sent_at__isnull=False, checked_by__isnull=True)
                | (
                    Q(state="checked", checked_by__isnull=False, checked_at__isnull=False)
                    & (Q(sent_by__isnull=False) | ~Q(closed_note=""))
                ),
                name="list_moved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True, handed_over_by__isnull=True)
                | (Q(handed_over_on__isnull=False, handed_over_by__isnull=False) & ~Q(handed_over_to="")),
                name="list_handed_over_to_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.school}"

    def get_absolute_url(self) -> Any:
        return reverse("school_list", args=[self.round.as_of.isoformat(), self.school_id])

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(HonorPermission.VIEW).q("school__path")


class Objection(models.Model):
    """What a person concerned, or anybody while the list hangs out, says against the list."""

    PERSONAL_FIELDS = {"text": "L4", "contact": "L4", "answer": "L4"}

    round = models.ForeignKey(HonorRound, models.PROTECT, related_name="objections")
    entry = models.ForeignKey(RoundEntry, models.SET_NULL, null=True, related_name="objections")
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="+", verbose_name=_("涉及教师"))
    source = models.CharField(_("来源"), max_length=10, choices=ObjectionSource.choices)
    text = SealedTextField(_("内容"))
    contact = SealedTextField(_("联系方式"), blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("材料"))
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    made_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    once = models.CharField(max_length=64, unique=True, help_text=_("同一表单只收一次"))
    state = models.CharField(_("状态"), max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    remedy = models.CharField(_("处理"), max_length=10, choices=Remedy.choices, blank=True)
    answer = SealedTextField(_("处理意见"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人"))
    decided_at = models.DateTimeField(_("处理时间"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, remedy="")
                | (
                    Q(state="rejected", decided_by__isnull=False, decided_at__isnull=False, remedy="")
                    & filled("answer")
                )
                | (
                    Q(state="upheld", decided_by__isnull=False, decided_at__isnull=False)
                    & filled("answer")
                    & ~Q(remedy="")
                ),
                name="objection_decided_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(made_by__isnull=True) | ~Q(decided_by=F("made_by")),
                name="objection_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.source} {self.pk}"

    def get_absolute_url(self) -> Any:
        return reverse("objection", args=[self.round.as_of.isoformat(), self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """For who decides in the unit of the person concerned, who never reads what others say of oneself; what names
        nobody, for the city; one's own."""
        scope = user.scope(HonorPermission.DECIDE_OBJECTION)
        about_others = Q(teacher__user__isnull=True) | ~Q(teacher__user_id=user.pk)
        seen = (scope.q("teacher__school__path") & about_others) | Q(made_by=user)
        return seen | Q(teacher__isnull=True) if user.holds(HonorPermission.RUN_ROUND) else seen
