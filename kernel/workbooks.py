"""Tables for download as .xlsx: text stays text, so that no cell becomes a formula and no number loses its digits."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_BOLD = Font(bold=True)
_NARROW, _WIDE, _SAMPLE = 8, 44, 200
Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]  # sheet name, header, rows


def workbook(*tables: Table) -> bytes:
    """One sheet for each table, the header frozen and filterable."""
    book = Workbook(write_only=True)
    for title, head, rows in tables:
        sheet, kept = book.create_sheet(title[:31]), [list(row) for row in rows]
        sheet.freeze_panes = "A2"
        for place, name in enumerate(head):
            longest = max([_width(name), *(_width(row[place]) for row in kept[:_SAMPLE])])
            sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _NARROW), _WIDE)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(kept) + 1}"
        sheet.append([_cell(sheet, name, head=True) for name in head])
        for row in kept:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, head: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # what begins with = + - @ is text, too
    cell.quotePrefix = value[:1] in "=+-@\t\r" and value != ""
    if head:
        cell.fill, cell.font = _HEAD, _BOLD
    return cell


def _width(value: Any) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in str(value if value is not None else ""))
