"""Hours on a page: tenths as people write them, and how a line was counted."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from kernel.errors import retold
from training.choices import HourState, Mode
from training.rules.hours import Counted
from training.rules.hours_entry import shown

register = template.Library()
_SHADES = {
    HourState.PROPOSED: "soft-amber", HourState.CHECKED: "soft-amber", HourState.APPROVED: "soft-green",
    HourState.LOCKED: "soft-blue", HourState.REFUSED: "soft-red", HourState.WITHDRAWN: "soft-grey",
    HourState.REVERSED: "soft-red",
}  # fmt: skip


@register.filter
def hours(tenths: int | None) -> str:
    """Tenths as people write them; a dash for no limit."""
    return "—" if tenths is None else shown(tenths)


@register.filter
def kept(text: str) -> str:
    """A sentence that is kept in Chinese, in the language of the page."""
    return retold(text)


@register.filter
def mode_label(mode: str) -> str:
    """The word of a mode."""
    return str(Mode(mode).label)


@register.filter
def state_shade(state: str) -> str:
    """The colour of a state's badge."""
    return _SHADES[HourState(state)]


@register.filter
def arithmetic(found: Counted | None) -> str:
    """How a line was counted: which limits it met, what they had left, what came out."""
    if found is None:
        return ""
    words = {
        "mode": mode_label(found.line.mode), "year": found.line.ended_on.year, "raw": shown(found.line.tenths),
        "counted": shown(found.counted), "y": hours(found.year_left), "c": hours(found.cycle_left),
    }  # fmt: skip
    if found.year_left is None and found.cycle_left is None:
        return _("%(mode)s不设上限，%(raw)s 学时全额计入") % words
    if found.year_left is None:
        return _("登记 %(raw)s，%(mode)s周期上限尚余 %(c)s，取小者，计入 %(counted)s") % words
    if found.cycle_left is None:
        return _("登记 %(raw)s，%(mode)s %(year)s 年上限尚余 %(y)s，取小者，计入 %(counted)s") % words
    return _("登记 %(raw)s，%(mode)s %(year)s 年上限尚余 %(y)s、周期上限尚余 %(c)s，取最小者，计入 %(counted)s") % words
