"""How certificates look: paper, wording, seal. A frozen value, so that what it has in common is drawn once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernel.errors import RuleBroken
from kernel.pdf.paper import MM

TITLE = "荣誉证书"
OCCASION = "从事教育工作{years_cn}年"
SALUTATION = "老师："
SENTENCE = (  # a line each, broken where the sense allows it
    "您从事教育工作已满{years_cn}年。{years_cn}年来，您忠诚于人民的教育事业，",
    "立德树人，潜心育人，以学识、仁爱和坚守陪伴一代又一代孩子成长，",
    "为教育事业作出了积极贡献。特颁此证，谨致崇高敬意和衷心感谢！",
)
PLACEHOLDERS = ("name", "years", "years_cn", "school", "issuer", "date", "cert_no")
FIXED = {"years", "years_cn"}  # the same on all certificates of one kind
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

PRESETS = {"A4 横版": (297, 210, 9), "12K 证书内芯": (250, 170, 8), "8K 证书内芯": (370, 260, 11)}  # mm; the margin
SIDES = (170, 420)  # mm, the longer side
DEPTHS = (130, 420)  # mm, the shorter side
MARGINS = (4, 40)  # mm
SEAL_SIZES = (30, 45)  # mm; seals of offices measure up to 4.5 cm
NAME_LENGTH, UNIT_LENGTH, ISSUER_LENGTH = 50, 60, 60  # the longest that is ever printed
TITLE_LENGTH, OCCASION_LENGTH, SALUTATION_LENGTH, WORDING_LENGTH = 16, 40, 12, 600

CHINESE, ARABIC = "chinese", "arabic"
PLACE, IMAGE, SPECIMEN = "place", "image", "specimen"


@dataclass(frozen=True)
class Layout:
    """One design. Lengths in millimetres; ``margins`` from the paper's edge: top, right, bottom, left.

    ``seal``: room for the stamp, a picture (``seal_png``, ``seal_size`` wide), or a mark that it is a specimen.
    """

    width: float = 297
    height: float = 210
    margins: tuple[float, float, float, float] = (9, 9, 9, 9)
    title: str = TITLE
    occasion: str = OCCASION
    salutation: str = SALUTATION
    wording: tuple[str, ...] = SENTENCE
    date_style: str = CHINESE
    has_border: bool = True
    shows_unit: bool = True
    seal: str = PLACE
    seal_png: bytes = field(default=b"", repr=False)
    seal_size: float = 42

    @cached_property
    def identity(self) -> str:
        """What tells the bytes of one layout from those of another."""
        return repr(self) + hashlib.sha256(self.seal_png).hexdigest()

    @property
    def names_person(self) -> bool:
        """Whether the wording itself names the holder, so that no line of address is needed."""
        return any("{name}" in line for line in self.wording)

    def fixed_text(self) -> str:
        """The words that are the same on every certificate, without the placeholders."""
        return PLACEHOLDER.sub("", "".join((self.title, self.occasion, self.salutation, *self.wording)))


DEFAULT_LAYOUT = Layout()


def is_fixed(text: str) -> bool:
    """Whether the text is the same for all certificates of one number of years."""
    return FIXED.issuperset(PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def refuse_placeholders(layout: Layout) -> None:
    """RuleBroken when a text holds a placeholder that nobody fills, or a brace that is none."""
    known = "、".join(f"{{{one}}}" for one in PLACEHOLDERS)
    for text in (layout.occasion, *layout.wording):
        for one in PLACEHOLDER.findall(text):
            if one not in PLACEHOLDERS:
                raise RuleBroken(
                    "placeholder_unknown", "没有“{{{one}}}”这个占位符，可用的有：{known}。", one=one, known=known
                )
        if set("{}") & set(PLACEHOLDER.sub("", text)):
            raise RuleBroken(
                "placeholder_broken", "“{text}”中的花括号没有成对，占位符请照此填写：{known}。", text=text, known=known
            )
    for label, text in (("标题", layout.title), ("称谓", layout.salutation)):
        if set("{}") & set(text):
            raise RuleBroken("placeholder_broken", "{label}中不能使用花括号和占位符，请改写后再保存。", label=label)


@dataclass(frozen=True)
class Sheet:
    """Where things stand on a paper of that layout, in points; ``k`` is the scale against A4 across.

    What a scanner and a stamp need keeps its size on small paper: the code and the room for the seal.
    """

    layout: Layout

    @cached_property
    def size(self) -> tuple[float, float]:
        return self.layout.width * MM, self.layout.height * MM

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, lower, right and upper edge of what is printed."""
        top, right, bottom, left = (margin * MM for margin in self.layout.margins)
        return left, bottom, self.size[0] - right, self.size[1] - top

    @cached_property
    def k(self) -> float:
        left, low, right, high = self.box
        return min((right - left) / (279 * MM), (high - low) / (192 * MM))

    def up(self, mm: float) -> float:
        """Millimetres of the A4 design on this paper."""
        return mm * MM * self.k

    @cached_property
    def centre(self) -> float:
        return (self.box[0] + self.box[2]) / 2

    @cached_property
    def low(self) -> float:
        """The lower inner edge of the frame."""
        return self.box[1] + self.up(12)

    @cached_property
    def high(self) -> float:
        return self.box[3] - self.up(12)

    @cached_property
    def spare(self) -> float:
        """Height beyond the A4 design's, given to the gaps."""
        return self.high - self.low - self.up(168)

    def below(self, mm: float, share: float) -> float:
        """So far below the frame, and below a share of the spare height."""
        return self.high - self.up(mm) - share * self.spare

    @cached_property
    def column(self) -> tuple[float, float]:
        """Left and right edge of the text."""
        half = min((self.box[2] - self.box[0]) / 2 - self.up(33), self.up(117))
        return self.centre - half, self.centre + half

    @cached_property
    def code_room(self) -> float:
        return max(self.up(29.2), 25.2 * MM)

    @cached_property
    def code(self) -> tuple[float, float]:
        """Centre of the QR code; its modules begin at the left edge of the text (version 6: 41 of 49 modules)."""
        return self.column[0] + self.code_room * 41 / 98, self.low + self.up(13.6) + self.code_room / 2 + self._lift

    @cached_property
    def beside_code(self) -> float:
        """Left edge of the number."""
        return self.code[0] + self.code_room * 41 / 98 + self.up(4.5)

    @cached_property
    def seal_radius(self) -> float:
        return max(self.up(22.5), 22.5 * MM)

    @cached_property
    def seal(self) -> tuple[float, float]:
        """Centre of the room for the seal."""
        low = max(self.up(6.5) - (self.seal_radius - self.up(22.5)), 2 * MM)
        return self.column[1] - self.up(34), self.low + low + self._lift + self.seal_radius

    @property
    def _lift(self) -> float:
        return 0.2 * self.spare

    @cached_property
    def floor(self) -> float:
        """How far down the wording may reach."""
        return max(self.seal[1] + self.seal_radius, self.code[1] + self.code_room * 41 / 98 + 2 * MM) + 1 * MM

    @cached_property
    def body_top(self) -> float:
        """The baseline of the first line of the wording; it moves up where no lines of address are printed."""
        lines = 14 * self.layout.names_person + 8 * (self.layout.names_person and not self.layout.shows_unit)
        return self.below(82 - lines, 0.4)
