"""Hours of training: what is due in a cycle, what counts after the caps, the pace and the forecast.

Hours are whole numbers of tenths of a 学时 throughout, so that nothing is lost to rounding.
《教育部关于大力加强中小学教师培训工作的意见》（教师〔2011〕1号）：五年为一个周期，每人不少于 360 学时。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

MONTHS_IN_YEAR = 12
ENOUGH_MONTHS = 3  # a pace out of fewer months says nothing


@dataclass(frozen=True)
class Cycle:
    """A cycle of whole calendar years, the last one included, and the tenths that are due in it."""

    first_year: int
    last_year: int
    due: int

    @property
    def months(self) -> int:
        """How long the cycle is."""
        return MONTHS_IN_YEAR * (self.last_year - self.first_year + 1)

    @property
    def first_on(self) -> date:
        """The first day."""
        return date(self.first_year, 1, 1)

    @property
    def last_on(self) -> date:
        """The last day."""
        return date(self.last_year, 12, 31)

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.first_year <= day.year <= self.last_year

    def __str__(self) -> str:
        return f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True)
class Cap:
    """The most that a mode may bring in a year and in a cycle; None for no limit."""

    year: int | None = None
    cycle: int | None = None


@dataclass(frozen=True)
class Caps:
    """One dated version of the caps: its name, the document, the cap of each mode and the share that must come from
    the county or above."""

    version: str
    document: str
    modes: Mapping[str, Cap]
    higher_percent: int = 0
    day_limit: int = 100
    minutes: int = 45

    def of(self, mode: str) -> Cap:
        """The cap of a mode; a mode without a row has none."""
        return self.modes.get(mode, _FREE)


_FREE = Cap()


@dataclass(frozen=True)
class Line:
    """Approved hours as the rule sees them. ``key`` names the entry, ``ended_on`` says to which year they belong."""

    key: Hashable
    mode: str
    ended_on: date
    tenths: int
    is_higher: bool = False


@dataclass(frozen=True)
class Counted:
    """What became of one line: what the limits of its year and of its cycle left for it, and which of them cut."""

    line: Line
    counted: int
    year_left: int | None  # of the cap of the year, before this line
    cycle_left: int | None  # of the cap of the cycle, before this line
    version: str

    @property
    def cut(self) -> str:
        """Which limit cut this line: ``year``, ``cycle`` or nothing."""
        if self.counted == self.line.tenths:
            return ""
        return "year" if self.year_left is not None and self.counted == self.year_left else "cycle"


@dataclass(frozen=True)
class Bucket:
    """The hours of one mode in a cycle."""

    mode: str
    raw: int
    counted: int
    cap: int | None


@dataclass(frozen=True)
class Account:
    """The hours of one person in one cycle."""

    raw: int
    counted: int
    higher: int  # counted hours from the county or above
    buckets: tuple[Bucket, ...]
    lines: tuple[Counted, ...] = field(repr=False)
    by_year: Mapping[int, int] = field(default_factory=dict)  # counted, by year


def months_due(cycle: Cycle, entry: date | None) -> int:
    """For how many months of the cycle a person is in service: the month of entry counts whole. Without a known day
    of entry the whole cycle."""
    if entry is None or entry <= cycle.first_on:
        return cycle.months
    passed = MONTHS_IN_YEAR * (entry.year - cycle.first_year) + entry.month - 1
    return max(cycle.months - passed, 0)


def due(cycle: Cycle, entry: date | None) -> int:
    """What is due in the cycle, pro rata by months from entry, to the nearest tenth (half of it up)."""
    return share(cycle.due, months_due(cycle, entry), cycle.months)


def share(whole: int, part: int, of: int) -> int:
    """``whole * part / of`` to the nearest whole number, half of it up."""
    return (2 * whole * part + of) // (2 * of) if of else 0


def elapsed(cycle: Cycle, entry: date | None, on: date) -> int:
    """How many months of service in the cycle are over or under way on a day: the month of the day counts whole."""
    if on < cycle.first_on:
        return 0
    until = min(on, cycle.last_on)
    passed = MONTHS_IN_YEAR * (until.year - cycle.first_year) + until.month
    return max(passed - (cycle.months - months_due(cycle, entry)), 0)


def pace(cycle: Cycle, entry: date | None, on: date) -> int:
    """What should be done by a day at an even pace."""
    return share(due(cycle, entry), elapsed(cycle, entry, on), months_due(cycle, entry))


def account(lines: Iterable[Line], of_year: Mapping[int, Caps], of_cycle: Caps) -> Account:
    """Count the hours of one cycle.

    First the cap of the mode in the year to which a line belongs, then the cap of the mode in the cycle. Within a
    year and a mode, hours from the county or above are counted first, then by the day they ended. ``of_year`` gives
    the caps of each year, ``of_cycle`` those of the cycle; a year without caps of its own takes those of the cycle.
    """
    used_year: dict[tuple[str, int], int] = defaultdict(int)
    used_cycle: dict[str, int] = defaultdict(int)
    raw: dict[str, int] = defaultdict(int)
    by_year: dict[int, int] = defaultdict(int)
    done = []
    for line in sorted(lines, key=_turn):
        year, mode = line.ended_on.year, line.mode
        caps = of_year.get(year, of_cycle)
        year_left = _left(caps.of(mode).year, used_year[mode, year])
        cycle_left = _left(of_cycle.of(mode).cycle, used_cycle[mode])
        counted = min(one for one in (line.tenths, year_left, cycle_left) if one is not None)
        used_year[mode, year] += counted
        used_cycle[mode] += counted
        raw[mode] += line.tenths
        by_year[year] += counted
        done.append(Counted(line, counted, year_left, cycle_left, caps.version))
    buckets = tuple(Bucket(mode, raw[mode], used_cycle[mode], of_cycle.of(mode).cycle) for mode in sorted(raw))
    higher = sum(one.counted for one in done if one.line.is_higher)
    return Account(sum(raw.values()), sum(used_cycle.values()), higher, buckets, tuple(done), dict(by_year))


def _turn(line: Line) -> tuple[int, bool, date, str]:
    return line.ended_on.year, not line.is_higher, line.ended_on, str(line.key).zfill(20)


def _left(cap: int | None, used: int) -> int | None:
    return None if cap is None else max(cap - used, 0)


@dataclass(frozen=True)
class Standing:
    """Where a person stands in a cycle on a day."""

    due: int
    pace: int
    counted: int
    higher: int
    floor: int  # what must come from the county or above
    passes: bool

    @property
    def is_behind(self) -> bool:
        """Whether less is done than an even pace asks for by now."""
        return self.counted < self.pace

    @property
    def missing(self) -> int:
        """What is still to do in the cycle."""
        return max(self.due - self.counted, 0)

    @property
    def higher_missing(self) -> int:
        """What is still to do at the county or above."""
        return max(self.floor - self.higher, 0)


def standing(cycle: Cycle, entry: date | None, on: date, counted: int, higher: int, higher_percent: int) -> Standing:
    """Compare what counts with what is due: the share from the county or above is a floor beside it."""
    owed = due(cycle, entry)
    floor = share(owed, higher_percent, 100)
    return Standing(
        owed, pace(cycle, entry, on), counted, higher, floor, passes=counted >= owed and higher >= floor
    )  # fmt: skip


@dataclass(frozen=True)
class YearForecast:
    """What will be missing at the end of a year when the pace so far is kept."""

    year: int
    expected: int
    asked: int

    @property
    def missing(self) -> int:
        return max(self.asked - self.expected, 0)


def forecast(cycle: Cycle, entry: date | None, on: date, counted: int) -> tuple[YearForecast, ...]:
    """The ends of the years to come at the pace so far; nothing before the cycle, in its first months or after it."""
    gone = elapsed(cycle, entry, on)
    if gone < ENOUGH_MONTHS or not cycle.holds(on):
        return ()
    found = []
    for year in range(on.year, cycle.last_year + 1):
        end = date(year, 12, 31)
        months = elapsed(cycle, entry, end)
        found.append(YearForecast(year, share(counted, months, gone), pace(cycle, entry, end)))
    return tuple(found)


def first_missed(years: Sequence[YearForecast]) -> YearForecast | None:
    """The first year at whose end a whole 学时 or more will be missing."""
    return next((one for one in years if one.missing >= 10), None)


def in_force(versions: Sequence[tuple[date, Caps]], day: date) -> Caps:
    """The version in force on a day out of versions in rising order; before the first one, the first."""
    found = versions[0][1]
    for effective_from, caps in versions:
        if effective_from > day:
            break
        found = caps
    return found


def caps_for(cycle: Cycle, versions: Sequence[tuple[date, Caps]], on: date) -> tuple[dict[int, Caps], Caps]:
    """The caps of each year and of the cycle, judged on a day: each by the version in force on its last day, or on
    the day of the judgement where that is earlier. So a version that comes later changes nothing that is over."""
    by_year = {
        year: in_force(versions, min(on, date(year, 12, 31))) for year in range(cycle.first_year, cycle.last_year + 1)
    }
    return by_year, in_force(versions, min(on, cycle.last_on))
