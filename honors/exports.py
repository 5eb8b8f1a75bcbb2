"""Workbooks of the honours."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from honors.choices import Outlook
from honors.queries.lookahead import Forecast, Line

HEAD = (
    "年度",
    "单位",
    "满30年 预计",
    "满30年 届时已过法定退休年月",
    "满40年 预计",
    "满40年 届时已过法定退休年月",
    "预计合计",
)
NOTE = (
    "按 {day} 的名册推算：每年以 9 月 10 日为截至日期，任教中的经历视为继续。“预计”为届时仍在法定退休年月之内的人数；"
    "“届时已过法定退休年月”为继续任教才能达到的人数。实际人数以当年测算为准。"
)


def budget_workbook(forecast: Forecast, today: date) -> bytes:
    """For the budget: per year and unit how many reach 30 and 40 years, and the sum of the year."""
    book = Workbook(write_only=True)
    page = book.create_sheet("展望")
    for letter, width in zip("ABCDEFG", (8, 28, 14, 28, 14, 28, 12), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A3"
    page.append([_text(page, NOTE.format(day=today))])
    page.append([_text(page, title, bold=True) for title in HEAD])
    for year in forecast.years:
        for line in forecast.lines:
            page.append([year, _text(page, line.unit.name), *_figures(line, year, forecast.thresholds)])
        page.append([year, _text(page, f"{forecast.unit.name}合计", bold=True),
                     *_figures(forecast.total, year, forecast.thresholds)])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _figures(line: Line, year: int, thresholds: tuple[int, ...]) -> list[int]:
    both = (Outlook.EXPECTED, Outlook.PAST_RETIREMENT)
    found = [line.count(year, threshold, outlook) for threshold in thresholds for outlook in both]
    return [*found, sum(found[::2])]


def _text(page: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell of text, whatever it begins with: no name of a unit is a formula."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type, cell.number_format = "s", "@"
    cell.font, cell.alignment = Font(bold=bold), Alignment(vertical="top")
    return cell
