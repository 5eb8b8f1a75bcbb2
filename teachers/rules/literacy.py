"""Digital literacy of teachers: the five dimensions of the standard, its 13 parts and 33 items, the mean of answers.

《教师数字素养》（JY/T 0646—2022）。The standard sets no scale: each item is answered from 1 to 5, a part is
the mean of its items, a dimension the mean of its parts, the whole the mean of the dimensions (the city's default).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LEAST, MOST = 1, 5
_MEAN = re.compile(r"[1-5](\.[0-9]{1,4})?")
FULL_MARK = MOST * 100  # means are kept in hundredths


@dataclass(frozen=True)
class PartOf:
    """A part of the second level with its items."""

    code: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class LiteracyDimension:
    """A dimension of the first level."""

    code: str
    title: str
    parts: tuple[PartOf, ...]


STANDARD = (
    LiteracyDimension("1", "数字化意识", (
        PartOf("1.1", "数字化认识", (
            "理解数字技术在经济社会和教育发展中的价值", "认识数字技术发展给教育教学带来的机遇与挑战",
        )),
        PartOf("1.2", "数字化意愿", ("主动学习和使用数字技术资源", "积极开展教育数字化实践、探索和创新")),
        PartOf("1.3", "数字化意志", ("战胜教育数字化实践中遇到的困难和挑战的信心与决心",)),
    )),
    LiteracyDimension("2", "数字技术知识与技能", (
        PartOf("2.1", "数字技术知识", ("了解常见数字技术的概念、基本原理",)),
        PartOf("2.2", "数字技术技能", ("掌握数字技术资源的选择策略", "掌握数字技术资源的使用方法")),
    )),
    LiteracyDimension("3", "数字化应用", (
        PartOf("3.1", "数字化教学设计", (
            "运用数字技术开展学习情况分析", "获取、管理与制作数字教育资源", "设计数字化教学活动", "创设混合学习环境",
        )),
        PartOf("3.2", "数字化教学实施", (
            "利用数字技术支持教学活动的组织与管理", "利用数字技术优化教学流程", "利用数字技术开展个别化指导",
        )),
        PartOf("3.3", "数字化学业评价", (
            "选择和运用评价数据采集工具", "应用数据分析模型进行学业数据分析", "实现学业数据可视化与解释",
        )),
        PartOf("3.4", "数字化协同育人", (
            "指导学生提升数字素养", "利用数字技术开展德育", "利用数字技术开展心理健康教育",
            "利用数字技术开展家校协同共育",
        )),
    )),
    LiteracyDimension("4", "数字社会责任", (
        PartOf("4.1", "法治道德规范", ("依法规范上网", "合理使用数字产品和服务", "维护积极健康的网络环境")),
        PartOf("4.2", "数字安全保护", ("保护个人信息和隐私", "维护工作数据安全", "注重网络安全防护")),
    )),
    LiteracyDimension("5", "专业发展", (
        PartOf("5.1", "数字化学习与研修", (
            "利用数字技术资源持续学习", "利用数字技术资源支持反思与改进", "参与或主持网络研修",
        )),
        PartOf("5.2", "数字化教学研究与创新", ("开展数字化教学研究", "创新教学模式与学习方式")),
    )),
)  # fmt: skip
ITEMS = tuple(
    f"{part.code}.{place}" for one in STANDARD for part in one.parts for place in range(1, len(part.items) + 1)
)


def _mean(values: list[int]) -> int:
    """The mean of hundredths, half upwards."""
    return (2 * sum(values) + len(values)) // (2 * len(values))


def problem(answers: Mapping[str, int]) -> str:
    """What is wrong with the answers, as the code of a sentence; empty where nothing is."""
    if set(answers) != set(ITEMS):
        return "literacy_items"
    if not all(LEAST <= answer <= MOST for answer in answers.values()):
        return "literacy_scale"
    return ""


def means(answers: Mapping[str, int]) -> dict[str, int]:
    """The means of all dimensions in hundredths, by their codes, from whole answers of the 33 items."""
    found = {}
    for one in STANDARD:
        parts = [
            _mean([100 * answers[f"{part.code}.{place}"] for place in range(1, len(part.items) + 1)])
            for part in one.parts
        ]
        found[one.code] = _mean(parts)
    return found


def whole(by_dimension: Mapping[str, int]) -> int:
    """The mean over the five dimensions, in hundredths."""
    return _mean(list(by_dimension.values()))


def hundredths(text: str) -> int | None:
    """A mean as a workbook writes it (3.71), in hundredths; None for what is no mean on the scale."""
    if not _MEAN.fullmatch(text):
        return None
    whole_part, _dot, rest = text.partition(".")
    value = 100 * int(whole_part) + int((rest + "00")[:2])
    return value if 100 * LEAST <= value <= FULL_MARK else None
