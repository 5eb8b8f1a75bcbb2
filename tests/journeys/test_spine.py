"""The main errand: from the workbook that a school sends to a certificate that a stranger checks."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from journeys.conftest import Visit, program
from journeys.installation import Installation
from journeys.visitor import Visitor

NOTE = "已对照人事档案，延迟退休手续齐全（海教人〔2026〕12 号）。"
REASONS = (
    "没有填写姓名，请补填。",
    "证件号码被表格软件改成了数值，末几位已丢失",
    "“出生日期”填写的“19八五年”不是能确定的日期",
    "性别与证件号码不一致，请核对。",
    "没有名为“海陵区试验小学”的学校，名称相近的有“海陵区实验小学”",
    "与本表第 9 行是同一证件号码，请只保留一行。",
    "经历类别“上课”无法识别",
)


@dataclass(frozen=True)
class Paper:
    """A certificate as it was downloaded."""

    name: str
    number: str
    file: Path


def test_from_a_workbook_to_a_checked_certificate(city: Installation, visit: Visit, tmp_path: Path) -> None:
    tools = {name: program(name) for name in ("pdftotext", "pdffonts", "pdftoppm")}
    city.sessions.clear()  # everybody comes in by the front door
    school = visit("school")
    school.look("home-school")
    import_a_roster(school, city.workbook, tmp_path)
    import_it_again(school, city.workbook)
    name, number = confirm_the_held_person(school)
    school.look("round-draft-school")

    honors = visit("honors")
    this_round = compute_and_submit(honors)
    assert approve_alone(honors, this_round) == (0, 403)
    approve(visit("approver"))

    school.open(this_round)
    paper = download(school, name, tmp_path)
    read_the_paper(paper, tools)
    check_as_a_stranger(visit(), paper, scan(paper, tools, tmp_path), city)

    keep_neighbours_out(visit("neighbour"), school, number, paper)
    see_only_oneself(visit("teacher"), school)
    assert re.findall(r"Internal Server Error.*|job .* failed|.*sweep failed.*", city.log.read_text("utf-8")) == []


def import_a_roster(school: Visitor, workbook: Path, folder: Path) -> None:
    """Upload, see what would come of it, take the refused rows home, confirm."""
    page = school.page
    school.open("/imports/")
    school.look("imports-empty")
    school.upload(workbook)
    expect(school.button("确认写入（新增 6 人，更新 0 人）")).to_be_visible()
    school.look("import-preview")
    figures = ("可写入（人）", "其中新增", "其中更新", "其中无变化", "退回（行）")
    assert [school.figure(label) for label in figures] == [6, 6, 0, 0, 7]
    set_aside = school.figure("经历随教师退回（行）")
    assert set_aside > 0
    refusals = page.locator("section", has=page.locator("#refusals"))
    for reason in REASONS:
        expect(refusals).to_contain_text(reason)

    taken = folder / "refused.xlsx"
    school.download("下载退回的行").save_as(taken)
    book = openpyxl.load_workbook(taken, read_only=True)
    given = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()
    heads = [row for row in given if row[-1] == "退回原因"]
    assert len(heads) == 2, "one for each sheet that has refused rows"
    told = [str(row[-1]) for row in given if row not in heads]
    assert len(told) == 7 + set_aside
    for reason in REASONS:
        assert sum(reason in one for one in told) == 1, reason

    school.follow(school.button("确认写入（新增 6 人，更新 0 人）"))
    expect(page.locator(".page-head .badge")).to_have_text("已写入")
    school.look("import-applied")
    assert [school.figure(label) for label in ("已写入（人）", "其中新增", "退回（行）")] == [6, 6, 7]


def import_it_again(school: Visitor, workbook: Path) -> None:
    """The same file a second time finds everything as it is."""
    school.upload(workbook)
    expect(school.page.get_by_role("status")).to_contain_text("与名册完全一致，无需写入。")
    assert [school.figure(label) for label in ("其中新增", "其中更新", "其中无变化")] == [0, 0, 6]
    school.look("import-again")
    assert school.button("确认写入").count() == 0
    school.open("/imports/")
    school.look("imports")


def confirm_the_held_person(school: Visitor) -> tuple[str, str]:
    """The first person of this year's round who is held at the own school; name and teacher number."""
    page = school.page
    school.open("/")
    school.look("home-school-held")
    school.follow(page.locator("a[href^='/honors/']", has_text="去核实"))
    school.look("round-held-school")
    row = page.locator("tbody tr", has_text="已过法定退休年月仍登记在任教").first
    name = row.locator("td").first.inner_text().strip()
    school.follow(row.get_by_role("link", name="核实"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    school.follow(school.button("核实无误，列入名单"))
    expect(page.get_by_text("请填写核实情况和依据材料。")).to_be_visible()
    page.get_by_label("核实情况").fill(NOTE)
    school.look("entry-confirming")
    school.follow(school.button("核实无误，列入名单"))
    expect(page.get_by_role("alert")).to_contain_text(f"已核实，{name}列入拟授予名单。")
    school.follow(page.get_by_role("link", name="拟授予"))
    mine = page.locator("tbody tr", has_text=name)
    expect(mine).to_contain_text("已核实")
    school.follow(mine.get_by_role("link", name="教龄明细"))
    expect(page.get_by_text(NOTE)).to_be_visible()
    school.look("entry-confirmed")

    school.open("/teachers/")
    school.look("teachers-school")
    page.get_by_label("姓名或教师编号").fill(name)
    school.follow(school.button("查询"))
    expect(page.locator("tbody tr")).to_have_count(1)
    school.follow(page.get_by_role("link", name=name))
    expect(page.get_by_role("heading", name="教龄计算明细")).to_be_visible()
    school.look("teacher")
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    school.open("/honors/rounds/")
    school.look("rounds-school")
    school.follow(page.locator("tbody a").first)
    return name, number


def compute_and_submit(honors: Visitor) -> str:
    """The office computes once more, since the register has changed, and hands the list on; where the round lies."""
    page = honors.page
    honors.look("home-honors")
    honors.follow(page.get_by_role("link", name="去办理"))
    this_round = page.url.split("?")[0].removeprefix(honors.city.url)
    honors.follow(honors.button("重新测算"))
    expect(honors.button("下发学校核对")).to_be_visible()
    expect(page.locator("tbody").first).to_contain_text("已核实")  # what a school confirmed stands
    honors.look("round-draft")
    honors.follow(page.get_by_role("link", name="暂缓"))
    honors.look("round-held")
    honors.hand_on()
    honors.look("round-submitted")
    return this_round


def approve_alone(honors: Visitor, this_round: str) -> tuple[int, int]:
    """Who submitted tries to approve: the buttons there are for it, and the answer to a form sent by hand."""
    answer = honors.post(f"{this_round}approve/")
    assert "您没有打开这个页面的权限" in answer.text(), "refused at the door, not for want of a token"
    return honors.button("审批通过").count(), answer.status


def approve(approver: Visitor) -> None:
    """The second person looks and approves; the worker numbers and draws, and the page shows it by itself."""
    page = approver.page
    approver.look("home-approver")
    approver.follow(page.get_by_role("link", name="去审批"))
    approver.look("round-to-approve")
    wanted = approver.figure("拟授予满 30 年") + approver.figure("拟授予满 40 年")
    page.get_by_label("名单已核对").check()
    approver.follow(approver.button("审批通过"))
    expect(page.locator(".page-head .badge")).to_have_text("已发证")
    assert approver.figure("已制证") == wanted
    approver.look("round-issued")


def download(school: Visitor, name: str, folder: Path) -> Paper:
    """The certificate of the person, from the list of the round."""
    school.look("round-issued-school")
    link = school.page.locator("tbody tr", has_text=name).get_by_role("link", name="TZ")
    number = link.inner_text().strip()
    file = folder / f"{number}.pdf"
    with school.page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == file.name
    return Paper(name, number, file)


def read_the_paper(paper: Paper, tools: dict[str, str]) -> None:
    """What stands on it, and that a printer needs no font of its own."""
    text = "".join(run(tools["pdftotext"], "-layout", str(paper.file), "-").split())
    for words in (paper.name, paper.number, "荣誉证书", "泰州市教育局"):
        assert words in text, words
    fonts = run(tools["pdffonts"], str(paper.file)).splitlines()[2:]
    assert fonts
    for line in fonts:
        embedded = re.search(r"(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
        assert embedded is not None, line
        assert embedded[1] == "yes", line


def scan(paper: Paper, tools: dict[str, str], folder: Path) -> str:
    """The address in the QR code, as a phone reads it from the printed sheet."""
    run(tools["pdftoppm"], "-r", "150", "-png", "-singlefile", str(paper.file), str(folder / "sheet"))
    with Image.open(folder / "sheet.png") as sheet:
        assert sheet.width > sheet.height, "landscape"
        found = zxingcpp.read_barcodes(sheet)
    assert len(found) == 1
    return str(found[0].text)


def check_as_a_stranger(stranger: Visitor, paper: Paper, address: str, city: Installation) -> None:
    """By the code on the paper, by number and name, and by a name that is not the one."""
    page = stranger.page
    assert address.startswith(f"{city.url}/c/")
    stranger.open(address)
    valid = page.get_by_role("heading", name="证书有效")
    expect(valid).to_be_visible()
    for words in (paper.name, paper.number):
        expect(page.locator(".verdict")).to_contain_text(words)
    stranger.look("check-scanned")

    stranger.open("/check/")
    stranger.look("check")
    ask(stranger, paper.number.lower(), paper.name)
    expect(valid).to_be_visible()
    ask(stranger, paper.number, "王某某")
    expect(page.get_by_role("heading", name="没有查到")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(paper.name)
    stranger.look("check-nothing")
    assert stranger.get(f"/honors/certificates/{paper.number}.pdf").status == 302, "to the sign-in"


def ask(stranger: Visitor, number: str, name: str) -> None:
    """Fill in the form of the check page."""
    stranger.page.get_by_label("证书编号").fill(number)
    stranger.page.get_by_label("证书上的姓名").fill(name)
    stranger.follow(stranger.button("核验"))


def keep_neighbours_out(neighbour: Visitor, school: Visitor, number: str, paper: Paper) -> None:
    """What the own school may open does not exist for the school next door."""
    for address in (f"/teachers/{number}/", f"/honors/certificates/{paper.number}.pdf"):
        assert school.get(address).status == 200, address
        assert neighbour.get(address).status == 404, address
    neighbour.open("/teachers/")
    expect(neighbour.page.locator("tbody").first).not_to_contain_text(paper.name)


def see_only_oneself(teacher: Visitor, school: Visitor) -> None:
    """A teacher opens the own record, and nobody else's."""
    page = teacher.page
    teacher.look("home-teacher")
    teacher.follow(page.locator(".todo", has_text="我的登记").get_by_role("link"))
    expect(page.get_by_role("heading", name="基本信息")).to_be_visible()
    teacher.look("teacher-own")
    own = page.url.removeprefix(teacher.city.url)
    assert teacher.get("/teachers/").status == 403
    school.open("/teachers/")
    links = school.page.locator("tbody a[href^='/teachers/']")
    everyone = {str(link.get_attribute("href")) for link in links.all()}
    assert own in everyone
    assert len(everyone) > 10
    answers = {address: teacher.get(address).status for address in sorted(everyone)}
    assert answers == {address: 200 if address == own else 404 for address in everyone}


def run(*command: str) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
