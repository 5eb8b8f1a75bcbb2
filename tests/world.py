"""The cast: 泰州, two districts, four schools, one officer per role, a neighbour for each, a handful of teachers."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
from django.db import connection
from django.utils import timezone
from PIL import Image

from honors.actions import checking, rounds
from honors.models import HonorRound
from kernel.accounts.actions import add_user, command_line_actor, grant_role
from kernel.accounts.models import User
from kernel.audit.models import AuditEvent
from kernel.crypto.seal import lookup_digest
from kernel.orgs.actions import add_school, plant_city
from kernel.orgs.models import Organisation
from teachers.actions.accounts import give_account
from teachers.actions.roster import enrol
from teachers.models import Teacher
from teachers.rules.enrolment import Enrolment
from teachers.rules.id_number import check_character
from teachers.rules.roster_file import SchoolKey

PASSWORD = "correct-horse-battery"
ENROLLED_ON = date(2024, 9, 1)
AS_OF = date(2025, 9, 10)

HAILING, JIANGYAN = "海陵区", "姜堰区"
SCHOOL, SISTER = "海陵区实验小学", "海陵区第二初级中学"
FAR_SCHOOL, FAR_SISTER = "姜堰区实验小学", "姜堰区第二初级中学"
SCHOOLS = {
    SCHOOL: (HAILING, "primary"),
    SISTER: (HAILING, "junior"),
    FAR_SCHOOL: (JIANGYAN, "primary"),
    FAR_SISTER: (JIANGYAN, "junior"),
}

# One officer per role that people hold, and the same again next door for the roles that are bound to a place.
CAST = {
    "school": ("school_hr", SCHOOL),
    "district": ("district_hr", HAILING),
    "city": ("city_hr", "泰州市"),
    "honors": ("city_honors", "泰州市"),
    "approver": ("city_approver", "泰州市"),
    "district_training": ("district_training", HAILING),
    "city_training": ("city_training", "泰州市"),
    "far_district_training": ("district_training", JIANGYAN),
    "signer": ("city_staffing", "泰州市"),
    "sysadmin": ("system_admin", "泰州市"),
    "secadmin": ("security_admin", "泰州市"),
    "secadmin2": ("security_admin", "泰州市"),
    "auditadmin": ("audit_admin", "泰州市"),
    "district_secadmin": ("security_admin", HAILING),
    "editor": ("cms_editor", "泰州市"),
    "publisher": ("cms_publisher", "泰州市"),
    "far_school": ("school_hr", FAR_SCHOOL),
    "far_district": ("district_hr", JIANGYAN),
}
ROLELESS = ("nobody", "teacher")  # signed in without a role; the second one has a record in the register


def id_number(born: date, place: int = 1, *, female: bool = False) -> str:
    """A right ID number of the unassigned region 321299; ``place`` tells people of one birthday apart."""
    body = f"321299{born:%Y%m%d}{place:02d}{2 if female else 1}"
    return body + check_character(body)


Service = tuple[str, str | None, str]  # first month, last month (None: still going on), kind


def person(
    name: str,
    born: date,
    school: SchoolKey | None = ("321202", SCHOOL),
    services: Sequence[Service] = (),
    *,
    number: str = "",
    incomplete: bool | None = False,
    joined_on: date | None = None,
    **fields: Any,
) -> Enrolment:
    """Somebody as a roster gives them."""
    number = number or id_number(born)
    given = {"name": name, "id_number": number, "birth_on": born, "sex": "1", "employment": "establishment", **fields}
    one = Enrolment(number, 3, given, school, joined_on)
    for start, end, kind in services:
        one.services[month(start), kind] = (month(end) if end else None, "")
    one.incomplete = incomplete if services else None
    return one


def month(text: str) -> date:
    """The first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{text}-01")


@dataclass
class World:
    """The tree, the officers by their name in CAST, and whoever was enrolled."""

    city: Organisation
    units: dict[str, Organisation]
    users: dict[str, User]
    command_line: User
    people: dict[str, Teacher] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.users[name]

    def user(self, name: str) -> User:
        """The account read anew, without the rights that it noted for one request."""
        return User.objects.get(pk=self.users[name].pk)

    def enrol(self, *people: Enrolment, on: date = ENROLLED_ON) -> list[Teacher]:
        """Bring people into the register by the real action; the rows in the same order."""
        enrol(people=people, by=self.command_line, on=on, source="test")
        rows = [row_of(one.number) for one in people]
        self.people |= {row.name: row for row in rows}
        return rows

    def settle(self) -> None:
        """Three people of the own school (short service, 30 years, 30 years with gaps) and one of 40 years far away."""
        self.enrol(
            person("陈晓", date(1990, 5, 4), services=[("2012-09", None, "teaching")]),
            person("李长青", date(1972, 3, 8), services=[("1993-09", None, "teaching")]),
            person("周缺页", date(1971, 6, 2), services=[("1992-09", None, "teaching")], incomplete=True),
            person("王远山", date(1966, 10, 1), ("321204", FAR_SCHOOL), [("1984-09", None, "teaching")]),
        )
        teacher = self.people["李长青"]
        give_account(teacher=teacher, user=self["teacher"], by=self.command_line)


