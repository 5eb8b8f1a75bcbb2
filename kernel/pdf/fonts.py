"""The chain of fonts: the shipped one first, then the files of given folders, opened only when a name needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from fontTools.ttLib import TTFont, TTLibError
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from kernel.pdf.cidfont import CidFont, open_face

SHIPPED = Path(__file__).parent / "fonts" / "TaizhouKaiRegistry-Regular.ttf"
REGISTERED = "TaizhouKaiRegistry"  # the shipped font's name for ReportLab's paragraphs and tables

# Kai as long as possible, then Ming; together they draw every hanzi of GB 18030—2022, level 3. A name that begins like
# two of them belongs to the later one.
FAMILIES = ("lxgwwenkai", "twkai", "twkaiextb", "hanaminb", "hanamina", "babelstonehan")
# TW-Kai-Plus holds characters of private use alone.
OTHER_FACES = ("light", "bold", "mono", "black", "heavy", "thin", "medium", "italic", "oblique", "condensed", "plus")


class Fonts:
    """A chain of fonts for one kind of paper.

    ``common`` are the characters that this kind of paper prints again and again: they are embedded as a subset that
    is built once per process. Use ``open_fonts`` to get a shared one.
    """

    def __init__(self, dirs: Sequence[Path] = (), common: str = "") -> None:
        self.first = CidFont(SHIPPED.stem, open_face(SHIPPED), common)
        self.opened = [self.first]
        self.dirs = tuple(dirs)
        self._more = _files(dirs)
        self._font_of: dict[str, CidFont | None] = {}
        self._lock = Lock()
        self._advances: dict[str, float] = {}

    def files(self) -> list[tuple[Path, int]]:
        """The faces of the chain in their order (file, number of the face in it), opened or not."""
        return [(SHIPPED, 0), *_files(self.dirs)]

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
        yield from tuple(self.opened)
        for path, face in self._more:
            try:
                font = CidFont(f"{path.stem}-{len(self.opened)}", open_face(path, face))
            except TTFError:  # what ReportLab cannot read cannot be embedded
                continue
            self.opened.append(font)
            yield font


def _files(dirs: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """The TrueType faces of the folders, the best first; nothing is looked at before the first one is asked for."""
    paths = {
        path.resolve(): (place, path)
        for place, folder in reversed(list(enumerate(dirs)))
        for path in sorted(folder.rglob("*"), reverse=True)
        if path.suffix.lower() in {".ttf", ".ttc"}
    }
    faces = [(*preference(name), *at, face) for at in paths.values() for face, name in _faces(at[1])]
    yield from ((path, face) for *_order, path, face in sorted(faces))


def preference(name: str) -> tuple[bool, int]:
    """Where a face of that PostScript or file name stands in the chain: regular faces of the known families first,
    then other regular faces, then light, bold and monospaced ones."""
    plain = "".join(filter(str.isalnum, name.lower()))
    family = max((place for place, one in enumerate(FAMILIES) if plain.startswith(one)), default=len(FAMILIES))
    return any(style in plain for style in OTHER_FACES), family


def _faces(path: Path) -> Iterator[tuple[int, str]]:
    """Number and name of each face in the file that has TrueType outlines, read from its directory alone."""
    try:
        with path.open("rb") as file:
            face, count = 0, 1
            while face < count:
                font = TTFont(file, fontNumber=face, lazy=True)
                count = getattr(font.reader, "numFonts", 1)
                if "glyf" in font:
                    yield face, (font["name"].getDebugName(6) or path.stem) if "name" in font else path.stem
                face += 1
    except (TTLibError, OSError, ValueError):
        return  # a broken file is no font


@lru_cache(maxsize=32)
def open_fonts(dirs: tuple[Path, ...] = (), common: str = "") -> Fonts:
    """The shared chain for these folders and this kind of paper."""
    return Fonts(dirs, common)


@lru_cache(maxsize=1)
def register() -> str:
    """Make the shipped font known to ReportLab under ``REGISTERED``, for paragraphs, tables and drawings."""
    pdfmetrics.registerFont(CidFont(REGISTERED, open_face(SHIPPED)))
    return REGISTERED
