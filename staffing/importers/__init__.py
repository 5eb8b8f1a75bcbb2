"""The workbook of yearly figures: one row for each school, school year and stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from kernel.accounts.models import User
from kernel.imports import cells
from kernel.imports.desk import Arrival, Change, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, Record, SheetSchema, Table
from kernel.orgs.choices import LOCATION_NAMES, STAGE_NAMES
from staffing.actions.figures import SchoolYear, StageRow, take_over
from staffing.choices import STAGE_WORDS, FigureStage
from staffing.errors import refuse
from staffing.models import SchoolFigures
from staffing.permissions import StaffingPermission
from staffing.queries.figures import SchoolRef, approvals, counts_of, rows_of, school_refs
from staffing.queries.standard import setting_on
from staffing.rules.figures import (
    LARGEST_CLASS,
    contradiction,
    count_fault,
    first_day,
    is_last_years,
    jumps,
    school_year,
    year_on,
)

FIGURES = SheetSchema(
    "figures", ("学校年度数据", "年度数据", "学校数据", "学校基本情况"),
    (
        Column("name", "学校名称", ("学校", "单位名称"), required=True),
        Column("code", "学校标识码", ("学校代码", "标识码")),
        Column("year", "学年", ("学年度", "年度"), required=True),
        Column("stage", "学段", ("办学层次",), required=True),
        Column("pupils", "学生数", ("在校生数", "学生人数", "在校学生数", "幼儿数"), required=True),
        Column("classes", "班级数", ("班数", "教学班数", "班级个数"), required=True),
        Column("boarders", "寄宿生数", ("寄宿生", "住校生数", "住宿生数")),
        Column("approved", "核定编制", ("核定编制数", "编制数", "核编数")),
        Column("special_classes", "特教班数"),
        Column("resource_rooms", "资源教室数"),
        Column("location", "城乡类型", ("城乡分类",)),
    ),
)  # fmt: skip
NUMBERS = ("pupils", "classes", "boarders", "approved", "special_classes", "resource_rooms")
STATED = ("pupils", "classes", "boarders", "special_classes", "resource_rooms")
SET_ASIDE = "同一学校同一学年另有一行被退回，本行随之退回；改好后一并上传即可。"
WORDS = {
    "pupils": "学生数", "classes": "班级数", "boarders": "寄宿生数", "approved": "核定编制",
    "special_classes": "特教班数", "resource_rooms": "资源教室数", "location_type": "城乡类型",
}  # fmt: skip
SHOWN = 500


@dataclass
class _Row:
    """One row on its way: what it says, and what is wrong with it."""

    row: int
    who: str
    school: SchoolRef | None = None
    year: int | None = None
    stage: FigureStage | None = None
    values: dict[str, Any] = field(default_factory=dict)
    approved: int | None = None
    code: str = ""
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # column, code, sentence

    def fault(self, column: str, key: str, **values: object) -> None:
        broken = refuse(key, **values)
        self.faults.append((column, broken.code, broken.message))


class FiguresImporter:
    """Judges the figures row by row, then school by school, and writes what stands."""

    title = "学校年度数据"
    permission = str(StaffingPermission.FIGURES)
    schemas = (FIGURES,)
    options: Mapping[str, tuple[str, str]] = {}
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "figures": {
            "stage": tuple(STAGE_WORDS.values()),
            "location": tuple(name for name in LOCATION_NAMES if not name.isdigit()),
        }
    }

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Judge every row alone, then rows of one school together, then against what is on file."""
        return _Judge(tables["figures"], by, progress).run()

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Write school by school, each in its own transaction."""
        plan: list[SchoolYear] = judgement.plan
        for done, one in enumerate(plan, start=1):
            take_over(given=one, by=by, on=on, source=source)
            progress(done, len(plan))


class _Judge:
    def __init__(self, table: Table, by: User, progress: Progress) -> None:
        self.table, self.by, self.progress = table, by, progress
        self.today = timezone.localdate()
        self.by_name: dict[str, list[SchoolRef]] = defaultdict(list)
        self.by_code: dict[str, SchoolRef] = {}
        for ref in school_refs(by):
            self.by_name[ref.name].append(ref)
            if ref.code:
                self.by_code[ref.code] = ref
        self.verdict = Judgement()

    def run(self) -> Judgement:
        rows = [self.row(record) for record in self.table.records]
        self.together(rows)
        groups: dict[tuple[int, int], list[_Row]] = defaultdict(list)
        for one in rows:
            if one.school is not None and one.year is not None:
                groups[one.school.pk, one.year].append(one)
        counts = dict.fromkeys(("accepted", "created", "updated", "unchanged", "refused", "set_aside"), 0)
        plan = []
        ids = {pk for pk, _year in groups}
        years = {year for _pk, year in groups} | {year - 1 for _pk, year in groups}
        known = rows_of(ids, years)
        approved = {year: approvals(ids, year) for year in {year for _pk, year in groups}}
        for (pk, year), group in sorted(groups.items(), key=lambda pair: (pair[0][1], pair[0][0])):
            good = [one for one in group if not one.faults]
            if len(good) < len(group):
                counts["set_aside"] += len(good)
                self.verdict.set_aside += [(self.table.sheet_name, one.row, SET_ASIDE) for one in good]
                continue
            on_file = {row.stage: row for row in known.get((pk, year), [])}
            last = {row.stage: row for row in known.get((pk, year - 1), [])}
            given = SchoolYear(
                pk, year, approved=next((one.approved for one in good if one.approved is not None), None)
            )
            for one in good:
                assert one.stage is not None
                given.rows.append(StageRow(one.stage, one.values))
                given.code = given.code or one.code
                self.compare(one, on_file.get(one.stage), last.get(one.stage), approved[year].get(pk), counts)
            plan.append(given)
        for one in rows:
            if one.faults:
                self.refuse(one)
        counts["refused"] = len(self.verdict.refusals)
        counts["accepted"] = sum(len(one.rows) for one in plan)
        self.verdict.counts, self.verdict.plan = counts, plan
        return self.verdict

    def row(self, record: Record) -> _Row:
        given = {column.key: cells.text(record.cells.get(column.key)) for column in FIGURES.columns}
        one = _Row(record.row, given["name"] or given["code"])
        self.school(one, given)
        if not given["year"]:
            one.fault("year", "year_missing")
        elif (year := school_year(given["year"])) is None:
            one.fault("year", "year_unreadable", value=given["year"][:20])
        elif year > year_on(self.today):
            one.fault("year", "year_ahead", year=year)
        else:
            one.year = year
        stage = STAGE_NAMES.get(given["stage"], "")
        if not given["stage"]:
            one.fault("stage", "stage_missing")
        elif stage not in FigureStage.values:
            one.fault("stage", "stage_unknown", value=given["stage"][:20])
        else:
            one.stage = FigureStage(stage)
        ref = one.school
        if ref is not None and one.year is not None and ref.closed_on and ref.closed_on <= first_day(one.year):
            one.fault("name", "school_closed", school=ref.name, day=ref.closed_on, year=one.year)
        self.numbers(one, given)
        if given["location"]:
            if given["location"] in LOCATION_NAMES:
                one.values["location_type"] = LOCATION_NAMES[given["location"]]
            else:
                self.note(one.row, f"城乡类型“{given['location'][:12]}”无法识别，未采用。")
        return one

    def school(self, one: _Row, given: Mapping[str, str]) -> None:
        name, code = given["name"], given["code"]
        found = self.by_code.get(code) if code else None
        named = self.by_name.get(name, [])
        if found is not None:
            if name and name != found.name:
                one.fault("code", "school_differs", value=code, school=found.name)
                return
        elif not name:
            one.fault("name", "school_unknown" if code else "school_missing", value=code)
            return
        elif not named:
            one.fault("name", "school_unknown", value=name[:60])
            return
        else:
            mine = [ref for ref in named if ref.is_mine and ref.closed_on is None] or [
                ref for ref in named if ref.is_mine
            ]
            choice = mine if len(named) > 1 else named
            if len(choice) != 1:
                one.fault("name", "school_twice", value=name[:60])
                return
            found = choice[0]
            if code and found.code and found.code != code:
                one.fault("code", "school_differs", value=code, school=name)
                return
            if len(code) <= 10 and not found.code:
                one.code = code
        if not found.is_mine:
            one.fault("name", "school_out_of_scope", school=found.name)
            return
        one.school = found

    def numbers(self, one: _Row, given: Mapping[str, str]) -> None:
        for key in NUMBERS:
            if key not in self.table.columns or not given[key]:
                continue
            text = given[key].replace(",", "").replace("，", "")
            if fault := count_fault(text):
                large = fault == "text_in_number" and text.isdigit()
                one.fault(key, "figures_too_large" if large else f"figures_{fault.removesuffix('_in_number')}",
                          field=WORDS[key], value=given[key][:20])  # fmt: skip
            elif key == "approved":
                one.approved = int(text)
            else:
                one.values[key] = int(text)
        pupils, classes, boarders = (one.values.get(key) for key in ("pupils", "classes", "boarders"))
        if fault := contradiction(pupils, classes, boarders):
            one.fault(
                "classes" if "class" in fault else "boarders", fault, pupils=pupils, classes=classes,
                boarders=boarders, most=LARGEST_CLASS,
            )  # fmt: skip

    def together(self, rows: list[_Row]) -> None:
        """No stage twice, one approved number for a school in a year."""
        seen: dict[tuple[int, int, str], int] = {}
        approved: dict[tuple[int, int], _Row] = {}
        for one in rows:
            if one.school is None or one.year is None:
                continue
            if one.stage is not None:
                first = seen.setdefault((one.school.pk, one.year, one.stage), one.row)
                if first != one.row:
                    one.fault("stage", "row_twice", row=first)
            if one.approved is not None:
                other = approved.setdefault((one.school.pk, one.year), one)
                if other.approved != one.approved:
                    one.fault("approved", "approved_differs", row=other.row, value=other.approved)

    def compare(
        self, one: _Row, now: SchoolFigures | None, last: SchoolFigures | None, approval: Any, counts: dict[str, int]
    ) -> None:
        facts = [(WORDS[key], one.values.get(key)) for key in WORDS if key in one.values]
        before = {key: getattr(now, key) if now else None for key in one.values}
        changed = [key for key, value in one.values.items() if before[key] != value]
        posts = approval.posts if approval else None
        new_posts = one.approved is not None and one.approved != posts
        assert one.stage is not None
        who = f"{one.who} {one.year} 学年 {STAGE_WORDS[one.stage]}"
        if now is None:
            counts["created"] += 1
            if len(self.verdict.arrivals) < SHOWN:
                shown = [*facts, *([(WORDS["approved"], one.approved)] if one.approved is not None else [])]
                self.verdict.arrivals.append(
                    Arrival(one.row, who, tuple((label, str(value)) for label, value in shown))
                )  # fmt: skip
        elif changed or new_posts:
            counts["updated"] += 1
            fields = [(WORDS[key], _said(before[key]), _said(one.values[key])) for key in changed]
            if new_posts:
                fields.append((WORDS["approved"], _said(posts), _said(one.approved)))
            self.verdict.changes.append(Change(self.table.sheet_name, one.row, who, tuple(fields)))
        else:
            counts["unchanged"] += 1
        after = {**counts_of(now), **one.values}
        if is_last_years(counts_of(last), after):
            self.note(one.row, refuse("looks_like_last_year").message)
        for jump in jumps(counts_of(last), after, setting_on(self.today).jump_percent):
            self.note(one.row, f"{who}：{WORDS[jump.field]}由上年 {jump.before} 变为 {jump.after}，变动较大，请核对。")

    def note(self, row: int, sentence: str) -> None:
        self.verdict.notes.append((self.table.sheet_name, row, sentence))

    def refuse(self, one: _Row) -> None:
        column, code, sentence = one.faults[0]
        titles = {item.key: item.title for item in FIGURES.columns} | self.table.titles
        self.verdict.refusals.append(
            Refusal(
                self.table.sheet_name, one.row, titles.get(column, column), code, sentence, one.who,
                tuple(other for _column, other, _text in one.faults[1:]),
                tuple(text for _column, _code, text in one.faults),
            )
        )  # fmt: skip


def _said(value: object) -> str:
    return "未填" if value is None else str(value)
