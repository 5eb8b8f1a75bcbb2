"""Measures a worksheet part before it is parsed: the filled area, and the cells that hold an error value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.parsers import expat

from kernel.errors import RuleBroken

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_AREA = 5_000_000  # cells of all sheets together, blanks inside the filled area included
MAX_ELEMENTS = 4_500_000  # elements that the careful pass looks at, two to three seconds

UPPER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = b"0123456789"
NOT_ANGLES = bytes(set(range(256)) - set(b"<>"))
CELL = re.compile(rb'<c r="([^"]*)"[^>]*(?<!/)>(?!</c>)')  # used where angles are known to come in pairs
CELL_LIKE = re.compile(rb"<(?:[^<>\s/]*:)?c[\s/>]")
REFERENCES = re.compile(rb"(?:[A-Z]{1,3}[1-9][0-9]{0,6} )*")
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")

Errors = dict[tuple[int, int], str]
Opener = Callable[[], Iterable[bytes]]


def too_large() -> RuleBroken:
    """The filled area is larger than a person fills by hand."""
    return RuleBroken(
        "file_too_many_rows",
        f"表格有内容的范围过大（每张工作表不超过 {MAX_ROWS // 10_000} 万行、{MAX_COLUMNS} 列），"
        "请删除数据以外的零散内容，或者分成几个文件上传。",
    )


@dataclass
class Budget:
    """The area that one workbook may still fill; the parser lays every sheet out as a dense rectangle."""

    area: int = MAX_AREA
    elements: int = MAX_ELEMENTS

    def spend(self, rows: int, columns: int) -> None:
        """Take a sheet's rectangle from the budget or refuse the workbook."""
        self.area -= rows * columns
        if rows > MAX_ROWS or columns > MAX_COLUMNS or self.area < 0:
            raise too_large()


def column_number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def measure(opener: Opener, budget: Budget, plain: Plain) -> Errors:
    """Charge one sheet to the budget and return its error values by (row, column), both from 1.

    Cells without a value do not count: a million styled blank rows cost nothing. A part in plain form, as every
    usual program writes it, was measured by pattern; anything unusual goes through a real XML parser.
    """
    extent = plain.extent()
    errors: Errors = {}
    if extent is None:
        careful = _Careful(budget)
        careful.run(opener())
        extent, errors = (careful.rows, careful.columns), careful.errors
    budget.spend(*extent)
    return errors


class Plain:
    """Measures a part by pattern while its chunks go by, until the form is not so plain that none can be fooled."""

    def __init__(self) -> None:
        self.is_plain = True
        self._rows: set[bytes] = set()
        self._columns: set[bytes] = set()
        self._tail = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part."""
        if self.is_plain:
            buffer = self._tail + chunk
            cut = buffer.rfind(b"<", 0, max(buffer.rfind(b"<"), 0))
            fits = cut >= 0 and len(buffer) - cut <= 1 << 20
            self.is_plain = fits and _collect(buffer, cut, self._rows, self._columns)
            self._tail = buffer[cut:]

    def extent(self) -> tuple[int, int] | None:
        """(last row, last column) of a part that has gone by whole, or None."""
        if not self.is_plain or not _collect(self._tail, len(self._tail), self._rows, self._columns):
            return None
        last_row = max((int(row) for row in self._rows), default=0)
        return last_row, max((column_number(letters.decode()) for letters in self._columns), default=0)


def _collect(buffer: bytes, cut: int, rows: set[bytes], columns: set[bytes]) -> bool:
    """Gather the references of the filled cells that begin before ``cut``; false if the form is not plain."""
    block = buffer[:cut]
    angles = block.translate(None, NOT_ANGLES)
    if angles != b"<>" * (len(angles) // 2) or b't="e"' in buffer or b"'e'" in buffer:
        return False
    tags = block.count(b'<c r="')
    if (block.count(b"<c") != tags or b":c" in block) and len(CELL_LIKE.findall(block)) != tags:
        return False
    references = CELL.findall(buffer, 0, min(cut + 5, len(buffer)))
    if references:
        joined = b" ".join(references) + b" "
        if not REFERENCES.fullmatch(joined):
            return False
        columns.update(joined.translate(None, DIGITS).split())
        rows.update(joined.translate(None, UPPER).split())
    return True


class _Careful:
    """The same measure by a real parser, for any well-formed XML; it also takes down the error values."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.rows = self.columns = 0
        self.errors: Errors = {}
        self._row = self._column = 0
        self._is_error = False
        self._reference: str | None = None
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start

    def run(self, chunks: Iterable[bytes]) -> None:
        """Parse the part; RuleBroken when it holds more elements than the budget."""
        for chunk in chunks:
            self._parser.Parse(chunk)
            if self.budget.elements < 0:
                raise too_large()
        self._parser.Parse(b"", True)

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        self.budget.elements -= 1
        name = tag if ":" not in tag else tag.rpartition(":")[2]
        if name == "c":
            if "r" in attrs:
                self._reference = attrs["r"]
            else:
                self._place()
                self._column += 1
            self._is_error = attrs.get("t") == "e"
        elif name == "row":
            self._row = _whole(attrs["r"]) if "r" in attrs else self._row + 1
            self._column, self._reference = 0, None
        elif name in ("v", "is"):
            self._place()
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
            if self._is_error:
                self.errors[self._row, self._column] = ""
                self._parser.CharacterDataHandler = self._characters
                self._parser.EndElementHandler = self._end

    def _place(self) -> None:
        """Go to the last reference; put off until it matters, because most cells of a hostile sheet are blank."""
        if self._reference is not None:
            found = REFERENCE.fullmatch(self._reference)
            if found is None:
                raise ValueError(self._reference)
            self._column, self._row, self._reference = column_number(found[1]), int(found[2]), None

    def _characters(self, text: str) -> None:
        known = self.errors[self._row, self._column]
        self.errors[self._row, self._column] = (known + text[:16])[:16]

    def _end(self, tag: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None


def _whole(digits: str) -> int:
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7:
        raise ValueError(digits)
    return int(digits)
