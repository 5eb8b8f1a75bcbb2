"""Tables for download as .xlsx: text stays text, so that no cell becomes a formula and no number loses its digits."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any
from unicodedata import east_asian_width, normalize

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_BOLD = Font(bold=True)
_NARROW, _WIDE, _SAMPLE = 8, 44, 200
_FORMULA = "=+-@\t\r\n"  # what spreadsheets take for the beginning of a formula, also in full width
Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]  # sheet name, header, rows


@dataclass(frozen=True)
class Stamp:
    """What tells where a workbook came from: its number, who took it out and when, and the lines of its last sheet."""

    number: str
    who: str
    at: datetime
    title: str
    sheet: str
    head: tuple[str, str]
    lines: Iterable[tuple[str, str]]

    @property
    def line(self) -> str:
        """The watermark over and under every printed page."""
        return f"{self.number} · {self.who} · {self.at:%Y-%m-%d %H:%M}"


def workbook(*tables: Table, stamp: Stamp | None = None) -> bytes:
    """One sheet for each table, the header frozen and filterable; rows are written as they come and not held."""
    book = Workbook(write_only=True)
    for title, head, rows in tables:
        _sheet(book, title, head, rows, stamp)
    if stamp is not None:
        _sheet(book, stamp.sheet, stamp.head, stamp.lines, stamp)
        book.properties.title, book.properties.identifier = stamp.title, stamp.number
        book.properties.creator, book.properties.description = stamp.who, stamp.line
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]], stamp: Stamp | None) -> None:
    sheet, coming, count = book.create_sheet(title[:31]), iter(rows), 0
    sample = list(islice(coming, _SAMPLE))  # decides the widths
    sheet.freeze_panes = "A2"
    for place, name in enumerate(head):
        longest = max([_width(name), *(_width(row[place]) for row in sample)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _NARROW), _WIDE)
    if stamp is not None:
        for part in (sheet.oddHeader.right, sheet.oddFooter.left):
            part.text = stamp.line.replace("&", "&&")  # & begins an instruction
        sheet.oddFooter.right.text = "&P / &N"
    sheet.append([_cell(sheet, name, head=True) for name in head])
    for count, row in enumerate(chain(sample, coming), 1):  # noqa: B007 - the last number is the count
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count + 1}"


def _cell(sheet: Any, value: Any, *, head: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # what begins with = + - @ is text, too
    cell.quotePrefix = value != "" and normalize("NFKC", value[0]) in _FORMULA
    if head:
        cell.fill, cell.font = _HEAD, _BOLD
    return cell


def _width(value: Any) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in str(value if value is not None else ""))
