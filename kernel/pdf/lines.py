"""Setting of text: a size that fits, and lines that break where Chinese allows it."""

from __future__ import annotations

from kernel.pdf.fonts import Fonts

NOT_FIRST = frozenset("，。、；：？！）》〕】〉」』”’…—·%")  # must not begin a line
NOT_LAST = frozenset("（《〔【〈「『“‘")  # must not end one


def fit(fonts: Fonts, text: str, room: float, size: float) -> float:
    """The largest size up to ``size`` at which ``text`` fits on one line of ``room`` points."""
    natural = fonts.width(text, size)
    return size if natural <= room else size * room / natural


def wrap(fonts: Fonts, text: str, room: float, size: float, indent: float = 0) -> list[str]:
    """``text`` in lines of at most ``room`` points, no mark of punctuation in a forbidden place.

    The first line is shorter by ``indent`` points.
    """
    if fonts.width(text, size) <= room - indent:
        return [text] if text else []
    lines, line = list[str](), ""
    for char in text:
        if line and fonts.width(line + char, size) > room - (0 if lines else indent):
            keep = _break(line + char)
            lines.append(line[:keep])
            line = line[keep:]
        line += char
    return [*lines, line]


def _break(text: str) -> int:
    """Where to break before the last character of ``text``, or further back when that is forbidden."""
    place = len(text) - 1
    while place > 1 and (text[place] in NOT_FIRST or text[place - 1] in NOT_LAST):
        place -= 1
    return place
