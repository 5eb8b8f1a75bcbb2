"""Setting of a certificate's own texts: each shrinks within limits, then takes another line, then is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.pdf.fonts import Fonts
from kernel.pdf.lines import fit, wrap

NATURAL, TIGHT = 1.755, 1.36  # leading of the wording, in its size
UNBROKEN, SMALLEST = 80, 52  # per cent: how far the wording shrinks to keep its lines, and at all
SPREAD = 0.86  # a line that fills so much of the column is spread to its edge


@dataclass(frozen=True)
class Line:
    """One line of the wording: indent, text, whether it is spread over the column."""

    indent: float
    text: str
    spread: bool


@dataclass(frozen=True)
class Body:
    """The wording as it is printed."""

    size: float
    leading: float
    lines: tuple[Line, ...]


def body(fonts: Fonts, texts: Sequence[str], room: float, height: float, size: float, extra: float) -> Body | None:
    """The wording at the largest size up to ``size`` that fits ``room`` and, from the first baseline to the last one's
    descenders, ``height``; lines stay whole as long as that needs little shrinking, and stand ``extra`` points further
    apart where there is room. None when it does not fit."""
    steps = range(100, SMALLEST - 1, -2)
    for one in (_set(fonts, texts, room, height, size * step / 100, extra) for step in steps if step >= UNBROKEN):
        if one and len(one.lines) == len(texts):
            return one
    return next(filter(None, (_set(fonts, texts, room, height, size * step / 100, extra) for step in steps)), None)


def _set(fonts: Fonts, texts: Sequence[str], room: float, height: float, size: float, extra: float) -> Body | None:
    lines = list[Line]()
    opening = next((place for place, text in enumerate(texts) if not text.endswith("：")), 0)
    for place, text in enumerate(texts):  # the first line that is no address is indented
        indent = 2 * size if place == opening and not text.startswith("\u3000") else 0
        parts = wrap(fonts, text, room, size, indent)
        for number, part in enumerate(parts):
            left = 0 if number else indent
            broken = number < len(parts) - 1
            full = fonts.width(part, size) >= SPREAD * (room - left)
            lines.append(Line(left, part, full and (broken or place < len(texts) - 1)))
    gaps = max(len(lines) - 1, 1)
    leading = min(NATURAL * size + extra, (height - 0.2 * size) / gaps)
    return Body(size, leading, tuple(lines)) if leading >= TIGHT * size else None


def balanced(fonts: Fonts, text: str, room: float, size: float, smallest: float, most: int) -> tuple[float, list[str]]:
    """``text`` on as few lines as let it keep ``smallest``, at most ``most``; the lines are about equally long."""
    for count in range(1, most + 1):
        lines = halves(text, count)
        fitted = min((fit(fonts, line, room, size) for line in lines), default=size)
        size = min(size, 1.1 * smallest)  # what takes more lines is set smaller at once
        if fitted >= smallest or count == most:
            return fitted, lines
    raise ValueError("no line allowed")


def halves(text: str, count: int) -> list[str]:
    """``text`` in ``count`` parts, broken near the equal share where a word is likely to end, else at the share."""
    parts, rest = list[str](), text
    for left in range(count, 1, -1):
        share = -(-len(rest) // left)
        near = sorted(range(max(share - 4, 1), min(share + 5, len(rest))), key=lambda at: abs(at - share))
        ends = (at for ends in ("·• 、", "与和省市县区镇会局校") for at in near if rest[at - 1] in ends)
        place = next(ends, share)
        parts.append(rest[:place].rstrip())
        rest = rest[place:]
    return [part for part in (*parts, rest) if part]
