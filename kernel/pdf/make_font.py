"""Make the shipped font: the wanted characters of a Kai font under a name of our own.

    python -m kernel.pdf.make_font SOURCE.ttf CHARACTERS.txt [MORE.txt ...]

The source of the shipped file is LXGW WenKai Regular 1.250 (SIL Open Font License 1.1, reserved names LXGW and 霞鹜);
a subset is a modified version in the words of the licence and must not carry a reserved name. Hints, layout and
vertical tables go: ReportLab does not read them, and a certificate is printed large.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Taizhou Kai Registry"
TARGET = Path(__file__).parent / "fonts" / "TaizhouKaiRegistry-Regular.ttf"
LICENCE_NAME_IDS = (0, 13, 14)  # copyright, licence and its address stay as the authors wrote them
PUNCTUATION = (
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x180),  # Latin letters with marks, for pinyin and foreign names; · × °
    *range(0x3000, 0x3020),  # 、。〇《》「」【】〔〕
    *range(0xFF01, 0xFF5F),  # full-width ASCII
    *map(ord, "–—‘’“”•‰…※℃№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ①②③④⑤⑥⑦⑧⑨⑩㈠㈡㈢○●□■☐☑√≤≥≠±ǎǐǒǔǚǜ￥"),
)


def make(source: Path, lists: Sequence[Path], target: Path = TARGET) -> int:
    """Write the renamed subset to ``target``; the number of characters in it."""
    wanted = {ord(char) for path in lists for char in path.read_text(encoding="utf-8") if not char.isspace()}
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=[*Options().drop_tables, "BASE", "GDEF", "GSUB", "GPOS", "gasp", "vhea", "vmtx"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted.union(PUNCTUATION))
    subsetter.subset(font)
    rename(font)
    font.save(target)
    return len(font.getBestCmap())


def rename(font: TTFont) -> None:
    """Give the font a name of its own; only the copyright and licence records are kept."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in LICENCE_NAME_IDS and n.platformID == 3]
    postscript = FAMILY.replace(" ", "") + "-Regular"
    version = "Version 1.000"
    for name_id, value in {1: FAMILY, 2: "Regular", 3: postscript, 4: FAMILY, 5: version, 6: postscript}.items():
        names.setName(value, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    count = make(Path(sys.argv[1]), [Path(arg) for arg in sys.argv[2:]])
    print(f"{TARGET.name}: {count} characters, {TARGET.stat().st_size} bytes")
