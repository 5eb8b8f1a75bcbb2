"""Need against supply for the coming years: pupils by cohort, people by the month in which they retire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .plan_needs import apportion

GRADES: dict[str, int] = {"preschool": 3, "primary": 6, "junior": 3, "senior": 3, "vocational": 3}
BEFORE = {"primary": "preschool", "junior": "primary", "senior": "junior", "vocational": "junior"}
ENTRY_AGE = 3  # children born in a year enter the kindergarten in the autumn three years later


@dataclass(frozen=True)
class Rates:
    """What moves pupils on, in percent: of the last grade before, how many enter this stage; of those born, how many
    enter the kindergarten. ``attrition`` leave in a year besides those who retire."""

    enter: Mapping[str, Fraction]
    kindergarten: Fraction = Fraction(95)
    attrition: Fraction = Fraction(3, 2)


@dataclass(frozen=True)
class WhatIf:
    """What is asked to be otherwise: births and pupils in percent of what is known, pupils for a post at a stage."""

    births: Fraction = Fraction(100)
    pupils: Fraction = Fraction(100)
    ratios: Mapping[str, Fraction] = field(default_factory=dict)
    attrition: Fraction | None = None


AS_IT_IS = WhatIf()


@dataclass(frozen=True)
class Leaving:
    """So many people of one kind who reach these school years: the first September at which they are gone, when all
    retire by law, as early as they may, as late as they may. None beyond the horizon, or not known."""

    count: int
    statutory: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True)
class Pupils:
    """Pupils of each stage on 1 September of each year; None where nothing is known. ``guessed`` are the years whose
    intake of the kindergarten is that of the last known year, since nobody noted the births."""

    by_stage: Mapping[str, tuple[int | None, ...]]
    guessed: tuple[int, ...]


def pupils_ahead(
    first: int, years: int, now: Mapping[str, int | None], births: Mapping[int, int], rates: Rates,
    what_if: WhatIf = AS_IT_IS,
) -> Pupils:  # fmt: skip
    """Cohorts move up one grade a year. A stage's pupils of today are taken to stand evenly in its grades, since the
    yearly figures give no grades; what enters a stage is the last grade of the one before times its rate."""
    scale = what_if.pupils / 100
    grades: dict[str, list[Fraction] | None] = {
        stage: None if now.get(stage) is None else [Fraction(now[stage] or 0) * scale / size] * size
        for stage, size in GRADES.items()
    }
    found: dict[str, list[int | None]] = {stage: [_sum(one)] for stage, one in grades.items()}
    guessed = []
    for year in range(first + 1, first + years):
        entering: dict[str, Fraction | None] = {}
        for stage in GRADES:
            own, before = grades[stage], BEFORE.get(stage)
            if before is None:
                born = births.get(year - ENTRY_AGE)
                if born is None:
                    guessed.append(year)
                    entering[stage] = own[0] if own else None
                else:
                    entering[stage] = Fraction(born) * what_if.births / 100 * rates.kindergarten / 100
            else:
                last = grades[before]
                part = rates.enter.get(stage, Fraction(100)) / 100
                # Where the stage before is not known, as many enter as before.
                entering[stage] = last[-1] * part if last else (own[0] if own else None)
        for stage, size in GRADES.items():
            own, new = grades[stage], entering[stage]
            if own is not None and new is not None:
                grades[stage] = [new, *own][:size]
            found[stage].append(_sum(grades[stage]))
    return Pupils({stage: tuple(values) for stage, values in found.items()}, tuple(guessed))


def _sum(grades: Sequence[Fraction] | None) -> int | None:
    return None if grades is None else round(sum(grades, Fraction(0)))


def teachers_needed(pupils: int | None, ratio: Fraction | None, teaching_percent: int) -> int | None:
    """Full-time teachers for so many pupils: posts by the ratio, and of them the part for teaching, rounded up."""
    if pupils is None or not ratio:
        return None
    exact = Fraction(pupils) / ratio * teaching_percent / 100
    return -(-exact.numerator // exact.denominator)


@dataclass(frozen=True)
class Supply:
    """People who are still there on 1 September of each year, and who retires in the year before."""

    statutory: tuple[int, ...]
    low: tuple[int, ...]  # everybody as early as possible
    high: tuple[int, ...]  # everybody as late as possible
    retiring: tuple[int, ...]  # by law, between the September before and this one; the first year: nobody


def supply_ahead(people: Sequence[Leaving], first: int, years: int, attrition: Fraction) -> Supply:
    """《国务院关于渐进式延迟法定退休年龄的办法》 and 人社部发〔2024〕94号 give the months; attrition takes its part of
    those who have not retired, year after year, and nobody new is hired: that is what the gap has to tell."""
    stay = 1 - attrition / 100

    def left(which: str) -> tuple[int, ...]:
        found, factor = [], Fraction(1)
        for year in range(first, first + years):
            there = sum(one.count for one in people if (gone := getattr(one, which)) is None or gone > year)
            found.append(round(there * factor))
            factor *= stay
        return tuple(found)

    gone = tuple(
        sum(one.count for one in people if one.statutory == year) if year > first else 0
        for year in range(first, first + years)
    )
    return Supply(left("statutory"), left("earliest"), left("latest"), gone)


@dataclass(frozen=True)
class Row:
    """One year of one stage, subject or district: None where the need cannot be told."""

    year: int
    need: int | None
    supply: int
    low: int
    high: int
    retiring: int

    @property
    def gap(self) -> int | None:
        """What is over (+) or short (−)."""
        return None if self.need is None else self.supply - self.need


def rows(first: int, needs: Sequence[int | None], supply: Supply) -> tuple[Row, ...]:
    """Need and supply side by side."""
    return tuple(
        Row(first + place, need, supply.statutory[place], supply.low[place], supply.high[place], supply.retiring[place])
        for place, need in enumerate(needs)
    )


def subject_needs_ahead(
    needs: Sequence[int | None], lessons: Mapping[str, Fraction]
) -> dict[str, tuple[int | None, ...]]:
    """The need of a stage told apart by weekly lessons, nothing lost; the subjects of each year add up to the stage."""
    parts = [None if need is None else apportion(need, lessons) for need in needs]
    return {subject: tuple(None if part is None else part[subject] for part in parts) for subject in lessons}


def gone_by(month: int, first: int) -> int:
    """The first September (as its year) at which somebody is gone who retires in ``month`` (year * 12 + month - 1):
    whoever retires in August or before is gone on 1 September, later ones a year on."""
    year, place = divmod(month, 12)
    return max(first + 1, year if place < 8 else year + 1)
