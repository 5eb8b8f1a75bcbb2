"""Weighs shared strings: a long string that many cells repeat is small in the file and fills the memory when read."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable, Sequence

from kernel.errors import RuleBroken

MAX_TEXT = 400 * 1024 * 1024  # bytes of text in all cells together
LONGEST = 1 << 18  # bytes of one string with its formatting; Excel allows 32,767 characters
STRING_END = re.compile(rb"</(?:[^<>:\s]+:)?si\s*>|<(?:[^<>:\s]+:)?si(?:\s[^<>]*)?/>")
VALUE = re.compile(rb"<(?:[^<>:\s/]+:)?v(?:\s[^<>]*)?>([^<]*)")
ODD = re.compile(rb"[&>]")


def too_heavy() -> RuleBroken:
    """The text of all cells together would not fit."""
    return RuleBroken("file_bomb", "表格中有大量重复的超长文字，不予接收，请将数据复制到新建的工作簿后再上传。")


class Lengths:
    """The length of every shared string of an .xlsx, gathered chunk by chunk."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self._tail = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part; RuleBroken when a string does not end."""
        *whole, self._tail = STRING_END.split(self._tail + chunk)
        self.sizes.extend(map(len, whole))
        if len(self._tail) > LONGEST or any(size > LONGEST for size in self.sizes[-len(whole) :]):
            raise too_heavy()

    @property
    def longest(self) -> int:
        """Bytes of the longest string."""
        return max(self.sizes, default=0)


def weigh(parts: Iterable[Iterable[bytes]], sizes: Sequence[int]) -> None:
    """RuleBroken if the strings that the sheets' values point to are too much; what is odd counts as the longest."""
    counts: Counter[bytes] = Counter()
    for chunks in parts:
        tail = b""
        for chunk in chunks:
            buffer = tail + chunk
            cut = max(buffer.rfind(b"<", 0, max(buffer.rfind(b"<"), 0)), 0)
            counts.update(found[1] for found in VALUE.finditer(buffer) if found.start() < cut)
            tail = buffer[cut:]
        counts.update(VALUE.findall(tail))
    longest = max(sizes, default=0)
    total = 0
    for value, count in counts.items():
        plain = value.strip().lstrip(b"+")
        if plain.isdigit():
            index = int(plain) if len(plain) < 12 else 0
            total += count * (sizes[index] if index < len(sizes) else 0)
        elif not plain or ODD.search(plain):
            total += count * longest
    if total > MAX_TEXT:
        raise too_heavy()


def biff_sizes(records: Sequence[bytes]) -> list[int]:
    """Characters of every string in an SST record and the CONTINUE records that follow it."""
    sizes: list[int] = []
    (count,) = struct.unpack_from("<I", records[0], 4)
    part, at = 0, 8
    while len(sizes) < count and part < len(records):
        if at + 3 > len(records[part]):
            part, at = part + 1, 0
            continue
        left, flags = struct.unpack_from("<HB", records[part], at)
        sizes.append(left)
        at += 3
        extra = 0
        if flags & 8:
            extra += 4 * int(struct.unpack_from("<H", records[part], at)[0])
            at += 2
        if flags & 4:
            extra += int(struct.unpack_from("<I", records[part], at)[0])
            at += 4
        while left:
            width = 2 if flags & 1 else 1
            here = min(left, (len(records[part]) - at) // width)
            left -= here
            at += here * width
            if left:
                part += 1
                flags, at = records[part][0], 1
        while extra > len(records[part]) - at:
            extra -= len(records[part]) - at
            part, at = part + 1, 0
        at += extra
    return sizes
