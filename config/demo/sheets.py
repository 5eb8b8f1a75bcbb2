"""The rows of a roster workbook as a city office would send it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

TEACHERS_HEAD = (
    "姓名", "身份证件号", "性别", "出生日期", "民族", "手机号", "所在学校", "所属区划代码", "任教学段", "任教学科",
    "参加工作年月", "从教年月", "最高学历", "职称", "用人形式", "岗位类别", "人员状态",
)  # fmt: skip
SCHOOLS_HEAD = ("学校名称", "所属区划代码", "学段", "城乡类型", "办学性质")
SERVICES_HEAD = ("身份证件号", "姓名", "起始年月", "终止年月", "单位", "经历类别")


@dataclass
class Sheets:
    """Rows of the three sheets of a roster."""

    schools: list[tuple[str, ...]] = field(default_factory=list)
    teachers: list[tuple[Any, ...]] = field(default_factory=list)
    services: list[tuple[Any, ...]] = field(default_factory=list)

    def to_xlsx(self) -> bytes:
        """The workbook as a city office would send it."""
        book = Workbook(write_only=True)
        for title, head, rows in (
            ("学校", SCHOOLS_HEAD, self.schools),
            ("教师", TEACHERS_HEAD, self.teachers),
            ("任教经历", SERVICES_HEAD, self.services),
        ):
            sheet = book.create_sheet(title)
            sheet.append(head)
            for row in rows:
                sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
