"""The reader: what real programs write is read exactly; what could hurt is refused at once and in a sentence."""

from __future__ import annotations

import io
import random
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kernel.errors import RuleBroken
from kernel.imports.reader import Cell, Sheet, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
HELLO = '<row r="1"><c r="A1" t="inlineStr"><is><t>你好</t></is></c></row>'


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows or (["你好"],):
        book.active.append(row)
    return saved(book)


def saved(book: object) -> bytes:
    out = io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_parts(parts: dict[str, bytes], data: bytes | None = None) -> bytes:
    """The workbook with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or workbook())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*(one for one in old.namelist() if one not in parts), *parts]:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def with_sheet(body: str, dimension: str = "A1", head: str = '<?xml version="1.0"?>', tail: str = "") -> bytes:
    xml = (
        f'{head}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{body}</sheetData>{tail}</worksheet>'
    )
    return with_parts({SHEET: xml.encode()})


def only(data: bytes, filename: str = "名册.xlsx") -> Sheet:
    (sheet,) = read(data, filename)
    return sheet


def peak_memory() -> int:
    """The most memory this process has held, in MB; the parser's own share is in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def refused(data: bytes, filename: str = "名册.xlsx") -> str:
    """The code of the refusal, which must come within the time and memory a hostile file may cost."""
    before, begun = peak_memory(), time.monotonic()
    with pytest.raises(RuleBroken) as caught:
        read(data, filename)
    assert time.monotonic() - begun < 60
    assert peak_memory() - before < 300
    assert caught.value.message.endswith("。")
    assert "请" in caught.value.message
    return caught.value.code


# What is read


def test_rows_keep_the_numbers_and_columns_of_the_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.title = "教师"
    book.active["C5"] = "张三"
    book.active["B8"] = "  "
    book.active["D9"] = 0
    assert only(saved(book)) == Sheet("教师", [(5, [None, None, "张三", None]), (9, [None, None, None, 0.0])])


def test_kinds_of_cells() -> None:
    book = openpyxl.Workbook()
    book.active.append(["001", 7, 1985.5, True, date(1985, 9, 1), datetime(2000, 1, 2, 3, 4), timedelta(hours=49)])
    (_, row) = only(saved(book)).rows[0]
    assert row == ["001", 7, 1985.5, True, date(1985, 9, 1), datetime(2000, 1, 2, 3, 4), timedelta(hours=49)]
    assert type(row[4]) is date


def test_formula_gives_its_stored_value() -> None:
    data = with_sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>甲</v></c></row>')
    assert only(data).rows == [(1, [2.0, "甲"])]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_error_values_come_as_text(quote: str) -> None:
    cells = f"<c r={quote}A2{quote} t={quote}e{quote}><f>A1/0</f><v>#DIV/0!</v></c>"
    data = with_sheet(
        HELLO + f'<row r="2">{cells}<c r="C2"><v>5</v></c></row><row r="4"><c r="B4" t="e"><v>#N/A</v></c></row>'
    )
    assert only(data).rows == [(1, ["你好", None, None]), (2, ["#DIV/0!", None, 5.0]), (4, [None, "#N/A"])]


def test_error_values_of_xls() -> None:
    assert only(with_xls_errors()).rows == [(1, ["甲", None]), (2, ["#REF!", "#N/A"])]


def with_xls_errors() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("旧表")
    page.write(0, 0, "甲")
    page.row(1).set_cell_error(0, "#REF!")
    page.row(1).set_cell_error(1, 0x2A)
    return saved(book)


