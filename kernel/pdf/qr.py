"""QR codes (GB/T 18284—2000, ISO/IEC 18004) as one-bit image masks: crisp at any size, small, quick in batches.

For one length and one mask the modules are a linear function of the message bits, because Reed–Solomon codes are
linear and the mask is a constant. segno encodes every message that is new in this sense; a message that is a sum of
earlier ones is summed instead, which is all of them after some 150 of one length, and gives the same modules. A symbol
is one big number: rows of ``stride`` bits, the module at the upper left highest, 1 is dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import segno

QUIET_ZONE = 4  # modules of white that a reader needs on every side
PIXEL = 72 / 300  # points; modules are whole pixels of a 300 dpi printer, so their edges do not fray
MASKS = range(8)


@dataclass(frozen=True)
class Symbol:
    """``side`` modules each way; ``rows`` holds ``stride`` bits a row, of which those beyond ``side`` are light."""

    side: int
    stride: int
    rows: bytes


@lru_cache(maxsize=256)
def encode(content: str) -> Symbol:
    """The symbol of an ASCII text at error level M, with the mask that the standard's penalties choose."""
    message = content.encode("ascii")
    side, unmasked = _span(len(message)).modules(message)
    bits = min((unmasked ^ change for change in _mask_changes(side)), key=lambda bits: penalty(bits, side))
    stride = _stride(side)
    return Symbol(side, stride, bits.to_bytes(side * stride // 8, "big"))


def operators(symbol: Symbol, x: float, y: float, room: float) -> tuple[str, float]:
    """Page operators that draw ``symbol`` in the middle of a square of ``room`` points, and the side drawn.

    ``x``, ``y`` is the square's lower left corner; the quiet zone lies inside it. The fill colour is the caller's.
    """
    module = max(1, int(room / PIXEL / (symbol.side + 2 * QUIET_ZONE))) * PIXEL
    size = module * symbol.side
    inset = (room - size) / 2
    image = f"BI /W {symbol.stride} /H {symbol.side} /IM true /BPC 1 /D [1 0] /F /AHx ID {symbol.rows.hex()}> EI"
    place = f"{module * symbol.stride:.2f} 0 0 {size:.2f} {x + inset:.2f} {y + inset:.2f}"
    return f"q {place} cm {image} Q", size


class _Span:
    """What is known of the symbols of one length, with mask 0: sums of messages and the sums of their modules."""

    def __init__(self) -> None:
        self.side = 0
        self.known: dict[int, tuple[int, int]] = {}  # highest bit -> message, modules

    def modules(self, message: bytes) -> tuple[int, int]:
        """Side and modules of ``message``; the leading 1 makes the constant part a bit like the others."""
        rest, total = int.from_bytes(b"\1" + message, "big"), 0
        while rest:
            highest = rest.bit_length()
            if highest not in self.known:
                self.side, modules = _reference(message.decode("ascii"), None, 0)
                self.known[highest] = (rest, modules ^ total)
                return self.side, modules
            part, modules = self.known[highest]
            rest, total = rest ^ part, total ^ modules
        return self.side, total


@cache
def _span(length: int) -> _Span:
    return _Span()


@cache
def _mask_changes(side: int) -> tuple[int, ...]:
    """What turns mask 0 into each mask; it depends on the side alone."""
    symbols = [_reference("0", (side - 17) // 4, mask)[1] for mask in MASKS]
    return tuple(symbol ^ symbols[0] for symbol in symbols)


def _reference(content: str, version: int | None, mask: int) -> tuple[int, int]:
    """Side and modules as segno encodes them."""
    code = segno.make_qr(content, error="m", version=version, mode="byte", mask=mask, boost_error=False)
    side = len(code.matrix)
    rows = ("".join(map(str, row)).ljust(_stride(side), "0") for row in code.matrix)
    return side, int("".join(rows), 2)


def _stride(side: int) -> int:
    """Whole bytes with at least four light modules between rows: the light that the third penalty looks for."""
    return -(-(side + 4) // 8) * 8


@cache
def _inner(side: int) -> tuple[int, int]:
    """The modules that have a neighbour to the left, and those that have one above."""
    stride = _stride(side)
    row = ((1 << side) - 1) << (stride - side)
    left = row & (row >> 1)
    return (
        sum(left << (stride * place) for place in range(side)),
        sum(row << (stride * place) for place in range(side - 1)),
    )


def penalty(bits: int, side: int) -> int:
    """The four penalties of ISO/IEC 18004:2015, 7.8.3, summed."""
    stride = _stride(side)
    has_left, has_upper = _inner(side)
    like_left = ~(bits ^ (bits >> 1)) & has_left
    like_upper = ~(bits ^ (bits >> stride)) & has_upper
    score = 3 * (like_left & (like_left >> stride) & like_upper).bit_count()
    for like, step in ((like_left, 1), (like_upper, stride)):
        pairs = like & (like >> step)
        runs = pairs & (pairs >> (2 * step))  # five alike
        score += runs.bit_count() + 2 * (runs & ~(runs >> step)).bit_count()
        wide = bits << 4 * step  # light beyond the last module, too
        dark = wide & (wide >> 2 * step) & (wide >> 3 * step) & (wide >> 4 * step) & (wide >> 6 * step)
        finder = dark & ~((wide >> step) | (wide >> 5 * step))
        pair = wide | (wide >> step)
        four = pair | (pair >> 2 * step)
        score += 40 * (finder & ~((four >> 7 * step) & (four << 4 * step))).bit_count()
    return score + 10 * int(abs(bits.bit_count() * 100 / side**2 - 50) / 5)
