"""The hanzi that a register must print: 通用规范汉字表 (国发〔2013〕23号) and level 3 of GB 18030—2022."""

from __future__ import annotations

from functools import cache

from kernel.pdf.fonts import SHIPPED

# The hanzi of level 3 by their blocks: the unified ones, extensions A to F, twelve among the compatibility characters.
LEVEL_3 = (
    (0x4E00, 0x9FEF),
    (0x3400, 0x4DB5),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
COMPATIBILITY = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"


@cache
def everyday() -> str:
    """The 8,105 characters of the list of 2013, in its order."""
    path = SHIPPED.parent / "general-standard-characters.txt"
    return "".join(path.read_text(encoding="utf-8").split())


def level_3() -> str:
    """The 87,887 hanzi of level 3."""
    return "".join(chr(code) for first, last in LEVEL_3 for code in range(first, last + 1)) + COMPATIBILITY
