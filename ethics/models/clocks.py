"""Clocks of cases: the dated limits, what runs, its pauses, and every change of an end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ethics.choices.cases import ClockKind
from ethics.models.cases import Case, Remedy, handled_q
from ethics.rules.clocks import Unit
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel

UNITS = [
    (str(Unit.WORKING_DAYS), _("个工作日")), (str(Unit.DAYS), _("日")), (str(Unit.MONTHS), _("个月")),
]  # fmt: skip


class CaseLimit(models.Model):
    """How long something may take, from a day on; shipped with the defaults, the newest row in force holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("事项"), max_length=16, choices=ClockKind.choices)
    effective_from = models.DateField(_("生效日"))
    length = models.PositiveSmallIntegerField(_("期限"))
    unit = models.CharField(_("单位"), max_length=12, choices=UNITS)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("办理期限")
        constraints = [
            models.UniqueConstraint(fields=["kind", "effective_from"], name="limit_once_a_day"),
            models.CheckConstraint(condition=Q(length__gt=0), name="limit_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.length} {self.unit}"


class CaseClock(models.Model):
    """One limit that runs, or ran, in a case. ``due_on`` is its last day, empty while it stands still."""

    PERSONAL_FIELDS = {"started_on": "L3", "due_on": "L3", "stopped_on": "L3", "kind": "L3"}

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    remedy = models.ForeignKey(Remedy, models.PROTECT, null=True, related_name="clocks")
    kind = models.CharField(_("事项"), max_length=16, choices=ClockKind.choices)
    started_on = models.DateField(_("起算事件日"))
    length = models.PositiveSmallIntegerField(_("期限"))
    unit = models.CharField(_("单位"), max_length=12, choices=UNITS)
    document = models.CharField(_("依据文件"), max_length=160, blank=True)
    due_on = models.DateField(_("届满日"), null=True)
    estimated = models.BooleanField(default=False, help_text=_("所涉年份的放假安排尚未公布，按周末计算"))
    stopped_on = models.DateField(_("停止日"), null=True)
    reminded_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("期限")
        ordering = ["pk"]
        indexes = [models.Index(fields=["stopped_on", "due_on"], name="clock_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(stopped_on__isnull=True, remedy__isnull=True),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("started_on")), name="clock_forward"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "case__")


class ClockPause(models.Model):
    """A stretch that does not count."""

    PERSONAL_FIELDS: dict[str, str] = {}

    clock = models.ForeignKey(CaseClock, models.PROTECT, related_name="pauses")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(until_on__isnull=True), name="pause_one_open"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="pause_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.from_on}"


class ClockLog(AppendOnlyModel):
    """A last day that moved, and why."""

    PERSONAL_FIELDS = {"old_due": "L3", "new_due": "L3"}

    clock = models.ForeignKey(CaseClock, models.PROTECT, related_name="log")
    why = models.CharField(
        max_length=10,
        choices=[
            ("started", _("起算")), ("paused", _("中止")), ("resumed", _("恢复")), ("extended", _("延长")),
            ("calendar", _("工作日历变更")), ("stopped", _("停止")),
        ],
    )  # fmt: skip
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SealedScopedManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.why}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "clock__case__")


class KeepExtension(models.Model):
    """Keeping the file of a closed case longer: one asks, another signs."""

    PERSONAL_FIELDS = {"reason": "L4"}

    case = models.ForeignKey(Case, models.PROTECT, related_name="keep_extensions")
    until_on = models.DateField(_("保存至"))
    reason = SealedTextField(_("理由"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))
    signed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("案卷延长保存")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("asked_by")), name="keep_two_persons"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(signed_by__isnull=True), name="keep_one_open_request"),
            models.CheckConstraint(condition=filled("reason"), name="keep_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.until_on}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "case__")
