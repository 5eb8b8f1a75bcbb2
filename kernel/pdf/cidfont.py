"""A TrueType font in a PDF as one Type0 font: two-byte codes, right widths, text that copies as it was written.

ReportLab's own class cuts a font into pieces of 256 glyphs and writes a wrong ToUnicode entry for every character
beyond U+FFFF; this one answers the same calls, so that canvas and paragraphs use it like any other font.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from kernel.pdf.glyphs import font_program
from kernel.pdf.objects import Add, into_reportlab, stream

BLANK = frozenset(" \u00a0\u3000")  # the characters that may have an empty outline
COMMON, OWN = 0, 1  # the two subsets of a font in one document


class Face(TTFontFace):  # type: ignore[misc]
    """An open font file; shared by all documents of the process and never changed."""

    def draws(self, char: str) -> bool:
        """Whether the glyph of ``char`` has an outline: some fonts map a character to an empty glyph."""
        glyph = self.charToGlyph.get(ord(char), 0)
        start, end = self.glyphPos[glyph : glyph + 2]
        return glyph != 0 and (char in BLANK or (end > start and self.outline(glyph)[:2] != b"\0\0"))

    def outline(self, glyph: int) -> bytes:
        """The glyf entry of one glyph; empty for a blank."""
        start = self._glyf_start
        return bytes(self._ttf_data[start + self.glyphPos[glyph] : start + self.glyphPos[glyph + 1]])

    def metric(self, glyph: int) -> bytes:
        """Advance and left bearing as in the file; ReportLab's own list is scaled where glyphs share an advance."""
        table, full = self._hmtx
        if glyph < full:
            return table[4 * glyph : 4 * glyph + 4]
        bearing = 4 * full + 2 * (glyph - full)
        return table[4 * full - 4 : 4 * full - 2] + table[bearing : bearing + 2]

    @cached_property
    def _hmtx(self) -> tuple[bytes, int]:
        return bytes(self.get_table("hmtx")), int.from_bytes(self.get_table("hhea")[34:36], "big")

    @cached_property
    def metrics(self) -> str:
        """What a font descriptor says of the whole face, in the words of PDF."""
        box = " ".join(f"{value:g}" for value in self.bbox)
        return (
            f"/FontBBox [{box}] /ItalicAngle {self.italicAngle:g} /Ascent {self.ascent:g} /Descent {self.descent:g}"
            f" /CapHeight {self.capHeight:g} /StemV {self.stemV:g}"
        )

    @cached_property
    def _glyf_start(self) -> int:
        return int(self.get_table_pos("glyf")[0])


@lru_cache(maxsize=32)
def open_face(path: Path, number: int = 0) -> Face:
    """Parse a face of a font file once per process; ReportLab's TTFError when it has no TrueType outlines."""
    return Face(str(path), subfontIndex=number)


@dataclass(frozen=True)
class Embedded:
    """What a document needs of a subset: name with prefix, stream objects, widths (/W)."""

    name: str
    program: bytes
    unicodes: bytes
    widths: str


class Subset:
    """The characters of one font in one document, in the order of their codes; code 0 is the missing glyph."""

    def __init__(self, face: Face, chars: Iterable[str] = ()) -> None:
        self.face = face
        self.codes = {ord(char): code for code, char in enumerate(dict.fromkeys(chars), 1)}

    def embedded(self) -> Embedded:
        """Cut the subset out of the face. The prefix is a digest of its characters, so equal subsets are alike."""
        face, chars = self.face, list(self.codes)
        digest = hashlib.sha256(struct.pack(f">{len(chars)}I", *chars)).digest()
        prefix = "".join(chr(65 + byte % 26) for byte in digest[:6])
        widths = [face.defaultWidth, *(face.charWidths[char] for char in chars)]
        program = font_program(face, [0, *(face.charToGlyph[char] for char in chars)])
        return Embedded(
            name=f"{prefix}+{face.name.decode('ascii')}",
            program=stream(zlib.compress(program), f"/Length1 {len(program)}"),
            unicodes=stream(zlib.compress(to_unicode(chars))),
            widths=f"[0 [{' '.join(f'{width:g}' for width in widths)}]]",
        )


