"""Workbooks of the honours."""

from __future__ import annotations

from datetime import date

from honors.choices import Outlook
from honors.queries.lookahead import Forecast, Line
from kernel.workbooks import workbook

HEAD = (
    "年度", "单位", "满30年 预计", "满30年 届时已过法定退休年月", "满40年 预计", "满40年 届时已过法定退休年月",
    "预计合计",
)  # fmt: skip
NOTE = (
    "按 {day} 的名册推算：每年以 9 月 10 日为截至日期，任教中的经历视为继续。“预计”为届时仍在法定退休年月之内的人数；"
    "“届时已过法定退休年月”为继续任教才能达到的人数。实际人数以当年测算为准。"
)


def budget_workbook(forecast: Forecast, today: date) -> bytes:
    """For the budget: per year and unit how many reach 30 and 40 years, and the sum of the year."""
    rows: list[tuple[object, ...]] = []
    for year in forecast.years:
        rows += [(year, line.unit.name, *_figures(line, year, forecast.thresholds)) for line in forecast.lines]
        rows.append((year, f"{forecast.unit.name}合计", *_figures(forecast.total, year, forecast.thresholds)))
    return workbook(("展望", HEAD, rows), ("说明", ("说明",), [(NOTE.format(day=today),)]))


def _figures(line: Line, year: int, thresholds: tuple[int, ...]) -> list[int]:
    both = (Outlook.EXPECTED, Outlook.PAST_RETIREMENT)
    found = [line.count(year, threshold, outlook) for threshold in thresholds for outlook in both]
    return [*found, sum(found[::2])]
