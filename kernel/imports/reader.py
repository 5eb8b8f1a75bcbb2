"""Reads an uploaded .xlsx, .xls or .csv into plain rows; what could hurt the house is refused before it is parsed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kernel.errors import RuleBroken
from kernel.imports import biff, package, sheetxml

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 60_000_000  # of all cells together
MAX_LINES = 1_048_576  # what Excel itself can hold
DELIMITERS = ",\t;"
PROBE_LINES = 30


@dataclass(frozen=True)
class Sheet:
    """A visible sheet: (the workbook's own row number from 1, cells from column A); blank rows are left out."""

    name: str
    rows: list[tuple[int, list[Cell]]] = field(repr=False)
    epoch_1904: bool = False


def read(data: bytes, filename: str) -> list[Sheet]:
    """The visible sheets in order; the type is judged by content.

    A blank cell is None, a formula its stored value, an error value its text (``#N/A``). Raises RuleBroken.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise RuleBroken("file_empty", "文件是空的，请选择填好的表格后再上传。")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise RuleBroken(
            "file_too_large", "文件超过 {limit} MB，请删除图片和多余内容，或者分成几个文件上传。", limit=limit
        )
    if data.startswith(b"PK\x03\x04"):
        return _parse(data, package.inspect(data))
    if data.startswith(biff.MAGIC):
        return _parse(data, biff.inspect(data))
    if data.startswith(b"PK\x05\x06"):
        raise RuleBroken("file_empty", "文件是空的，请选择填好的表格后再上传。")
    return [_read_csv(data, PurePath(filename.replace("\\", "/")).stem or "表格")]


def _parse(data: bytes, facts: package.Package) -> list[Sheet]:
    """Rows of the visible sheets of a workbook that has passed its gate."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return list(_sheets(workbook, facts))
    except (CalamineError, ValueError, OSError):
        raise package.broken() from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # the parser's own crash, no subclass of Exception
            raise
        raise package.broken() from None


def _sheets(workbook: CalamineWorkbook, facts: package.Package) -> Iterator[Sheet]:
    characters = 0
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise package.macro()
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(index)
        margin: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
        rows: dict[int, list[Cell]] = {}
        for number, values in enumerate(sheet.iter_rows(), 1):
            if values.count("") == len(values):
                continue
            row = margin + [None if value == "" else value for value in values]
            if _is_empty(row):
                continue
            characters += sum(map(len, [value for value in values if value.__class__ is str]))
            if characters > MAX_CHARACTERS:
                raise sheetxml.too_large()
            rows[number] = row
        _put_errors(rows, facts.errors.get(about.name, {}))
        yield Sheet(about.name, sorted(rows.items()), facts.epoch_1904)


def _put_errors(rows: dict[int, list[Cell]], errors: sheetxml.Errors) -> None:
    """Error values stand as text: the parser reads them as blanks, and a blank may mean something else."""
    for (number, column), text in errors.items():
        row = rows.setdefault(number, [])
        row.extend([None] * (column - len(row)))
        if row[column - 1] is None:
            row[column - 1] = text


def _is_empty(row: list[Cell]) -> bool:
    return not any(cell is not None and (cell.__class__ is not str or cell.strip()) for cell in row)


def _read_csv(data: bytes, name: str) -> Sheet:
    text = _decode(data)
    if text.lstrip()[:1] == "<" or text.startswith(("%PDF", "{\\rtf", "MIME-Version:")):
        raise package.unsupported()
    rows: list[tuple[int, list[Cell]]] = []
    budget = sheetxml.Budget()
    try:
        for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1):
            if number > MAX_LINES or len(values) > MAX_LINES // 64:
                raise sheetxml.too_large()
            row: list[Cell] = [_unquoted(value) or None for value in values]
            if not _is_empty(row):
                rows.append((number, row))
                budget.spend(1, len(values))
                if len(rows) > sheetxml.MAX_ROWS:
                    raise sheetxml.too_large()
    except csv.Error:
        raise package.broken() from None
    return Sheet(name, rows)


def _decode(data: bytes) -> str:
    """Text in UTF-8, in the UTF-16 that Excel calls Unicode text, or in GB 18030; raises RuleBroken."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise package.unsupported()
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not any(chr(code) in text for code in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16)):
            return text
    if any(code in data for code in (b"\1", b"\2", b"\3", b"\4", b"\5", b"\6")):
        raise package.unsupported()
    raise RuleBroken("csv_encoding", "文本文件的编码无法识别，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")


def _delimiter(text: str) -> str:
    """The delimiter that gives the first lines the most columns."""
    lines = text[:200_000].splitlines()[:PROBE_LINES]

    def columns(delimiter: str) -> int:
        try:
            return sum(len(row) - 1 for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)


def _unquoted(value: str) -> str:
    """``="0123"``, the way in which programs keep a number as text in a csv, is the text inside."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 3 else value