def hand_on(one: HonorRound, by: User | None = None) -> None:
    """A draft on its way to the second person, with the schools' part and the publicity done outside the system."""
    by = by or one.made_by
    rounds.send_out(one=one, by=by)
    checking.close_checking(one=one, by=by, note="线下已确认", accept=True)
    rounds.publish(one=one, by=by, on=timezone.localdate(), elsewhere="已在公告栏公示 5 个工作日")
    rounds.submit(one=one, by=by)


def build() -> World:
    """The tree and the accounts; people come with ``World.settle`` or ``World.enrol``."""
    city = plant_city()
    units = {unit.name: unit for unit in Organisation.objects.all()}
    for name, (district, stage) in SCHOOLS.items():
        units[name] = add_school(district=units[district], name=name, stage=stage)
    users, actor = {}, command_line_actor(city)
    for username, (role, unit) in CAST.items():
        users[username] = add_user(
            username=username, full_name=f"{unit}{role}", password=PASSWORD, by=actor, is_initial=False
        )
        grant_role(user=users[username], role=role, org=units[unit], on=date(2020, 1, 1), by=actor)
    for username in ROLELESS:
        users[username] = add_user(username=username, full_name=username, password=PASSWORD, by=actor, is_initial=False)
    return World(city, units, users, actor)


def row_of(number: str) -> Teacher:
    """The person with this ID number."""
    found: Teacher = (
        Teacher.objects.for_system("a test looks").select_related("school").get(id_digest=lookup_digest(number))
    )
    return found


def acts(act: str) -> list[AuditEvent]:
    """The audit lines of one kind, oldest first."""
    return list(AuditEvent.objects.filter(act=act).order_by("pk"))


HEAD = ("姓名", "身份证件号", "性别", "出生日期", "所在学校", "所属区划代码", "用人形式")
SERVICE_HEAD = ("身份证件号", "姓名", "起始年月", "终止年月", "单位", "经历类别")


def row(name: str = "陈晓", born: date = date(1990, 5, 4), school: str = SCHOOL, **cells: Any) -> dict[str, Any]:
    """A good row of the sheet 教师 by column title, with other cells where given."""
    good = {"姓名": name, "身份证件号": id_number(born), "性别": "男", "出生日期": born.isoformat(), "所在学校": school}
    return {**good, **cells}


def service_row(
    number: Any, start: Any = "2012-09", end: Any = "至今", kind: str = "任教", unit: str = ""
) -> tuple[Any, ...]:
    """A row of the sheet 任教经历."""
    return (number, "", start, end, unit, kind)


def roster(
    teachers: Sequence[Mapping[str, Any]],
    services: Iterable[Sequence[Any]] | None = None,
    schools: Iterable[Sequence[Any]] | None = None,
) -> bytes:
    """A roster workbook: rows of 教师 by title; rows of 任教经历 and of 学校 in order of their columns."""
    titles = list(dict.fromkeys([*HEAD, *(title for one in teachers for title in one)]))
    sheets: dict[str, list[Sequence[Any]]] = {}
    if schools is not None:
        sheets["学校"] = [("学校名称", "所属区划代码", "学段"), *schools]
    if teachers:
        sheets["教师"] = [titles, *([one.get(title) for title in titles] for one in teachers)]
    if services is not None:
        sheets["任教经历"] = [SERVICE_HEAD, *services]
    return workbook(sheets)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """An .xlsx of the given rows."""
    book = openpyxl.Workbook()
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for one in rows:
            page.append(list(one))
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def scan(name: str = "签字.png") -> tuple[str, bytes]:
    """A small picture, as a phone would send it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, format="PNG")
    return name, out.getvalue()


def at_the_same_moment(count: int, work: Callable[[], Any]) -> list[Any]:
    """Do the work in so many threads that all begin together; what each gave, or the error it met."""
    gate, results = threading.Barrier(count), list[Any]()

    def one() -> None:
        try:
            gate.wait()
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
