"""The arithmetic of a need as steps that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from staffing.choices import ExtraGround, FigureStage, Won
from staffing.rules.establishment import Line, Need, shown


@dataclass(frozen=True)
class Step:
    """One line: what it is about, the calculation in words, its value (None: not known)."""

    kind: str
    what: str
    words: str
    value: Decimal | None


def steps(need: Need) -> list[Step]:
    """Line by line, in the order of the rule."""
    return [_step(line) for line in need.lines]


def _step(line: Line) -> Step:
    stage = str(FigureStage(line.stage).label) if line.stage else ""
    amount = _("未填") if line.amount is None else str(line.amount)
    factor = _plain(line.factor)
    if line.kind == Won.RATIO:
        return Step("by_ratio", _("%s：按生师比") % stage, _("学生 %(a)s ÷ %(f)s") % {"a": amount, "f": factor},
                    shown(line.value))  # fmt: skip
    if line.kind == Won.CLASS:
        words = _("班级 %(a)s × 每班 %(f)s") % {"a": amount, "f": factor}
        return Step("by_class", _("%s：按班师比") % stage, words, shown(line.value))
    if line.kind == "care_ratio":
        words = _("幼儿 %(a)s ÷ %(f)s") % {"a": amount, "f": factor}
        return Step("care", _("保教人员：按幼儿数"), words, shown(line.value))
    if line.kind == "care_class":
        words = _("班级 %(a)s × 每班 %(f)s") % {"a": amount, "f": factor}
        return Step("care", _("保教人员：按班级"), words, shown(line.value))
    return Step("extra", f"{stage}{_('附加')}：{ExtraGround(line.kind).label}", _extra_words(line, amount, factor),
                shown(line.value))  # fmt: skip


def _extra_words(line: Line, amount: str, factor: str) -> str:
    if line.kind == ExtraGround.BOARDING:
        return _("寄宿生 %(a)s ÷ %(f)s") % {"a": amount, "f": factor}
    if line.kind == ExtraGround.COVER:
        return _("基本编制的 %(f)s%%") % {"f": factor}
    return f"{amount} × {factor}"


def _plain(value: Decimal | None) -> str:
    return _("未知") if value is None else f"{value.normalize():f}"
