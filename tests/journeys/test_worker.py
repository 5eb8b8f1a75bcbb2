"""Background work outlives its worker: what nobody heard of is found, what was broken off is taken up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from world import FAR_SCHOOL, SCHOOL, id_number, roster, row, service_row

from honors.rules.numbers import PATTERN, is_well_formed
from journeys.conftest import Visit
from journeys.installation import Installation, wait_for
from journeys.visitor import Visitor

PEOPLE = 320
SCHOOLS = ((SCHOOL, "321202"), (FAR_SCHOOL, "321204"))
GIVEN = "书文华建国志明秀英桂兰玉梅春芳海燕红霞丽娟静敏晓东"
HASTY = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "0.5", "IMPORT_BATCH": "10"}


@pytest.fixture(scope="module")
def web_alone(installation: Installation) -> Iterator[Installation]:
    """The demonstration city with its web server and no worker."""
    if not installation.workbook.exists():
        installation.serve()
    installation.stop()
    installation.start_web()
    yield installation
    installation.stop()


@pytest.fixture
def workshop(web_alone: Installation) -> Iterator[Installation]:
    """There workers come and go as a test wants."""
    yield web_alone
    web_alone.dismiss_worker()


def test_work_that_nobody_heard_of_is_found(workshop: Installation, visit: Visit) -> None:
    school = visit("school")
    school.upload(workshop.workbook)
    expect(school.page.get_by_role("progressbar", name="进度")).to_be_visible()
    expect(school.page.locator("#job")).to_contain_text("等待处理")
    school.look("import-waiting")
    assert workshop.empty_queue() >= 1
    workshop.start_worker()
    expect(school.page.locator("#refusals")).to_be_visible()  # the page went on by itself
    if school.button("放弃").count():
        school.follow(school.button("放弃"))


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    workshop: Installation, visit: Visit, tmp_path: Path
) -> None:
    as_of = date.today() - timedelta(days=(date.today().month, date.today().day) == (9, 10))  # that day has its round
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

    make_print_files(workshop, visit("honors"), as_of, wanted)

    given = list_of(visit("honors"), as_of)
    assert len(given) == wanted
    assert {number for _name, number in given} == {paper.stem for paper in (tmp_path / "out").iterdir()}
    times = Counter(name for name, _number in given)
    assert {name: times[name] for name in names} == dict.fromkeys(names, 1)


def enrol_many(workshop: Installation, office: Visitor, file: Path) -> list[str]:
    """Bring many people of 34 years into the register; the worker dies while it writes them. Their names."""
    year = date.today().year
    people = [f"李{one}{other}" for one in GIVEN for other in GIVEN if one != other][:PEOPLE]
    assert len(set(people)) == PEOPLE
    teachers, services = [], []
    for place, name in enumerate(people):
        born = date(year - 56, 1 + place % 12, 1 + place // 12 % 28)
        number, (school, region) = id_number(born, 70 + place // 336), SCHOOLS[place % 2]
        teachers.append(row(name, born, school, 身份证件号=number, 所属区划代码=region, 用人形式="在编"))
        services.append(service_row(number, f"{year - 34}-09"))
    file.write_bytes(roster(teachers, services))

    before = registered(office)
    office.upload(file)
    office.follow(office.button("确认写入"))
    run = office.page.url
    break_off(workshop, lambda: re.search(r'<progress value="[1-9]', office.get(run).text()))
    assert before <= registered(office) < before + PEOPLE, "broken off halfway"
    workshop.start_worker(**HASTY)
    expect(office.page.locator(".page-head .badge")).to_have_text("已写入")
    assert registered(office) == before + PEOPLE
    return people


def issue_to_all(workshop: Installation, honors: Visitor, approver: Visitor, as_of: date) -> int:
    """A round with all of them; the worker dies when it has just begun, and twice more among the papers. How many."""
    page, papers = approver.page, workshop.var / "media" / "certificates" / f"{as_of.year}"
    honors.open("/honors/rounds/")
    honors.page.get_by_label("截至日期").fill(f"{as_of}")
    honors.follow(honors.button("开始测算"))
    expect(honors.button("下发学校核对")).to_be_visible()  # the page went on by itself
    honors.hand_on()

    approver.open(f"/honors/rounds/{as_of}/")
    wanted = approver.figure("拟授予满 30 年") + approver.figure("拟授予满 40 年")
    assert wanted >= PEOPLE
    there = len(list(papers.glob("*.pdf")))
    page.get_by_label("名单已核对").check()
    approver.follow(approver.button("审批通过"))
    break_off(workshop, lambda: "正在处理" in approver.get(page.url).text())

    def drawn() -> int:
        return len(list(papers.glob("*.pdf"))) - there

    for part in (wanted // 4, wanted // 2):
        workshop.start_worker(**HASTY)
        wait_for(lambda least=part: drawn() > least, "papers", every=0.01)  # type: ignore[misc]
        workshop.kill_worker()
        assert drawn() < wanted, "broken off halfway"
    approver.look("round-drawing")
    workshop.start_worker(**HASTY)
    expect(page.locator(".page-head .badge")).to_have_text("已发证")
    assert approver.figure("已制证") == wanted
    return wanted


def make_print_files(workshop: Installation, honors: Visitor, as_of: date, wanted: int) -> None:
    """The files for the printer; the worker dies among them, the next one is paused and resumed by the person."""
    folder = workshop.var / "media" / "print" / f"{as_of}"
    honors.open(f"/honors/rounds/{as_of}/print/")
    honors.follow(honors.button("生成打印文件"))
    break_off(workshop, lambda: len(list(folder.glob("*.pdf"))) > 1)
    honors.follow(honors.button("暂停"))
    expect(honors.page.locator("#job")).to_contain_text("已暂停")
    honors.look("job-paused")
    workshop.start_worker(**HASTY)
    there = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    honors.follow(honors.button("继续"))
    wait_for(
        lambda: "下载（" in honors.get(f"/honors/rounds/{as_of}/print/").text() and not waits(honors, as_of), "files"
    )
    rows = re.findall(r"下载（(\d+) 页，第 (\d+) 版）", honors.get(f"/honors/rounds/{as_of}/print/").text())
    assert rows[0] == (str(wanted), "1"), "the city's file has a page for each certificate"
    assert {version for _pages, version in rows} == {"1"}, "nothing is made twice"
    assert {path.suffix for path in folder.iterdir()} == {".pdf"}
    assert len(list(folder.iterdir())) == len(rows)
    assert there.items() <= {path.name: path.read_bytes() for path in folder.iterdir()}.items()
    expect(honors.page.get_by_role("heading", level=1)).to_contain_text("打印文件")  # the bar led on by itself
    honors.look("print-files")


def waits(honors: Visitor, as_of: date) -> bool:
    """Whether the files are still being made."""
    return 'id="job"' in honors.get(f"/honors/rounds/{as_of}/print/").text()


def break_off(workshop: Installation, moment: Callable[[], object]) -> None:
    """Kill the worker at that moment."""
    wait_for(moment, "the moment to kill the worker", every=0.01)
    workshop.kill_worker()


def registered(office: Visitor) -> int:
    """How many people the register holds."""
    found = re.search(r"管理范围内共 (\d+) 人", office.get("/teachers/").text())
    assert found is not None
    return int(found[1])


def list_of(person: Visitor, as_of: date) -> list[tuple[str, str]]:
    """Name and number of everybody who has a certificate of this round, from all pages of its list."""
    found: list[tuple[str, str]] = []
    for page in range(1, 100):
        text = person.get(f"/honors/rounds/{as_of}/?tab=candidate&page={page}").text()
        found += re.findall(r'lead-phone">([^<]+)</td>.*?certificates/([^"]+)\.pdf"', text, re.DOTALL)
        if "下一页" not in text:
            return found
    raise AssertionError("more than 100 pages")


def assert_consecutive(numbers: list[str]) -> None:
    """Each series counts from 1 without a gap, and each number has its check character."""
    series: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        parts = PATTERN.fullmatch(number)
        assert parts is not None
        assert is_well_formed(number)
        series[parts.groups()[:3]].append(int(parts[4]))
    for key, places in series.items():
        assert sorted(places) == list(range(1, len(places) + 1)), key
