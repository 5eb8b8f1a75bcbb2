"""Judging one row of an attendance workbook: clean values and faults, from the cells alone. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kernel.imports import cells
from kernel.imports.reader import Cell
from training.choices import CheckPoint
from training.rules.hours_rows import Fault, fault

POINTS = {
    "": CheckPoint.FIRST, "签到": CheckPoint.FIRST, "第一次签到": CheckPoint.FIRST, "到场签到": CheckPoint.FIRST,
    "中途签到": CheckPoint.SECOND, "第二次签到": CheckPoint.SECOND,
}  # fmt: skip
SHOWN_POINTS = ("签到", "中途签到")
NOTE = "按签到工作簿登记"


@dataclass
class AttendanceRow:
    """A judged row: who, where, which check."""

    row: int
    number: str
    name: str
    programme: str
    session: str
    point: CheckPoint = CheckPoint.FIRST
    note: str = NOTE
    faults: list[Fault] = field(default_factory=list)


def judge_attendance(row: int, given: Mapping[str, Cell], titles: Mapping[str, str]) -> AttendanceRow:
    """Judge the cells of one row."""
    text = {key: cells.text(given.get(key)) for key in ("id_number", "name", "programme", "session", "point", "note")}
    number = text["id_number"].replace(" ", "").upper()
    found = AttendanceRow(row, number, text["name"], text["programme"], text["session"])
    if not number:
        found.faults.append(fault("row_id_missing", "id_number"))
    if not found.programme or not found.session:
        found.faults.append(fault("attendance_session_missing", "session" if found.programme else "programme"))
    if text["point"] in POINTS:
        found.point = POINTS[text["point"]]
    else:
        words = "、".join(SHOWN_POINTS)
        wrong = {"title": titles["point"], "value": text["point"][:20], "words": words}
        found.faults.append(fault("row_unknown_word", "point", **wrong))
    found.note = (text["note"] or NOTE)[:200]
    return found
