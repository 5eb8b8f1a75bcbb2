"""Months on pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from teachers.choices import ServiceKind
from teachers.rules import months

register = template.Library()


@register.filter
def as_month(ordinal: int | None) -> str:
    """A month ordinal as YYYY-MM."""
    return months.text(ordinal) if ordinal is not None else ""


@register.filter
def as_years(count: int) -> str:
    """A number of months as years and months."""
    years, odd = divmod(count, 12)
    if not odd:
        return _("%d 年") % years
    return _("%(years)d 年 %(odd)d 个月") % {"years": years, "odd": odd}


@register.filter
def kind_label(kind: str) -> str:
    """The label of a kind of service."""
    return str(ServiceKind(kind).label)
