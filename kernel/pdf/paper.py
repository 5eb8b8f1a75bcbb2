"""A document of fixed bytes: text out of the font chain, shared drawings, no clock and no chance."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from kernel.pdf.cidfont import COMMON
from kernel.pdf.fonts import Fonts, register
from kernel.pdf.objects import Plain, stream

MM = 72 / 25.4
Colour = tuple[float, float, float]
Align = Literal["left", "centre", "right"]
SHIFT: dict[Align, float] = {"left": 0, "centre": 0.5, "right": 1}
PRODUCER = "Taizhou Teacher Registry"


class Paper:
    """A document being drawn; sizes in points, origin at the lower left corner.

    ``identity`` says what the document is made of; it alone decides the file's /ID. ``dated`` is the day printed
    on the paper and stands for its day of creation: the same facts give the same bytes on any day.
    """

    def __init__(
        self, size: tuple[float, float], fonts: Fonts, *, identity: str = "", dated: date | None = None
    ) -> None:
        self.fonts = fonts
        self.drawings: dict[str, Drawing] = {}
        self._file = BytesIO()
        self.canvas = Canvas(
            self._file,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            lang="zh-CN",
            pdfVersion=(1, 7),
            initialFontName=register(),
        )
        self.doc = self.canvas._doc
        self.doc.signature = hashlib.blake2b(identity.encode(), digest_size=16)
        self.doc._timeStamp = _midnight(dated or date(2000, 1, 1))
        fonts.first.in_document(self.doc)  # always F1, so that shared drawings may name it

    def describe(self, *, title: str, author: str, subject: str) -> None:
        """What a reader shows as the document's title, author and subject."""
        canvas = self.canvas
        for put, value in (
            (canvas.setTitle, title),
            (canvas.setAuthor, author),
            (canvas.setSubject, subject),
            (canvas.setCreator, PRODUCER),
            (canvas.setProducer, PRODUCER),
        ):
            put(value)
        canvas.setViewerPreference("DisplayDocTitle", "true")

    def put(self, operators: str) -> None:
        """Add operators to the page as they are."""
        self.canvas._code.append(operators)

    def text(
        self, x: float, y: float, text: str, size: float, *, align: Align = "left", spacing: float = 0, bold: float = 0
    ) -> None:
        """One line with its baseline at ``y``; ``bold`` thickens the strokes by that many points."""
        x -= SHIFT[align] * self.fonts.width(text, size, spacing)
        parts = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {spacing:.3f} Tc"]
        parts.append(f"2 Tr {bold:.2f} w" if bold else "0 Tr")
        for font, run in self.fonts.runs(text):
            for subset, codes in font.splitString(run, self.doc):
                parts.append(f"{font.getSubsetInternalName(subset, self.doc)} {size:.2f} Tf <{codes.hex()}> Tj")
        self.put(" ".join((*parts, "ET")))

    def colour(self, fill: Colour, stroke: Colour | None = None) -> None:
        """Colour of what follows; lines take the fill's colour unless given their own."""
        self.put("{:.3f} {:.3f} {:.3f} rg {:.3f} {:.3f} {:.3f} RG".format(*fill, *(stroke or fill)))

    def stamp(self, drawing: Drawing, matrix: Sequence[float] = (1, 0, 0, 1, 0, 0)) -> None:
        """Print a shared drawing; its bytes enter the file once."""
        if drawing.name not in self.drawings:
            drawing.enter(self)
            self.drawings[drawing.name] = drawing
        if drawing.name not in self.canvas._formsinuse:
            self.canvas._formsinuse.append(drawing.name)
        self.put("q {:.5g} {:.5g} {:.5g} {:.5g} {:.5g} {:.5g} cm".format(*matrix))
        self.put(f"/{pdfdoc.xObjectName(drawing.name)} Do Q")

    def words(self, name: str) -> str:
        """The words by which objects of the file name the object that is known as ``name``."""
        found: bytes = pdfdoc.PDFObjectReference(name).format(self.doc)
        return found.decode("ascii")

    def show_page(self) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        page = self.doc.Pages.pages[-1]
        page.Contents = Plain(stream(zlib.compress(page.stream.encode("latin-1"))))

    def to_bytes(self) -> bytes:
        """The finished file; the paper cannot be used after it."""
        self.canvas.save()
        return self._file.getvalue()


class Drawing:
    """A drawing that many pages or files share: drawn and deflated once (a form XObject).

    It may print text in the fonts' common characters only, because their codes alone are the same in every file.
    """

    def __init__(self, name: str, box: Sequence[float], fonts: Fonts, draw: Callable[[Paper], None]) -> None:
        paper = Paper((box[2], box[3]), fonts)
        draw(paper)
        used = fonts.first.in_document(paper.doc).used
        if len(paper.doc.fontMapping) > 1 or used - {COMMON}:
            raise ValueError(f"drawing {name} prints characters outside the common set")
        self.name, self.box, self.prints = name, tuple(box), bool(used)
        self.parts = paper.drawings
        self.deflated = zlib.compress("\n".join(paper.canvas._code).encode("ascii"), 9)

    def enter(self, paper: Paper) -> None:
        """Make the drawing, and those inside it, part of the paper's file."""
        for part in self.parts.values():
            part.enter(paper)
        name = pdfdoc.xObjectName(self.name)
        if name in paper.doc.idToObject:
            return
        if self.prints:
            paper.fonts.first.in_document(paper.doc).used.add(COMMON)
        parts = " ".join(f"/{part} {paper.words(part)}" for part in map(pdfdoc.xObjectName, self.parts))
        entries = (
            f"/Type /XObject /Subtype /Form /BBox [{' '.join(f'{value:.5g}' for value in self.box)}]"
            f" /Resources << /Font {paper.words('BasicFonts')} /XObject << {parts} >> >>"
        )
        paper.doc.Reference(Plain(stream(self.deflated, entries)), name)


def _midnight(day: date) -> Any:
    """The first moment of a day in China, in ReportLab's words."""
    stamp = TimeStamp(invariant=1)
    stamp.YMDhms, stamp.dhh, stamp.dmm = (day.year, day.month, day.day, 0, 0, 0), 8, 0
    return stamp
