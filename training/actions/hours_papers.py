"""Papers about hours: the transcript as PDF and workbook, and the trail of lists that were taken out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.errors import retold
from kernel.orgs.models import Organisation
from kernel.workbooks import Table, workbook
from teachers.actions.access import note_read
from training.choices import Level, Mode
from training.pdf.transcript import TranscriptFacts, TranscriptRow, draw
from training.queries.hours import HourSheet, Row
from training.rules.hours import Counted
from training.rules.hours_entry import shown
from training.rules.hours_rows import word_of_mode

HEAD = (
    "开始日期", "结束日期", "项目名称", "培训类别", "级别", "方式", "证书编号", "登记学时", "计入学时", "状态", "计算",
    "依据规则",
)  # fmt: skip


def transcript(*, sheet: HourSheet, by: User) -> bytes:
    """The transcript of a cycle; who takes somebody else's is noted."""
    note_read(people=[sheet.teacher], by=by, act="hours.transcript_taken", cycle=str(sheet.cycle))
    return draw(_facts(sheet), tuple(settings.FONT_DIRS))


def own_workbook(*, sheet: HourSheet) -> bytes:
    """The own transcript as a workbook."""
    return workbook(*tables(sheet))


def tables(sheet: HourSheet) -> list[Table]:
    """The sheets of a transcript."""
    place = sheet.standing
    facts = [
        ("姓名", sheet.teacher.name), ("教师编号", sheet.teacher.teacher_no), ("单位", sheet.teacher.school.name),
        ("周期", str(sheet.cycle)), ("截至", f"{sheet.on:%Y-%m-%d}"), ("应修学时", shown(place.due)),
        ("登记学时", shown(sheet.account.raw)), ("计入学时", shown(sheet.account.counted)),
        ("县级以上计入学时", shown(place.higher)), ("县级以上下限", shown(place.floor)), ("结论", verdict(sheet)),
        ("规则", _rule(sheet)),
    ]  # fmt: skip
    return [("学时", HEAD, _rows(sheet)), ("合计", ("项目", "内容"), facts)]


def _rows(sheet: HourSheet) -> Iterator[tuple[Any, ...]]:
    for row in sheet.rows:
        one = row.entry
        yield (
            f"{one.started_on:%Y-%m-%d}", f"{one.ended_on:%Y-%m-%d}", one.title, str(one.get_kind_display()),
            str(one.get_level_display()), str(one.get_mode_display()), one.certificate_no, one.tenths / 10,
            row.counted.counted / 10 if row.counted else 0, str(one.standing.get_state_display()),
            arithmetic(row.counted), row.counted.version if row.counted else "",
        )  # fmt: skip


def arithmetic(found: Counted | None) -> str:
    """How a line was counted, in words."""
    if found is None:
        return ""
    word = word_of_mode(found.line.mode)
    if found.cut == "year":
        return f"{word}年度上限尚余 {shown(found.year_left or 0)}，计入 {shown(found.counted)}"
    if found.cut == "cycle":
        return f"{word}周期上限尚余 {shown(found.cycle_left or 0)}，计入 {shown(found.counted)}"
    return "全额计入"


def verdict(sheet: HourSheet) -> str:
    """Whether the cycle is passed, in words."""
    place = sheet.standing
    if place.passes:
        return "已达标"
    if place.missing:
        return f"尚缺 {shown(place.missing)} 学时"
    return f"县级以上尚缺 {shown(place.higher_missing)} 学时"


def _rule(sheet: HourSheet) -> str:
    caps = sheet.caps
    parts = [f"1 学时 = {caps.minutes} 分钟", "每种方式先按年度上限、再按周期上限计入"]
    for mode, cap in caps.modes.items():
        year = "" if cap.year is None else f"每年 {shown(cap.year)}"
        cycle = "" if cap.cycle is None else f"周期 {shown(cap.cycle)}"
        parts.append(f"{word_of_mode(mode)}上限{'、'.join(filter(None, (year, cycle)))}")
    parts.append(f"县级以上不少于应修学时的 {caps.higher_percent}%")
    return f"{'；'.join(parts)}。规则 {caps.version}，{caps.document}。"


def _facts(sheet: HourSheet) -> TranscriptFacts:
    person, place = sheet.teacher, sheet.standing
    buckets = tuple(
        (word_of_mode(one.mode), shown(one.raw), shown(one.counted),
         "不设上限" if one.cap is None else f"周期上限 {shown(one.cap)}")
        for one in sheet.account.buckets
    )  # fmt: skip
    rows = tuple(_row(row) for row in reversed(sheet.rows) if row.counted is not None)
    return TranscriptFacts(
        settings.CERTIFICATE_ISSUER, person.name, person.teacher_no, person.school.name, str(person.school.parent),
        str(sheet.cycle), sheet.on, shown(place.due), shown(sheet.account.raw), shown(sheet.account.counted),
        shown(place.higher), shown(place.floor), verdict(sheet), _rule(sheet), buckets, rows,
    )  # fmt: skip


def _row(row: Row) -> TranscriptRow:
    one, found = row.entry, row.counted
    assert found is not None
    return TranscriptRow(
        one.started_on, one.ended_on, one.title, _word(Level(one.level)), _word(Mode(one.mode)), shown(one.tenths),
        shown(found.counted), str(one.standing.get_state_display()), arithmetic(found) if found.cut else "",
    )  # fmt: skip


def _word(member: Level | Mode) -> str:
    return retold(str(member.label))


def note_taken(*, unit: Organisation, rows: int, by: User) -> None:
    """Somebody took hours out of the house."""
    record("hours.taken_out", by=by, subject=unit, rows=rows)
