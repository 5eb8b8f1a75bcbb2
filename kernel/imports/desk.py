"""The port of the import desk: what a trade's importer takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.accounts.models import User
from kernel.bulk import collector_paused
from kernel.errors import RuleBroken
from kernel.imports import reader, sheets
from kernel.imports.sheets import SheetSchema, Table

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Refusal:
    """A refused row: the workbook's own row number, the first fault, the codes of the others."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    who: str = ""
    also: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()  # every sentence, for the workbook that goes back


@dataclass(frozen=True)
class Change:
    """A row that differs from the register: who, and per field the old and the new value as a person reads them."""

    sheet: str
    row: int
    who: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Arrival:
    """A row that is new to the register, with what an officer wants to see before saying yes."""

    row: int
    who: str
    facts: tuple[tuple[str, str], ...]  # (label, value as a person reads it)


@dataclass
class Judgement:
    """What would come of a workbook. ``plan`` is the importer's own and goes back to it unchanged."""

    refusals: list[Refusal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    set_aside: list[tuple[str, int, str]] = field(default_factory=list)  # (sheet, row, why): go back with their person
    notes: list[tuple[str, int, str]] = field(default_factory=list)  # (sheet, row, sentence)
    remaining: list[str] = field(default_factory=list)  # rows of the register that the workbook no longer holds
    counts: dict[str, int] = field(default_factory=dict)
    ignored_columns: list[tuple[str, str]] = field(default_factory=list)  # (sheet, title)
    header_rows: dict[str, int] = field(default_factory=dict)  # sheet name -> row of its header
    plan: Any = None


class Importer(Protocol):
    """What a trade provides for one kind of workbook."""

    title: str
    permission: str
    schemas: tuple[SheetSchema, ...]
    options: Mapping[str, tuple[str, str]]  # key -> (label, permission it needs)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]  # sheet key -> column key -> words to choose from

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement: ...

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None: ...


def importer(kind: str) -> Importer:
    """The importer of a kind; LookupError for an unknown one."""
    found: Importer = import_string(settings.IMPORTERS[kind])()
    return found


def importers_for(user: User) -> dict[str, Importer]:
    """The kinds this person may import."""
    every = {kind: importer(kind) for kind in settings.IMPORTERS}
    return {kind: one for kind, one in every.items() if user.holds(one.permission)}


@collector_paused()
def judge(
    data: bytes, filename: str, one: Importer, *, by: User, options: Mapping[str, bool], progress: Progress
) -> Judgement:
    """Read and judge a workbook; RuleBroken when it cannot be read or holds no sheet the importer knows."""
    found = reader.read(data, filename)
    tables = sheets.match(found, one.schemas)
    if not tables:
        wanted = "、".join(f"“{schema.names[0]}”" for schema in one.schemas)
        raise RuleBroken(
            "no_known_sheet",
            "没有找到可识别的表格，请检查工作表名称（{wanted}）和表头，或下载模板填写后上传。",
            wanted=wanted,
        )
    for table in tables.values():
        if table.missing:
            titles = "、".join(f"“{title}”" for title in table.missing)
            raise RuleBroken(
                "missing_columns",
                "工作表“{sheet_name}”缺少{titles}列，请补上表头后重新上传。",
                sheet_name=table.sheet_name,
                titles=titles,
            )
    judgement = one.judge(tables, by=by, options=options, progress=progress)
    used = {table.sheet_name for table in tables.values()}
    judgement.notes += [
        (sheet.name, 0, "这张工作表没有采用：每种表只读一张。")
        for sheet in found
        if sheet.rows and sheet.name not in used
    ]
    judgement.header_rows = {table.sheet_name: table.header_row for table in tables.values()}
    judgement.ignored_columns = [(table.sheet_name, title) for table in tables.values() for title in table.ignored]
    return judgement


def quiet(_done: int, _total: int) -> None:
    """Progress for callers that show none."""
