"""Filters of the register list."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.widgets import LongSelect
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Teacher
from teachers.queries.register import schools_in_scope, without_history


class TeacherFilter(df.FilterSet):  # type: ignore[misc]
    """By name or number, unit, footing, state."""

    q = df.CharFilter(method="search", label=_("姓名或教师编号"))
    school = df.ChoiceFilter(field_name="school_id", label=_("学校"), empty_label=_("全部学校"), widget=LongSelect)
    employment = df.ChoiceFilter(choices=EmploymentKind.choices, label=_("用人形式"), empty_label=_("全部"))
    status = df.ChoiceFilter(choices=TeacherStatus.choices, label=_("人员状态"), empty_label=_("全部"))
    incomplete = df.ChoiceFilter(
        field_name="history_incomplete", choices=[("true", _("经历不全")), ("none", _("没有经历"))],
        label=_("任教经历"), empty_label=_("全部"), method="by_history",
    )  # fmt: skip

    class Meta:
        model = Teacher
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = schools_in_scope(self.request.user)
        self.filters["school"].extra["choices"] = [(str(one.pk), one.name) for one in schools]

    def by_history(self, queryset: QuerySet[Teacher], _name: str, value: str) -> QuerySet[Teacher]:
        if value == "none":
            return queryset.filter(pk__in=without_history(self.request.user).values("pk"))
        return queryset.filter(history_incomplete=True)

    def search(self, queryset: QuerySet[Teacher], _name: str, value: str) -> QuerySet[Teacher]:
        value = "".join(value.split())
        return queryset.filter(Q(name__icontains=value) | Q(teacher_no__iexact=value))
