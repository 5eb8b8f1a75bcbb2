"""A document of fixed bytes: text out of the font chain, shared drawings, no clock and no chance."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any, BinaryIO, Literal

from reportlab.pdfgen.canvas import Canvas

from kernel.pdf.cidfont import COMMON, CidFont
from kernel.pdf.fonts import Fonts, register
from kernel.pdf.objects import File, stream, words
from kernel.pdf.picture import Picture

MM = 72 / 25.4
Colour = tuple[float, float, float]
Align = Literal["left", "centre", "right"]
SHIFT: dict[Align, float] = {"left": 0, "centre": 0.5, "right": 1}
PRODUCER = "Taizhou Teacher Registry"


class Paper:
    """A document being drawn; sizes in points, origin at the lower left corner.

    ``identity`` says what the document is made of; it alone (with what ``made_of`` adds) decides the file's /ID.
    ``dated`` is the day printed on the paper and stands for its day of creation: the same facts give the same bytes
    on any day. With ``out`` the pages are written there as they end, and memory does not grow with their number.
    """

    def __init__(
        self,
        size: tuple[float, float],
        fonts: Fonts,
        *,
        identity: str = "",
        dated: date | None = None,
        out: BinaryIO | None = None,
    ) -> None:
        self.size, self.fonts = size, fonts
        self._identity = hashlib.blake2b(identity.encode(), digest_size=16)
        self.dated = dated or date(2000, 1, 1)
        self.code: list[str] = []  # the operators of the page being drawn
        self.drawings: dict[str, Drawing | Picture] = {}  # printed on this paper itself, not inside another drawing
        self.forms: dict[str, str] = {}  # every drawing in the file and the words that name its object
        self.fontMapping: dict[str, str] = {}  # these two are ReportLab's names: its fonts look for them
        self.delayedFonts: list[CidFont] = []
        self._said: dict[str, str] = {}
        self._file, self._pages = File(out), list[int]()
        self._catalog, self._info, self._tree, self.resources = (self._file.reserve() for _ in range(4))
        fonts.first.in_document(self)  # always F1, so that shared drawings may name it

    @cached_property
    def canvas(self) -> Any:
        """ReportLab's canvas over the page, for its paths, paragraphs and tables; not for pictures or transparency."""
        canvas = Canvas(BytesIO(), pagesize=self.size, initialFontName=register())
        canvas._code, canvas._doc = self.code, self
        return canvas

    def ensureMinPdfVersion(self, *_features: str) -> None:
        """ReportLab asks for a version that has a feature; 1.7 has them all."""

    def made_of(self, part: str, dated: date) -> None:
        """Another part of what the document is made of, and its day; the latest day is the document's."""
        self._identity.update(part.encode())
        self.dated = max(self.dated, dated)

    def describe(self, *, title: str, author: str, subject: str) -> None:
        """What a reader shows as the document's title, author and subject."""
        self._said = {"Title": title, "Author": author, "Subject": subject}

    def put(self, operators: str) -> None:
        """Add operators to the page as they are."""
        self.code.append(operators)

    def text(
        self, x: float, y: float, text: str, size: float, *, align: Align = "left", spacing: float = 0, bold: float = 0
    ) -> None:
        """One line with its baseline at ``y``; ``bold`` thickens the strokes by that many points."""
        x -= SHIFT[align] * self.fonts.width(text, size, spacing)
        parts = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {spacing:.3f} Tc"]
        parts.append(f"2 Tr {bold:.2f} w" if bold else "0 Tr")
        for font, run in self.fonts.runs(text):
            for subset, codes in font.splitString(run, self):
                parts.append(f"{font.getSubsetInternalName(subset, self)} {size:.2f} Tf <{codes.hex()}> Tj")
        self.put(" ".join((*parts, "ET")))

    def colour(self, fill: Colour, stroke: Colour | None = None) -> None:
        """Colour of what follows; lines take the fill's colour unless given their own."""
        self.put("{:.3f} {:.3f} {:.3f} rg {:.3f} {:.3f} {:.3f} RG".format(*fill, *(stroke or fill)))

    def stamp(self, drawing: Drawing | Picture, matrix: Sequence[float] = (1, 0, 0, 1, 0, 0)) -> None:
        """Print a shared drawing; its bytes enter the file once."""
        self.drawings[drawing.name] = drawing
        drawing.enter(self)
        self.put("q {:.5g} {:.5g} {:.5g} {:.5g} {:.5g} {:.5g} cm".format(*matrix))
        self.put(f"/{drawing.name} Do Q")

    def form(self, name: str, deflated: bytes, entries: str) -> None:
        """Add the object of a drawing to the file."""
        entries = f"/Type /XObject /Subtype /Form {entries} /Resources {self.resources} 0 R"
        self.forms[name] = self.add(stream(deflated, entries))

    def add(self, body: bytes, _key: str = "") -> str:
        """Add an object to the file; the words that name it."""
        return f"{self._file.add(body)} 0 R"

    def show_page(self) -> None:
        """End this page and begin the next."""
        contents = self._file.add(stream(zlib.compress("\n".join(self.code).encode("ascii"))))
        page = f"<< /Type /Page /Parent {self._tree} 0 R /Contents {contents} 0 R >>"
        self._pages.append(self._file.add(page.encode("ascii")))
        self.code.clear()

    def to_bytes(self) -> bytes:
        """The finished file (nothing when it went to ``out``); the paper cannot be used after it."""
        file, width, height = self._file, *self.size
        fonts = {name: words for font in self.delayedFonts for name, words in font.embed(self, self.add).items()}
        file.fill(self.resources, f"<< /Font {_dictionary(fonts)} /XObject {_dictionary(self.forms)} >>")
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        file.fill(
            self._tree,
            f"<< /Type /Pages /MediaBox [0 0 {width:.4f} {height:.4f}] /Resources {self.resources} 0 R"
            f" /Count {len(self._pages)} /Kids [{kids}] >>",
        )
        file.fill(
            self._catalog,
            f"<< /Type /Catalog /Pages {self._tree} 0 R /Lang (zh-CN)"
            " /ViewerPreferences << /DisplayDocTitle true >> >>",
        )
        said = {key: words(value) for key, value in self._said.items()}
        said |= {"Creator": f"({PRODUCER})", "Producer": f"({PRODUCER})"}
        said |= dict.fromkeys(("CreationDate", "ModDate"), f"(D:{self.dated:%Y%m%d}000000+08'00')")
        file.fill(self._info, _dictionary(said))
        return file.finish(catalog=self._catalog, info=self._info, identity=self._identity.digest())


