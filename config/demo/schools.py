"""The schools of the whole demonstration city: how many of which kind in which district, and what they are called."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from kernel.orgs.actions import DISTRICTS

# Part of the city's schools in each district, by division code.
SPLIT = {"321202": 12, "321203": 9, "321204": 14, "321282": 15, "321283": 21, "321281": 23, "321200": 6}
DIGITS = "零一二三四五六七八九"
TOWNS = ("永兴安清仙白青紫龙凤金银玉石芦荻柳桃梅竹松枫顺泰和丰盛广", "河桥港庄墩溪垛圩湾塘荡沟泾浦堡")
VILLAGES = ("东西南北前后大小新老上下", "陈王李周徐朱张顾陆季钱戴", "庄舍垛圩桥湾")
QUARTERS = ("城东", "城西", "城南", "城北", "城中", "东风", "鼓楼", "凤凰")
BRANDS = (
    *("春蕾", "小天鹅", "金摇篮", "阳光", "童心", "蓝天", "育才", "启明", "贝贝"),
    *("百合", "七彩", "紫藤", "向日葵", "蒲公英", "小星星", "康乐", "明珠", "博雅"),
)
URBAN, TOWN, SPECIAL, TOWNSHIP, VILLAGE = ("111", "112"), ("121", "122"), "123", "210", "220"
# Weights of the kinds of places: in the city itself, and in the counties.
CITY_PLACES = {"111": 62, "112": 22, "121": 8, "122": 3, "210": 3, "220": 2}
COUNTY_PLACES = {"111": 27, "112": 10, "121": 28, "122": 12, "123": 2, "210": 9, "220": 12}


@dataclass(frozen=True)
class Kind:
    """A kind of school: what it is called, its stage, how many there are, their full-time teachers, part of women."""

    noun: str
    stage: str  # of the school, as a workbook writes it
    teaches: str  # of its teachers
    schools: int
    teachers: int
    women: float
    private: float  # part that is privately run


KINDS = (
    Kind("幼儿园", "幼儿园", "学前", 330, 5_800, 0.97, 0.42),
    Kind("小学", "小学", "小学", 150, 13_000, 0.72, 0.02),
    Kind("初级中学", "初中", "初中", 100, 6_900, 0.58, 0.03),
    Kind("学校", "九年一贯制", "初中", 45, 3_100, 0.58, 0.16),
    Kind("高级中学", "普通高中", "普通高中", 36, 7_600, 0.52, 0.08),
    Kind("中等专业学校", "中等职业学校", "中职", 11, 2_600, 0.52, 0.0),
    Kind("特殊教育学校", "特殊教育", "特殊教育", 7, 320, 0.72, 0.0),
)


@dataclass(frozen=True)
class School:
    """A school with its number of full-time teachers."""

    name: str
    code: str
    kind: Kind
    location: str
    private: bool
    teachers: int


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` in whole parts by weight; the largest remainders get what is left."""
    shares = [total * weight / sum(weights) for weight in weights]
    parts = [int(share) for share in shares]
    by_rest = sorted(range(len(parts)), key=lambda place: parts[place] - shares[place])
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def plan(seed: int) -> dict[str, list[School]]:
    """Every school of the city by division code, always the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - demonstration data, no secret
    towns = [first + second for first in TOWNS[0] for second in TOWNS[1]]
    dice.shuffle(towns)
    names = {code: _Names(_short(district, code), dice, [towns.pop() for _ in range(16)])
             for district, code, _zone in DISTRICTS}  # fmt: skip
    found: dict[str, list[School]] = {code: [] for _district, code, _zone in DISTRICTS}
    for kind in KINDS:
        each = [1] * 7 if kind.schools == 7 else apportion(kind.schools, [SPLIT[code] for code in found])
        places = [(code, _location(dice, code, kind, place)) for code, number in zip(found, each, strict=True)
                  for place in range(number)]  # fmt: skip
        sizes = apportion(kind.teachers, [_size(dice, location) for _code, location in places])
        for (code, location), teachers in zip(places, sizes, strict=True):
            private = location in URBAN and dice.random() < kind.private * 2
            found[code].append(
                School(names[code].name(kind, location, private), code, kind, location, private, teachers)
            )
    return found


def _short(district: str, code: str) -> str:
    return "泰州市" if code == "321200" else district.split("（")[0]


def _location(dice: random.Random, code: str, kind: Kind, place: int) -> str:
    if place == 0 or kind.stage in ("中等职业学校", "特殊教育"):
        return "111"
    weights: Mapping[str, int] = CITY_PLACES if code in ("321200", "321202", "321203") else COUNTY_PLACES
    if kind.stage == "普通高中":
        weights = {"111": 6, "121": 5}
    return dice.choices(list(weights), list(weights.values()))[0]


def _size(dice: random.Random, location: str) -> float:
    return dice.uniform(0.7, 1.5) * {"220": 0.35, "210": 0.55, "123": 0.5, "122": 0.8, "121": 1.0}.get(location, 1.4)


class _Names:
    """Names of schools of one district, none twice."""

    def __init__(self, short: str, dice: random.Random, towns: Sequence[str]) -> None:
        self.short, self.dice, self.towns, self.used = short, dice, towns, set[str]()

    def name(self, kind: Kind, location: str, private: bool) -> str:
        """The next name for a school of this kind at such a place."""
        for name in self._candidates(kind, location, private):
            if name not in self.used:
                self.used.add(name)
                return name
        raise AssertionError("the names never end")

    def _candidates(self, kind: Kind, location: str, private: bool) -> Iterator[str]:
        noun, short = kind.noun, self.short
        if private:
            yield from (f"{short}{brand}{'双语' if noun == '学校' else ''}{noun}" for brand in self._shuffled(BRANDS))
        if location == SPECIAL:
            yield from (f"{short}{zone}{noun}" for zone in ("经济开发区", "农业园区", "现代农业示范区", "港口园区"))
        if location == VILLAGE:
            while True:
                town, parts = self.dice.choice(self.towns), [self.dice.choice(part) for part in VILLAGES]
                yield f"{town}镇{''.join(parts)}{'九年制' if noun == '学校' else ''}{noun}"
        if location == TOWNSHIP:
            yield from (f"{town}乡{'' if noun in ('学校', '初级中学') else '中心'}{noun}" for town in self.towns)
        if location in TOWN and kind.stage == "普通高中":
            yield from (f"{town}中学" for town in self.towns)
        if location not in URBAN:
            yield from self._of_towns(noun)
        yield from self._of_the_town(noun, kind)

    def _shuffled(self, words: Sequence[str]) -> list[str]:
        return self.dice.sample(words, len(words))

    def _of_towns(self, noun: str) -> Iterator[str]:
        central = "" if noun == "初级中学" else "实验" if noun == "学校" else "中心"
        yield from (f"{town}镇{central}{noun}" for town in self.towns)
        for number in count(2):
            yield from (f"{town}镇第{_numeral(number)}{noun}" for town in self.towns)

    def _of_the_town(self, noun: str, kind: Kind) -> Iterator[str]:
        if noun == "学校":
            yield from (f"{self.short}{quarter}实验学校" for quarter in QUARTERS)
        elif noun == "高级中学":
            yield f"{self.short}第一高级中学"
            yield f"{self.short}中学"
            yield f"{self.short}实验高级中学"
        elif noun in ("中等专业学校", "特殊教育学校"):
            yield f"{self.short}{noun}"
            yield from (f"{self.short}{trade}{noun}" for trade in ("机电", "旅游", "农业", "卫生"))
        else:
            yield f"{self.short}实验{noun}"
            yield from (f"{self.short}{quarter}{noun}" for quarter in QUARTERS[:5])
        yield from (f"{self.short}第{_numeral(number)}{noun}" for number in count(2))


def _numeral(number: int) -> str:
    """二, 十, 十二, 二十一 (below a hundred)."""
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else DIGITS[tens]}{'十' if tens else ''}{DIGITS[ones] if ones or not tens else ''}"
