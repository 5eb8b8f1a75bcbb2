"""The workbook of a third party: who was assessed when, with the means of the five dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kernel.accounts.models import User
from kernel.imports import cells
from kernel.imports.desk import Arrival, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, Record, SheetSchema, Table
from teachers.actions.literacy import BATCH, Found, bring
from teachers.errors import LITERACY
from teachers.permissions import TeacherPermission
from teachers.queries.literacy import kept, people_of
from teachers.rules.id_number import clean
from teachers.rules.literacy import STANDARD, hundredths
from teachers.rules.roster import modern

MEANS = {f"mean_{one.code}": one.code for one in STANDARD}
SHEET = SheetSchema(
    "literacy", ("数字素养测评", "数字素养", "测评结果"),
    (
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "证件号码"), required=True),
        Column("name", "姓名", ("教师姓名",)),
        Column("on", "测评日期", ("日期", "测评时间"), required=True),
        *(Column(f"mean_{one.code}", one.title, (f"{one.title}均分", f"{one.title}得分"), required=True)
          for one in STANDARD),
        Column("organiser", "测评单位", ("测评机构", "机构"), required=True),
    ),
)  # fmt: skip
SHOWN = 500


@dataclass
class _Row:
    row: int
    name: str = ""
    code: str = ""
    column: str = ""
    found: Found | None = None


class LiteracyImporter:
    """Judges a workbook of assessments against the register and what is there already, and keeps what stands."""

    title = "数字素养测评"
    permission = str(TeacherPermission.IMPORT)
    schemas = (SHEET,)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    options: Mapping[str, tuple[str, str]] = {}

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Every row alone, then against the people of one's units and their assessments of the year."""
        table, verdict, today = tables["literacy"], Judgement(), timezone.localdate()
        numbers = [modern(clean(cells.text(one.cells.get("id_number")))) for one in table.records]
        people = people_of(by, {one for one in numbers if one})
        there = kept([pk for pk, _name in people.values()])
        plan, unchanged, seen = list[Found](), 0, set[tuple[int, int]]()
        for record, number in zip(table.records, numbers, strict=True):
            row = _judged(record, number, people, today, epoch_1904=table.epoch_1904)
            if row.found is not None:
                key = (row.found.teacher_id, row.found.on.year)
                old = there.get(key)
                if old == (row.found.on, row.found.means):
                    unchanged += 1
                    continue
                row.code = "literacy_twice" if key in seen else "literacy_there" if old else ""
                seen.add(key)
                if not row.code:
                    plan.append(row.found)
                    facts = (("测评单位", row.found.organiser), ("总均分", f"{row.found.mean / 100:.2f}"))
                    verdict.arrivals.append(Arrival(row.row, row.name, facts))
            if row.code:
                said = LITERACY[row.code]
                title = table.titles.get(row.column) or _TITLES.get(row.column, "")
                verdict.refusals.append(
                    Refusal(table.sheet_name, row.row, title, row.code, said, row.name, (), (said,))
                )
        verdict.arrivals = verdict.arrivals[:SHOWN]
        verdict.counts = {
            "accepted": len(plan) + unchanged, "created": len(plan), "updated": 0, "unchanged": unchanged,
            "refused": len(verdict.refusals), "set_aside": 0,
        }  # fmt: skip
        verdict.plan = plan
        return verdict

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Keep the rows in batches, each its own transaction."""
        rows = judgement.plan
        for start in range(0, len(rows), BATCH):
            bring(rows=rows[start : start + BATCH], by=by, on=on)
            progress(min(start + BATCH, len(rows)), len(rows))


_TITLES = {column.key: column.title for column in SHEET.columns}


def _judged(
    record: Record, number: str, people: Mapping[str, tuple[int, str]], today: date, *, epoch_1904: bool
) -> _Row:
    """One row; the first fault is named."""
    given, name = record.cells, cells.name(record.cells.get("name"))
    row = _Row(record.row, name, column="id_number")
    person = people.get(number)
    if person is None:
        row.code = "literacy_no_number" if not number else "literacy_unknown"
        return row
    if name and name != person[1]:
        row.code, row.column = "literacy_name", "name"
        return row
    row.name = person[1]
    try:
        parsed = cells.parse_date(given.get("on"), epoch_1904=epoch_1904)
        day = date(parsed.year, parsed.month, parsed.day or 1)
    except ValueError:
        day = None
    if day is None or day > today:
        row.code, row.column = "literacy_day", "on"
        return row
    means = {}
    for key, code in MEANS.items():
        value = hundredths(cells.text(given.get(key)))
        if value is None:
            row.code, row.column = "literacy_mean", key
            return row
        means[code] = value
    organiser = cells.text(given.get("organiser"))[:100]
    if not organiser:
        row.code, row.column = "literacy_organiser", "organiser"
        return row
    row.found = Found(person[0], day, means, organiser)
    return row
