"""Changes of units on pages."""

from __future__ import annotations

from django import template

from kernel.errors import retold
from teachers.rules.unit_changes import UnitChange

register = template.Library()


@register.filter
def told_of(change: UnitChange, school: str) -> str:
    """What is asked for, in one sentence."""
    return retold(change.sentence(school))
