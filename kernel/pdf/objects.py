"""A PDF 1.7 file as numbered objects: what is the same in every file is written beforehand and only joined."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

HEAD = b"%PDF-1.7\n%\xe6\xb3\xb0\xe5\xb7\x9e\n"
Add = Callable[[bytes, str], str]  # puts an object into a document under a key; the words by which others name it


class File:
    """The objects of one file, numbered from 1. Each is written as soon as its bytes are known, and of what is written
    only the place is kept, so that a file of many thousand pages needs no more memory than one of ten."""

    def __init__(self, out: BinaryIO | None = None) -> None:
        self._out = out or BytesIO()
        self._places: list[int] = []
        self._length = self._out.write(HEAD)

    def reserve(self) -> int:
        """The number of an object that others name before it is written by ``fill``."""
        self._places.append(0)
        return len(self._places)

    def add(self, body: bytes) -> int:
        """Write an object; its number."""
        number = self.reserve()
        self._write(number, body)
        return number

    def fill(self, number: int, body: str) -> None:
        """Write a reserved object."""
        self._write(number, body.encode("ascii"))

    def _write(self, number: int, body: bytes) -> None:
        self._places[number - 1] = self._length
        self._length += self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def finish(self, *, catalog: int, info: int, identity: bytes) -> bytes:
        """Cross-reference table and trailer; the whole file when it was written to memory, else nothing."""
        size, mark = len(self._places) + 1, identity.hex().encode("ascii")
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self._out.write(b"".join(b"%010d 00000 n \n" % place for place in self._places))
        self._out.write(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (size, catalog, info, mark, mark, self._length)
        )
        return self._out.getvalue() if isinstance(self._out, BytesIO) else b""


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
