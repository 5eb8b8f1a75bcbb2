"""Finds the table in a sheet: the header under its title lines, the columns by their aliases, the rows of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from kernel.imports.cells import header_key, is_blank, text
from kernel.imports.reader import Cell, Sheet

RETURN_COLUMN = "退回原因"
HEADER_DEPTH = 30  # rows in which a header is looked for
TOTALS = re.compile(r"(?:本页|本表|本校|全校|教师|人数)*(?:合计|总计|小计|共计)(?:[:：，, ].*|共?\d+.*)?|以下空白")
COUNT = re.compile(r"共?\d{1,8}(?:\.\d+)?[人名所个元%]?")
SIGN_OFF = re.compile(
    r"(?:(?:填表|填报|制表|制单|审核|审批|复核|经办|负责|联系|校对)人"
    r"|(?:单位|学校|部门|主管)?(?:负责人|领导|主管)|校长|(?:填报|报送|上报)?单位|单位名称"
    r"|(?:填表|填报|制表|审核|上报)?(?:日期|时间)|联系(?:电话|方式)|备注|附注|注|说明|填表说明)"
    r"(?:签[字名章]|盖章|公章)?(?:[（(][^（）()]*[）)])?"
)
BARE_SIGN_OFF = ("填表人", "填报人", "制表人", "审核人", "单位负责人", "填报单位")  # these need no colon
FEW = 8  # totals and sign-off lines fill no more cells than this
IDENTITY = re.compile(r"[0-9A-Za-z]{15,}")


@dataclass(frozen=True)
class Column:
    """A column by the key that code uses, the title that people read and the other titles that schools write."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class SheetSchema:
    """A kind of sheet: the sheet names it answers to, its columns, and titles that may stand there unused."""

    key: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    unused: tuple[str, ...] = ("序号", "编号")

    def lookup(self) -> dict[str, str]:
        """Comparable title -> column key; a column's own title goes before another's alias."""
        found = {header_key(alias): column.key for column in self.columns for alias in reversed(column.aliases)}
        return found | {header_key(column.title): column.key for column in self.columns}

    def unused_keys(self) -> frozenset[str]:
        """Comparable titles that are passed over in silence."""
        return frozenset(map(header_key, (*self.unused, "序号", RETURN_COLUMN)))


@dataclass(slots=True)
class Record:
    """A row of data: the workbook's own row number, the cells by column key, and the row as it came."""

    row: int
    cells: dict[str, Cell]
    raw: list[Cell]


@dataclass
class Table:
    """A sheet understood: where its header ends, which column is where, what was not understood."""

    schema: SheetSchema
    sheet_name: str
    header_row: int
    columns: dict[str, int]  # key -> index in a row
    ignored: list[str] = field(default_factory=list)  # titles that no column answers to, or given a second time
    records: list[Record] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # titles of required columns that the sheet lacks
    epoch_1904: bool = False
    titles: dict[str, str] = field(default_factory=dict)  # key -> the column's title as the workbook writes it


@dataclass(frozen=True)
class _Header:
    """A candidate: its comparable titles and its titles by index, and the matched columns."""

    position: int  # in Sheet.rows, of its last line
    keys: tuple[str, ...]
    titles: tuple[str, ...]
    columns: Mapping[str, int]


def find_table(sheet: Sheet, schema: SheetSchema) -> Table | None:
    """The table of this kind in the sheet, None when no line looks like its header."""
    header = _find_header(sheet, schema)
    if header is None:
        return None
    idle = schema.unused_keys()
    taken = set(header.columns.values())
    return Table(
        schema=schema,
        sheet_name=sheet.name,
        header_row=sheet.rows[header.position][0],
        columns=dict(header.columns),
        ignored=[
            title
            for index, title in enumerate(header.titles)
            if title and index not in taken and header.keys[index] not in idle
        ],
        records=list(_records(sheet.rows[header.position + 1 :], header, idle)),
        missing=[one.title for one in schema.columns if one.required and one.key not in header.columns],
        epoch_1904=sheet.epoch_1904,
        titles={key: header.titles[index] for key, index in header.columns.items()},
    )


def match(sheets: Iterable[Sheet], schemas: Sequence[SheetSchema]) -> dict[str, Table]:
    """Schema key -> table: by sheet name first, what is left by the fullest header with all required columns."""
    sheets = list(sheets)
    found: dict[str, Table] = {}
    used: set[int] = set()
    for schema in schemas:
        names = set(map(header_key, schema.names))
        for index, sheet in enumerate(sheets):
            if index not in used and header_key(sheet.name) in names and (table := find_table(sheet, schema)):
                found[schema.key] = table
                used.add(index)
                break
    rest = []
    for index, sheet in enumerate(sheets):
        for order, schema in enumerate(schemas):
            if index in used or schema.key in found:
                continue
            header = _find_header(sheet, schema)
            if header and all(one.key in header.columns for one in schema.columns if one.required):
                rest.append((-len(header.columns), index, order))
    for _, index, order in sorted(rest):
        key = schemas[order].key
        if index not in used and key not in found and (table := find_table(sheets[index], schemas[order])):
            found[key] = table
            used.add(index)
    return {schema.key: found[schema.key] for schema in schemas if schema.key in found}


