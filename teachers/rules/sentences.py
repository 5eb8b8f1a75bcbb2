"""The Chinese sentences that say why a span of service counts or does not count as teaching."""

from __future__ import annotations

from enum import Enum

from ..choices import ServiceKind, chinese
from ..errors import ARITHMETIC
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
        return ARITHMETIC["counted_within"].format(word=word, limit=rule.limit)
    if rule.treatment is Treatment.COUNTED_IF_RESUMED:
        return ARITHMETIC["counted_resumed"].format(word=word)
    return ARITHMETIC["counted"].format(word=word)


def _excluded(word: str, rule: KindRule, months: int) -> str:
    if rule.treatment is Treatment.COUNTED_IF_RESUMED:
        return ARITHMETIC["excluded_not_resumed"].format(word=word)
    if rule.treatment is Treatment.EXCLUDED:
        return ARITHMETIC["excluded"].format(word=word)
    return ARITHMETIC["excluded_beyond"].format(word=word, months=months, limit=rule.limit)


def sentence(
    kind: ServiceKind, rule: KindRule, outcome: Outcome, *, months: int, counted: int, cut: int, merged: bool
) -> str:
    """One sentence for one line.

    ``months`` is the length of the span, ``counted`` what it adds, ``cut`` its months that another rule excludes;
    what remains overlaps earlier lines. ``merged`` tells that rows of this kind overlapped one another.
    """
    word = chinese(kind)
    if outcome is Outcome.REVERSED:
        return ARITHMETIC["reversed"].format(word=word) + "。"
    if outcome is Outcome.LATER:
        return ARITHMETIC["later"].format(word=word) + "。"
    if outcome is Outcome.EXCLUDED:
        return f"{_excluded(word, rule, months)}。"
    if outcome is Outcome.HARMLESS:
        return ARITHMETIC["harmless"].format(word=word, months=months, limit=rule.limit) + "。"
    parts = [_counted(word, rule)]
    if merged:
        parts.append(ARITHMETIC["merged"])
    if cut:
        parts.append(ARITHMETIC["cut"].format(cut=cut))
    if overlap := months - counted - cut:
        parts.append(ARITHMETIC["overlap"].format(overlap=overlap))
    return "；".join(parts) + "。"
