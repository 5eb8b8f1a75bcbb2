"""Cleans single cells, for every importer alike: text, persons' names, dates and header titles."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from kernel.imports.reader import Cell

NAME_LIMIT = 50  # code points
FIRST_YEAR, LAST_YEAR = 1900, 2100
EXACT_NUMBER = 10**15  # from here on Excel has dropped digits
MIDDLE_DOT = "\u00b7"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WORD_CODES = [*range(ord("０"), ord("９") + 1), *range(ord("Ａ"), ord("Ｚ") + 1), *range(ord("ａ"), ord("ｚ") + 1)]
_WORDS = {code: code - 0xFEE0 for code in (*_WORD_CODES, *map(ord, "－／．＠＿"))}
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD])
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])  # no database takes a NUL
_TEXT = _WORDS | _INVISIBLE | _CONTROLS | {0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2007: " "}
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TEXT)))}]")
_DOTS = dict.fromkeys(map(ord, "\u2022\uff0e\u2027\u30fb\uff65\u2219\u22c5\u0387\u2024"), MIDDLE_DOT)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-") | {ord("。"): "."}
_HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HANZI_DOT = re.compile(f"(?<=[{_HANZI}])\\.(?=[{_HANZI}])")
_NAME_BLANK = re.compile(r"\s+")
_LATIN_BLANK = re.compile(f"(?<=[^{_HANZI}{MIDDLE_DOT}])\x20(?=[^{_HANZI}{MIDDLE_DOT}])")

_REMARK = re.compile(
    r"[(\[【](?:(?:非?必填?|选填|可选|可不填|可空|必选|下拉|单选|多选|格式|填写|请|如|例|示例|样例|注|说明|参照|参见|见)"
    r"[^()\[\]【】]*|y{2,4}[^()\[\]【】]*|\d{4}[-./年]\d+[^()\[\]【】]*)[)\]】]",
    re.IGNORECASE,
)
_HEADER_NOISE = re.compile(r"[\s*★☆※:]+")

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_DATE = re.compile(r"(\d{4})(?:([-./])(\d{1,2})(?:\2(\d{1,2}))?|年(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?)")
_DIGITS = re.compile(r"(\d{5}|\d{6}|\d{8})(?:\.0+)?")
_EPOCH_1900 = date(1899, 12, 30).toordinal()  # right from 1 March 1900 on; Excel's false leap day lies before
_EPOCH_1904 = date(1904, 1, 1).toordinal()


@dataclass(frozen=True)
class ParsedDate:
    """A day, or a month when ``day`` is None; ``ambiguous`` when a number cannot tell January from October."""

    year: int
    month: int
    day: int | None
    ambiguous: bool = False


class BadDate(ValueError):
    """The cell is no date that can be told for certain; the message is a sentence for the user."""


def text(cell: Cell) -> str:
    """The cell as a person reads it: full-width letters and digits made ASCII, outer blanks and marks dropped.

    A whole number loses its ``.0``; one so long that Excel has dropped digits shows its exponent, so that it can
    never pass for an ID number. Chinese punctuation and compatibility ideographs stay as they are.
    """
    if isinstance(cell, str):
        return cell if cell.isascii() and cell.isalnum() else _tidied(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


@lru_cache(maxsize=4096)
def _tidied(word: str) -> str:
    """``text`` of a string; a workbook writes the same few words on every row."""
    return (word.translate(_TEXT) if _ODD.search(word) else word).strip()


class Texts(dict[Cell, str]):
    """``text`` of the cells of one workbook: of a word once, since it stands on many rows."""

    def __missing__(self, cell: Cell) -> str:
        found = text(cell)
        if cell is None or cell.__class__ is str:  # not of numbers: 1 is the same key as TRUE
            self[cell] = found
        return found

    def row(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        """``text`` of each cell of a row."""
        return dict(zip(cells, map(self.__getitem__, cells.values()), strict=True))


def name(cell: Cell) -> str:
    """A person's name: no blanks among hanzi, single blanks in a Latin name, one kind of middle dot.

    The caller judges the length against ``NAME_LIMIT``.
    """
    if isinstance(cell, str):
        if cell.isalpha() and not _ODD.search(cell):
            return cell  # letters and hanzi alone
        cell = cell.translate(_DOTS)
    cleaned = _NAME_BLANK.sub(" ", text(cell))
    if " " in cleaned:
        cleaned = _LATIN_BLANK.sub("\0", cleaned).replace(" ", "").replace("\0", " ")
    return _HANZI_DOT.sub(MIDDLE_DOT, cleaned)


def is_blank(cell: Cell) -> bool:
    """True for an empty cell and for one that holds nothing but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.isalnum() and not text(cell))


