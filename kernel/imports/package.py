"""The gate for .xlsx: unpacks under limits and refuses bombs, macros and foreign packages before anything is parsed."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat

from kernel.errors import RuleBroken
from kernel.imports import sheetxml, strings

CHUNK = 1 << 20
MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE = 1 << 20  # a member smaller than this may be as compressible as it likes
XML_SUFFIXES = (".xml", ".rels", ".vml")
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
STRINGS = re.compile(rb"<(?:[^<>:\s]+:)?sst[\s>]")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
UTF16_HEADS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass
class Package:
    """What the gate learns about a workbook on the way: its date epoch and the error values of each sheet."""

    epoch_1904: bool = False
    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)  # sheet -> (row, column from 1) -> text


def broken() -> RuleBroken:
    """The workbook is damaged (or made to look like one)."""
    return RuleBroken("file_broken", "文件已损坏，无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")


def unsupported() -> RuleBroken:
    """The file is no workbook that this desk reads."""
    return RuleBroken("file_unsupported", "这不是可以读取的电子表格，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")


def macro() -> RuleBroken:
    """The workbook carries macros."""
    return RuleBroken("file_macro", "文件含有宏，为安全起见不予接收，请另存为不含宏的 .xlsx 再上传。")


def encrypted() -> RuleBroken:
    """The workbook asks for a password."""
    return RuleBroken("file_encrypted", "文件设有打开密码，请在 Excel 或 WPS 中取消密码并保存后再上传。")


def bomb() -> RuleBroken:
    """The file is built to exhaust the reader."""
    return RuleBroken(
        "file_bomb", "文件解压后异常庞大或含有不允许的声明，不予接收，请将数据复制到新建的工作簿后再上传。"
    )


def inspect(data: bytes) -> Package:
    """Let an .xlsx package through or raise RuleBroken; the reader may afterwards parse ``data`` without harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, data)
            _check_kind(archive, data)
            lengths = strings.Lengths()
            unpacked = [(info, _unpack(data, info, lengths)) for info in archive.infolist()]
            sheet_parts = [(info, plain) for info, plain in unpacked if plain]
            return _survey(archive, data, sheet_parts, lengths)
    except (*DAMAGE, expat.ExpatError, KeyError, struct.error):
        raise broken() from None


def _check_directory(archive: zipfile.ZipFile, data: bytes) -> None:
    """Declared sizes and the shape of the archive; two readers of it must see the same members."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        raise bomb()
    names = [info.filename.casefold() for info in members]
    end = data.rfind(b"PK\x05\x06")
    offset = struct.unpack_from("<I", data, end + 16)[0]
    if len(set(names)) != len(names) or offset not in (archive.start_dir, 0xFFFFFFFF):
        raise broken()
    for info in members:
        if info.flag_bits & 0x1:
            raise encrypted()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken()
        if info.file_size > RATIO_FREE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise bomb()


def _check_kind(archive: zipfile.ZipFile, data: bytes) -> None:
    """An .xlsx and nothing else that lives in a zip: no .xlsm, .xlsb, .ods, .docx."""
    names = [name.casefold().replace("\\", "/") for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise macro()
    if any(name.endswith("workbook.bin") for name in names) or "xl/workbook.xml" not in names:
        raise unsupported()
    for name in archive.namelist():
        if name.casefold() == "[content_types].xml":
            kinds = b"".join(_inflate(data, archive.getinfo(name))).lower()
            if b"macroenabled" in kinds or b"macrosheet" in kinds:
                raise macro()


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's real bytes in chunks; unlike zipfile it does not stop at a declared size that lies."""
    if data[info.header_offset : info.header_offset + 4] != b"PK\x03\x04":
        raise broken()
    name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    raw = memoryview(data)[start : start + info.compress_size]
    size = 0
    for chunk in _deflated(raw) if info.compress_type == zipfile.ZIP_DEFLATED else _stored(raw):
        size += len(chunk)
        if size > info.file_size:
            raise bomb()
        yield chunk
    if size != info.file_size:
        raise broken()