def _find_header(sheet: Sheet, schema: SheetSchema) -> _Header | None:
    """The line, or pair of lines, that matches the most columns among the first rows; the first of equals."""
    lookup = schema.lookup()
    required = {one.key for one in schema.columns if one.required}
    best: _Header | None = None
    head = sheet.rows[:HEADER_DEPTH]
    for position, (_, row) in enumerate(head):
        header = _line(position, row, lookup)
        if position + 1 < len(head) and header.columns:
            header = _pair(header, head[position + 1][1], lookup) or header
        enough = len(header.columns) >= 2 or (required and required <= header.columns.keys())
        if enough and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _columns(keys: Iterable[str], lookup: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key in lookup:
            columns.setdefault(lookup[key], index)
    return columns


def _line(position: int, row: list[Cell], lookup: Mapping[str, str]) -> _Header:
    keys = tuple(map(header_key, row))
    return _Header(position, keys, tuple(" ".join(text(cell).split()) for cell in row), _columns(keys, lookup))


def _pair(upper: _Header, row: list[Cell], lookup: Mapping[str, str]) -> _Header | None:
    """A header of two lines: titles merged downwards, or a group title over several; None if the second is data."""
    lower = _line(upper.position + 1, row, lookup)
    keys: list[str] = []
    titles: list[str] = []
    group = ""
    for index in range(max(len(upper.keys), len(lower.keys))):
        above, title_above = (upper.keys[index], upper.titles[index]) if index < len(upper.keys) else ("", "")
        below, title_below = (lower.keys[index], lower.titles[index]) if index < len(lower.keys) else ("", "")
        group = above or group
        key = next((one for one in (group + below, below + group, below) if one in lookup), below) if below else above
        if below and above in lookup and key not in lookup:
            return None  # a value under a title: the second line is data
        keys.append(key)
        titles.append(title_below or title_above)
    columns = _columns(keys, lookup)
    own = [index for index in columns.values() if index < len(lower.keys) and lower.keys[index]]
    if not own or len(columns) < len(upper.columns):
        return None
    return _Header(lower.position, tuple(keys), tuple(titles), columns)


def _records(rows: Iterable[tuple[int, list[Cell]]], header: _Header, unused: frozenset[str]) -> Iterator[Record]:
    """The rows of data: without blank ones, totals, sign-off lines and headers repeated at a page break."""
    taken = header.columns.values()
    idle = {
        index
        for index, key in enumerate(header.keys)
        if key in unused and (index not in taken or key in ("序号", RETURN_COLUMN))
    }
    first = next((index for index, key in enumerate(header.keys) if key), 0)
    enough, columns, size = max(FEW, len(idle)), tuple(header.columns), len(header.keys)
    pick = itemgetter(*taken) if len(columns) > 1 else lambda cells: tuple(cells[at] for at in taken)
    for number, row in rows:
        if _is_repeated(row, header):
            continue
        if not _has_more(row, enough):
            filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
            if not filled or idle.issuperset(filled):
                continue
            if len(filled) <= FEW and (_is_total(row, filled, first) or _is_sign_off(row, filled)):
                continue
        cells = row if len(row) >= size else [*row, *[None] * (size - len(row))]
        yield Record(number, dict(zip(columns, pick(cells), strict=True)), row)


def _has_more(row: list[Cell], count: int) -> bool:
    """Whether more than ``count`` cells are filled for certain: the quick way past the rows that are plainly data."""
    for cell in row:
        if cell is not None and (cell.__class__ is not str or cell.isalnum()):
            count -= 1
            if count < 0:
                return True
    return False


def _is_repeated(row: list[Cell], header: _Header) -> bool:
    """The header again, as programs print it on every page."""
    same = 0
    for at in header.columns.values():
        cell = row[at] if at < len(row) else None
        if not isinstance(cell, str):
            return False
        key = header.keys[at]
        if "\u4e00" <= key[0] <= "\u9fff" and key[0] not in cell:  # no cleaning makes or changes a hanzi
            return False
        if header_key(cell) != key:
            return False
        same += 1
    return same >= 2


def _is_total(row: list[Cell], filled: list[int], first: int) -> bool:
    """合计 in one of the first three cells and nothing but counts beside it: a person of that name has an ID."""
    words = [
        index for index in filled if first <= index < first + 3 and TOTALS.fullmatch("".join(text(row[index]).split()))
    ]
    return bool(words) and all(index in words or COUNT.fullmatch(text(row[index])) for index in filled)


def _is_sign_off(row: list[Cell], filled: list[int]) -> bool:
    """填表人：…… and the like: the first filled cell is such a word, and no cell holds an identity number."""
    words = "".join(text(row[filled[0]]).split())
    head, colon, _ = words.replace("：", ":").partition(":")
    if not SIGN_OFF.fullmatch(head) or (not colon and head not in BARE_SIGN_OFF):
        return False
    return not any(IDENTITY.search(text(row[index])) for index in filled)
