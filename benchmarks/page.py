"""Our certificate taken apart, for the peers: its line art as paths, its texts with their places, its code.

They draw what we draw where we draw it; none of them has to measure or to break a line.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from honors.pdf.certificate import CertificateFacts, draw_page, plan_of
from honors.pdf.ground import draw_background
from honors.pdf.layout import DEFAULT_LAYOUT
from kernel.pdf import qr
from kernel.pdf.paper import SHIFT, Align, Colour, Drawing, Paper
from kernel.pdf.picture import Picture

PLAN = plan_of(DEFAULT_LAYOUT, ())
WIDTH, HEIGHT = PLAN.sheet.size
QR_ROOM = PLAN.sheet.code_room
QR_X, QR_Y = (middle - QR_ROOM / 2 for middle in PLAN.sheet.code)

Matrix = tuple[float, ...]
Step = tuple[Any, ...]  # ("M", x, y), ("L", x, y), ("C", x, y, x, y, x, y), ("Z",)


@dataclass(frozen=True)
class Text:
    """One line: its left end on the baseline, in points from the lower left corner."""

    x: float
    y: float
    words: str
    size: float
    spacing: float
    bold: float
    colour: Colour


@dataclass
class Path:
    """One painted path, in points from the lower left corner."""

    steps: list[Step] = field(default_factory=list)
    colour: Colour = (0, 0, 0)
    line: float = 0  # width of the line; 0: filled
    dash: tuple[float, ...] = ()


class _Recorder(Paper):
    """A paper that notes its texts and shows shared drawings in place."""

    def __init__(self) -> None:
        super().__init__((WIDTH, HEIGHT), PLAN.fonts)
        self.texts: list[Text] = []
        self.ink: Colour = (0, 0, 0)

    def colour(self, fill: Colour, stroke: Colour | None = None) -> None:
        self.ink = fill
        super().colour(fill, stroke)

    def text(
        self, x: float, y: float, text: str, size: float, *, align: Align = "left", spacing: float = 0, bold: float = 0
    ) -> None:
        if text:
            left = x - SHIFT[align] * self.fonts.width(text, size, spacing)
            self.texts.append(Text(left, y, text, size, spacing, bold, self.ink))

    def stamp(self, drawing: Drawing | Picture, matrix: Sequence[float] = (1, 0, 0, 1, 0, 0)) -> None:
        if isinstance(drawing, Drawing) and drawing.name == "rosette":
            self.put("q {} {} {} {} {} {} cm".format(*matrix))
            self.put(zlib.decompress(drawing.deflated).decode("ascii") + " Q")


def ground(years: int) -> tuple[list[Path], list[Text]]:
    """What all certificates for so many years have in common."""
    paper = _Recorder()
    draw_background(paper, years, False, DEFAULT_LAYOUT, PLAN.common_body(years))
    return _paths(" ".join(paper.code).split()), paper.texts


def own(facts: CertificateFacts) -> list[Text]:
    """The texts of one certificate."""
    paper = _Recorder()
    draw_page(paper, facts, PLAN)
    return paper.texts


def code(facts: CertificateFacts) -> tuple[str, float, float, float, int]:
    """The QR code as an SVG path in modules, its left and upper edge, its side in points and in modules."""
    symbol = qr.encode(facts.check_url)
    _operators, size = qr.operators(symbol, QR_X, QR_Y, QR_ROOM)
    bits, path = int.from_bytes(symbol.rows, "big"), []
    for row, text in enumerate(f"{bits:0{symbol.side * symbol.stride}b}"[at : at + symbol.side]
                               for at in range(0, symbol.side * symbol.stride, symbol.stride)):  # fmt: skip
        path += [f"M{column} {row}h1v1h-1z" for column, bit in enumerate(text) if bit == "1"]
    inset = (QR_ROOM - size) / 2
    return "".join(path), QR_X + inset, HEIGHT - QR_Y - QR_ROOM + inset, size, symbol.side


def _paths(tokens: Sequence[str]) -> list[Path]:
    """Paths out of page operators: moves, lines, curves, rectangles, paint, colours, widths, dashes, matrices."""
    found, steps, numbers = list[Path](), list[Step](), list[float]()
    state: dict[str, Any] = {
        "fill": (0, 0, 0),
        "stroke": (0, 0, 0),
        "line": 1.0,
        "dash": (),
        "matrix": (1, 0, 0, 1, 0, 0),
    }
    stack: list[dict[str, Any]] = []
    letters = {"m": "M", "l": "L", "c": "C"}
    for token in tokens:
        if token.lstrip("[-").replace(".", "", 1).rstrip("]").isdigit():
            numbers.append(float(token.strip("[]")))
            continue
        if token in letters:
            steps.append((letters[token], *_moved(numbers, state["matrix"])))
        elif token == "re":
            x, y, w, h = numbers
            for letter, *point in (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h)):
                steps.append((letter, *_moved(point, state["matrix"])))
            steps.append(("Z",))
        elif token in ("S", "f"):
            scale = (state["matrix"][0] ** 2 + state["matrix"][1] ** 2) ** 0.5
            line, ink = (state["line"] * scale, state["stroke"]) if token == "S" else (0.0, state["fill"])
            found.append(Path(steps, ink, line, state["dash"]))
            steps = []
        elif token in ("rg", "RG"):
            state["fill" if token == "rg" else "stroke"] = tuple(numbers)
        elif token == "w":
            (state["line"],) = numbers
        elif token == "d":
            state["dash"] = tuple(numbers[:-1])
        elif token == "cm":
            state["matrix"] = _product(tuple(numbers), state["matrix"])
        elif token == "q":
            stack.append(dict(state))
        elif token == "Q":
            state = stack.pop()
        elif token not in ("J", "j", "n", "[]", "h"):
            raise ValueError(f"operator {token}")
        numbers = []
    return found


def _moved(numbers: Sequence[float], matrix: Matrix) -> list[float]:
    a, b, c, d, e, f = matrix
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [value for x, y in pairs for value in (a * x + c * y + e, b * x + d * y + f)]


def _product(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    x, y = _moved((e, f), two)
    u, v = two[:4], (a, b, c, d)
    return (
        v[0] * u[0] + v[1] * u[2], v[0] * u[1] + v[1] * u[3],
        v[2] * u[0] + v[3] * u[2], v[2] * u[1] + v[3] * u[3], x, y,
    )  # fmt: skip


def svg(paths: Sequence[Path]) -> str:
    """The line art as an SVG picture of the whole page."""
    parts = []
    for path in paths:
        data = " ".join(f"{step[0]}{' '.join(f'{value:.2f}' for value in step[1:])}" for step in path.steps)
        ink = "#" + "".join(f"{round(255 * part):02x}" for part in path.colour)
        dash = f' stroke-dasharray="{" ".join(map(str, path.dash))}"' if path.dash else ""
        paint = f'fill="none" stroke="{ink}" stroke-width="{path.line:.3f}"{dash}' if path.line else f'fill="{ink}"'
        parts.append(f'<path d="{data}" {paint}/>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.3f}pt" height="{HEIGHT:.3f}pt"'
    return (
        f'{head} viewBox="0 0 {WIDTH:.3f} {HEIGHT:.3f}"><g transform="matrix(1 0 0 -1 0 {HEIGHT:.3f})">'
        f"{''.join(parts)}</g></svg>"
    )
