"""Words of cases for templates: whose turn, the arithmetic of a limit, the label of a move."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from ethics.choices.cases import TURN, CaseState, Ground, MoveName
from ethics.rules.clocks import Deadline, Unit

register = template.Library()


@register.filter
def turn(state: str) -> str:
    """Whose turn it is in a state."""
    return str(TURN.get(CaseState(state), "")) if state in CaseState.values else ""


@register.filter
def move_label(name: str) -> str:
    """The label of a step."""
    return str(MoveName(name).label) if name in MoveName.values else name


@register.filter
def arithmetic(sum_: Deadline) -> str:
    """How a last day comes about, in one sentence."""
    values = {"start": sum_.start, "length": sum_.length, "day": sum_.day}
    if sum_.day is None:
        return _("%(start)s 起算（当日不计），现已中止，恢复后继续计算。") % values
    parts = [
        {
            Unit.WORKING_DAYS: _("%(start)s 起算（当日不计），%(length)s 个工作日，至 %(day)s"),
            Unit.DAYS: _("%(start)s 起算（当日不计），%(length)s 日，至 %(day)s"),
            Unit.MONTHS: _("%(start)s 起算（当日不计），%(length)s 个月，至 %(day)s"),
        }[sum_.unit]
        % values
    ]
    if sum_.free:
        parts.append(_("其间休息日和节假日 %s 天不计") % sum_.free)
    if sum_.paused:
        parts.append(_("中止 %s 天不计") % sum_.paused)
    if sum_.moved:
        parts.append(_("末日为休息日，顺延 %s 天") % sum_.moved)
    if sum_.unpublished:
        years = "、".join(map(str, sum_.unpublished))
        parts.append(_("%s 年放假安排尚未公布，按周末计算，公布后重新计算") % years)
    return _("，").join(parts) + _("。")


@register.filter
def ground_words(codes: list[str]) -> str:
    """Grounds that weigh heavier or lighter, in words."""
    return "、".join(str(Ground(code).label) for code in codes if code in Ground.values)
