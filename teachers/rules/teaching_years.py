"""Years of teaching (教龄): the months of service that count, and a line for every span that says why.

《泰州市教育强市建设实施方案》任务13, counted as in 《关于做好乡村学校从教30年教师荣誉证书颁发工作的通知》 (2016) and
《关于教师教龄津贴的若干规定》（劳人薪〔1985〕40号）.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from kernel.policy import Edition, Source

from ..choices import ServiceKind
from ..policy import TEACHING_YEARS, CountingRules, KindRule, Treatment
from .months import Month, month_of
from .sentences import Outcome, sentence
from .spans import Interval, covered, last_outside, union

Rules: TypeAlias = Edition[CountingRules]
# A stored row without its wrapping does as well: (start, end, code of the kind).
Row: TypeAlias = tuple[Month, Month | None, str]


class Service(NamedTuple):
    """One row of service: first and last month, both included; ``end`` None while it goes on."""

    start: Month
    end: Month | None
    kind: ServiceKind


@dataclass(frozen=True)
class Line:
    """What one unbroken span of one kind gives, the span being cut at the as-of month.

    ``months`` is its length, ``counted`` what it adds to the sum, ``rule`` the Chinese sentence why, ``document`` the
    official text. A span after the as-of month, or one that ends before it starts, has no months.
    """

    start: Month
    end: Month
    kind: ServiceKind
    months: int
    counted: int
    rule: str
    document: str


@dataclass(frozen=True)
class TeachingYears:
    """The sum in months, the lines that make it up (their ``counted`` add up to it), and the rule set used."""

    months: int
    lines: tuple[Line, ...]
    source: Source

    @property
    def years(self) -> int:
        """Full years (周年)."""
        return self.months // 12


_NEVER_ENDS = 10**6


@dataclass(slots=True)
class _Span:
    """Touching or overlapping rows of one kind, cut at the as-of month, and what becomes of them."""

    start: Month
    end: Month
    kind: str
    overlapped: bool = False
    outcome: Outcome = Outcome.COUNTED


def _spans(services: Iterable[Row], stop: Month) -> list[_Span]:
    """The rows as spans by kind in order of start, measured before ``stop`` only."""
    spans: list[_Span] = []
    latest: dict[str, _Span] = {}
    for start, end, kind in sorted(services, key=itemgetter(0, 2)):
        if end is None:
            end = _NEVER_ENDS
        open_span = latest.get(kind)
        if end < start:
            spans.append(_Span(start, end, kind, outcome=Outcome.REVERSED))
        elif open_span is not None and start <= open_span.end + 1:
            if start <= open_span.end and start < stop:
                open_span.overlapped = True
            if end > open_span.end:
                open_span.end = end
        else:
            latest[kind] = span = _Span(start, end, kind)
            spans.append(span)
    for span in spans:
        if span.start >= stop:
            span.outcome = Outcome.LATER
        elif span.end >= stop:
            span.end = stop - 1
    return spans


def _judge(spans: list[_Span], kinds: Mapping[str, KindRule]) -> list[Interval]:
    """Set the outcome of every span; return the months that a rule excludes.

    Excluded whole: what never counts, and what is longer than its limit. Study is judged last, the latest first: it
    counts where a month of a kind that always counts, itself not excluded, lies later.
    """
    excluded: list[Interval] = []
    taught: list[_Span] = []
    studies: list[_Span] = []
    for span in spans:
        if span.outcome is not Outcome.COUNTED:
            continue
        rule = kinds[span.kind]
        treatment = rule.treatment
        if treatment is Treatment.COUNTED:
            taught.append(span)
        elif treatment is Treatment.COUNTED_IF_RESUMED:
            studies.append(span)
        elif treatment is Treatment.EXCLUDED or (rule.limit is not None and span.end - span.start + 1 > rule.limit):
            span.outcome = Outcome.EXCLUDED
            excluded.append((span.start, span.end))
        elif treatment is Treatment.HARMLESS_WITHIN:
            span.outcome = Outcome.HARMLESS
    if excluded:
        excluded = union(excluded)
    for study in reversed(studies):
        if not any((last_outside(span.start, span.end, excluded) or 0) > study.end for span in taught):
            study.outcome = Outcome.EXCLUDED
            excluded = union([*excluded, (study.start, study.end)])
    return excluded


def _credit(span: _Span, reached: Month, excluded: list[Interval]) -> int:
    """The months that a counting span adds, where all up to ``reached`` has been credited to earlier spans."""
    start = max(span.start, reached + 1)
    if start > span.end:
        return 0
    months = span.end - start + 1
    return months - covered(start, span.end, excluded) if excluded else months


def _walk(services: Iterable[Row], stop: Month) -> int:
    """The months before ``stop`` where every row counts, whatever stands beside it: those that any row covers."""
    months, reached = 0, -1
    for start, end, _kind in sorted(services, key=itemgetter(0)):
        end = stop - 1 if end is None or end >= stop else end
        if start <= reached:
            start = reached + 1
        if end >= start:
            months, reached = months + end - start + 1, end
    return months


def count_before(services: Iterable[Row], stop: Month, rules: CountingRules) -> int:
    """The months of teaching before the month ``stop``."""
    services = tuple(services)
    if rules.always.issuperset([row[2] for row in services]):
        return _walk(services, stop)
    spans = _spans(services, stop)
    excluded = _judge(spans, rules.kinds)
    months, reached = 0, -1
    for span in spans:
        if span.outcome is Outcome.COUNTED:
            months += _credit(span, reached, excluded)
            reached = max(reached, span.end)
    return months


def months_only(services: Iterable[Row], on: date, rules: Rules | None = None) -> int:
    """The months of teaching before the month of ``on``, without the lines (for lists and batches)."""
    return count_before(services, month_of(on), (rules or TEACHING_YEARS.on(on)).value)


def teaching_years(services: Iterable[Row], on: date, rules: Rules | None = None) -> TeachingYears:
    """The years of teaching before the month of ``on``, line by line.

    Months are counted and added up over breaks; overlaps count once; the as-of month and what comes after do not
    count. Leave of more than six unbroken months, secondment of more than twelve, study without return, and time out
    of teaching are excluded whole, even where another row covers them. Without ``rules`` the edition of the day holds.
    """
    edition = rules or TEACHING_YEARS.on(on)
    kinds = edition.value.kinds
    spans = _spans(services, month_of(on))
    excluded = _judge(spans, kinds)
    lines, reached = [], -1
    for span in spans:
        kind = ServiceKind(span.kind)
        months = 0 if span.outcome in (Outcome.LATER, Outcome.REVERSED) else span.end - span.start + 1
        counted = cut = 0
        if span.outcome is Outcome.COUNTED:
            counted = _credit(span, reached, excluded)
            cut = covered(span.start, span.end, excluded)
            reached = max(reached, span.end)
        rule = sentence(
            kind, kinds[kind], span.outcome, months=months, counted=counted, cut=cut, merged=span.overlapped
        )
        end = span.start if span.end == _NEVER_ENDS else span.end
        lines.append(Line(span.start, end, kind, months, counted, rule, str(kinds[kind].source)))
    return TeachingYears(sum(line.counted for line in lines), tuple(lines), edition.source)
