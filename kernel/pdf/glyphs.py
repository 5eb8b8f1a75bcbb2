"""The embedded font program: the outlines of a few glyphs as a TrueType file of their own.

Only the tables that a CIDFontType2 needs (ISO 32000-1, 9.9): glyf, head, hhea, hmtx, loca, maxp, and the hint tables
when the source has them. Glyph numbers are the places in the list, so two characters may share an outline and still
have two codes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Protocol

HINTS = ("cvt ", "fpgm", "prep")
WORDS, SCALE, MORE, X_AND_Y_SCALE, TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80  # flags of a component


class Source(Protocol):
    """What is asked of an open font."""

    table: dict[str, object]

    def get_table(self, tag: str) -> bytes: ...
    def outline(self, glyph: int) -> bytes: ...
    def metric(self, glyph: int) -> bytes: ...


def font_program(face: Source, glyphs: Sequence[int]) -> bytes:
    """A TrueType file whose glyph n is glyph ``glyphs[n]`` of ``face``; parts of composites follow at the end."""
    order, outlines = list(glyphs), list[bytes]()
    places = {glyph: place for place, glyph in reversed(list(enumerate(order)))}
    for glyph in order:  # grows while composites are met
        outline = face.outline(glyph)
        if outline[:1] >= b"\x80":  # a negative number of contours
            outline = _renumbered(outline, order, places)
        outlines.append(outline + b"\0" * (-len(outline) % 4))
    ends = [0]
    for outline in outlines:
        ends.append(ends[-1] + len(outline))
    tables = {tag: face.get_table(tag) for tag in HINTS if tag in face.table} | {
        "glyf": b"".join(outlines),
        "head": _with_short(face.get_table("head"), 50, 1),  # long offsets in loca
        "hhea": _with_short(face.get_table("hhea"), 34, len(order)),
        "hmtx": b"".join(map(face.metric, order)),
        "loca": struct.pack(f">{len(ends)}I", *ends),
        "maxp": _with_short(face.get_table("maxp"), 4, len(order)),
    }
    return _file(tables)


def _components(outline: bytes) -> Iterator[int]:
    """Where each component's glyph number stands in a composite outline."""
    place, flags = 10, MORE
    while flags & MORE:
        (flags,) = struct.unpack_from(">H", outline, place)
        yield place + 2
        place += 8 if flags & WORDS else 6
        place += 2 if flags & SCALE else 4 if flags & X_AND_Y_SCALE else 8 if flags & TWO_BY_TWO else 0


def _renumbered(outline: bytes, order: list[int], places: dict[int, int]) -> bytes:
    changed = bytearray(outline)
    for place in _components(outline):
        (glyph,) = struct.unpack_from(">H", outline, place)
        if glyph not in places:
            places[glyph] = len(order)
            order.append(glyph)
        struct.pack_into(">H", changed, place, places[glyph])
    return bytes(changed)


def _with_short(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _file(tables: dict[str, bytes]) -> bytes:
    """Directory and tables, each at a multiple of four. Checksums are left out: PDF readers ignore them."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset, directory, body = 12 + 16 * count, b"", b""
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag.encode("ascii"), 0, offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body