def header_key(cell: Cell) -> str:
    """A column title for comparison: without blanks, asterisks, colons and remarks such as （必填）.

    Brackets that carry meaning, as in 学历（全日制）, stay, in ASCII form.
    """
    if not isinstance(cell, str):
        return text(cell)
    return _REMARK.sub("", _HEADER_NOISE.sub("", text(cell).translate(_FULL_WIDTH))).casefold()


def parse_date(cell: Cell, *, epoch_1904: bool = False) -> ParsedDate:
    """The day or month that a cell means; raises BadDate for what is impossible, unclear or outside 1900–2100.

    Accepts date cells, text such as 1985-09-01, 1985.9, 1985年9月, 198509, 19850901, and Excel's day numbers.
    """
    parsed = None
    if isinstance(cell, str):
        parsed = _from_text(cell, epoch_1904)
    elif isinstance(cell, datetime | date):
        parsed = _from_date(cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        parsed = _from_number(cell, epoch_1904)
    if parsed is None or not _is_possible(parsed.year, parsed.month, parsed.day):
        raise BadDate(f"“{text(cell)[:30]}”不是有效日期，请写成 1985-09-01 或 1985-09 的样式。")
    return parsed


def _number(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if abs(value) >= EXACT_NUMBER:
        return format(float(value), ".14E")
    return str(int(value)) if value == int(value) else format(value, ".15g")


@lru_cache(maxsize=4096)
def _is_possible(year: int, month: int, day: int | None) -> bool:
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return FIRST_YEAR <= year <= LAST_YEAR and day != 0


def _from_date(cell: date) -> ParsedDate | None:
    """A date cell; a year with decimals such as 1985.9 in a date format shows as a moment in 1905 and is refused."""
    if isinstance(cell, datetime) and cell.time() != time():
        serial = cell.toordinal() - _EPOCH_1900
        if FIRST_YEAR <= serial <= LAST_YEAR:
            return None
    return ParsedDate(cell.year, cell.month, cell.day)


@lru_cache(maxsize=4096)  # months and days come again and again
def _from_text(cell: str, epoch_1904: bool) -> ParsedDate | None:
    plain = cell
    if not (cell.isascii() and _DATE.fullmatch(cell)):
        plain = _NAME_BLANK.sub(" ", text(cell).translate(_FULL_WIDTH).translate(_DASHES))
        plain = _TIME.sub("", plain).replace(" ", "")
    if found := _DATE.fullmatch(plain):
        year, _, month, day, month_word, day_word = found.groups()
        day = day or day_word
        return ParsedDate(int(year), int(month or month_word), int(day) if day else None)
    if found := _DIGITS.fullmatch(plain):
        return _from_digits(found[1], epoch_1904)
    return None


def _from_digits(digits: str, epoch_1904: bool) -> ParsedDate | None:
    """8 digits are a day, 6 a month, 5 a day number of Excel."""
    match len(digits):
        case 8:
            return ParsedDate(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        case 6:
            return ParsedDate(int(digits[:4]), int(digits[4:]), None)
        case 5:
            day = date.fromordinal(int(digits) + (_EPOCH_1904 if epoch_1904 else _EPOCH_1900))
            return ParsedDate(day.year, day.month, day.day)
    return None


def _from_number(cell: float, epoch_1904: bool) -> ParsedDate | None:
    """Whole numbers by their digits, a day number with a time of day, or a year with the month behind the point."""
    if not math.isfinite(cell) or not 1 <= cell < 10**8:  # smaller ones are written 1e-05
        return None
    whole, _, fraction = _number(cell).partition(".")
    if not fraction or len(whole) == 5:
        return _from_digits(whole, epoch_1904)
    if len(whole) != 4 or len(fraction) > 2:
        return None
    return ParsedDate(int(whole), int(fraction), None, ambiguous=fraction == "1")
