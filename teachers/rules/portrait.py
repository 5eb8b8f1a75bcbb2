"""The scores of a portrait: facts and a set of dimensions in, scores from 0 to 100 with their arithmetic out.

A score is a whole number of tenths (0 to 1000) on a fixed scale: a person is compared with a standard that stands in
the set, never with others. There is no sum over the dimensions.
《中华人民共和国个人信息保护法》第二十四条：画像不单独作出决定。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from teachers.choices import Dimension
from teachers.rules.months import month_of
from teachers.rules.portrait_facts import Fact

FULL = 1000
D = Dimension


class How(Enum):
    """How an indicator reads its facts."""

    SHARE = "share"  # the sum against the standard of the set
    PACE = "pace"  # the newest fact against what its source says is due by now
    MEAN = "mean"  # the mean of what the grades are worth
    BEST = "best"  # the best of what the grades are worth


@dataclass(frozen=True)
class Indicator:
    """One rule over facts. ``window``: months that a fact is looked at, 0 for ever; ``standard``: the sum that is worth
    100, in the smallest unit of the measure; ``worth``: what grades are worth, in points."""

    code: str
    dimension: str
    measures: tuple[str, ...]
    how: How
    weight: int
    standard: int = 0
    window: int = 0
    worth: Mapping[int, int] = field(default_factory=dict)


APPRAISAL = {3: 100, 2: 85, 1: 60, 0: 0}
# The catalogue. Weights and standards are what the first set ships with; a set of the officers has its own.
INDICATORS: tuple[Indicator, ...] = (
    Indicator("appraisal", D.ETHICS, ("ethics.appraisal",), How.MEAN, 80, window=48, worth=APPRAISAL),
    Indicator("ethics_lesson", D.ETHICS, ("training.ethics_first",), How.SHARE, 20, standard=60, window=36),
    Indicator("teaching", D.TEACHING, ("register.teaching",), How.SHARE, 40, standard=240),
    Indicator("title", D.TEACHING, ("register.title",), How.BEST, 40, worth={1: 40, 2: 60, 3: 75, 4: 90, 5: 100}),
    Indicator("class_teacher", D.TEACHING, ("training.class_teacher",), How.SHARE, 20, standard=36),
    Indicator("research_hours", D.RESEARCH, ("training.research",), How.SHARE, 60, standard=600, window=36),
    Indicator("research_service", D.RESEARCH, ("register.research",), How.SHARE, 40, standard=12),
    Indicator("hours", D.GROWTH, ("training.hours",), How.PACE, 60),
    Indicator("higher_hours", D.GROWTH, ("training.higher",), How.PACE, 20),
    Indicator("education", D.GROWTH, ("register.education",), How.BEST, 20, worth={1: 50, 2: 70, 3: 85, 4: 100}),
    Indicator("literacy_third", D.DIGITAL, ("literacy.third",), How.PACE, 50, window=36),
    Indicator("literacy_self", D.DIGITAL, ("literacy.self",), How.PACE, 20, window=36),
    Indicator("digital_hours", D.DIGITAL, ("training.digital",), How.SHARE, 30, standard=240, window=36),
    Indicator("taught", D.LEADING, ("training.taught",), How.SHARE, 40, standard=6, window=36),
    Indicator("reaching_out", D.LEADING, ("register.aid", "staffing.rotation"), How.SHARE, 30, standard=12),
    Indicator("long_service", D.LEADING, ("honors.long_service",), How.BEST, 30, worth={30: 80, 40: 100}),
)  # fmt: skip
BY_CODE = {one.code: one for one in INDICATORS}


@dataclass(frozen=True)
class Weighted:
    """An indicator as a set has it."""

    rule: Indicator
    weight: int
    standard: int


@dataclass(frozen=True)
class DimensionSet:
    """A version of the set: which indicators with what weight, and when there is enough to speak."""

    number: int
    indicators: tuple[Weighted, ...]
    least_percent: int = 40  # of the weights of a dimension must have facts
    least_cohort: int = 10
    stale_months: int = 24

    @cached_property
    def whole(self) -> dict[str, int]:
        """The weights of each dimension together, in the order of the dimensions."""
        found = {str(one): 0 for one in Dimension}
        for one in self.indicators:
            found[one.rule.dimension] += one.weight
        return found

    @cached_property
    def readers(self) -> dict[str, list[int]]:
        """Measure -> the places of the indicators that read it."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.indicators):
            for measure in one.rule.measures if one.weight else ():
                found.setdefault(measure, []).append(place)
        return found


Scores = dict[str, tuple[int | None, int]]  # dimension -> (score in tenths or None, percent of the weights with facts)