def _dictionary(entries: dict[str, str]) -> str:
    return f"<< {' '.join(f'/{key} {value}' for key, value in entries.items())} >>"


class Drawing:
    """A drawing that many pages or files share: drawn and deflated once (a form XObject).

    It may print text in the fonts' common characters only, because their codes alone are the same in every file.
    """

    def __init__(self, name: str, box: Sequence[float], fonts: Fonts, draw: Callable[[Paper], None]) -> None:
        paper = Paper((box[2], box[3]), fonts)
        draw(paper)
        used = fonts.first.in_document(paper).used
        if len(paper.fontMapping) > 1 or used - {COMMON}:
            raise ValueError(f"drawing {name} prints characters outside the common set")
        self.name, self.prints = name, bool(used)
        self.parts = paper.drawings
        self.entries = f"/BBox [{' '.join(f'{value:.5g}' for value in box)}]"
        self.deflated = zlib.compress("\n".join(paper.code).encode("ascii"), 9)

    def enter(self, paper: Paper) -> None:
        """Make the drawing, and those inside it, part of the paper's file."""
        if self.name in paper.forms:
            return
        for part in self.parts.values():
            part.enter(paper)
        if self.prints:
            paper.fonts.first.in_document(paper).used.add(COMMON)
        paper.form(self.name, self.deflated, self.entries)
