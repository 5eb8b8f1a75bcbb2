"""What is measured with: fictitious teachers of the demonstration city, as certificates and as a roster workbook."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from config.demo import SERVICES_HEAD, TEACHERS_HEAD, City
from honors.pdf.certificate import CertificateFacts
from kernel.orgs.actions import DISTRICTS

TODAY = date(2026, 9, 10)
ISSUER = "泰州市教育局"
SITE = "https://honors.edu.taizhou.example"
PER_SCHOOL = 40
STAGES = (("实验小学", "小学"), ("第二初级中学", "初中"), ("第一高级中学", "普通高中"), ("中心幼儿园", "幼儿园"))
MORE_HEAD = ("序号", "证件类型", "来校年月", "政治面貌", "教师资格证号", "普通话等级", "任课节数", "备注")

Rows = Sequence[tuple[object, ...]]


def facts(count: int) -> list[CertificateFacts]:
    """Facts of ``count`` distinct certificates; a link of 86 characters, a number of 23."""
    people, _services, _schools = roster(count)
    return [
        CertificateFacts(
            name=str(person[0]),
            years=40 if place % 7 == 0 else 30,
            school=str(person[6]),
            issuer=ISSUER,
            issued_on=TODAY,
            number=f"TZ30-2026-321202-{place:06d}",
            check_url=f"{SITE}/c/TZ30-2026-321202-{place:06d}/0/{hashlib.sha256(str(place).encode()).hexdigest()[:22]}/",
        )
        for place, person in enumerate(people)
    ]


def roster(count: int, per_school: int = PER_SCHOOL) -> tuple[Rows, Rows, list[tuple[str, str, str]]]:
    """People, service rows and schools of a city with ``count`` teachers."""
    city, schools = City(TODAY), []
    for place in range(count):
        number, seat = divmod(place, per_school)
        district, code, _zone = DISTRICTS[number % len(DISTRICTS)]
        kind, stage = STAGES[number // len(DISTRICTS) % len(STAGES)]
        school = f"{district.split('（')[0]}{kind}{number // 28 + 1}"
        if seat == 0:
            schools.append((school, code, stage))
        city.teacher(school, code, stage, seat)
    return list(city.sheets.teachers), list(city.sheets.services), schools


def workbook(people: Rows, services: Rows = ()) -> bytes:
    """A sheet of teachers with 25 columns, four of which the register does not know, and one of service rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("教师")
    sheet.append((*TEACHERS_HEAD, *MORE_HEAD))
    for place, person in enumerate(people, 1):
        extra = (place, "居民身份证", person[10], "群众", f"2026321{place:09d}", "二级甲等", 12, "")
        sheet.append((*person, *extra))
    if services:
        sheet = book.create_sheet("任教经历")
        for row in (SERVICES_HEAD, *services):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
