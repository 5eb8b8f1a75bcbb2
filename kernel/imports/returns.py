"""Gives refused rows back: the same workbook with nothing but them, each with its reasons, ready to be sent again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from kernel.imports.cells import EXACT_NUMBER, header_key, is_blank, text
from kernel.imports.reader import Cell, Sheet, read
from kernel.imports.sheets import HEADER_DEPTH, RETURN_COLUMN

HEADER_FILL = PatternFill("solid", fgColor="DDEBF7")
REASON_FILL = PatternFill("solid", fgColor="FCE4D6")
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
NARROW, WIDE, REASON_WIDTH = 8, 40, 60  # column widths in characters
HEADER_SHARE = 0.6  # of the texts in the fullest row; title lines hold fewer
WIDTH_SAMPLE = 200  # rows that decide the widths


def refused_workbook(
    data: bytes,
    filename: str,
    refusals: Mapping[str, Mapping[int, str]],
    header_rows: Mapping[str, int] | None = None,
) -> bytes:
    """An .xlsx of the title lines, the header and the refused rows, with a last column 退回原因.

    ``refusals`` is sheet name -> the workbook's own row number -> reasons; ``header_rows`` names the row in which
    a sheet's header ends (``Table.header_row``), where it is not given it is guessed. Cells keep their value and
    kind: text stays text, so that no ID number turns into a number and no text into a formula. A column 退回原因 of
    an earlier return is replaced. Raises RuleBroken as ``read`` does.
    """
    workbook = Workbook(write_only=True)
    for sheet in read(data, filename):
        reasons = refusals.get(sheet.name)
        if reasons:
            if sheet.epoch_1904:
                workbook.epoch = CALENDAR_MAC_1904
            header_row = (header_rows or {}).get(sheet.name) or _guess_header(sheet, min(reasons))
            _write_sheet(workbook.create_sheet(sheet.name), sheet, header_row, reasons)
    if not workbook.worksheets:
        workbook.create_sheet(RETURN_COLUMN)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _guess_header(sheet: Sheet, first_refused: int) -> int:
    """The first row above the refused ones that holds about as many different short texts as any of them."""
    titles = {
        number: len({cell for cell in row if isinstance(cell, str) and 0 < len(cell.strip()) <= 20})
        for number, row in sheet.rows[:HEADER_DEPTH]
        if number < first_refused
    }
    most = max(titles.values(), default=0)
    return next((number for number, count in titles.items() if count and count >= HEADER_SHARE * most), 0)


def _write_sheet(page: WriteOnlyWorksheet, sheet: Sheet, header_row: int, reasons: Mapping[int, str]) -> None:
    kept = [(number, row) for number, row in sheet.rows if number <= header_row or number in reasons]
    header = next((row for number, row in kept if number == header_row), [])
    old = next((index for index, cell in enumerate(header) if header_key(cell) == RETURN_COLUMN), None)
    if old is not None:
        kept = [(number, row[:old] + row[old + 1 :]) for number, row in kept]
    width = max(_filled_width(row) for _, row in kept)
    table = [row for number, row in kept if number >= header_row]
    for index, size in enumerate((*_widths(table, width), REASON_WIDTH), 1):
        page.column_dimensions[get_column_letter(index)].width = size
    above = sum(number <= header_row for number, _ in kept)
    page.freeze_panes = f"A{above + 1}"
    for number, row in kept:
        cells = (row + [None] * width)[:width]
        if number > header_row:
            page.append([*(_editable(page, cell) for cell in cells), _reason(page, reasons[number])])
        elif number == header_row:
            page.append([_header(page, cell) for cell in (*cells, RETURN_COLUMN)])
        else:
            page.append([_cell(page, cell) for cell in cells])


def _cell(page: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell | None:
    """A cell of the same kind; text is marked as text, whatever it begins with."""
    if value is None:
        return None
    if not isinstance(value, str):
        cell = WriteOnlyCell(page, value)
        if isinstance(value, date):
            midnight = not isinstance(value, datetime) or value.time() == time()
            cell.number_format = "yyyy-mm-dd" if midnight else "yyyy-mm-dd hh:mm:ss"
        return cell
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # neither a formula nor an error value
    cell.number_format = "@"  # and Excel leaves it text when it is edited
    return cell


def _editable(page: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell | None:
    """A cell that a person will type into: a blank one is a text cell, so that Excel spoils no ID number. A number
    that was spoilt already goes back blank, since what is left of it is wrong."""
    spoilt = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= EXACT_NUMBER
    return _cell(page, "" if value is None or spoilt else value)


def _header(page: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell | None:
    cell = _cell(page, value)
    if cell is not None:
        cell.font, cell.fill, cell.alignment = BOLD, HEADER_FILL, WRAPPED
    return cell


def _reason(page: WriteOnlyWorksheet, value: str) -> WriteOnlyCell | None:
    cell = _cell(page, value)
    if cell is not None:
        cell.fill, cell.alignment = REASON_FILL, WRAPPED
    return cell


def _filled_width(row: Sequence[Cell]) -> int:
    return max((index for index, cell in enumerate(row, 1) if not is_blank(cell)), default=0)


def _widths(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[float]:
    """Column widths that show header and cells, a hanzi being two characters wide."""
    for index in range(width):
        shown = (text(row[index]) for row in rows[:WIDTH_SAMPLE] if index < len(row))
        longest = max(
            (sum(2 if east_asian_width(sign) in "WF" else 1 for sign in one[:WIDE]) for one in shown), default=0
        )
        yield min(max(longest + 2, NARROW), WIDE)