def share(value: int, of: int) -> int:
    """``value`` out of ``of`` in tenths of a point, half a tenth upwards, at most 100 points."""
    return min((2 * value * FULL + of) // (2 * of), FULL) if of > 0 else FULL


def sort_out(facts: Iterable[Fact], dimensions: DimensionSet, on: date) -> dict[int, list[Fact]]:
    """The facts that each indicator looks at on a day, by its place."""
    readers, indicators, month = dimensions.readers, dimensions.indicators, month_of(on)
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        for place in readers.get(fact.measure, ()):
            window = indicators[place].rule.window
            if not window or month - (fact.on.year * 12 + fact.on.month - 1) < window:
                if place in found:
                    found[place].append(fact)
                else:
                    found[place] = [fact]
    return found


def worth(one: Weighted, facts: Sequence[Fact]) -> int:
    """What an indicator is worth by its facts (at least one), in tenths of a point."""
    rule = one.rule
    if rule.how is How.SHARE:
        return share(sum(fact.value for fact in facts), one.standard)
    if rule.how is How.PACE:
        newest = max(facts, key=_newest)
        return share(newest.value, newest.of)
    points = [rule.worth.get(fact.value, 0) for fact in facts]
    if rule.how is How.BEST:
        return max(points) * 10
    return share(sum(points), 100 * len(points))


def _newest(fact: Fact) -> tuple[date, str]:
    return fact.on, fact.key


def scores(facts: Iterable[Fact], dimensions: DimensionSet, on: date) -> Scores:
    """The scores of all dimensions on a day; None where there is not enough to speak."""
    sums: dict[str, int] = {}
    weights: dict[str, int] = {}
    for place, some in sort_out(facts, dimensions, on).items():
        one = dimensions.indicators[place]
        of = one.rule.dimension
        sums[of] = sums.get(of, 0) + one.weight * worth(one, some)
        weights[of] = weights.get(of, 0) + one.weight
    found: Scores = {}
    for name, whole in dimensions.whole.items():
        have = weights.get(name, 0)
        percent = 100 * have // whole if whole else 0
        enough = have > 0 and percent >= dimensions.least_percent
        found[name] = ((2 * sums[name] + have) // (2 * have) if enough else None, percent)
    return found


class Band(Enum):
    """Where a score lies in its cohort; three wide bands, and no place."""

    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


Cut = tuple[int, int, int]  # people with a score, the score of the lower and of the upper quarter


def cuts(found: Mapping[str, Sequence[int]]) -> dict[str, Cut]:
    """The quarters of the scores of a cohort, by dimension."""
    result: dict[str, Cut] = {}
    for name, values in found.items():
        if values:
            line = sorted(values)
            count = len(line)
            result[name] = (count, line[(count - 1) // 4], line[(3 * (count - 1) + 3) // 4])
    return result


def band(score: int | None, cut: Cut | None, least: int) -> Band | None:
    """The band of a score; None where there is no score, or where the cohort is too small to be spoken of."""
    if score is None or cut is None or cut[0] < least:
        return None
    _people, low, high = cut
    if low == high:
        return Band.MIDDLE
    return Band.LOWER if score < low else Band.UPPER if score >= high else Band.MIDDLE


@dataclass(frozen=True)
class Part:
    """One indicator opened: its facts, what they are worth, and what is missing to the whole (None: nothing more)."""

    of: Weighted
    facts: tuple[Fact, ...]
    score: int | None
    missing: int | None


def opened(facts: Iterable[Fact], dimensions: DimensionSet, on: date) -> dict[str, list[Part]]:
    """Every dimension with its indicators opened to their facts, the newest first."""
    sorted_out = sort_out(facts, dimensions, on)
    found: dict[str, list[Part]] = {name: [] for name in dimensions.whole}
    for place, one in enumerate(dimensions.indicators):
        if one.weight:
            some = sorted(sorted_out.get(place, ()), key=_newest, reverse=True)
            score = worth(one, some) if some else None
            found[one.rule.dimension].append(Part(one, tuple(some), score, _missing(one, some, score)))
    return found


def _missing(one: Weighted, facts: Sequence[Fact], score: int | None) -> int | None:
    if score == FULL:
        return None
    if one.rule.how is How.SHARE:
        return max(one.standard - sum(fact.value for fact in facts), 0)
    if one.rule.how is How.PACE and facts:
        return max(facts[0].of - facts[0].value, 0)
    return None


def is_stale(newest: date | None, on: date, months: int) -> bool:
    """Whether the newest fact of a dimension is too old to say how things stand."""
    return newest is not None and month_of(on) - month_of(newest) >= months


def changed_facts(before: Iterable[Fact], after: Iterable[Fact]) -> set[str]:
    """The names of facts that say something else now, or are gone; a fact that is new is no correction."""
    now = {fact.name: (fact.value, fact.of) for fact in after}
    return {fact.name for fact in before if now.get(fact.name) != (fact.value, fact.of)}
