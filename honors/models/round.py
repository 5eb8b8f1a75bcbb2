"""A round of long-service honours: who reached 30 or 40 years by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from honors.choices import SCHOOL_SETTLES, Confirmation, EntryState, HoldReason, RoundState
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


class RoundSetting(models.Model):
    """What the city decides about its rounds, from a day on; the newest row that is in force holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    publicity_days = models.PositiveSmallIntegerField(_("公示工作日数"), default=5)
    allow_posthumous = models.BooleanField(_("已故教师可追授"), default=False)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("批次规则")
        constraints = [
            models.CheckConstraint(condition=Q(publicity_days__gte=1, publicity_days__lte=30), name="setting_days_sane")
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class HonorRound(models.Model):
    """One round. Who made or submitted it never approves it; the database holds that too."""

    PERSONAL_FIELDS = {"returned_reason": "L4", "archive_note": "L3"}

    as_of = models.DateField(_("截至日期"), unique=True)
    state = models.CharField(_("阶段"), max_length=10, choices=RoundState.choices, default=RoundState.COMPUTING)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(auto_now_add=True)
    computed_at = models.DateTimeField(_("测算时间"), null=True)
    sent_out_at = models.DateTimeField(_("下发时间"), null=True)
    publicity_from = models.DateField(_("公示起始日"), null=True)
    publicity_until = models.DateField(_("公示截止日"), null=True, help_text=_("当日仍在公示"))
    publicity_note = models.CharField(_("系统外公示情况"), max_length=300, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("归档人"))
    archived_at = models.DateTimeField(null=True)
    archive_note = models.CharField(_("归档说明"), max_length=300, blank=True)
    archive_digest = models.CharField(max_length=64, blank=True)
    returned_reason = SealedTextField(_("退回理由"), blank=True)
    looked_at = models.PositiveIntegerField(_("测算人数"), default=0)
    rule_source = models.CharField(_("规则依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("荣誉批次")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("made_by")) & Q(submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by"))),
                name="round_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued", "archived"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="round_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "issued", "archived"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="round_submitted_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["publicity", "submitted", "approved", "issued", "archived"])
                | Q(
                    publicity_from__isnull=False,
                    publicity_until__isnull=False,
                    publicity_until__gte=F("publicity_from"),
                )
                | ~Q(publicity_note=""),
                name="round_was_publicised",
            ),
            models.CheckConstraint(
                condition=~Q(state="archived")
                | (Q(archived_by__isnull=False, archived_at__isnull=False) & ~Q(archive_digest="")),
                name="round_archived_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of:%Y}"

    def get_absolute_url(self) -> Any:
        return reverse("round", args=[self.as_of.isoformat()])

    @property
    def stamp(self) -> str:
        """Names the submitted list: a list submitted anew has another stamp."""
        return self.submitted_at.isoformat() if self.submitted_at else ""

    def is_public_on(self, day: date) -> bool:
        """Whether the list hangs out on a day."""
        first, last = self.publicity_from, self.publicity_until
        return self.state == RoundState.PUBLICITY and first is not None and last is not None and first <= day <= last


class RoundEntry(models.Model):
    """A person in a round, with the arithmetic as it stood when the entry was computed."""

    PERSONAL_FIELDS = {
        "name": "L2", "school_name": "L2", "months": "L2", "lines": "L3", "hold_reason": "L3", "reason_note": "L4",
        "confirmed_note": "L4", "confirmed_reason": "L3", "answer": "L3",
    }  # fmt: skip

    round = models.ForeignKey(HonorRound, models.CASCADE, related_name="entries")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("姓名"), max_length=50, help_text=_("名单上的姓名，审批后不变"))
    school_name = models.CharField(_("单位名称"), max_length=60, help_text=_("名单上的名称，审批后不变"))
    threshold = models.PositiveSmallIntegerField(_("年限"))
    months = models.PositiveIntegerField(_("任教月数"))
    lines = models.JSONField(default=list)
    state = models.CharField(_("结果"), max_length=10, choices=EntryState.choices)
    hold_reason = models.CharField(_("原因"), max_length=30, choices=HoldReason.choices, blank=True)
    reason_note = SealedTextField(_("原因说明"), blank=True)
    computed_at = models.DateTimeField(_("测算时间"), default=timezone.now)
    carried_over = models.BooleanField(_("上一轮暂缓"), default=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核实人"))
    confirmed_at = models.DateTimeField(null=True)
    confirmed_note = SealedTextField(_("核实说明"), blank=True)
    confirmed_reason = models.CharField(max_length=30, choices=HoldReason.choices, blank=True)
    answer = models.CharField(_("本人确认"), max_length=10, choices=Confirmation.choices, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认登记人"))
    answered_at = models.DateTimeField(null=True)
    answer_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签字件"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("批次人员")
        constraints = [
            models.UniqueConstraint(fields=["round", "teacher"], name="entry_once_per_round"),
            models.CheckConstraint(condition=Q(state="candidate") | ~Q(hold_reason=""), name="entry_held_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | filled("confirmed_note"), name="entry_confirmation_has_note"
            ),
            models.CheckConstraint(
                condition=Q(months__gte=12 * F("threshold")) | Q(hold_reason="short_after_all"),
                name="entry_reached_threshold",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="entry_answer_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(answer="paper") | Q(answer_file__isnull=False), name="entry_paper_answer_has_scan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.threshold}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """Entries of one's own units, and one's own."""
        return user.scope(HonorPermission.VIEW).q("school__path") | Q(teacher__user_id=user.pk)

    @property
    def years(self) -> int:
        return self.months // 12

    @property
    def odd_months(self) -> int:
        return self.months % 12

    @property
    def is_for_the_school(self) -> bool:
        """Whether a school can settle what the person is held for."""
        return self.state == EntryState.HELD and self.hold_reason in SCHOOL_SETTLES


class SetAside(models.Model):
    """What an officer puts down against honouring a person: held or excluded, on what ground, from when until when.

    It binds every round whose day lies in its half-open period, until somebody lifts it with a reason.
    """

    PERSONAL_FIELDS = {
        "effect": "L3", "ground": "L4", "document": "L4", "from_on": "L3", "until_on": "L3", "lifted_reason": "L4",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    effect = models.CharField(
        _("处理"), max_length=10, choices=[(state, state.label) for state in (EntryState.HELD, EntryState.EXCLUDED)]
    )
    ground = SealedTextField(_("事由"))
    document = SealedTextField(_("依据文件"), blank=True)
    from_on = models.DateField(_("起始日"))
    until_on = models.DateField(_("终止日"), null=True, blank=True, help_text=_("自这一天起不再影响；不填为长期"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("解除人"))
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = SealedTextField(_("解除理由"), blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("暂缓或不予登记")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="set_aside_forward"
            ),
            models.CheckConstraint(
                condition=Q(effect="held") | (Q(effect="excluded") & filled("document")), name="set_aside_has_document"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | (Q(lifted_by__isnull=False, lifted_at__isnull=False) & filled("lifted_reason")),
                name="set_aside_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.effect}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(HonorPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)
