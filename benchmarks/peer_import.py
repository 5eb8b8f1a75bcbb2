"""The usual way to import a workbook: django-import-export in bulk, set up to be as quick as it can be.

It writes the teachers alone: no posts, no audit lines, no check of the row against its number or the register. Nothing
is looked up in the database row by row, and no comparison with the old row is made or kept.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from import_export import resources, widgets
from import_export.fields import Field
from import_export.formats.base_formats import XLSX

from kernel.crypto.seal import lookup_digest
from kernel.orgs.models import Organisation
from teachers.choices import EmploymentKind, IdKind, PostCategory, Sex, Stage, TeacherStatus, from_label
from teachers.models import Teacher
from teachers.models.teacher import new_teacher_no

TEXTS = {"name": "姓名", "id_number": "身份证件号", "ethnicity": "民族", "phone": "手机号", "subject": "任教学科",
         "education": "最高学历", "title": "职称"}  # fmt: skip
MONTHS = {"started_work_month": "参加工作年月", "started_teaching_month": "从教年月"}
CODES: dict[str, tuple[str, type[Any]]] = {
    "id_kind": ("证件类型", IdKind), "sex": ("性别", Sex), "stage": ("任教学段", Stage),
    "employment": ("用人形式", EmploymentKind), "category": ("岗位类别", PostCategory), "status": ("人员状态", TeacherStatus),
}  # fmt: skip


class MonthWidget(widgets.Widget):  # type: ignore[misc]
    """1996-09 as the first day of the month."""

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> date | None:
        return date.fromisoformat(f"{value}-01") if value else None


class CodeWidget(widgets.Widget):  # type: ignore[misc]
    """A label of a workbook as its code."""

    def __init__(self, choices: type[Any]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        return from_label(self.choices, value) or ""


class SchoolWidget(widgets.Widget):  # type: ignore[misc]
    """A school's name as the school, out of a table made once."""

    def __init__(self) -> None:
        super().__init__()
        self.schools = {school.name: school for school in Organisation.objects.all()}

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Organisation:
        return self.schools[value]


class TeacherResource(resources.ModelResource):  # type: ignore[misc]
    """The columns of the roster that the register knows."""

    def __init__(self) -> None:
        super().__init__()
        for name, title in TEXTS.items():
            self.fields[name] = Field(name, title)
        for name, title in MONTHS.items():
            self.fields[name] = Field(name, title, MonthWidget())
        for name, (title, choices) in CODES.items():
            self.fields[name] = Field(name, title, CodeWidget(choices))
        self.fields["birth_on"] = Field("birth_on", "出生日期", widgets.DateWidget("%Y-%m-%d"))
        self.fields["school"] = Field("school", "所在学校", SchoolWidget())

    class Meta:
        model = Teacher
        fields = (*TEXTS, *MONTHS, *CODES, "birth_on", "school")
        import_id_fields = ("id_number",)
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        force_init_instance = True

    def before_save_instance(self, instance: Teacher, row: Any, **_kwargs: Any) -> None:
        instance.id_digest, instance.teacher_no = lookup_digest(instance.id_number), new_teacher_no()


def run(data: bytes) -> int:
    """Import the workbook; the number of rows written."""
    result = TeacherResource().import_data(XLSX().create_dataset(data), raise_errors=True)
    return int(result.totals["new"])