@pytest.mark.parametrize("is_1904", [False, True])
def test_both_epochs_and_xls(is_1904: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append([date(1985, 9, 1)])
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    old = xlwt.Workbook()
    old.dates_1904 = is_1904
    page = old.add_sheet("Sheet")
    page.write(2, 1, date(1985, 9, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    assert only(saved(book)) == Sheet("Sheet", [(1, [date(1985, 9, 1)])], epoch_1904=is_1904)
    assert only(saved(old), "名册.xls") == Sheet("Sheet", [(3, [None, date(1985, 9, 1)])], epoch_1904=is_1904)


def test_hidden_sheets_and_charts_are_passed_over() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
        book.create_sheet(name)["A1"] = 2
        book[name].sheet_state = state
    book.create_chartsheet("图")
    book.create_sheet("末")["A1"] = 3
    assert [(one.name, one.rows) for one in read(saved(book), "a")] == [("Sheet", [(1, [1.0])]), ("末", [(1, [3.0])])]


CSV = '姓名,备注\r\n\r\n张三,"一,\n二"\r\n="007",\r\n'
ROWS: list[tuple[int, list[Cell]]] = [(1, ["姓名", "备注"]), (3, ["张三", "一,\n二"]), (4, ["007", None])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(encoding: str, delimiter: str) -> None:
    text = CSV.replace("一,", "一，").replace(",", delimiter).replace("一，", "一,")
    assert only(text.encode(encoding), "C:\\表\\名册 2026.csv") == Sheet("名册 2026", ROWS)


def test_type_is_judged_by_content() -> None:
    assert only(workbook(["甲"]), "名册.csv").rows == [(1, ["甲"])]
    assert only("甲,乙".encode(), "名册.xlsx").rows == [(1, ["甲", "乙"])]


def styled_blank_rows(cell: str) -> bytes:
    return with_sheet(HELLO + "".join(f'<row r="{i}" s="1">{cell.format(i)}</row>' for i in range(2, 1_000_001)))


@pytest.mark.parametrize("cell", ["", '<c r="XFD{0}" s="1"/>', '<c r="A{0}" s="1"></c>'])
def test_a_million_styled_blank_rows_are_read_quickly(cell: str) -> None:
    data = styled_blank_rows(cell)
    begun = time.monotonic()
    assert only(data).rows == [(1, ["你好"])]
    assert time.monotonic() - begun < 60


def test_a_lying_dimension_costs_nothing() -> None:
    assert only(with_sheet(HELLO, dimension="A1:XFD1048576")).rows == [(1, ["你好"])]


@pytest.mark.parametrize(
    "body",
    [
        "<row><c t='inlineStr'><is><t>甲</t></is></c><c><v>1</v></c></row>",  # no references
        '<row r="1"><c s="0" r="A1" t="inlineStr"><is><t>甲</t></is></c><c t="n" r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><f>IF(1>0,"甲")</f><v>甲</v></c><c r="B1"><v>1</v></c></row>',  # bare angle
    ],
)
def test_unusual_but_lawful_xml_is_read(body: str) -> None:
    assert only(with_sheet(body)).rows == [(1, ["甲", 1.0])]


def test_a_prefixed_namespace_is_read() -> None:
    xml = with_sheet(HELLO)
    with zipfile.ZipFile(io.BytesIO(xml)) as archive:
        part = archive.read(SHEET)
    for tag in (b"worksheet", b"dimension", b"sheetData", b"row", b"c", b"is", b"t"):
        for end in (b">", b" "):
            part = part.replace(b"<" + tag + end, b"<x:" + tag + end).replace(b"</" + tag + end, b"</x:" + tag + end)
    part = part.replace(b"xmlns=", b"xmlns:x=")
    assert only(with_parts({SHEET: part})).rows == [(1, ["你好"])]


def test_a_long_remark_among_many_cells_is_read() -> None:
    """The crude bound (longest string times cells) is passed, the exact weight is not."""
    plain = repeated_string(200_000, '<c r="A{0}"><v>7.5</v></c>')
    assert len(only(plain).rows) == 10_000
    book = xlwt.Workbook()
    page = book.add_sheet("旧表")
    for row in range(9_000):
        page.write(row, 0, "短" if row else "长" * 32_000)
    assert len(only(saved(book)).rows) == 9_000


# What is refused


def lying_bomb() -> bytes:
    """Declares 1,000 bytes for a sheet that inflates to 200 MB, with the checksum of those 1,000 bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
    name = b"xl/media/x.xml"
    with zipfile.ZipFile(io.BytesIO(workbook())) as old:
        members = {one: old.read(one) for one in old.namelist()}
    local, central = b"", b""
    for one, content in members.items():
        head = entry(one.encode(), zlib.crc32(content), len(content), len(content), 0)
        central += b"PK\x01\x02\x14\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + one.encode()
        local += b"PK\x03\x04" + head + one.encode() + content
    head = entry(name, zlib.crc32(b" " * 1000), len(body), 1000, 8)
    central += b"PK\x01\x02\x14\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + name
    local += b"PK\x03\x04" + head + name + body
    count = len(members) + 1
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(local), 0)


def entry(name: bytes, crc: int, packed: int, size: int, method: int) -> bytes:
    return struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0x21, crc, packed, size, len(name), 0)


def encrypted_bit() -> bytes:
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def xls(change: Callable[[bytearray], None] | None = None) -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("旧表").write(0, 0, "甲")
    data = bytearray(saved(book))
    if change:
        change(data)
    return bytes(data)


def set_record(kind: int, to: int) -> Callable[[bytearray], None]:
    """Turn the first record of a kind in an .xls into another kind of the same length."""

    def change(data: bytearray) -> None:
        position = 512
        while int.from_bytes(data[position : position + 2], "little") != kind:
            position += 4 + int.from_bytes(data[position + 2 : position + 4], "little")
        data[position : position + 2] = to.to_bytes(2, "little")

    return change


def xls_macro_sheet(data: bytearray) -> None:
    position = 512
    while data[position : position + 2] != b"\x85\0":
        position += 4 + int.from_bytes(data[position + 2 : position + 4], "little")
    data[position + 9] = 1


def xls_far_cell(data: bytearray) -> None:
    at = data.rindex(b"\xfd\0\x0a\0")
    data[at + 4 : at + 8] = b"\xff\xff\xff\xff"


def xls_cycle(data: bytearray) -> None:
    sector = int.from_bytes(data[76:80], "little")
    start = int.from_bytes(data[48:52], "little")
    at = 512 * (sector + 1) + 4 * start
    data[at : at + 4] = start.to_bytes(4, "little")


def ole(name: str) -> bytes:
    """An .xls whose one stream bears another name."""

    def change(data: bytearray) -> None:
        at = data.index("Workbook\0".encode("utf-16-le"))
        data[at : at + 64] = name.encode("utf-16-le").ljust(64, b"\0")
        data[at + 64] = 2 * len(name) + 2

    return xls(change)


def sheet_with(xml: bytes) -> bytes:
    return with_parts({SHEET: xml})


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def repeated_string(length: int, cell: str = '<c r="A{0}" t="s"><v>0</v></c>') -> bytes:
    """Ten thousand cells that all show one string."""
    string = "".join(random.Random(1).choices("abcdefghij0123456789", k=length))
    data = with_sheet("".join(f'<row r="{i}">{cell.format(i)}</row>' for i in range(1, 10_001)))
    parts = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{string}</t></si></sst>'.encode()}
    return with_parts(parts, data)


def xls_repeated_string() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("旧表")
    for row in range(10_000):
        page.write(row, 0, "长" * 32_000)
    return saved(book)


DTD = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
LONG = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=900_000))
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("file_empty", lambda: b""),
    "blanks": ("file_empty", lambda: b" \r\n\0"),
    "empty zip": ("file_empty", lambda: b"PK\x05\x06" + bytes(18)),
    "over 20 MB": ("file_too_large", lambda: b"a" * (20 * 1024 * 1024 + 1)),
    "bomb by ratio": ("file_bomb", lambda: with_parts({"xl/a.xml": b" " * 20_000_000})),
    "bomb by total": ("file_bomb", lambda: with_parts({f"xl/{i}.xml": noise(1000) * 4200 for i in range(80)})),
    "bomb by members": ("file_bomb", lambda: with_parts({f"xl/{i}.xml": b"" for i in range(2001)})),
    "bomb that lies": ("file_bomb", lying_bomb),
    "doctype": ("file_bomb", lambda: with_sheet(HELLO, head=DTD)),
    "doctype far down": ("file_bomb", lambda: with_sheet(HELLO, head=f"<!--{noise(900_000).hex()}-->{DTD}")),
    "doctype in UTF-16": ("file_bomb", lambda: sheet_with(f"{DTD}<worksheet/>".encode("utf-16"))),
    "doctype in UTF-16 without BOM": ("file_bomb", lambda: sheet_with(f"{DTD}<worksheet/>".encode("utf-16-be"))),
    "doctype in the workbook part": (
        "file_bomb",
        lambda: with_parts({"xl/workbook.xml": f"{DTD}<workbook/>".encode()}),
    ),
    "sheet in UTF-16": ("file_unsupported", lambda: sheet_with(f"<worksheet>{HELLO}</worksheet>".encode("utf-16"))),
    "one string for many cells": (
        "file_bomb",
        lambda: with_parts({"xl/sharedStrings.xml": f"<sst><si><t>{LONG}</t></si></sst>".encode()}),
    ),
    "string repeated in many cells": ("file_bomb", lambda: repeated_string(250_000)),
    "string repeated in many cells of xls": ("file_bomb", xls_repeated_string),
    "vba": ("file_macro", lambda: with_parts({"xl/vbaProject.bin": b"x"})),
    "xlm": ("file_macro", lambda: with_parts({"xl/macrosheets/sheet1.xml": b"<x/>"})),
    "xlsm": ("file_macro", lambda: with_parts({"[Content_Types].xml": b"<Types>sheet.macroEnabled.main+xml</Types>"})),
    "vba in xls": ("file_macro", lambda: ole("VBA")),
    "xlm in xls": ("file_macro", lambda: xls(xls_macro_sheet)),
    "encrypted xlsx": ("file_encrypted", lambda: ole("EncryptedPackage")),
    "encrypted xls": ("file_encrypted", lambda: xls(set_record(0x0042, 0x002F))),
    "encrypted zip": ("file_encrypted", encrypted_bit),
    "far cell": ("file_too_many_rows", lambda: with_sheet('<row r="9"><c r="XFD1048576"><v>1</v></c></row>')),
    "far row": ("file_too_many_rows", lambda: with_sheet('<row r="9"><c r="A200001"><v>1</v></c></row>')),
    "far column": ("file_too_many_rows", lambda: with_sheet('<row r="9"><c r="GS1"><v>1</v></c></row>')),
    "wide area": ("file_too_many_rows", lambda: with_sheet('<row r="9"><c r="AA199999"><v>1</v></c></row>')),
    "far row without references": (
        "file_too_many_rows",
        lambda: with_sheet('<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'),
    ),
    "far cell behind an angle in an attribute": (
        "file_too_many_rows",
        lambda: with_sheet(HELLO + '<row r="2"><c ph=">" r="XFD1048576"><v>1</v></c></row>'),
    ),
    "far cell in single quotes": (
        "file_too_many_rows",
        lambda: with_sheet(HELLO + "<row r='2'><c r='XFD1048576'><v>1</v></c></row>"),
    ),
    "far cell beside a decoy": (
        "file_broken",
        lambda: with_sheet(HELLO + '<row r="2"><c q="<c r="A1" r="XFD1048576"><v>1</v></c></row> > '),
    ),
    "far cell in a part of another name": (
        "file_too_many_rows",
        lambda: with_parts(
            {"xl/media/a.png": b'<worksheet><sheetData><c r="A4000000"><v>1</v></c></sheetData></worksheet>'}
        ),
    ),
    "absurd reference": ("file_broken", lambda: with_sheet('<row r="1"><c r="ZZZZ99999999999"><v>1</v></c></row>')),
    "far cell in xls": ("file_too_many_rows", lambda: xls(xls_far_cell)),
    "endless chain in xls": ("file_broken", lambda: xls(xls_cycle)),
    "torn xls": ("file_broken", lambda: xls()[:700]),
    "torn zip": ("file_broken", lambda: workbook()[:-400]),
    "zip in a zip's place": ("file_broken", lambda: b"PK\x03\x04" + noise(500)),
    "bad xml": ("file_broken", lambda: sheet_with(f"<worksheet><sheetData>{HELLO}<row r=".encode())),
    "sheet part missing": ("file_broken", lambda: with_parts({"xl/_rels/workbook.xml.rels": b"<Relationships/>"})),
    "pdf": ("file_unsupported", lambda: b"%PDF-1.7\n1 0 obj\n"),
    "png": ("file_unsupported", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "html as xls": ("file_unsupported", lambda: "\ufeff<html><table><tr><td>甲</td></tr></table>".encode()),
    "xml spreadsheet": ("file_unsupported", lambda: b'<?xml version="1.0"?><Workbook/>'),
    "xlsb": ("file_unsupported", lambda: with_parts({"xl/workbook.bin": b"x"})),
    "word": ("file_unsupported", lambda: ole("WordDocument")),
    "ods": ("file_unsupported", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    "unknown encoding": ("csv_encoding", lambda: b"\xff\xf1,\xfd\r\n"),
    "too many lines": ("file_too_many_rows", lambda: b"a\n" * 200_001),
    "too many fields": ("file_too_many_rows", lambda: b"a," * 201),
    "too many blank lines": ("file_too_many_rows", lambda: b"a" + b"\n" * 2_000_000),
    "endless field": ("file_broken", lambda: b'"' + b"a" * 200_000),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(case: str) -> None:
    code, build = HOSTILE[case]
    assert refused(build()) == code


def test_pictures_and_outside_links_do_no_harm() -> None:
    data = with_parts({"xl/media/a.png": noise(5000), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert only(data).rows == [(1, ["你好"])]


def test_ten_thousand_wide_rows_are_read_in_a_moment() -> None:
    cells = "".join(
        f'<c r="{letter}{{0}}" t="inlineStr"><is><t>海陵区</t></is></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"
    )
    data = with_sheet("".join(f'<row r="{i}">{cells.format(i)}</row>' for i in range(1, 10_001)))
    begun = time.monotonic()
    assert len(only(data).rows) == 10_000
    assert time.monotonic() - begun < 60
