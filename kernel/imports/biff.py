"""The gate for .xls: walks the OLE container and its BIFF records, refuses what could hurt, notes error values."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kernel.imports import strings
from kernel.imports.package import Package, broken, encrypted, macro, unsupported
from kernel.imports.sheetxml import Budget, Errors, too_large

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFE
MAX_CELLS_DECLARED = 65_536 * 256
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BOF, EOF, FORMULA, DATEMODE, FILEPASS, BOUNDSHEET = 0x0809, 0x000A, 0x0006, 0x0022, 0x002F, 0x0085
MULRK, SST, CONTINUE, LABELSST, DIMENSIONS, BOOLERR = 0x00BD, 0x00FC, 0x003C, 0x00FD, 0x0200, 0x0205
SINGLE_CELLS = frozenset((FORMULA, 0x00D6, LABELSST, 0x0203, 0x0204, BOOLERR, 0x027E))
SHORT = struct.Struct("<HH")


@dataclass(frozen=True)
class Entry:
    """One stream of the container."""

    name: str
    start: int
    size: int


@dataclass
class Text:
    """The text that the cells of all sheets may still take from the shared strings."""

    sizes: list[int]
    left: int = strings.MAX_TEXT // 3  # characters, each up to three bytes

    def spend(self, index: int) -> None:
        """Charge one cell that shows a shared string."""
        if index < len(self.sizes):
            self.left -= self.sizes[index]
            if self.left < 0:
                raise strings.too_heavy()


class Container:
    """The streams of an OLE compound file; every chain is followed once and must end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise broken()
        self.sector = 1 << shift
        first_directory, self.cutoff, first_mini, difat = struct.unpack_from("<I4xIIxxxxI", data, 48)
        self.fat = self._fat(difat)
        directory = self._chain(first_directory)
        self.mini_fat = struct.unpack(f"<{len(mini := self._chain(first_mini)) // 4}I", mini)
        self.entries = list(self._entries(directory))
        if not self.entries:
            raise broken()
        self.mini_stream = self._chain(self.entries[0].start) if self.mini_fat else b""

    def _block(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        block = self.data[start : start + self.sector]
        if not block:
            raise broken()
        return block

    def _fat(self, difat: int) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self.data, 76))
        for _ in range(len(self.data) // self.sector + 1):
            if difat >= END_OF_CHAIN - 1:
                break
            block = struct.unpack(f"<{self.sector // 4}I", self._block(difat))
            numbers += block[:-1]
            difat = block[-1]
        else:
            raise broken()
        used = [number for number in numbers if number < END_OF_CHAIN - 1]
        if len(set(used)) != len(used):
            raise broken()
        fat = b"".join(self._block(number) for number in used)
        return struct.unpack(f"<{len(fat) // 4}I", fat[: len(fat) // 4 * 4])

    def _chain(self, number: int) -> bytes:
        blocks: list[bytes] = []
        while number < END_OF_CHAIN - 1:
            if number >= len(self.fat) or len(blocks) > len(self.fat):
                raise broken()
            blocks.append(self._block(number))
            number = self.fat[number]
        return b"".join(blocks)

    def _entries(self, directory: bytes) -> Iterator[Entry]:
        for offset in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, offset + 64)
            if kind:
                name = directory[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                yield Entry(name, *struct.unpack_from("<II", directory, offset + 116))

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None if there is none of that name."""
        for entry in self.entries:
            if entry.name.casefold() == name:
                return self._read(entry)
        return None

    def _read(self, entry: Entry) -> bytes:
        if entry.size >= self.cutoff:
            return self._chain(entry.start)[: entry.size]
        blocks: list[bytes] = []
        number = entry.start
        while number < END_OF_CHAIN - 1:
            if number >= len(self.mini_fat) or len(blocks) > len(self.mini_fat):
                raise broken()
            blocks.append(self.mini_stream[number * 64 : number * 64 + 64])
            number = self.mini_fat[number]
        return b"".join(blocks)[: entry.size]


def inspect(data: bytes) -> Package:
    """Let an .xls workbook through or raise RuleBroken; the reader may afterwards parse ``data`` without harm."""
    try:
        container = Container(data)
        names = {entry.name.casefold() for entry in container.entries}
        if names & {"encryptedpackage", "encryptioninfo"}:
            raise encrypted()
        if names & {"_vba_project_cur", "_vba_project", "vba"}:
            raise macro()
        stream = container.stream("workbook") or container.stream("book")
        if stream is None:
            raise unsupported()
        return _survey(stream)
    except (struct.error, ValueError, IndexError):
        raise broken() from None


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, start of body, length) of one substream, embedded charts included, up to its own end."""
    depth, end = 0, len(stream) - 4
    while position <= end:
        kind, length = SHORT.unpack_from(stream, position)
        yield kind, position + 4, length
        position += 4 + length
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return


def _survey(stream: bytes) -> Package:
    package = Package()
    sheets: list[tuple[str, int]] = []
    shared: list[bytes] = []
    before = 0
    for kind, start, length in _records(stream, 0):
        body = stream[start : start + length]
        if kind == FILEPASS:
            raise encrypted()
        if kind == DATEMODE:
            package.epoch_1904 = body[:1] == b"\1"
        elif kind == SST and int.from_bytes(body[4:8], "little") > len(stream) // 3:
            raise broken()
        elif kind == SST or (kind == CONTINUE and before in (SST, CONTINUE) and shared):
            shared.append(body)
        elif kind == BOUNDSHEET:
            offset, _, form, count = struct.unpack_from("<IBBB", body)
            if form in (1, 6):
                raise macro()
            sheets.append((_title(body, count), offset))
        before = kind
    budget = Budget()
    text = Text(strings.biff_sizes(shared) if shared else [])
    for title, offset in sheets:
        errors = _measure(stream, offset, budget, text)
        if errors:
            package.errors[title] = errors
    return package


def _title(body: bytes, count: int) -> str:
    """The sheet's name in BIFF8; a BIFF5 name is left to the parser, its errors read as blanks."""
    if len(body) >= 8 and body[7] & 1:
        return body[8 : 8 + 2 * count].decode("utf-16-le", "replace")
    return body[8 : 8 + count].decode("latin-1")


def _measure(stream: bytes, offset: int, budget: Budget, text: Text) -> Errors:
    """Charge one sheet's filled rectangle to the budget and return its error values."""
    last_row = last_column = -1
    errors: Errors = {}
    for kind, start, length in _records(stream, offset):
        if kind in SINGLE_CELLS or kind == MULRK:
            row, column = SHORT.unpack_from(stream, start)
            if kind == MULRK:
                column = max(column, int.from_bytes(stream[start + length - 2 : start + length], "little"))
            elif kind == LABELSST:
                text.spend(int.from_bytes(stream[start + 6 : start + 10], "little"))
            elif kind == BOOLERR and stream[start + 7] == 1:
                errors[row + 1, column + 1] = ERROR_TEXTS.get(stream[start + 6], "#VALUE!")
            elif kind == FORMULA and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
                errors[row + 1, column + 1] = ERROR_TEXTS.get(stream[start + 8], "#VALUE!")
            last_row = max(last_row, row)
            last_column = max(last_column, column)
        elif kind == DIMENSIONS and length >= 14:
            top, bottom, left, right = struct.unpack_from("<IIHH", stream, start)
            if (bottom - top + 1) * (right - left + 1) > MAX_CELLS_DECLARED * 2 or bottom < top or right < left:
                raise too_large()
    budget.spend(last_row + 1, last_column + 1)
    return errors
