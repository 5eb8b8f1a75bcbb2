"""Hours for the demonstration city: two cycles of courses, school days and online study, the same each time."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

import openpyxl

from config.demo.sheets import Sheets

HEAD = ("身份证件号", "姓名", "项目名称", "培训类别", "级别", "方式", "学时", "开始日期", "结束日期", "证书编号")
FIRST_YEAR = 2021
MOST = 500  # people: enough to look at, and soon put down
FACE = ("课堂教学评价研修", "新课标学科骨干培训", "跨学科主题学习研讨", "作业设计专题培训")
ONLINE = ("国家智慧教育平台暑期研修", "省远程培训", "心理健康教育网络研修")
SCHOOL = ("集体备课展示", "读书交流", "教学反思工作坊", "学情诊断研讨")
Row = tuple[str, str, str, str, str, str, float, str, str, str]


def hours_workbook(sheets: Sheets, today: date, seed: int = 45) -> bytes:
    """The hours of the first people of a roster, as an officer would send them to the import desk."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("学时")
    page.append(HEAD)
    dice = random.Random(seed)  # noqa: S311 - demonstration data, no secret
    for teacher in sheets.teachers[:MOST]:
        for row in _rows(dice, str(teacher[1]), str(teacher[0]), _began(str(teacher[10])), today):
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _began(text: str) -> int:
    return int(text[:4])


def _rows(dice: random.Random, number: str, name: str, began: int, today: date) -> Iterator[Row]:
    """One person: as diligent as chance has it, in every year of service."""
    zeal = dice.choice((0.35, 0.7, 0.9, 1.0, 1.1, 1.2))
    for year in range(max(FIRST_YEAR, began + 1), today.year + 1):
        plans = [
            (dice.choice(FACE), _kind(dice, year, began), dice.choice(("市级", "县级", "县级", "省级")), "集中",
             round(36 * zeal), date(year, 7, dice.randint(4, 14)), 5),
            (dice.choice(ONLINE), "一般培训", dice.choice(("省级", "国家级")), "网络", round(14 * zeal),
             date(year, 8, 1), 20),
            (dice.choice(SCHOOL), "一般培训", "校级", "校本", round(28 * zeal), date(year, 3, dice.randint(4, 12)), 60),
            ("师德第一课", "师德第一课", "校级", "校本", 2, date(year, 2, dice.randint(20, 26)), 1),
        ]  # fmt: skip
        if dice.random() < 0.3:
            plans.append(("数字素养专题", "数字素养", "市级", "集中", 12, date(year, 10, dice.randint(9, 20)), 2))
        for title, kind, level, mode, hours, first, days in plans:
            last = first + timedelta(days=days - 1)
            if last <= today and hours:
                yield (number, name, f"{year}年{title}", kind, level, mode, hours, f"{first}", f"{last}", "")


def _kind(dice: random.Random, year: int, began: int) -> str:
    if year == began + 1:
        return "新入职"
    return dice.choice(("一般培训",) * 6 + ("班主任", "班主任", "紧缺型", "转学段", "跨城乡", "后备干部"))
