"""The demonstration city at full size: about 680 schools, 39,320 full-time teachers, other staff, retired people.

The numbers are a profile of our own, not statistics of any place.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from config.demo.people import Maker
from config.demo.schools import School, apportion, plan
from config.demo.sheets import Sheets
from config.demo.small import RARE, SURNAMES
from kernel.orgs.actions import DISTRICTS
from teachers.choices import PostCategory, Sex
from teachers.rules.months import Month, month_of, text
from teachers.rules.retirement import group_for, statutory_month

OTHERS, RETIRED, LEFT, DECEASED = 6_500, 16_000, 900, 300
WEIGHTS = list(accumulate(1 / (place + 9) for place in range(len(SURNAMES))))
# Given names by the time they were usual in: (born before, men, women).
GIVEN = (
    (
        1970,
        "建国军明华平强林生根宝祥荣富贵福兴忠义德成才金海春山东文庆余",
        "兰英珍秀芳凤琴玉桂香莲梅红霞素云巧娣萍华美玲翠",
    ),
    (
        1985,
        "伟军勇峰斌涛鹏飞辉刚健波亮超宏志俊晓海东旭凯翔锋磊松杰云龙",
        "丽娟敏静燕艳红霞萍洁莉琳颖慧娜晶芸蓉倩婷雪梅玲玉",
    ),
    (
        2100,
        "浩宇轩泽睿博晨曦皓然哲翰铭文瑞嘉诚子航一鸣思远天佑景行俊熙",
        "欣怡雨涵梓佳琪诗婷思颖雅静梦瑶子萱语彤书瑶清妍可馨知夏",
    ),
)
UNUSUAL = "喆堃翀昇淼犇鑫骉燚玥甯赟珺昶晔彧翯婧旻"  # heard of, and drawn by the font
SUBJECTS = {
    "学前": "五大领域", "小学": "语文 语文 数学 数学 英语 科学 音乐 美术 体育与健康 道德与法治 信息科技",
    "初中": "语文 数学 英语 物理 化学 历史 地理 生物 道德与法治 体育与健康",
    "普通高中": "语文 数学 英语 物理 化学 生物 思想政治 历史 地理 体育与健康 信息技术",
    "中职": "语文 数学 英语 机械 电子 会计 护理 旅游 计算机", "特殊教育": "生活语文 生活数学 康复训练 律动",
}  # fmt: skip
TITLES = ("正高级教师", "高级教师", "一级教师", "二级教师", "三级教师")


@dataclass(frozen=True)
class Band:
    """An age band: part of the teachers, first and last age, parts of the titles in order of TITLES."""

    part: int
    first: int
    last: int
    titles: Sequence[float]


BANDS = (
    Band(18, 23, 30, (0, 0, 10, 68, 22)),
    Band(22, 31, 40, (0, 5, 52, 41, 2)),
    Band(33, 41, 50, (0.3, 28, 58, 13, 0.7)),
    Band(19, 51, 55, (0.8, 40, 48, 11, 0.2)),
    Band(8, 56, 60, (1, 50, 45, 4, 0)),
)
ENTRY = {True: (18, 19, 20, 21, 22, 22, 23, 24, 27, 31), False: (21, 22, 22, 22, 23, 23, 24, 25)}  # born before 1978
RECORDED = (0.36, 0.17)  # parts of the retired men and women whose service is in the roster
CATEGORIES = (("行政人员", 26), ("教辅人员", 36), ("工勤人员", 38))


class WholeCity(Maker):
    """Makes the city district by district; each school has dice of its own."""

    def __init__(self, today: date, seed: int = 321299) -> None:
        super().__init__(today, seed)
        self.seed, self.month, self.schools = seed, month_of(today), plan(seed)
        every = [school for schools in self.schools.values() for school in schools]
        size = [school.teachers for school in every]
        old = [0 if school.private else school.teachers for school in every]  # nobody has retired from a young school
        self.others = dict(zip(every, apportion(OTHERS, size), strict=True))
        self.retired = dict(zip(every, apportion(RETIRED, old), strict=True))
        self.gone = dict(zip(every, apportion(LEFT + DECEASED, size), strict=True))

    def workbooks(self) -> Iterator[tuple[str, Sheets]]:
        """The roster of each district, as it would send it."""
        for district, code, _zone in DISTRICTS:
            self.sheets = Sheets()
            before = [school.name for school in self.schools[code] if not school.private]
            for school in self.schools[code]:
                self.school(school, before)
            yield district, self.sheets

    def school(self, school: School, before: Sequence[str]) -> None:
        """A school and its people; ``before`` are places where they may have taught before."""
        self.dice = random.Random(f"{self.seed} {school.name}")  # noqa: S311 - demonstration data, no secret
        kind = school.kind
        self.sheets.schools.append(
            (school.name, school.code, kind.stage, school.location, "民办" if school.private else "公办")
        )
        for _ in range(school.teachers):
            self.person(school, before, *self.serving(school))
        for _ in range(self.others[school]):
            female, age, title = self.serving(school)
            category = self.dice.choices([word for word, _part in CATEGORIES], [part for _word, part in CATEGORIES])[0]
            self.person(school, before, female, min(age, 59 if not female else 49), "", category=category)
        for _ in range(self.gone[school]):
            female, age, title = self.serving(school)
            status = "已故" if self.dice.random() < DECEASED / (LEFT + DECEASED) else "离职"
            self.person(school, before, female, age, title, status=status, until=self.month - self.dice.randint(1, 90))
        for _ in range(self.retired[school]):
            self.pensioner(school, before)

    def serving(self, school: School) -> tuple[bool, int, str]:
        """Sex, age and title of somebody in service; women without a senior title leave at 55."""
        band = self.dice.choices(BANDS, [band.part for band in BANDS])[0]
        age, title = self.dice.randint(band.first, band.last), self.dice.choices(TITLES, band.titles)[0]
        female = self.dice.random() < min(0.97, school.kind.women * 1.06)
        if female and age >= 55 and title not in TITLES[:2]:
            if age == 55 or school.kind.women > 0.9:
                age -= self.dice.randint(1, 9)
            else:
                female = False
        return female, age - (age == 60 and self.dice.random() < 0.8), title

    def pensioner(self, school: School, before: Sequence[str]) -> None:
        """Somebody who has retired at the statutory month; of most the records are still on paper."""
        female = self.dice.random() < school.kind.women
        title = self.dice.choices(("高级教师", "一级教师", "二级教师"), (34, 56, 10))[0]
        recorded = self.dice.random() < RECORDED[female]
        sex = Sex.FEMALE if female else Sex.MALE
        while True:
            age = self.dice.randint(55, 68 if recorded else 84)
            born = self.birthday(age)
            group = group_for(sex, title, PostCategory.TEACHER)
            assert group is not None
            if (until := statutory_month(group, born)) < self.month:
                break
        self.person(school, before, female, age, title, born=born, status="退休", until=until, recorded=recorded)

    def person(
        self, school: School, before: Sequence[str], female: bool, age: int, title: str, *, born: date | None = None,
        category: str = "专任教师", status: str = "在职", until: Month | None = None, recorded: bool = True,
    ) -> None:  # fmt: skip
        """One row of the roster, and the rows of service."""
        dice = self.dice
        born = born or self.birthday(age)
        number, name = self.number(born, female), self.full_name(born, female)
        start = self.start(born, school, retired=status == "退休")
        last = self.month if until is None else until + 1
        start = min(start, last - 1)
        stage = school.kind.teaches
        education = (
            dice.choice(("研究生", "本科", "本科", "本科", "本科"))
            if age < 40
            else dice.choice(("本科", "本科", "专科"))
        )
        footing = (
            "民办聘用" if school.private else "在编" if dice.random() < 0.92 else dice.choice(("备案制", "劳动合同"))
        )
        teaches = category == "专任教师"
        self.sheets.teachers.append(
            (
                name, number, "女" if female else "男", born.isoformat(), "汉族" if "·" not in name else "维吾尔族",
                f"15400{dice.randint(0, 999_999):06d}", school.name, school.code, stage if teaches else "",
                dice.choice(SUBJECTS[stage].split()) if teaches else "", text(start), text(start) if teaches else "",
                education, title, footing, category, status,
            )
        )  # fmt: skip
        if recorded and category in ("专任教师", "行政人员"):
            end = "至今" if until is None else text(until)
            near = (before[dice.randrange(len(before))], "市教师发展中心附属学校")
            self.career(number, name, school.name, start, last - 1 - start, before=near, last=end)

    def start(self, born: date, school: School, *, retired: bool) -> Month:
        """The month of the first post: older people came from teachers' schools at 18."""
        ages = ENTRY[born.year < 1978]
        if retired:
            ages = (18, 18, 19, 19, 20, 20, 21)
        elif school.kind.teaches == "学前":
            ages = (18, 19, 20, 22, 23, 30) if born.year < 1985 else (19, 20, 22, 23)
        return (born.year + self.dice.choice(ages)) * 12 + self.dice.choice((7, 7, 7, 8, 1))

    def birthday(self, age: int) -> date:
        return date(self.today.year - age, self.dice.randint(1, 12), self.dice.randint(1, 28))

    def full_name(self, born: date, female: bool) -> str:
        """A name of the time; one in a hundred with a character that few know, a few of another people."""
        dice = self.dice
        turn = dice.random()
        if turn < 0.002:
            return dice.choice(RARE)
        signs = next(words[female] for before, *words in GIVEN if born.year < before)
        given = "".join(dice.sample(signs, 1 if dice.random() < 0.18 else 2))
        if turn < 0.012:
            given = given[0] + dice.choice(UNUSUAL)
        return dice.choices(SURNAMES, cum_weights=WEIGHTS)[0] + given