class State:
    """What one document has asked of the font so far."""

    def __init__(self, name: str, common: Subset) -> None:
        self.name = name
        self.subsets = (common, Subset(common.face))
        self.used: set[int] = set()


class CidFont(TTFont):  # type: ignore[misc]
    """A face for use in documents.

    The characters of ``common`` form a subset of their own, built and compressed once per process; all others go
    into a second subset that holds what the document needs and no more.
    """

    shapable = False

    def __init__(self, name: str, face: Face, common: str = "") -> None:
        self.fontName, self.face = name, face
        self.common = Subset(face, (char for char in common if face.draws(char)))
        self.state: WeakKeyDictionary[Any, State] = WeakKeyDictionary()

    def in_document(self, doc: Any) -> State:
        """The font's state in ``doc``; the document learns of the font at the first call."""
        if doc not in self.state:
            name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + name
            doc.delayedFonts.append(self)
            self.state[doc] = State(name, self.common)
        return self.state[doc]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Runs of (subset, two-byte codes); ReportLab's call, used by its canvas and paragraphs too."""
        state, runs = self.in_document(doc), list[tuple[int, bytearray]]()
        common, own = state.subsets[COMMON].codes, state.subsets[OWN].codes
        for char in map(ord, text):
            subset, code = COMMON, common.get(char)
            if code is None:
                known = char in self.face.charToGlyph
                subset, code = OWN, own.setdefault(char, len(own) + 1) if known else 0
            if not runs or runs[-1][0] != subset:
                runs.append((subset, bytearray()))
                state.used.add(subset)
            runs[-1][1].extend((code >> 8, code & 255))
        return [(subset, bytes(codes)) for subset, codes in runs]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The resource name of a subset in ``doc``."""
        return f"/{self.in_document(doc).name}+{subset}"

    def addObjects(self, doc: Any) -> None:
        """Write the fonts that a document of ReportLab used; called once, when it is saved."""
        doc.idToObject["BasicFonts"].dict.update(self.embed(doc, into_reportlab(doc)))

    def embed(self, doc: Any, add: Add) -> dict[str, str]:
        """Add the subsets that ``doc`` used: resource name -> the words that name the font object."""
        state = self.state.pop(doc)
        fonts = {}
        for number in sorted(state.used):
            subset = self._common if number == COMMON else state.subsets[number].embedded()
            name = f"{state.name}+{number}"
            fonts[name] = type0_font(add, self.face, subset, name)
        return fonts

    @cached_property
    def _common(self) -> Embedded:
        return self.common.embedded()


def type0_font(add: Add, face: Face, subset: Embedded, key: str) -> str:
    """Type0 dictionary with its descendant; codes are glyph numbers of the embedded program (Identity-H).

    ``key`` tells the objects of one font in the document from those of another that has the same name.
    """
    name = subset.name
    descriptor = (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 {face.metrics}"
        f" /FontFile2 {add(subset.program, 'program:' + key)} >>"
    )
    descendant = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /DW 1000 /W {subset.widths}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {add(descriptor.encode('ascii'), 'descriptor:' + key)} >>"
    )
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{add(descendant.encode('ascii'), 'descendant:' + key)}]"
        f" /ToUnicode {add(subset.unicodes, 'unicodes:' + key)} >>"
    )
    return add(font.encode("ascii"), "font:" + key)


def to_unicode(chars: Sequence[int]) -> bytes:
    """The CMap from code to UTF-16, in blocks of at most 100 (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(chars, 1)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(line for block in _blocks(lines) for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")


def _blocks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    return (lines[start : start + 100] for start in range(0, len(lines), 100))
