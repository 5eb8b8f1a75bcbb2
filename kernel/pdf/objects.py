"""Objects of a PDF file that are written beforehand, so that ReportLab need not format them again in each file."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class Plain(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are already written."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: object) -> bytes:
        """The bytes, as ReportLab asks for them."""
        return self.data


def stream(deflated: bytes, entries: str = "") -> bytes:
    """A stream object, with the end of line before its end that PDF/A asks for."""
    head = f"<< {entries} /Filter /FlateDecode /Length {len(deflated)} >>\nstream\n"
    return head.encode("ascii") + deflated + b"\nendstream\n"


def reference(doc: Any, data: bytes, name: str) -> str:
    """Make an object part of the document; the words by which others name it."""
    words: bytes = doc.Reference(Plain(data), name).format(doc)
    return words.decode("ascii")
