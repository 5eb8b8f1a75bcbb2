"""Recruitment: the yearly plan, its vacancies, who applied and how far each came, the contract at the end."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField
from kernel.grades import Mask, mask_day, mask_phone
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from staffing.choices import CandidateState, DegreeLevel, FigureStage, Funding, RecruitPlanState, RecruitRoute
from staffing.permissions import StaffingPermission
from teachers.models import Teacher
from teachers.rules.id_number import mask

STANDING = [CandidateState.OFFERED, CandidateState.ACCEPTED]


class RecruitmentSetting(models.Model):
    """Terms from a day on; the newest row that is in force on the day holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    service_years = models.PositiveSmallIntegerField(_("一般服务期（年）"), default=3)
    funded_years = models.PositiveSmallIntegerField(_("公费、定向师范生服务期（年）"), default=6)
    contract_years = models.PositiveSmallIntegerField(_("首次聘用合同（年）"), default=3)
    probation_months = models.PositiveSmallIntegerField(_("试用期（月）"), default=12)
    due_days = models.PositiveSmallIntegerField(_("到期前多少天提醒"), default=180)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("招聘规则")
        constraints = [
            models.CheckConstraint(  # 《事业单位人事管理条例》第十二条、第十三条
                condition=Q(contract_years__gte=3, contract_years__lte=10, probation_months__lte=12),
                name="recruitmentsetting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class RecruitmentPlan(models.Model):
    """What a unit wants to recruit in a school year; somebody else approves it."""

    PERSONAL_FIELDS: dict[str, str] = {}

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("编制单位"))
    year = models.PositiveSmallIntegerField(_("学年"))
    title = models.CharField(_("计划名称"), max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=RecruitPlanState.choices, default=RecruitPlanState.DRAFT)
    document = models.CharField(_("批准文号"), max_length=160, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(_("编制时间"), auto_now_add=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    answer = models.CharField(_("审批意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("招聘计划")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "title"], name="recruitmentplan_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "closed"])
                | Q(decided_by__isnull=False, submitted_by__isnull=False)
                & ~Q(decided_by=F("made_by"))
                & ~Q(decided_by=F("submitted_by"))
                & ~Q(document=""),
                name="recruitmentplan_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        return reverse("recruitment_plan", args=[self.pk])

    @property
    def number(self) -> str:
        """How papers name it."""
        return f"ZP{self.year}-{self.pk:04d}"


class Vacancy(models.Model):
    """Posts of one school for one subject. ``taken`` counts offers that stand and people who came of them."""

    PERSONAL_FIELDS: dict[str, str] = {}

    plan = models.ForeignKey(RecruitmentPlan, models.CASCADE, related_name="vacancies", verbose_name=_("招聘计划"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    subject = models.CharField(_("学科"), max_length=30)
    posts = models.PositiveSmallIntegerField(_("招聘人数"))
    taken = models.PositiveSmallIntegerField(_("已占用"), default=0)
    route = models.CharField(_("招聘方式"), max_length=10, choices=RecruitRoute.choices, default=RecruitRoute.CAMPUS)
    needs_normal = models.BooleanField(_("限师范类专业"), default=False)
    least_degree = models.CharField(_("最低学历"), max_length=10, choices=DegreeLevel.choices)
    conditions = models.CharField(_("其他条件"), max_length=300, blank=True)
    starts_on = models.DateField(_("起聘日"))

    class Meta:
        verbose_name = _("招聘岗位")
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=1), name="vacancy_asks_for_some"),
            models.CheckConstraint(condition=Q(taken__lte=F("posts")), name="vacancy_not_overfilled"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.subject}"


class Candidate(models.Model):
    """Somebody who applied for a vacancy."""

    PERSONAL_FIELDS = {
        "name": "L2", "id_number": "L4", "id_digest": "L4", "sex": "L2", "birth_on": "L3", "phone": "L3",
        "graduated_from": "L2", "graduated_in": "L2", "major": "L2", "is_normal": "L2", "funding": "L3",
        "degree": "L2", "certificate": "L2", "state": "L3",
    }  # fmt: skip
    MASKS: dict[str, Mask] = {"id_number": mask, "phone": mask_phone, "birth_on": mask_day}

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="candidates", verbose_name=_("招聘岗位"))
    name = models.CharField(_("姓名"), max_length=50)
    id_number = SealedTextField(_("证件号码"))
    id_digest = models.CharField(max_length=64, editable=False)
    sex = models.CharField(_("性别"), max_length=1)
    birth_on = models.DateField(_("出生日期"))
    phone = SealedTextField(_("手机号"), blank=True)
    graduated_from = models.CharField(_("毕业院校"), max_length=60)
    graduated_in = models.PositiveSmallIntegerField(_("毕业年份"))
    major = models.CharField(_("专业"), max_length=60, blank=True)
    is_normal = models.BooleanField(_("师范类专业"), default=False)
    funding = models.CharField(_("培养方式"), max_length=10, choices=Funding.choices, default=Funding.NONE)
    degree = models.CharField(_("学历"), max_length=10, choices=DegreeLevel.choices)
    certificate = models.CharField(_("教师资格证书"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=CandidateState.choices, default=CandidateState.APPLIED)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    registered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("应聘人员")
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "id_digest"], name="candidate_once"),
            models.UniqueConstraint(
                fields=["id_digest"], condition=Q(state__in=STANDING), name="candidate_one_standing_offer"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> Any:
        return reverse("candidate", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Candidates of the schools for which this person recruits."""
        return user.scope(StaffingPermission.RECRUIT).q("vacancy__school__path")


class CandidateStep(models.Model):
    """One move of a candidate: who made it, when, with which word."""

    PERSONAL_FIELDS = {"name": "L3", "note": "L4"}

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="steps")
    name = models.CharField(_("事项"), max_length=12)
    note = SealedTextField(_("意见"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("应聘进程")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.name}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.RECRUIT).q("candidate__vacancy__school__path")


class ServiceContract(models.Model):
    """What was agreed when somebody was appointed: contract, probation, term of service."""

    PERSONAL_FIELDS = {
        "number": "L2", "signed_on": "L3", "starts_on": "L3", "ends_on": "L3", "probation_until": "L3",
        "service_until": "L3",
    }  # fmt: skip

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="contract")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    number = models.CharField(_("合同编号"), max_length=60)
    signed_on = models.DateField(_("签订日"))
    starts_on = models.DateField(_("起聘日"))
    ends_on = models.DateField(_("合同到期日"))
    probation_until = models.DateField(_("试用期至"))
    service_until = models.DateField(_("服务期至"))
    reminded_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("聘用合同")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), service_until__gte=F("starts_on")),
                name="servicecontract_forward",
            ),
            models.CheckConstraint(
                condition=Q(probation_until__gte=F("starts_on"), probation_until__lte=F("ends_on")),
                name="servicecontract_probation_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.RECRUIT).q("school__path")
