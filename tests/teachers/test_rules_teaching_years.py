"""Years of teaching: the vectors of the rule set, each sentence once, and a month-by-month oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.policy import Edition
from teachers.choices import ServiceKind
from teachers.policy import TAIZHOU_PLAN, TEACHING_YEARS, KindRule, Treatment
from teachers.rules import months
from teachers.rules.milestones import month_reached
from teachers.rules.teaching_years import Service, months_only, teaching_years

TEACHERS_DAY = date(2026, 9, 10)
K = ServiceKind


def row(text: str, kind: ServiceKind = K.TEACHING) -> Service:
    """``1996-09..2010-08`` or ``1996-09..`` as a row."""
    start, end = text.split("..")
    return Service(months.parse(start), months.parse(end) if end else None, kind)


def count(*rows: Service, on: date = TEACHERS_DAY) -> int:
    """The months by both ways of asking, which must agree with each other and with the lines."""
    found = teaching_years(rows, on)
    assert found.months == months_only(rows, on) == sum(line.counted for line in found.lines)
    return found.months


VECTORS = {
    "no rows": ([], 0),
    "thirty years to the month": ([row("1996-09..")], 360),
    "a month short": ([row("1996-10..")], 359),
    "a month over": ([row("1996-08..")], 361),
    "forty years": ([row("1986-09..")], 480),
    "a break is left out and the parts added": ([row("1990-08..1995-07"), row("1997-09..")], 408),
    "nine months of sick leave": ([row("1996-01.."), row("2010-03..2010-11", K.SICK_LEAVE)], 359),
    "five months of sick leave": ([row("1996-01.."), row("2010-03..2010-07", K.SICK_LEAVE)], 368),
    "overlapping jobs once": ([row("2000-09..2005-08"), row("2003-09..2008-08")], 96),
    "retired, last month taught 2020-03": ([row("1985-08..2020-03")], 416),
    "six months of leave change nothing": ([row("1996-01.."), row("2010-03..2010-08", K.PERSONAL_LEAVE)], 368),
    "seven months of personal leave": ([row("1996-01.."), row("2010-03..2010-09", K.PERSONAL_LEAVE)], 361),
    "touching leave of one kind is one span": (
        [row("1996-01.."), row("2010-03..2010-06", K.SICK_LEAVE), row("2010-07..2010-09", K.SICK_LEAVE)],
        361,
    ),
    "sick beside personal leave are two spans": (
        [row("1996-01.."), row("2010-03..2010-06", K.SICK_LEAVE), row("2010-07..2010-09", K.PERSONAL_LEAVE)],
        368,
    ),
    "short leave that no teaching covers adds nothing": (
        [row("2000-01..2000-12"), row("2001-01..2001-04", K.SICK_LEAVE)],
        12,
    ),
    "leave is measured before the as-of month": ([row("1996-01.."), row("2026-03..2027-12", K.SICK_LEAVE)], 368),
    "leave that has outgrown the limit by then": ([row("1996-01.."), row("2026-02..2027-12", K.SICK_LEAVE)], 361),
    "secondment of twelve months": ([row("2000-01..2000-12"), row("2001-01..2001-12", K.SECONDMENT)], 24),
    "secondment of thirteen months": ([row("2000-01..2000-12"), row("2001-01..2002-01", K.SECONDMENT)], 12),
    "long secondment excludes teaching beside it": (
        [row("2000-01..2001-12"), row("2001-01..2002-01", K.SECONDMENT)],
        12,
    ),
    "study with return": ([row("2000-01..2000-12"), row("2001-01..2002-12", K.STUDY), row("2003-01..2003-01")], 37),
    "study without return": ([row("2000-01..2000-12"), row("2001-01..2002-12", K.STUDY)], 12),
    "study, return only after the as-of month": (
        [row("2000-01..2000-12"), row("2025-09..2026-08", K.STUDY), row("2026-09..")],
        12,
    ),
    "secondment is no return from study": (
        [row("2005-08..2024-07"), row("2024-08..2025-12", K.STUDY), row("2026-01..", K.SECONDMENT)],
        236,
    ),
    "a return that is itself excluded is none": (
        [row("2000-01..2000-12", K.STUDY), row("2001-01..2001-12"), row("2001-01..2001-12", K.UNPAID_LEAVE)],
        0,
    ),
    "unfinished study excludes teaching beside it": ([row("2000-01..2001-12"), row("2001-07..", K.STUDY)], 18),
    "left teaching prevails over an overlapping job": (
        [row("2000-01.."), row("2010-01..2010-12", K.LEFT_TEACHING)],
        308,
    ),
    "unpaid leave": ([row("2000-01.."), row("2010-01..2010-12", K.UNPAID_LEAVE)], 308),
    "back after retirement": ([row("1985-08..2020-03"), row("2020-09..", K.SILVER_REHIRE)], 416),
    "all kinds that count": (
        [
            row("2000-01..2000-12"),
            row("2001-01..2001-12", K.RESEARCH),
            row("2002-01..2002-12", K.AID),
            row("2003-01..2003-12", K.EXCHANGE),
            row("2004-01..2004-12", K.MANAGEMENT),
        ],
        60,
    ),
    "not before the as-of month": ([row("2026-09.."), row("2027-01..2027-12")], 0),
    "the month before": ([row("2026-08..")], 1),
}


@pytest.mark.parametrize(("rows", "expected"), VECTORS.values(), ids=VECTORS.keys())
def test_vectors(rows: list[Service], expected: int) -> None:
    assert count(*rows) == expected


@pytest.mark.parametrize(
    ("start", "years"), [("1996-09", 30), ("1996-10", 29), ("1996-08", 30), ("1986-09", 40), ("1986-10", 39)]
)
def test_full_years(start: str, years: int) -> None:
    assert teaching_years([row(f"{start}..")], TEACHERS_DAY).years == years


def test_each_line_says_why() -> None:
    found = teaching_years(
        [
            row("2000-09..2005-08"),
            row("2003-09..2008-08", K.MANAGEMENT),
            row("2004-01..2004-09", K.SICK_LEAVE),
            row("2006-01..2006-02", K.PERSONAL_LEAVE),
            row("2026-09.."),
        ],
        TEACHERS_DAY,
    )
    assert [(line.kind, line.months, line.counted) for line in found.lines] == [
        (K.TEACHING, 60, 51),
        (K.MANAGEMENT, 60, 36),
        (K.SICK_LEAVE, 9, 0),
        (K.PERSONAL_LEAVE, 2, 0),
        (K.TEACHING, 0, 0),
    ]
    assert [line.rule for line in found.lines] == [
        "任教计入教龄；其中9个月按其他条目的规定不计入。",
        "学校管理计入教龄；其中9个月按其他条目的规定不计入；与其他经历重叠15个月，不重复计算。",
        "病假连续9个月，超过6个月，整段不计入教龄。",
        "事假连续2个月，不超过6个月，不影响教龄，本条不另计月份。",
        "任教始于统计截止月或其后，不计算。",
    ]
    assert found.lines[2].document == "《关于教师教龄津贴的若干规定》（劳人薪〔1985〕40号）"
    assert found.source == TAIZHOU_PLAN


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row("2000-01..2000-12", K.SECONDMENT)], "借调连续不超过12个月，计入教龄。"),
        ([row("2000-01..2001-12", K.SECONDMENT)], "借调连续24个月，超过12个月，整段不计入教龄。"),
        ([row("2000-01..2001-12", K.STUDY)], "脱产学习后未继续任教，整段不计入教龄。"),
        ([row("2000-01..2001-12", K.STUDY), row("2002-01..")], "脱产学习后继续任教，计入教龄。"),
        ([row("2000-01..2001-12", K.LEFT_TEACHING)], "离教期间不计入教龄。"),
        ([row("2000-01..2001-12", K.SILVER_REHIRE)], "银龄返聘期间不计入教龄。"),
        ([row("2000-01..2001-12"), row("2001-01..2002-12")], "任教计入教龄；同类经历的重叠月份只计一次。"),
        ([row("2001-01..2000-12")], "任教的终止月份早于起始月份，不计算。"),
    ],
)
def test_sentence_of_the_first_line(rows: list[Service], sentence: str) -> None:
    assert teaching_years(rows, TEACHERS_DAY).lines[0].rule == sentence


def test_stored_rows_do_as_well_as_services() -> None:
    assert months_only([(months.parse("1996-09"), None, "teaching")], TEACHERS_DAY) == 360


def test_another_rule_set_may_be_given() -> None:
    default = TEACHING_YEARS.on(TEACHERS_DAY)
    kinds = {**default.value.kinds, K.SICK_LEAVE: KindRule(Treatment.HARMLESS_WITHIN, TAIZHOU_PLAN, limit=12)}
    mild = Edition(date(2026, 1, 1), TAIZHOU_PLAN, replace(default.value, kinds=kinds))
    rows = [row("1996-01.."), row("2010-03..2010-11", K.SICK_LEAVE)]
    assert (months_only(rows, TEACHERS_DAY), months_only(rows, TEACHERS_DAY, mild)) == (359, 368)
    assert teaching_years(rows, TEACHERS_DAY, mild).months == 368


# --- an oracle: sets of months, straight from the sentences ----------------------------------------------------------

ALWAYS = {K.TEACHING, K.RESEARCH, K.AID, K.EXCHANGE, K.MANAGEMENT}
NEVER = {K.LEFT_TEACHING, K.UNPAID_LEAVE, K.SILVER_REHIRE}


def runs(found: set[int]) -> list[set[int]]:
    """The unbroken runs of a set of months, in order."""
    parts: list[set[int]] = []
    for month in sorted(found):
        if month - 1 in found:
            parts[-1].add(month)
        else:
            parts.append({month})
    return parts


def oracle(rows: list[Service], stop: int) -> int:
    def lived(*kinds: ServiceKind) -> set[int]:
        return {
            month
            for start, end, kind in rows
            if kind in kinds
            for month in range(start, stop if end is None else min(end + 1, stop))
        }

    taught, out = lived(*ALWAYS), lived(*NEVER)
    counted = set(taught)
    for kind, limit in ((K.SICK_LEAVE, 6), (K.PERSONAL_LEAVE, 6), (K.SECONDMENT, 12)):
        for run in runs(lived(kind)):
            if len(run) > limit:
                out |= run
            elif kind == K.SECONDMENT:
                counted |= run
    for run in reversed(runs(lived(K.STUDY))):
        if any(month > max(run) for month in taught - out):
            counted |= run
        else:
            out |= run
    return len(counted - out)


STOP = months.month_of(TEACHERS_DAY)


@st.composite
def services(draw: st.DrawFn) -> Service:
    start = draw(st.integers(STOP - 70, STOP + 4))
    end = draw(st.none() | st.integers(0, 30).map(lambda length: start + length))
    return Service(start, end, draw(st.sampled_from(list(ServiceKind))))


LISTS = st.lists(services(), max_size=12)


@settings(max_examples=200, deadline=None)
@given(LISTS)
def test_agrees_with_the_oracle(rows: list[Service]) -> None:
    assert count(*rows) == oracle(rows, STOP)


@given(LISTS)
def test_every_row_lies_in_a_line_of_its_kind(rows: list[Service]) -> None:
    lines = teaching_years(rows, TEACHERS_DAY).lines
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert all(0 <= line.counted <= line.months for line in lines)
    for start, end, kind in rows:
        last = min(STOP - 1 if end is None else end, STOP - 1)
        assert any(line.kind == kind and line.start <= start and (line.end >= last or start >= STOP) for line in lines)


@given(LISTS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_order_of_rows_does_not_matter(both: tuple[list[Service], list[Service]]) -> None:
    assert teaching_years(both[0], TEACHERS_DAY) == teaching_years(both[1], TEACHERS_DAY)


@given(LISTS, st.data())
def test_splitting_a_row_changes_nothing(rows: list[Service], data: st.DataObject) -> None:
    split: list[Service] = []
    for start, end, kind in rows:
        cut = data.draw(st.integers(start, start + 40 if end is None else end))
        if cut == end:
            split.append(Service(start, end, kind))
        else:
            split += [Service(start, cut, kind), Service(cut + 1, end, kind)]
    before, after = teaching_years(rows, TEACHERS_DAY), teaching_years(split, TEACHERS_DAY)
    assert before.months == after.months
    assert [(line.start, line.kind, line.counted) for line in before.lines] == [
        (line.start, line.kind, line.counted) for line in after.lines
    ]


# --- looking ahead ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "years", "expected"),
    [
        ([row("1996-09..")], 30, "2026-09"),
        ([row("1996-09..")], 40, "2036-09"),
        ([row("1985-08..2020-03")], 30, "2015-08"),
        ([row("1985-08..2020-03")], 40, None),
        ([row("1996-09.."), row("2030-01..", K.LEFT_TEACHING)], 40, None),
        ([row("1996-09..2025-08"), row("2025-09..2026-08", K.STUDY), row("2026-09..")], 30, "2026-10"),
        ([], 30, None),
    ],
)
def test_month_reached(rows: list[Service], years: int, expected: str | None) -> None:
    found = month_reached(rows, years)
    assert (None if found is None else months.text(found)) == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(services(), max_size=6), st.integers(1, 6))
def test_month_reached_is_the_first(rows: list[Service], years: int) -> None:
    reach = range(STOP - 70 + years * 12, STOP + 160)
    first = next((month for month in reach if oracle(rows, month) >= years * 12), None)
    assert month_reached(rows, years) == first
