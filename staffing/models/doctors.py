"""Doctors at schools of higher education: the definition of a day, counts of a year that stay, who left since."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from staffing.choices import HigherKind, LeaveReason
from staffing.permissions import StaffingPermission
from teachers.models import Teacher


class DoctorSetting(models.Model):
    """The targets and the baseline from a day on; the newest row that is in force on the day holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    baseline_on = models.DateField(_("新增起算日"))
    deadline_on = models.DateField(_("目标截止日"))
    new_target = models.PositiveIntegerField(_("新增博士目标（人）"), default=200)
    university_percent = models.PositiveSmallIntegerField(_("普通本科高校博士占比目标（%）"), default=20)
    college_percent = models.PositiveSmallIntegerField(_("高职院校博士占比目标（%）"), default=15)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("博士目标")
        constraints = [
            models.CheckConstraint(
                condition=Q(university_percent__lte=100, college_percent__lte=100, deadline_on__gt=F("baseline_on")),
                name="doctorsetting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class HigherSchool(models.Model):
    """What kind of higher education a school is."""

    PERSONAL_FIELDS: dict[str, str] = {}

    school = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="higher", verbose_name=_("学校")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=HigherKind.choices)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = _("高校类别")

    def __str__(self) -> str:
        return f"{self.school_id} {self.kind}"


class DoctorSnapshot(models.Model):
    """The count of one year, with the definition it went by. It is written once."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    as_of = models.DateField(_("统计日"))
    baseline_on = models.DateField(_("新增起算日"))
    document = models.CharField(_("依据文件"), max_length=160)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("统计人"))
    made_at = models.DateTimeField(_("统计时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("博士年度统计")

    def __str__(self) -> str:
        return str(self.year)


class DoctorCount(models.Model):
    """The numbers of one school in a snapshot."""

    PERSONAL_FIELDS: dict[str, str] = {}

    snapshot = models.ForeignKey(DoctorSnapshot, models.PROTECT, related_name="counts")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    kind = models.CharField(_("类别"), max_length=12, choices=HigherKind.choices)
    teachers = models.PositiveIntegerField(_("专任教师"))
    teaching_doctors = models.PositiveIntegerField(_("专任教师中博士"))
    doctors = models.PositiveIntegerField(_("全职博士"))
    new = models.PositiveIntegerField(_("其中新增"))

    class Meta:
        verbose_name = _("学校博士数")
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "school"], name="doctorcount_once"),
            models.CheckConstraint(
                condition=Q(teaching_doctors__lte=F("teachers"), new__lte=F("doctors"))
                & Q(teaching_doctors__lte=F("doctors")),
                name="doctorcount_parts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.school_id}"


class DoctorEntry(models.Model):
    """One person as counted in a snapshot, whatever the register says later."""

    PERSONAL_FIELDS = {"name": "L2", "education": "L2", "since_on": "L3", "is_new": "L3"}

    snapshot = models.ForeignKey(DoctorSnapshot, models.PROTECT, related_name="entries")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    name = models.CharField(_("姓名"), max_length=50)
    education = models.CharField(_("学历"), max_length=20)
    since_on = models.DateField(_("到校日"), null=True)
    is_new = models.BooleanField(_("新增"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("计入的博士")
        constraints = [models.UniqueConstraint(fields=["snapshot", "teacher"], name="doctorentry_once")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.RECRUIT).q("school__path")


class DoctorLeaver(models.Model):
    """Somebody counted in the snapshot before and not in this one: why, and since when where it is known."""

    PERSONAL_FIELDS = {"name": "L2", "reason": "L3", "left_on": "L3"}

    snapshot = models.ForeignKey(DoctorSnapshot, models.PROTECT, related_name="leavers")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("原学校"))
    name = models.CharField(_("姓名"), max_length=50)
    reason = models.CharField(_("原因"), max_length=10, choices=LeaveReason.choices)
    left_on = models.DateField(_("日期"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("流失的博士")
        constraints = [models.UniqueConstraint(fields=["snapshot", "teacher"], name="doctorleaver_once")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.RECRUIT).q("school__path")
