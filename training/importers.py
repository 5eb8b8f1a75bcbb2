"""The workbooks of hours (who did what, when, for how many hours) and of attendance (who signed the paper list)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from kernel.accounts.models import User
from kernel.bulk import collector_paused
from kernel.imports.desk import Arrival, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, SheetSchema, Table
from training.actions import check_ins
from training.actions import hours_import as actions
from training.choices import CheckPoint
from training.models import Session
from training.permissions import TrainingPermission
from training.queries import attendance_import
from training.queries import hours_import as queries
from training.queries import hours_sums as sums
from training.queries.hours_import import Known, Person
from training.queries.hours_rules import rule_book
from training.rules.attendance_rows import SHOWN_POINTS, AttendanceRow, judge_attendance
from training.rules.hours_entry import Problem, Stretch, clash, judge, shown
from training.rules.hours_moves import COUNTS, OPEN
from training.rules.hours_rows import (
    KINDS,
    LEVELS,
    MODES,
    SHOWN_KINDS,
    SHOWN_LEVELS,
    SHOWN_MODES,
    HoursRow,
    fault,
    in_order,
    judge_row,
)

HOURS = SheetSchema(
    "hours", ("学时", "培训学时", "学时登记", "培训学时登记表"),
    (
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "身份证件号码", "证件号码", "公民身份号码"),
               required=True),
        Column("name", "姓名", ("教师姓名",)),
        Column("title", "项目名称", ("培训项目", "培训项目名称", "培训名称", "课程名称"), required=True),
        Column("kind", "培训类别", ("类别", "培训类型")),
        Column("level", "级别", ("培训级别", "培训层次"), required=True),
        Column("mode", "方式", ("培训方式", "培训形式", "形式"), required=True),
        Column("hours", "学时", ("学时数", "培训学时", "认定学时"), required=True),
        Column("started_on", "开始日期", ("开始时间", "起始日期", "培训开始日期"), required=True),
        Column("ended_on", "结束日期", ("结束时间", "终止日期", "培训结束日期")),
        Column("certificate_no", "证书编号", ("证书号", "结业证书编号", "证书号码")),
    ),
)  # fmt: skip
SHOWN = 500
FACTS = ("项目名称", "培训类别", "级别", "方式", "学时", "开始日期", "结束日期")
_TITLES = {column.key: column.title for column in HOURS.columns}
COLUMN_OF = {"started_on": "started_on", "ended_on": "ended_on", "tenths": "hours"}


class HoursImporter:
    """Judges a workbook of hours against itself, the register and the ledger, and puts down what stands."""

    title = "培训学时"
    permission = str(TrainingPermission.IMPORT_HOURS)
    schemas = (HOURS,)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "hours": {"kind": SHOWN_KINDS, "level": SHOWN_LEVELS, "mode": SHOWN_MODES}
    }
    options: Mapping[str, tuple[str, str]] = {}

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Judge every row alone, then against the register, the ledger and the rows before it."""
        return _HoursJudge(tables["hours"], by, progress).run()

    @collector_paused()
    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Put the rows down in batches, each in its own transaction; what is there already is not in the plan."""
        rows = judgement.plan
        batch = settings.IMPORT_BATCH
        for start in range(0, len(rows), batch):
            actions.bring(rows=rows[start : start + batch], by=by, on=on)
            progress(min(start + batch, len(rows)), len(rows))


class _HoursJudge:
    def __init__(self, table: Table, by: User, progress: Progress) -> None:
        self.table, self.by, self.progress = table, by, progress
        self.titles = _TITLES | table.titles
        self.verdict = Judgement()
        self.book, self.today = rule_book(), timezone.localdate()
        self.unchanged = 0

    def run(self) -> Judgement:
        rows = self.rows()
        people = queries.people(self.by, {one.number for one in rows})
        known = queries.known(
            {one.key(people[one.number].pk) for one in rows if one.number in people and one.stretch is not None}
        )
        there = {
            pk: [stretch for _entry, stretch in found]
            for pk, found in sums.stretches([one.pk for one in people.values()]).items()
        }
        plan, seen = list[tuple[HoursRow, Person]](), dict[str, int]()
        for row in rows:
            person = self.person(row, people)
            is_new = person is not None and self.judge(row, person, known, there, seen)
            if person is not None and is_new and not row.faults:
                plan.append((row, person))
                if row.stretch is not None:
                    there.setdefault(person.pk, []).append(row.stretch)
        self.report(rows, plan)
        return self.verdict

    def rows(self) -> list[HoursRow]:
        found, total = [], len(self.table.records)
        for place, record in enumerate(self.table.records, 1):
            found.append(judge_row(record.row, record.cells, self.titles, self.table.epoch_1904))
            if place % 500 == 0:
                self.progress(place, total)
        return found

    def person(self, row: HoursRow, people: Mapping[str, Person]) -> Person | None:
        if not row.number:
            return None
        person = people.get(row.number)
        if person is None:
            row.faults.append(fault("hours_unknown_person", "id_number", number=_hidden(row.number)))
        elif row.name and row.name != person.name:
            row.faults.append(fault("row_name_differs", "name", given=row.name[:20]))
        return person

    def judge(
        self, row: HoursRow, person: Person, known: Mapping[str, list[Known]], there: Mapping[int, list[Stretch]],
        seen: dict[str, int],
    ) -> bool:  # fmt: skip
        """Judge a row of a known person; whether it is new to the ledger."""
        stretch = row.stretch
        if stretch is None or not row.tenths:
            return False
        limit = self.book.caps(stretch.ended_on).day_limit
        self.put(row, *judge(stretch, born_on=person.born_on, on=self.today, day_limit=limit))
        if self.book.find(stretch.ended_on) is None:
            row.faults.append(fault("hours_no_cycle", "ended_on", day=stretch.ended_on))
        key = row.key(person.pk)
        if key in seen:
            row.faults.append(fault("row_twice", "title", other=seen[key]))
        if row.faults:
            return False
        seen[key] = row.row
        if not self.is_new(row, known.get(key, []), there.get(person.pk, [])):
            return False
        if found := clash(stretch, there.get(person.pk, []), day_limit=limit):
            self.put(row, found)
        return not row.faults

    def is_new(self, row: HoursRow, known: list[Known], there: list[Stretch]) -> bool:
        """Whether the ledger does not have the row yet; what differs from it is refused."""
        facts = (row.title, row.kind, row.level, row.mode, row.tenths, row.started_on, row.ended_on)
        row.attempt = len(known) + 1
        for one in known:
            if one.state in COUNTS | OPEN:
                if one.facts == facts:
                    self.unchanged += 1
                else:
                    self.differs(row, one.facts, facts)
                return False
            if one.facts == facts:
                row.faults.append(fault("row_reversed", "title"))
                return False
        for stretch in there:
            if (stretch.name, stretch.started_on, stretch.ended_on) == (row.title, row.started_on, row.ended_on):
                if stretch.tenths == row.tenths:
                    self.unchanged += 1
                else:
                    self.differs(row, (row.title, row.kind, row.level, row.mode, stretch.tenths), facts[:5])
                return False
        return True

    def differs(self, row: HoursRow, old: tuple[object, ...], new: tuple[object, ...]) -> None:
        place = next(n for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
        was, now = _word(place, old[place]), _word(place, new[place])
        row.faults.append(fault("row_differs", "title", what=FACTS[place], old=was, new=now))

    def put(self, row: HoursRow, *problems: Problem) -> None:
        row.faults += [fault(one.code, COLUMN_OF[one.field], **dict(one.words)) for one in problems]

    def report(self, rows: list[HoursRow], plan: list[tuple[HoursRow, Person]]) -> None:
        for row in rows:
            if row.faults:
                self.refuse(row)
        self.verdict.arrivals = [
            Arrival(row.row, person.name, (("项目", row.title), ("学时", shown(row.tenths))))
            for row, person in plan[:SHOWN]
        ]
        self.verdict.counts = {
            "accepted": len(plan) + self.unchanged, "created": len(plan), "updated": 0, "unchanged": self.unchanged,
            "refused": len(self.verdict.refusals), "set_aside": 0,
        }  # fmt: skip
        self.verdict.plan = plan

    def refuse(self, row: HoursRow) -> None:
        first, *others = in_order(row.faults)
        also = tuple(dict.fromkeys(one.code for one in others if one.code != first.code))
        self.verdict.refusals.append(
            Refusal(
                self.table.sheet_name, row.row, self.titles.get(first.column, first.column), first.code, first.message,
                row.name, also, tuple(one.message for one in (first, *others)),
            )
        )  # fmt: skip


def _hidden(number: str) -> str:
    """Enough of a number to find the row by, not more."""
    return f"{number[:6]}…{number[-4:]}" if len(number) >= 12 else number[:4] + "…"


def _word(place: int, value: Any) -> str:
    """A value of a row as a workbook writes it, by its place among the facts."""
    if place == 4:
        return shown(value)
    words: dict[int, dict[str, str]] = {
        1: {str(KINDS[word]): word for word in SHOWN_KINDS},
        2: {str(LEVELS[word]): word for word in SHOWN_LEVELS},
        3: {str(MODES[word]): word for word in SHOWN_MODES},
    }
    return words.get(place, {}).get(str(value), str(value))


ATTENDANCE = SheetSchema(
    "attendance", ("签到", "签到表", "培训签到", "出勤"),
    (
        Column("programme", "项目名称", ("培训项目", "培训项目名称", "培训名称"), required=True),
        Column("session", "场次名称", ("场次", "培训场次"), required=True),
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "身份证件号码", "证件号码", "公民身份号码"),
               required=True),
        Column("name", "姓名", ("教师姓名",)),
        Column("point", "签到环节", ("环节",)),
        Column("note", "说明", ("备注",)),
    ),
)  # fmt: skip


class AttendanceImporter:
    """Judges a workbook of who signed on paper against the sessions one runs, and notes who was there."""

    title = "培训签到"
    permission = str(TrainingPermission.RUN_SESSION)
    schemas = (ATTENDANCE,)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {"attendance": {"point": SHOWN_POINTS}}
    options: Mapping[str, tuple[str, str]] = {}

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Judge every row: its session, the person's place in it, the rows before it."""
        return _AttendanceJudge(tables["attendance"], by).run()

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Note who was there, a session and a check at a time, each in its own transaction."""
        done = 0
        for (session, point), people in judgement.plan.items():
            check_ins.bring_present(session=session, point=point, enrolments=people, by=by)
            done += len(people)
            progress(done, judgement.counts["created"])


class _AttendanceJudge:
    def __init__(self, table: Table, by: User) -> None:
        self.table, self.by, self.now = table, by, timezone.now()
        self.titles = {column.key: column.title for column in ATTENDANCE.columns} | table.titles
        self.unchanged = 0
        self.seen: dict[tuple[int, str], int] = {}

    def run(self) -> Judgement:
        rows = [judge_attendance(one.row, one.cells, self.titles) for one in self.table.records]
        named = attendance_import.sessions_by_title(self.by)
        wanted = {one.pk: one for row in rows for one in named.get((row.programme, row.session), [])}
        places = attendance_import.places(self.by, list(wanted.values()), {row.number for row in rows})
        plan: dict[tuple[Session, CheckPoint], dict[int, str]] = {}
        verdict = Judgement(plan=plan)
        for row in rows:
            session = self.session(row, named) if not row.faults else None
            place = places.get((session.pk, row.number)) if session else None
            if session and self.is_new(row, session, place) and place:
                plan.setdefault((session, row.point), {})[place.enrolment] = row.note
                facts = (("场次", f"{row.programme}：{row.session}"), ("环节", str(row.point.label)))
                verdict.arrivals.append(Arrival(row.row, place.name, facts))
            elif row.faults:
                verdict.refusals.append(self.refusal(row))
        created = len(verdict.arrivals)
        del verdict.arrivals[SHOWN:]
        verdict.counts = {
            "accepted": created + self.unchanged, "created": created, "updated": 0, "unchanged": self.unchanged,
            "refused": len(verdict.refusals), "set_aside": 0,
        }  # fmt: skip
        return verdict

    def session(self, row: AttendanceRow, named: Mapping[tuple[str, str], list[Session]]) -> Session | None:
        found = named.get((row.programme, row.session), [])
        words = {"programme": row.programme[:60], "session": row.session[:60]}
        if len(found) == 1:
            if found[0].starts_at <= self.now:
                return found[0]
            begins = f"{timezone.localtime(found[0].starts_at):%Y-%m-%d %H:%M}"
            row.faults.append(fault("attendance_not_begun", "session", at=begins))
            return None
        code = "attendance_session_several" if found else "attendance_session_unknown"
        row.faults.append(fault(code, "session", n=len(found), **words))
        return None

    def is_new(self, row: AttendanceRow, session: Session, place: attendance_import.Place | None) -> bool:
        """Whether the row says something new; what is wrong with it goes to its faults."""
        if place is None:
            row.faults.append(fault("attendance_not_enrolled", "id_number"))
            return False
        if row.name and row.name != place.name:
            row.faults.append(fault("row_name_differs", "name", given=row.name[:20]))
        if row.point == CheckPoint.SECOND and not session.programme.needs_second_check:
            row.faults.append(fault("attendance_no_second", "point"))
        other = self.seen.setdefault((place.enrolment, row.point), row.row)
        if other != row.row:
            row.faults.append(fault("attendance_twice", "id_number", other=other))
        is_there = row.point in place.made
        self.unchanged += is_there and not row.faults
        return not row.faults and not is_there

    def refusal(self, row: AttendanceRow) -> Refusal:
        first, *others = row.faults
        return Refusal(
            self.table.sheet_name, row.row, self.titles.get(first.column, first.column), first.code, first.message,
            row.name, tuple(one.code for one in others), tuple(one.message for one in row.faults),
        )  # fmt: skip
