"""Attacks by what is uploaded: bombs, disguises, names that are paths or headers, cells that are formulas, masses."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from house_records import HANGING, PAPER, REACH
from world import AS_OF, HAILING, roster, row, scan, service_row

from attacks.ground import Ground
from honors.models import HonorRound
from kernel.files.models import StoredFile
from kernel.imports.actions import receive
from kernel.imports.models import ImportRun

MOST_SECONDS = 8.0
FORMULAS = (
    "=1+1",
    '=cmd|"/c calc"!A0',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://evil.example")',
    "=\u20281",
)
NAMES = (
    "../../../etc/passwd.pdf",
    "..\\..\\keys.env.pdf",
    "/etc/passwd.pdf",
    "C:\\x.pdf",
    "a\r\nSet-Cookie: evil=1\r\n.pdf",
    'a"; filename="evil.html',
    "a\0.html.pdf",
    "….pdf",
    "\u202efdp.exe",
    "名" * 300 + ".pdf",
    ".pdf",
    "..",
    "",
    "a/../../b.pdf",
    "<script>alert(1)</script>.pdf",
    "%0d%0aX-Evil: 1.pdf",
    "CON.pdf",
    "~/.ssh/id.pdf",
    "a;b,c.pdf",
    "名\u2028单.pdf",
)
_BOOK = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
)


def _packed(change: Callable[[str, bytes], bytes]) -> bytes:
    """A good roster with its parts changed."""
    out = io.BytesIO()
    good = io.BytesIO(roster([row("新人", date(1991, 1, 1))]))
    with zipfile.ZipFile(good) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in book.namelist():
            packed.writestr(name, change(name, book.read(name)))
    return out.getvalue()


def _with_entity(entity: bytes, use: bytes) -> bytes:
    def change(name: str, body: bytes) -> bytes:
        if "sheet1" not in name and "sharedStrings" not in name:
            return body
        head, _, rest = body.partition(b"?>")
        head, rest = (head + b"?>", rest) if rest else (b'<?xml version="1.0"?>', body)
        return head + b"<!DOCTYPE x [" + entity + b"]>" + rest.replace("新人".encode(), use)

    return _packed(change)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    )


def bombs() -> dict[str, bytes]:
    """Files that are meant to hurt whoever opens them, or to be taken for what they are not."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in _BOOK:
            packed.writestr(name, bytes(60 * 2**20) if "sheet1" in name else b"<x/>")
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(20_000):
            packed.writestr(f"xl/{number}", b"")
    return {
        "zip bomb": out.getvalue(),
        "many parts": many.getvalue(),
        "rows beyond number": _packed(
            lambda name, body: body.replace(b'r="2"', b'r="99999999"') if "sheet1" in name else body
        ),
        "billion laughs": _with_entity(b'<!ENTITY l0 "ha">' + laughs, b"&l9;"),
        "file of the host": _with_entity(b'<!ENTITY e SYSTEM "file:///etc/passwd">', b"&e;"),
        "call of a host": _with_entity(b'<!ENTITY e SYSTEM "http://127.0.0.1:9/x">', b"&e;"),
        "parameter entity": _with_entity(b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', b""),
        "picture of 10 gigapixels": _png(100_000, 100_000),
        "picture cut off": scan()[1][:60],
        "page": b"<!DOCTYPE html><script>alert(1)</script>",
        "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "program": b"MZ" + bytes(500),
        "page behind a PDF head": b"%PDF-1.4<script>alert(1)</script>",
        "archive in a picture": scan()[1] + roster([row()]),
        "nothing": b"",
        "NULs": bytes(4096),
        "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048),
    }


def _fields(ground: Ground) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Every field that takes a file: who, address, name, the rest of the form."""
    scene = ground.scene
    day, entry = str(AS_OF), scene["entry"]
    school = scene["unit"].pk
    reason = {"reason": "理由", "name": "李新", "start": "1990-01", "kind": "teaching", "unit": "某校"}
    design = {
        "name": "新样",
        "threshold": "0",
        "paper": "A4 横",
        "title": "证",
        "wording": "某",
        "date_style": "chinese",
        "seal": "image",
    }
    person = reverse("correction_ask", args=[scene["no"]])
    learned = {
        "claim_kind": "course", "title": "观摩", "organiser": "中心", "level": "province", "hours": "8",
        "started_on": "2026-03-02", "ended_on": "2026-03-02", "once": "h" * 20,
    }  # fmt: skip
    return [
        ("school", "/imports/", "file", {"kind": "roster"}),
        ("teacher", reverse("hour_claim"), "evidence", learned),
        ("school", reverse("clearance_new"), "paper", {"subject": "new_staff", "name": "某", "unit": str(school)}),
        ("school", reverse("standing_ask"), "file", {"purpose": "hire", "on": day}),
        ("teacher", f"{person}?kind=add", "evidence", reason),
        ("teacher", f"{person}?kind=name", "evidence", reason),
        ("school", reverse("list_paper", args=[day, school]), "scan", {"entry": str(entry.pk)}),
        ("school", reverse("list_hand_over", args=[day, school]), "scan", {"on": day, "to": "某"}),
        ("teacher", reverse("mine_object", args=[day]), "papers", {"text": "异议", "once": "o" * 20}),
        (
            "",
            reverse("publicity_object", args=[HANGING]),
            "papers",
            {"text": "异议", "once": "p" * 20, "contact": ""},
        ),
        ("", reverse("report"), "files", {"text": "反映", "kind": "public", "once": "e" * 20}),
        ("honors", "/honors/rounds/templates/new/", "seal_file", design),
        ("honors", "/honors/rounds/templates/preview/", "seal_file", design),
    ]


def explosives(ground: Ground) -> None:
    """Every bomb into every field: refused in a sentence, soon, and nothing is kept of it."""
    HonorRound.objects.filter(pk=ground.scene["entry"].round_id).update(state="checking")
    ground._before = None
    for who, url, name, form in _fields(ground):
        for kind, body in bombs().items():
            for ending in ("x.xlsx",) if name == "file" else ("x.pdf", "x.png"):
                began = time.monotonic()
                files = StoredFile.objects.count()
                sent = {**form, name: SimpleUploadedFile(ending, body)}
                shot = ground.fire(who, "POST", url, sent, REMOTE_ADDR=f"10.4.{len(url) % 250}.{len(kind)}")
                spent = time.monotonic() - began
                leak = (
                    "an error of ours" if shot.status >= 500 else f"took {spent:.1f} s" if spent > MOST_SECONDS else ""
                )
                if "root:" in shot.text or StoredFile.objects.count() != files:
                    leak = "read or kept"
                if kind != "archive in a picture" and "files_storedfile" in shot.wrote:
                    leak = "kept"
                ground.tally.note("bombs and disguises", f"{who} {url} {name} {kind}", leak)
    for kind, body in bombs().items():
        run = receive(data=body, filename="x.xlsx", kind="roster", options={}, by=ground.scene.world["school"])
        ground.judge_now(run)
        state = ImportRun.objects.for_system("test").get(pk=run.pk).state
        leak = "" if state == "refused" or (kind in _HARMLESS and state in {"judged", "nothing"}) else state
        ground.tally.note("bombs and disguises", f"import judged: {kind}", leak)


_HARMLESS = {"rows beyond number", "archive in a picture"}  # the first is a table after all, judged row by row


def masses(ground: Ground) -> None:
    """Bodies, fields and files without measure are turned away."""
    for who, url, name, form in _fields(ground):
        for kind, sent in {
            "a field of 6 MB": {**form, "reason": "x" * 6 * 2**20},
            "6000 fields": {**form, **{f"f{number}": "" for number in range(6000)}},
            "30 files": {**form, name: [SimpleUploadedFile(f"{number}.pdf", PAPER) for number in range(30)]},
            "a file of 25 MB": {**form, name: SimpleUploadedFile("x.pdf", PAPER + bytes(25 * 2**20))},
        }.items():
            shot = ground.fire(who, "POST", url, sent, REMOTE_ADDR=f"10.5.0.{len(url) % 250}")
            leak = "an error of ours" if shot.status >= 500 else "kept" if "files_storedfile" in shot.wrote else ""
            ground.tally.note("masses", f"{who} {url} {kind}", leak)


def names(ground: Ground) -> None:
    """The name of a file is a word and nothing else: no path, no header, no page."""
    HonorRound.objects.filter(pk=ground.scene["entry"].round_id).update(state="checking")
    before = set(Path(settings.MEDIA_ROOT).parent.rglob("*"))
    for turn, (who, url, field, form) in enumerate(_fields(ground)):
        for name in NAMES[turn % 3 :: 3]:
            body = (
                roster([row("新人", date(1991, 1, 1))]) if field == "file" else scan()[1] if "seal" in field else PAPER
            )
            upload = SimpleUploadedFile("x.pdf", body)
            vars(upload)["_name"] = name  # what Django itself would cut off already
            shot = ground.fire(who, "POST", url, {**form, field: upload}, REMOTE_ADDR=f"10.6.0.{len(url) % 250}")
            leak = "an error of ours" if shot.status >= 500 else "a header" if "X-Evil" in shot.headers else ""
            if "<script>alert" in shot.text:
                leak = "a page"
            ground.tally.note("names of files", f"{who} {url} {name!r}", leak)
    stray = set(Path(settings.MEDIA_ROOT).parent.rglob("*")) - before
    outside = [path for path in stray if not path.is_relative_to(settings.MEDIA_ROOT)]
    ground.tally.note("names of files", "what lies outside the folder", str(outside) if outside else "")
    for name in NAMES:
        _handed_out(ground, name)


def _handed_out(ground: Ground, name: str) -> None:
    """A kept file whose name is hostile is handed out as a download under a harmless one."""
    picture = ground.scene["picture"]
    kept = name.encode(errors="replace").decode()
    if connection.vendor == "postgresql":
        kept = kept.replace("\0", "")  # no text there can hold it
    StoredFile.objects.filter(pk=picture.pk).update(name=kept[:120])
    ImportRun.objects.for_system("test").filter(pk=ground.scene["run"].pk).update(filename=kept[:200])
    for who, address in (("teacher", "objection_file"), ("school", "entry_scan"), ("school", "import_refused")):
        parts = REACH[address].parts
        assert parts is not None
        shot = ground.fire(who, "GET", reverse(address, args=parts(ground.scene)))
        given = shot.headers.get("Content-Disposition", "")
        sound = re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%~!$&'()*+-]*", given, re.ASCII)
        leak = "" if shot.status == 200 and sound and "X-Evil" not in shot.headers else f"{shot.status} {given!r}"
        if shot.headers.get("X-Content-Type-Options") != "nosniff":
            leak = "sniffed"
        ground.tally.note("names of files", f"{address} as {name!r}", leak)


def formulas(ground: Ground) -> None:
    """What came as text goes out as text, in every workbook that we give out."""
    world, scene = ground.scene.world, ground.scene
    for formula in FORMULAS:
        bad = [row(formula, date(1991, 1, 1)), row("新人", date(1992, 1, 1), 所在学校=formula, 职称=formula)]
        run = receive(
            data=roster(bad, [service_row("1", unit=formula)]),
            filename=f"{formula}.xlsx",
            kind="roster",
            options={},
            by=world["school"],
        )
        ground.judge_now(run)
        _as_text(ground, "school", reverse("import_refused", args=[run.pk]), formula)
        entries = HonorRound.objects.get(pk=scene["entry"].round_id).entries
        entries.for_system("test").update(name=formula[:50], school_name=formula[:60], reason_note=formula)
        type(world.city).objects.filter(pk=world.units[HAILING].pk).update(name=formula[:60])
        for who, name in (
            ("school", "round_export"),
            ("honors", "round_archive_file"),
            ("honors", "lookahead_export"),
            ("school", "import_template"),
        ):
            parts = REACH[name].parts if name in REACH else None
            _as_text(ground, who, reverse(name, args=parts(scene) if parts else []), formula)


def _as_text(ground: Ground, who: str, url: str, formula: str) -> None:
    answer = ground.browser(who).get(url)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    bad = [cell.coordinate for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    ground.tally.note("formula cells", f"{who} {url} {formula!r}", f"formulas in {bad}" if bad else "")
