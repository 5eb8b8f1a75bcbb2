"""Filters of the register list."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.widgets import LongSelect
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Teacher
from teachers.queries.register import narrowed, schools_in_scope


class TeacherFilter(df.FilterSet):  # type: ignore[misc]
    """By name or number, unit, footing, state."""

    q = df.CharFilter(label=_("姓名或教师编号"))
    school = df.ChoiceFilter(field_name="school_id", label=_("学校"), empty_label=_("全部学校"), widget=LongSelect)
    employment = df.ChoiceFilter(choices=EmploymentKind.choices, label=_("用人形式"), empty_label=_("全部"))
    status = df.ChoiceFilter(choices=TeacherStatus.choices, label=_("人员状态"), empty_label=_("全部"))
    incomplete = df.ChoiceFilter(
        choices=[("true", _("经历不全")), ("none", _("没有经历"))], label=_("任教经历"), empty_label=_("全部")
    )

    class Meta:
        model = Teacher
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = schools_in_scope(self.request.user)
        self.filters["school"].extra["choices"] = [(str(one.pk), one.name) for one in schools]

    def filter_queryset(self, queryset: QuerySet[Teacher]) -> QuerySet[Teacher]:
        return narrowed(self.request.user, queryset, self.asked)

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, as plain values; an export keeps them."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def words(self) -> str:
        """The filters in words."""
        fields = self.form.fields
        said = {
            name: dict(getattr(fields[name], "choices", ())).get(value, value) for name, value in self.asked.items()
        }
        return "；".join(f"{fields[name].label}：{value}" for name, value in said.items())
