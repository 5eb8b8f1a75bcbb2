"""The small demonstration city: four schools in each district, enough to try everything with."""

from __future__ import annotations

from datetime import date

from config.demo.people import Maker
from config.demo.sheets import Sheets
from kernel.orgs.actions import DISTRICTS
from teachers.rules.months import text

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
GIVEN = "文华建国志明秀英桂兰玉梅春芳海燕红霞丽娟静敏晓东俊杰宇轩子涵思远雨欣佳怡浩然嘉宁锦程书瑶若溪清和景行怀瑾知远"
RARE = ("买买提·艾力", "欧阳𬭚", "王㛃", "陈堃", "阿依努尔·热合曼")
SUBJECTS = {
    "小学": "语文 数学 英语 科学 音乐 美术 体育与健康 道德与法治",
    "初中": "语文 数学 英语 物理 化学 历史 地理 生物",
    "普通高中": "语文 数学 英语 物理 化学 生物 思想政治 历史 地理",
    "幼儿园": "五大领域",
}
TITLES = ("三级教师", "二级教师", "一级教师", "高级教师", "正高级教师")
SCHOOL_KINDS = (("实验小学", "小学"), ("第二初级中学", "初中"), ("第一高级中学", "普通高中"), ("中心幼儿园", "幼儿园"))
PER_SCHOOL = 16


class City(Maker):
    """Makes the people, always the same ones for the same seed and day."""

    def make(self) -> Sheets:
        """The whole demonstration city."""
        for district, code, _zone in DISTRICTS:
            short = "泰州" if code == "321200" else district.split("（")[0]
            for kind, stage in SCHOOL_KINDS:
                school = f"{short}{kind}" if code != "321200" else f"泰州市{kind}"
                self.sheets.schools.append((school, code, stage))
                for place in range(PER_SCHOOL):
                    self.teacher(school, code, stage, place)
        return self.sheets

    def teacher(self, school: str, code: str, stage: str, place: int) -> None:
        """One person with a career; a few of each school have long, interrupted or open ones."""
        # The very first one is a man past retirement, so that the account "school" has somebody to confirm.
        female = bool(self.used) and self.dice.random() < {"幼儿园": 0.95, "小学": 0.72}.get(stage, 0.55)
        age = self.age(place, female) if self.used else 62
        born = date(self.today.year - age, self.dice.randint(1, 12), self.dice.randint(1, 28))
        number = self.number(born, female)
        name = RARE[len(self.used) // 90 % len(RARE)] if len(self.used) % 90 == 7 else self.name()
        start = (born.year + self.dice.choice((18, 19, 20, 22))) * 12 + self.dice.choice((7, 7, 7, 8, 1))
        months = self.today.year * 12 + self.today.month - 1 - start
        title = (
            TITLES[min(4, max(0, months // 100 + self.dice.choice((-1, 0, 0))))] if stage != "幼儿园" else "一级教师"
        )
        self.sheets.teachers.append(
            (
                name, number, "女" if female else "男", born.isoformat(), "汉族" if "·" not in name else "维吾尔族",
                f"15400{self.dice.randint(0, 999_999):06d}", school, code, "学前" if stage == "幼儿园" else stage,
                self.dice.choice(SUBJECTS[stage].split()), text(start), text(start),
                "本科" if age < 45 else self.dice.choice(("专科", "本科")), title,
                "在编" if self.dice.random() < 0.9 else self.dice.choice(("备案制", "劳动合同")), "专任教师", "在职",
            )
        )  # fmt: skip
        self.career(number, name, school, start, months)

    def age(self, place: int, female: bool) -> int:
        """Most are in mid-career; the first of each school is near retirement, or beyond it and still on the list."""
        if place == 0:
            return self.dice.choice((54, 55)) if female else self.dice.choice((58, 59, 60, 62))
        if place == 1:
            return self.dice.randint(51, 53)
        return self.dice.randint(24, 50)

    def name(self) -> str:
        return self.dice.choice(SURNAMES) + "".join(self.dice.sample(GIVEN, self.dice.choice((1, 2, 2))))


def faulty_workbook(today: date) -> bytes:
    """A small roster with the usual faults, to try the import desk with."""
    city = City(today, seed=7)
    for place in range(12):
        city.teacher("海陵区实验小学", "321202", "小学", place)
    rows = [list(row) for row in city.sheets.teachers]
    rows[2][0] = ""
    rounded = {rows[3][1]: float(rows[3][1][:17] + "0")}  # what Excel makes of a number in a column not set to text
    rows[3][1] = rounded[rows[3][1]]
    rows[4][3] = "19八五年"
    rows[5][2] = "男" if rows[5][2] == "女" else "女"
    rows[6][6] = "海陵区试验小学"
    gone, rows[8] = rows[8][1], list(rows[7])
    city.sheets.teachers = [tuple(row) for row in rows]
    services = [[rounded.get(row[0], row[0]), *row[1:]] for row in city.sheets.services if row[0] != gone]
    services[0][5] = "上课"
    city.sheets.services = [tuple(row) for row in services]
    return city.sheets.to_xlsx()
