"""The ornament of certificates: a key-pattern border, corner rosettes, a pale rosette behind the text."""

from __future__ import annotations

from math import cos, radians, sin

from kernel.pdf.fonts import Fonts
from kernel.pdf.paper import MM, Colour, Drawing, Paper

RED: Colour = (0.635, 0.086, 0.102)
GOLD: Colour = (0.706, 0.541, 0.243)
PALE: Colour = (0.973, 0.953, 0.914)
SOFT: Colour = (0.847, 0.761, 0.584)
INK: Colour = (0.149, 0.114, 0.098)
GREY: Colour = (0.478, 0.435, 0.392)

KEY = ((0, 0), (0, 4), (4, 4), (4, 1), (2, 1), (2, 2), (3, 2), (3, 3), (1, 3), (1, 0))  # one turn; the next starts at 5
BAND = 4.4 * MM  # height of the key pattern; all measures at the scale of A4
CORNER = 10.4 * MM  # side of the square that a corner rosette fills

Box = tuple[float, float, float, float]  # left, lower, right, upper edge


def border(paper: Paper, box: Box, k: float, rosette: Drawing) -> None:
    """Frames, key pattern on the four sides and a rosette in each corner, drawn inside ``box`` at scale ``k``."""
    paper.colour(RED)
    _frame(paper, box, 0, 1.7 * k)
    _frame(paper, box, k * (CORNER + 1.6 * MM), 0.9 * k)
    paper.colour(GOLD)
    _frame(paper, box, k * 1.4 * MM, 0.45 * k)
    _frame(paper, box, k * CORNER, 0.45 * k)
    left, low, right, high = box
    inset, corner = k * ((CORNER - BAND) / 2 + 0.7 * MM), k * (CORNER + 1.6 * MM)
    across, up = right - left - 2 * corner, high - low - 2 * corner
    paper.put(f"{0.95 * k:.2f} w 0 J 0 j")
    _key_row(paper, (1, 0, 0, 1, left + corner, low + inset), across, k)
    _key_row(paper, (-1, 0, 0, -1, right - corner, high - inset), across, k)
    _key_row(paper, (0, 1, -1, 0, right - inset, low + corner), up, k)
    _key_row(paper, (0, -1, 1, 0, left + inset, high - corner), up, k)
    middle = k * (CORNER / 2 + 0.7 * MM)
    for x in (left + middle, right - middle):
        for y in (low + middle, high - middle):
            _corner(paper, x, y, k, rosette)


def rosette(fonts: Fonts) -> Drawing:
    """Twelve ellipses around one centre, in the colour of the page; radius 100 points."""
    return Drawing("rosette", (0, 0, 200, 200), fonts, _petals)


def rule(paper: Paper, x: float, y: float, half: float, k: float) -> None:
    """A fine line with a diamond in its middle, ``half`` points to each side."""
    gap = 9 * k
    paper.put(f"{0.6 * k:.2f} w {x - half:.2f} {y:.2f} m {x - gap:.2f} {y:.2f} l")
    paper.put(f"{x + gap:.2f} {y:.2f} m {x + half:.2f} {y:.2f} l S")
    for shift, size in ((0, 4.0 * k), (-half, 1.6 * k), (half, 1.6 * k)):
        left, right = x + shift - size, x + shift + size
        paper.put(f"{left:.2f} {y:.2f} m {x + shift:.2f} {y + size:.2f} l {right:.2f} {y:.2f} l")
        paper.put(f"{x + shift:.2f} {y - size:.2f} l f")


def circle(paper: Paper, x: float, y: float, radius: float, paint: str = "S") -> None:
    """A circle, painted by the given operator."""
    paper.put(_ellipse(x, y, radius, radius, 0) + " " + paint)


def _frame(paper: Paper, box: Box, inset: float, line: float) -> None:
    left, low, right, high = box
    width, height = right - left - 2 * inset, high - low - 2 * inset
    paper.put(f"{line:.2f} w {left + inset:.2f} {low + inset:.2f} {width:.2f} {height:.2f} re S")


def _key_row(paper: Paper, matrix: tuple[float, ...], length: float, k: float) -> None:
    """One side of the key pattern: as many whole turns as fit, stretched by a hair to fill the side."""
    unit = k * BAND / 4
    turns = round(length / (5 * unit))
    stretch = length / (5 * turns)
    points = [((5 * turn + x) * stretch, y * unit) for turn in range(turns) for x, y in KEY]
    points += [(length, 0), (length, k * BAND)]
    path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
    paper.put("q {} {} {} {} {:.2f} {:.2f} cm".format(*matrix) + f" {path} S Q")


def _corner(paper: Paper, x: float, y: float, k: float, rosette: Drawing) -> None:
    half = k * (CORNER / 2 - 0.7 * MM)
    scale = (half - k * 0.8 * MM) / 100
    paper.put(f"1 1 1 rg {x - half:.2f} {y - half:.2f} {2 * half:.2f} {2 * half:.2f} re f")
    paper.colour(GOLD)
    paper.put(f"{0.45 * k:.2f} w {x - half:.2f} {y - half:.2f} {2 * half:.2f} {2 * half:.2f} re S")
    paper.put(f"{0.3 * k / scale:.2f} w")
    paper.stamp(rosette, (scale, 0, 0, scale, x - 100 * scale, y - 100 * scale))
    paper.colour(RED)
    circle(paper, x, y, half * 0.2, "f")


def _petals(paper: Paper) -> None:
    for step in range(12):
        paper.put(_ellipse(100, 100, 99, 34, 15 * step) + " S")


def _ellipse(x: float, y: float, a: float, b: float, degrees: float) -> str:
    """The path of an ellipse with half axes ``a`` and ``b``, turned by ``degrees``."""
    turn_x, turn_y, k = cos(radians(degrees)), sin(radians(degrees)), 0.5523

    def point(u: float, v: float) -> str:
        return f"{x + a * u * turn_x - b * v * turn_y:.2f} {y + a * u * turn_y + b * v * turn_x:.2f}"

    quarters = ((1, k, k, 1, 0, 1), (-k, 1, -1, k, -1, 0), (-1, -k, -k, -1, 0, -1), (k, -1, 1, -k, 1, 0))
    curves = (" ".join(point(*quarter[n : n + 2]) for n in (0, 2, 4)) + " c" for quarter in quarters)
    return f"{point(1, 0)} m " + " ".join(curves)
