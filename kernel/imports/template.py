"""The empty workbook of an importer, for people who start from nothing."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kernel.imports.desk import Importer
from kernel.imports.sheets import SheetSchema

ROWS = 2000  # rows that are prepared for typing
REQUIRED, OPTIONAL = PatternFill("solid", "FFFBE3B3"), PatternFill("solid", "FFE8ECF1")


def template_workbook(one: Importer) -> bytes:
    """One sheet per schema: our titles (required ones coloured), every column kept as text so that no ID number is
    spoilt, and drop-downs where the words are closed."""
    book = Workbook()
    for schema in one.schemas:
        _sheet(book.create_sheet(schema.names[0]), schema, one)
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(page: Worksheet, schema: SheetSchema, one: Importer) -> None:
    page.freeze_panes = "A2"
    for index, column in enumerate(schema.columns, 1):
        letter = get_column_letter(index)
        cell = page.cell(1, index, column.title)
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        cell.fill = REQUIRED if column.required else OPTIONAL
        dimension = page.column_dimensions[letter]
        dimension.width, dimension.number_format = max(12, 2 * len(column.title) + 4), "@"
        words = one.choices.get(schema.key, {}).get(column.key)
        if words:
            choice = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
            choice.error, choice.errorTitle = "请从列表中选择。", "不在列表中"
            page.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{ROWS}")
