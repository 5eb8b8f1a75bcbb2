"""Background work outlives its worker: what nobody heard of is found, what was broken off is taken up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from world import FAR_SCHOOL, SCHOOL, id_number, roster, row, service_row

from honors.rules.numbers import PATTERN, is_well_formed
from journeys.conftest import Visit
from journeys.installation import Installation, wait_for
from journeys.visitor import Visitor

PEOPLE = 600
SCHOOLS = ((SCHOOL, "321202"), (FAR_SCHOOL, "321204"))
GIVEN = "文华建国志明秀英桂兰玉梅春芳海燕红霞丽娟静敏晓东"
HASTY = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "0.5"}


@pytest.fixture
def workshop(city: Installation) -> Iterator[Installation]:
    """The demonstration city with its web server alone; workers come and go as a test wants."""
    city.stop()
    city.start_web()
    yield city
    city.stop()


def test_work_that_nobody_heard_of_is_found(workshop: Installation, visit: Visit) -> None:
    school = visit("school")
    school.upload(workshop.workbook)
    expect(school.page.get_by_role("progressbar", name="进度")).to_be_visible()
    expect(school.page.locator("#job")).to_contain_text("等待处理")
    school.look("import-waiting")
    assert workshop.empty_queue() >= 1
    workshop.start_worker()
    expect(school.page.locator("#refusals")).to_be_visible()  # the page went on by itself
    school.button("放弃").click()
    expect(school.page.get_by_role("alert")).to_contain_text("已放弃")


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    workshop: Installation, visit: Visit, tmp_path: Path
) -> None:
    as_of = date(date.today().year, 12, 31)
    workshop.start_worker(**HASTY)
    names = enrol_many(workshop, visit("city"), tmp_path / "many.xlsx")
    wanted = issue_to_all(workshop, visit("honors"), visit("approver"), as_of)

    answer = workshop.manage("issue_certificates", "--on", f"{as_of}", "--out", str(tmp_path / "out"))
    assert (answer["issued"], answer["files"]) == (wanted, wanted)
    kept = workshop.var / "media" / "certificates" / f"{as_of.year}"
    for paper in (tmp_path / "out").iterdir():
        assert paper.read_bytes() == (kept / paper.name).read_bytes(), paper.name
    assert {file.suffix for file in kept.iterdir()} == {".pdf"}, "no draft is left"
    assert_consecutive([file.stem for file in kept.iterdir()])

    given = list_of(visit("honors"), as_of)
    assert len(given) == wanted
    assert {number for _name, number in given} == {paper.stem for paper in (tmp_path / "out").iterdir()}
    times = Counter(name for name, _number in given)
    assert {name: times[name] for name in names} == dict.fromkeys(names, 1)


def enrol_many(workshop: Installation, office: Visitor, file: Path) -> list[str]:
    """Bring many people of 34 years into the register; the worker dies while it writes them."""
    page = office.page
    people = [f"李{one}{other}" for one in GIVEN for other in GIVEN][: PEOPLE - 2] + ["买买提·艾力", "欧阳文华"]
    assert len(set(people)) == PEOPLE
    teachers, services = [], []
    for place, name in enumerate(people):
        number = id_number(date(date.today().year - 56, 1 + place % 12, 1 + place // 12 % 28), 70 + place // 336)
        school, region = SCHOOLS[place % 2]
        teachers.append(row(name, school=school, 身份证件号=number, 出生日期="", 所属区划代码=region, 用人形式="在编"))
        services.append(service_row(number, f"{date.today().year - 34}-09"))
    file.write_bytes(roster(teachers, services))

    before = registered(office)
    office.upload(file)
    office.button(f"确认写入 {PEOPLE} 人").click()
    break_off(workshop, lambda: re.search(r'value="[1-9]', fragment(office)))
    assert before < registered(office) < before + PEOPLE, "broken off halfway"
    office.open(page.url if "/imports/" in page.url else "/imports/")
    workshop.start_worker(**HASTY)
    return people
