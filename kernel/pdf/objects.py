"""A PDF 1.7 file as numbered objects: what is the same in every file is written beforehand and only joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfbase import pdfdoc

HEAD = b"%PDF-1.7\n%\xe6\xb3\xb0\xe5\xb7\x9e\n"
Add = Callable[[bytes, str], str]  # puts an object into a document under a key; the words by which others name it


class File:
    """The objects of one file, numbered from 1 in the order in which they are added."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def add(self, body: bytes = b"") -> int:
        """The number of a new object; an empty one is filled later by ``fill``."""
        self._bodies.append(body)
        return len(self._bodies)

    def fill(self, number: int, body: str) -> None:
        """Write an object that was added empty."""
        self._bodies[number - 1] = body.encode("ascii")

    def to_bytes(self, *, catalog: int, info: int, identity: bytes) -> bytes:
        """Header, objects, cross-reference table, trailer."""
        parts, offset, offsets = [HEAD], len(HEAD), []
        for number, body in enumerate(self._bodies, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            offsets.append(b"%010d 00000 n \n" % offset)
            offset += len(part)
            parts.append(part)
        size, mark = len(parts), identity.hex().encode("ascii")
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(offsets)))
        parts.append(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R" % (size, catalog, info))
        parts.append(b" /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n" % (mark, mark, offset))
        return b"".join(parts)


def stream(deflated: bytes, entries: str = "") -> bytes:
    """A stream object, with the end of line before its end that PDF/A asks for."""
    head = f"<< {entries} /Filter /FlateDecode /Length {len(deflated)} >>\nstream\n"
    return head.encode("ascii") + deflated + b"\nendstream"


def words(text: str) -> str:
    """A text string for the document's information."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class _Plain(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of a ReportLab document whose bytes are already written."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: object) -> bytes:
        """The bytes, as ReportLab asks for them."""
        return self.data + b"\n"


def into_reportlab(doc: Any) -> Add:
    """How objects enter a document of ReportLab."""

    def add(body: bytes, key: str) -> str:
        reference: bytes = doc.Reference(_Plain(body), key).format(doc)
        return reference.decode("ascii")

    return add
