"""The portrait on paper."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from teachers.choices import Dimension, chinese
from teachers.pdf.portrait import PaperDimension, PortraitFacts, draw
from teachers.queries import portrait_words as words
from teachers.queries.portraits import DimensionShown, Sheet

NOTE = (
    "本画像只汇集登记系统中已有的事实，按公开的固定标准折算为 0–100 分，不与他人排名，不单独作为任何决定的依据；"
    "事实有误的，本人可提出异议，由来源单位更正。金色线段为同组中间的一半。"
)


def paper(*, sheet: Sheet) -> bytes:
    """The paper of a portrait that a query opened: always in Chinese, the same facts give the same bytes."""
    with translation.override(settings.LANGUAGE_CODE):
        one, person = sheet.portrait, sheet.portrait.teacher
        hours = sheet.hours
        facts = PortraitFacts(
            settings.CERTIFICATE_ISSUER, person.name, person.teacher_no, f"{person.school.parent}　{person.school}",
            one.year, one.on, f"维度第 {one.version.number} 版", one.version.document, sheet.radar,
            tuple(sheet.growths), hours[1] if hours else None, words.told(hours[0]) if hours else "",
            tuple(_dimension(shown) for shown in sheet.dimensions), NOTE,
        )  # fmt: skip
        return draw(facts, tuple(settings.FONT_DIRS))


def _dimension(shown: DimensionShown) -> PaperDimension:
    lines = []
    for part in shown.parts:
        lines.append(f"{part.title}（权重 {part.weight}）：{part.arithmetic}")
        lines += [f"　{one.told}　{one.fact.on:%Y-%m-%d}　来源：{one.owner}" for one in part.facts]
    points = "数据不足" if shown.score is None else shown.points
    label = chinese(Dimension(shown.code))
    return PaperDimension(label, points, shown.percent, str(shown.band_words), tuple(lines))
