"""Columns of the register list."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from teachers.models import Teacher


class PhoneTable(tables.Table):  # type: ignore[misc]
    """A table that becomes a list of cards on a phone: every cell carries its title."""

    class Meta:
        attrs = {"class": "table table-hover stack-phone"}
        orderable = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns:
            column.column.attrs.setdefault("td", {}).setdefault("data-label", column.header)


class TeacherTable(PhoneTable):
    """The register as a list."""

    name = tables.Column(linkify=True, attrs={"td": {"class": "lead-phone text-nowrap"}})
    teacher_no = tables.Column(attrs={"td": {"class": "hide-phone code"}})
    district = tables.Column(
        accessor="school__parent__name", verbose_name=_("市（区）"), attrs={"td": {"class": "hide-phone"}}
    )
    employment = tables.Column(attrs={"td": {"class": "hide-phone"}})
    school = tables.Column(accessor="school__name", verbose_name=_("学校"))
    history_incomplete = tables.TemplateColumn(
        '{% load i18n %}{% if value %}<span class="badge soft-amber">{% translate "经历不全" %}</span>{% endif %}',
        verbose_name="",
        orderable=False,
    )

    class Meta(PhoneTable.Meta):
        model = Teacher
        fields = ("name", "teacher_no", "district", "school", "subject", "title", "employment", "status")
        sequence = (*fields, "history_incomplete")
