"""The chain of fonts: the shipped one first, then the files of given folders, opened only when a name needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from kernel.pdf.cidfont import CidFont, open_face

SHIPPED = Path(__file__).parent / "fonts" / "TaizhouKaiRegistry-Regular.ttf"
REGISTERED = "TaizhouKaiRegistry"  # the shipped font's name for ReportLab's paragraphs and tables


class Fonts:
    """A chain of fonts for one kind of paper.

    ``common`` are the characters that this kind of paper prints again and again: they are embedded as a subset that
    is built once per process. Use ``open_fonts`` to get a shared one.
    """

    def __init__(self, dirs: Sequence[Path] = (), common: str = "") -> None:
        self.first = CidFont(SHIPPED.stem, open_face(SHIPPED), common)
        self._opened = [self.first]
        self._more = _font_files(dirs)
        self._font_of: dict[str, CidFont | None] = {}
        self._lock = Lock()
        self._advances: dict[str, float] = {}

    def font_of(self, char: str) -> CidFont | None:
        """The first font that has an outline for ``char``; None when no font of the chain draws it."""
        if char not in self._font_of:
            with self._lock:  # another thread may be opening the very font
                self._font_of[char] = next((font for font in self._chain() if font.face.draws(char)), None)
        return self._font_of[char]

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that no font of the chain draws, each once."""
        return [char for char in dict.fromkeys(text) if self.font_of(char) is None]

    def runs(self, text: str) -> Iterator[tuple[CidFont, str]]:
        """``text`` in pieces of one font each; a character without a glyph goes to the first font's blank box."""
        start = 0
        fonts = [self.font_of(char) or self.first for char in text]
        for end in range(1, len(text) + 1):
            if end == len(text) or fonts[end] is not fonts[start]:
                yield fonts[start], text[start:end]
                start = end

    def width(self, text: str, size: float, spacing: float = 0) -> float:
        """Length of one line in points; ``spacing`` is added after each character but the last."""
        return sum(map(self._advance, text)) * size / 1000 + spacing * max(len(text) - 1, 0)

    def _advance(self, char: str) -> float:
        if char not in self._advances:
            font = self.font_of(char) or self.first
            self._advances[char] = float(font.face.getCharWidth(ord(char)))
        return self._advances[char]

    def _chain(self) -> Iterator[CidFont]:
        yield from tuple(self._opened)
        for path in self._more:
            try:
                font = CidFont(path.stem, open_face(path))
            except TTFError:  # a font without TrueType outlines cannot be embedded
                continue
            self._opened.append(font)
            yield font


def _font_files(dirs: Sequence[Path]) -> Iterator[Path]:
    return (path for folder in dirs for path in sorted(folder.rglob("*.tt[fc]")))


@lru_cache(maxsize=16)
def open_fonts(dirs: tuple[Path, ...] = (), common: str = "") -> Fonts:
    """The shared chain for these folders and this kind of paper."""
    return Fonts(dirs, common)


@lru_cache(maxsize=1)
def register() -> str:
    """Make the shipped font known to ReportLab under ``REGISTERED``, for paragraphs, tables and drawings."""
    pdfmetrics.registerFont(CidFont(REGISTERED, open_face(SHIPPED)))
    return REGISTERED
