"""Numbers as the pages show them: what is not known is a dash, never a zero."""

from __future__ import annotations

from fractions import Fraction

from django import template

from staffing.rules.establishment import shown

register = template.Library()
DASH = "—"


@register.filter
def known(value: object) -> object:
    """The value, or a dash for what is not known."""
    return DASH if value is None else value


@register.filter
def hundredths(value: Fraction | None) -> object:
    """A fraction with two places."""
    return known(shown(value))


@register.filter
def signed(value: int | None) -> str:
    """A number with its sign."""
    return DASH if value is None else f"{value:+d}" if value else "0"