def _stored(raw: memoryview) -> Iterator[bytes]:
    for start in range(0, len(raw), CHUNK):
        yield bytes(raw[start : start + CHUNK])


def _deflated(raw: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    for start in range(0, len(raw), CHUNK // 16):
        piece = bytes(raw[start : start + CHUNK // 16])
        while piece:
            if chunk := inflater.decompress(piece, CHUNK):
                yield chunk
            piece = inflater.unconsumed_tail
    if rest := inflater.flush():
        yield rest


def _unpack(data: bytes, info: zipfile.ZipInfo, lengths: strings.Lengths) -> sheetxml.Plain | None:
    """Unpack one member for real, refusing declarations and endless strings; its measure if it holds cells."""
    is_xml = info.filename.casefold().endswith(XML_SUFFIXES)
    is_strings = info.filename.casefold().endswith("sharedstrings.xml")
    is_sheet, tail, plain = False, b"", sheetxml.Plain()
    for number, chunk in enumerate(_inflate(data, info)):
        if is_xml and number == 0 and chunk.startswith(UTF16_HEADS):
            text = chunk[:65536].replace(b"\0", b"")
            raise bomb() if DTD.search(text) else unsupported()
        seam = tail + chunk
        if is_xml and b"<!" in seam and DTD.search(seam):
            raise bomb()
        is_strings = is_strings or (b"sst" in seam and STRINGS.search(seam) is not None)
        if is_strings:
            if b"<!--" in seam or b"<![" in seam:
                raise unsupported()
            lengths.feed(chunk)
        is_sheet = is_sheet or b"sheetData" in seam
        if is_sheet or number == 0:
            plain.feed(chunk)
        else:
            plain.is_plain = False  # cells after a megabyte of something else: for the careful pass
        tail = chunk[-32:]
    return plain if is_sheet else None


def _survey(
    archive: zipfile.ZipFile,
    data: bytes,
    sheet_parts: list[tuple[zipfile.ZipInfo, sheetxml.Plain]],
    lengths: strings.Lengths,
) -> Package:
    """Measure the filled area of every sheet part and note the error values."""
    package = Package()
    titles = _sheet_titles(archive, data, package)
    budget = sheetxml.Budget()
    for info, plain in sheet_parts:
        errors = sheetxml.measure(partial(_inflate, data, info), budget, plain)
        title = titles.get(info.filename.casefold().replace("\\", "/"))
        if errors and title is not None:
            package.errors[title] = errors
    if (sheetxml.MAX_AREA - budget.area) * lengths.longest > strings.MAX_TEXT:
        strings.weigh((_inflate(data, info) for info, _plain in sheet_parts), lengths.sizes)
    return package


def _sheet_titles(archive: zipfile.ZipFile, data: bytes, package: Package) -> dict[str, str]:
    """Part name -> sheet name, from the workbook part and its relationships; the epoch is read by the way."""
    parts = {name.casefold().replace("\\", "/"): archive.getinfo(name) for name in archive.namelist()}
    targets: dict[str, str] = {}
    titles: dict[str, str] = {}

    def relationship(tag: str, attrs: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attrs.get("TargetMode") != "External":
            targets[attrs.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", attrs.get("Target", "")))[1:]

    def workbook(tag: str, attrs: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "workbookPr":
                package.epoch_1904 = attrs.get("date1904", "0") in ("1", "true", "on")
            case "sheet":
                ids = [value for name, value in attrs.items() if name.rpartition(":")[2] == "id"]
                if ids and ids[0] in targets:
                    titles[targets[ids[0]].casefold()] = attrs.get("name", "")

    for part, handler in (("xl/_rels/workbook.xml.rels", relationship), ("xl/workbook.xml", workbook)):
        if part not in parts:
            raise broken()
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = handler
        for chunk in _inflate(data, parts[part]):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return titles
