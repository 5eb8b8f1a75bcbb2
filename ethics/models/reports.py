"""Reports from outside, who made them (apart, sealed), what was written to and fro; supervisors and surveys."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ethics.choices.cases import ReporterKind, ReportState
from ethics.models.cases import Case
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel


def _desk_q(user: User, prefix: str = "") -> Q:
    """Reports about the units where the user keeps the desk; what names no unit, and what must not go to the school."""
    scope = user.scope(EthicsPermission.DESK)
    of_schools = [grant.org_id for grant in user.grants_in_force if grant.org.kind == OrgKind.SCHOOL]
    seen = scope.q(f"{prefix}school__path") & ~Q(
        **{f"{prefix}above_school": True, f"{prefix}school_id__in": of_schools}
    )
    concerned = Q(**{f"{prefix}case__teacher__user_id": user.pk})
    whole_city = any(grant.org.kind == OrgKind.CITY for grant in user.grants_in_force) and bool(scope)
    return (seen | Q(**{f"{prefix}school__isnull": True}) if whole_city else seen) & ~concerned


class Supervisor(models.Model):
    """A 师德监督员 of a unit, for a term; what they report bears their code."""

    PERSONAL_FIELDS = {"name": "L2", "contact": "L4"}

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("姓名"), max_length=50)
    kind = models.CharField(
        _("身份"), max_length=8,
        choices=[
            ("parent", _("家长代表")), ("deputy", _("人大代表、政协委员")), ("public", _("社会人士")),
            ("staff", _("教职工")),
        ],
    )  # fmt: skip
    contact = SealedTextField(_("联系方式"), blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    since_on = models.DateField(_("聘任日"))
    until_on = models.DateField(_("聘期止日"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("师德监督员")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("since_on")), name="supervisor_forward"),
            models.CheckConstraint(condition=~Q(name=""), name="supervisor_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.DESK).q("org__path")


class Report(models.Model):
    """What somebody reported. Found again by the digest of its receipt code; who reported stands elsewhere."""

    PERSONAL_FIELDS = {"accused": "L4", "text": "L4", "code_digest": "L4", "answer": "L4"}

    code_digest = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, unique=True, help_text=_("同一表单只收一次"))
    kind = models.CharField(_("举报人身份"), max_length=10, choices=ReporterKind.choices)
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("涉及学校"))
    above_school = models.BooleanField(_("不交学校办理"), default=False)
    accused = SealedTextField(_("被反映人"), blank=True)
    text = SealedTextField(_("反映的问题"))
    files = models.ManyToManyField(StoredFile, related_name="+")
    supervisor = models.ForeignKey(Supervisor, models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("状态"), max_length=10, choices=ReportState.choices, default=ReportState.RECEIVED)
    answer = SealedTextField(_("办理答复"), blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="reports")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("举报")
        indexes = [models.Index(fields=["state", "made_at"], name="report_by_state")]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> Any:
        return reverse("ethics_report", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        return _desk_q(user)


class ReporterIdentity(models.Model):
    """Who reported, where a name was given: sealed, shown to the custodian alone, each look with its purpose."""

    PERSONAL_FIELDS = {"name": "L4", "contact": "L4"}

    report = models.OneToOneField(Report, models.PROTECT, related_name="identity")
    name = SealedTextField(_("姓名"))
    contact = SealedTextField(_("联系方式"), blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("举报人身份")
        constraints = [models.CheckConstraint(condition=filled("name"), name="identity_has_name")]

    def __str__(self) -> str:
        return str(self.report_id)

    @staticmethod
    def visible_q(user: User) -> Q:
        return Q() if user.holds(EthicsPermission.IDENTITY) else Q(pk__in=[])


class ReportMessage(AppendOnlyModel):
    """A question of the desk, or what the reporter adds; written once."""

    PERSONAL_FIELDS = {"text": "L4"}

    report = models.ForeignKey(Report, models.PROTECT, related_name="messages")
    from_desk = models.BooleanField()
    text = SealedTextField()
    files = models.ManyToManyField(StoredFile, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    once = models.CharField(max_length=64, unique=True)

    objects = SealedScopedManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_desk=True, by__isnull=False) | Q(from_desk=False, by__isnull=True),
                name="message_from_one_side",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def visible_q(user: User) -> Q:
        return _desk_q(user, "report__")


class Survey(models.Model):
    """The yearly survey of parents of a school."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(_("年度"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    opens_on = models.DateField(_("开始日"))
    closes_on = models.DateField(_("截止日"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("家长问卷")
        constraints = [
            models.UniqueConstraint(fields=["year", "school"], name="survey_once_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="parents_survey_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.school_id}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.DESK).q("school__path")


class SurveyClass(models.Model):
    """A class with its code; the code is sealed so that the school can print it again."""

    PERSONAL_FIELDS = {"code": "L4", "code_digest": "L4"}

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="classes")
    name = models.CharField(_("班级"), max_length=30)
    families = models.PositiveSmallIntegerField(_("家庭数"))
    code = SealedTextField()
    code_digest = models.CharField(max_length=64, unique=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("问卷班级")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "name"], name="survey_class_once"),
            models.CheckConstraint(condition=Q(families__gt=0), name="survey_class_has_families"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.DESK).q("survey__school__path")


class SurveyAnswer(models.Model):
    """What one family answered: figures alone; words about a problem go to the desk as a report."""

    PERSONAL_FIELDS: dict[str, str] = {}

    of_class = models.ForeignKey(SurveyClass, models.PROTECT, related_name="answers")
    scores = models.JSONField()
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    once = models.CharField(max_length=64, unique=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("问卷答复")

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.DESK).q("of_class__survey__school__path")
