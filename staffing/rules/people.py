"""How people are counted in a staffing table: bands of age, degrees, which subjects are arts and sports."""

from __future__ import annotations

from datetime import date

from staffing.choices import FigureStage

BANDS: tuple[tuple[int, int], ...] = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 200))
BACHELOR = ("博士", "硕士", "研究生", "本科", "学士")
COLLEGE = ("专科", "大专", *BACHELOR)
ARTS_AND_SPORTS = ("体育", "音乐", "美术", "艺术", "体育与健康", "舞蹈", "书法")


def band_words(band: tuple[int, int]) -> str:
    """How a band is called."""
    first, last = band
    if not first:
        return f"{last} 岁及以下"
    return f"{first} 岁及以上" if last > 100 else f"{first}—{last} 岁"


def born_between(band: tuple[int, int], on: date) -> tuple[date, date]:
    """Days of birth (both included) of whoever is in the band that day; 29 February has its birthday on 1 March."""
    first, last = band
    youngest = _years_back(on, first)
    oldest = date.fromordinal(_years_back(on, last + 1).toordinal() + 1)
    return oldest, youngest


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=max(day.year - years, 1))
    except ValueError:
        return date(day.year - years, 2, 28)


def above_required_degree(stage: FigureStage) -> tuple[str, ...]:
    """Words of an education above what 《中华人民共和国教师法》第十一条 requires: 专科 at primary, else 本科."""
    return COLLEGE if stage is FigureStage.PRIMARY else BACHELOR
