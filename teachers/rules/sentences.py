"""The Chinese sentences that say why a span of service counts or does not count as teaching."""

from __future__ import annotations

from enum import Enum

from ..choices import ServiceKind, chinese
from ..policy import KindRule, Treatment


class Outcome(Enum):
    """What became of a span."""

    COUNTED = "counted"
    HARMLESS = "harmless"  # adds nothing and takes nothing away
    EXCLUDED = "excluded"
    LATER = "later"  # does not start before the as-of month
    REVERSED = "reversed"  # ends before it starts


def _counted(word: str, rule: KindRule) -> str:
    if rule.treatment is Treatment.COUNTED_WITHIN:
        return f"{word}连续不超过{rule.limit}个月，计入教龄"
    if rule.treatment is Treatment.COUNTED_IF_RESUMED:
        return f"{word}后继续任教，计入教龄"
    return f"{word}计入教龄"


def _excluded(word: str, rule: KindRule, months: int) -> str:
    if rule.treatment is Treatment.COUNTED_IF_RESUMED:
        return f"{word}后未继续任教，整段不计入教龄"
    if rule.treatment is Treatment.EXCLUDED:
        return f"{word}期间不计入教龄"
    return f"{word}连续{months}个月，超过{rule.limit}个月，整段不计入教龄"


def sentence(
    kind: ServiceKind, rule: KindRule, outcome: Outcome, *, months: int, counted: int, cut: int, merged: bool
) -> str:
    """One sentence for one line.

    ``months`` is the length of the span, ``counted`` what it adds, ``cut`` its months that another rule excludes;
    what remains overlaps earlier lines. ``merged`` tells that rows of this kind overlapped one another.
    """
    word = chinese(kind)
    if outcome is Outcome.REVERSED:
        return f"{word}的终止月份早于起始月份，不计算。"
    if outcome is Outcome.LATER:
        return f"{word}始于统计截止月或其后，不计算。"
    if outcome is Outcome.EXCLUDED:
        return f"{_excluded(word, rule, months)}。"
    if outcome is Outcome.HARMLESS:
        return f"{word}连续{months}个月，不超过{rule.limit}个月，不影响教龄，本条不另计月份。"
    parts = [_counted(word, rule)]
    if merged:
        parts.append("同类经历的重叠月份只计一次")
    if cut:
        parts.append(f"其中{cut}个月按其他条目的规定不计入")
    if overlap := months - counted - cut:
        parts.append(f"与其他经历重叠{overlap}个月，不重复计算")
    return "；".join(parts) + "。"
