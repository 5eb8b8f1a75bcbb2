"""A person of the register."""

from __future__ import annotations

import secrets
from array import array
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField
from kernel.grades import Mask, mask_day, mask_phone
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.choices import EmploymentKind, IdKind, PostCategory, Sex, Stage, TeacherStatus
from teachers.permissions import TeacherPermission
from teachers.rules.id_number import mask

_NO_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that looks like something else


_PAIRS = [first + second for first in _NO_ALPHABET for second in _NO_ALPHABET]


def new_teacher_numbers(count: int) -> list[str]:
    """Random numbers that say nothing about a person: T and ten signs (50 bits)."""
    pairs = [_PAIRS[word & 1023] for word in array("H", secrets.token_bytes(10 * count))]
    return ["T" + "".join(pairs[start : start + 5]) for start in range(0, len(pairs), 5)]


def new_teacher_no() -> str:
    """One such number."""
    return new_teacher_numbers(1)[0]


class Teacher(models.Model):
    """One person, one row, for life: what a city needs of 《教育管理信息》 and its own honours."""

    PERSONAL_FIELDS = {
        "teacher_no": "L2", "name": "L2", "id_number": "L4", "id_digest": "L4", "sex": "L2", "birth_on": "L3",
        "archive_birth_month": "L3", "archive_birth_document": "L3", "ethnicity": "L3", "phone": "L3",
        "stage": "L2", "subject": "L2", "education": "L2", "title": "L2", "employment": "L3",
        "category": "L3", "started_work_month": "L3", "started_teaching_month": "L2", "status": "L2",
        "history_incomplete": "L2", "history_missing": "L2",
    }  # fmt: skip

    MASKS: dict[str, Mask] = {
        "id_number": mask, "phone": mask_phone, "birth_on": mask_day, "archive_birth_month": mask_day,
    }  # fmt: skip

    teacher_no = models.CharField(_("教师编号"), max_length=12, unique=True, editable=False)
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="teacher")
    name = models.CharField(_("姓名"), max_length=50)
    id_kind = models.CharField(_("证件类型"), max_length=10, choices=IdKind.choices, default=IdKind.RESIDENT)
    id_number = SealedTextField(_("证件号码"))
    id_digest = models.CharField(max_length=64, unique=True, editable=False)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_on = models.DateField(_("出生日期"))
    archive_birth_month = models.DateField(_("档案出生年月"), null=True, blank=True)
    archive_birth_document = models.CharField(_("档案出生年月认定文件"), max_length=100, blank=True)
    ethnicity = models.CharField(_("民族"), max_length=20, blank=True)
    phone = SealedTextField(_("手机号"), blank=True)
    school = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("所在学校"), limit_choices_to={"kind": OrgKind.SCHOOL}
    )
    stage = models.CharField(_("任教学段"), max_length=12, choices=Stage.choices, blank=True)
    subject = models.CharField(_("任教学科"), max_length=30, blank=True)
    education = models.CharField(_("最高学历"), max_length=20, blank=True)
    title = models.CharField(_("职称"), max_length=20, blank=True)
    employment = models.CharField(_("用人形式"), max_length=20, choices=EmploymentKind.choices, blank=True)
    category = models.CharField(_("岗位类别"), max_length=20, choices=PostCategory.choices, blank=True)
    started_work_month = models.DateField(_("参加工作年月"), null=True, blank=True)
    started_teaching_month = models.DateField(_("从教年月"), null=True, blank=True)
    status = models.CharField(_("人员状态"), max_length=10, choices=TeacherStatus.choices, default=TeacherStatus.ACTIVE)
    history_incomplete = models.BooleanField(_("经历不全"), default=False)
    history_missing = models.PositiveSmallIntegerField(_("未能写入的经历行数"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("教师")
        indexes = [models.Index(fields=["name"], name="teacher_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="teacher_has_name"),
            models.CheckConstraint(
                condition=Q(history_incomplete=True, history_missing__gt=0)
                | Q(history_incomplete=False, history_missing=0),
                name="teacher_incomplete_means_missing",
            ),
            models.CheckConstraint(condition=Q(id_digest__regex=r"^[0-9a-f]{64}$"), name="teacher_digest_form"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__day": 1}), name=f"teacher_{field}_first"
                )
                for field in ("archive_birth_month", "started_work_month", "started_teaching_month")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> Any:
        return reverse("teacher", args=[self.teacher_no])

    @staticmethod
    def visible_q(user: User) -> Q:
        """People in the units where the user may read the register, and oneself."""
        return user.scope(TeacherPermission.VIEW).q("school__path") | Q(user_id=user.pk)
