"""The establishment in real browsers: figures in by workbook, a gap seen, a plan solved and solved again with a move
pinned, approved by a second person, carried out by both schools, ledger and statements right, the loan recalled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from journeys.conftest import Visit
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.usefixtures("city")
OWN, DISTRICT = "海陵区实验小学", "海陵区"
HEAD = ("学校名称", "学校标识码", "学年", "学段", "学生数", "班级数", "寄宿生数")


def figures(year: int, folder: Path) -> Path:
    """A workbook: the own school has grown by half, and one row is wrong."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "学校年度数据"
    sheet.append(HEAD)
    sheet.append((OWN, "", year, "小学", 1620, 38, 0))
    sheet.append(("海陵区第二初级中学", "", year, "初中", -3, 20, 0))
    path = folder / "年度数据.xlsx"
    book.save(path)
    return path


def take_figures(office: Visitor, workbook: Path) -> None:
    """Upload, see the refused row, confirm."""
    office.open("/imports/")
    office.page.get_by_label("数据种类").select_option("figures")
    office.page.locator("input[type=file]").set_input_files(workbook)
    office.follow(office.button("上传并核对"))
    expect(office.button("确认写入")).to_be_visible()
    expect(office.page.locator("main")).to_contain_text("学生数不能为负数")
    office.look("staffing-figures")
    office.follow(office.button("确认写入"))
    expect(office.page.locator(".page-head .badge")).to_have_text("已写入")


def see_the_gap(school: Visitor) -> int:
    """The first page of the school says how many it is short of."""
    school.open("/staffing/")
    school.look("staffing-first")
    short = school.figure("缺员合计")
    assert short > 0
    school.open("/staffing/establishment/?group=short")
    expect(school.page.locator("main")).to_contain_text(OWN)
    return short


def await_solved(office: Visitor) -> None:
    """The bar moves while the worker solves; the page has the answer when it is done."""
    answer = office.page.get_by_role("heading", name="方案的价值")
    bar = office.page.locator("progress")
    expect(answer.or_(bar).first).to_be_visible()
    for _ in range(60):
        if answer.is_visible():
            return
        office.page.wait_for_timeout(500)
        if not bar.count() and not answer.is_visible():
            office.page.reload()
    raise AssertionError("the plan was not solved in time")


@dataclass(frozen=True)
class Way:
    """A move that can be carried out: one end lies in the district of the cast, the giver has the posts idle."""

    giver: str
    taker: str
    subject: str
    posts: int

    def row(self, visitor: Visitor) -> Locator:
        """Its line on the page."""
        lines = visitor.page.locator("tbody tr").filter(has_text=self.giver).filter(has_text=self.taker)
        return lines.filter(has_text=self.subject).first


def choose(office: Visitor, vacant: dict[str, int]) -> Way:
    """The first such move, pinned."""
    for row in office.page.locator("tbody tr", has=office.page.get_by_role("button", name="锁定")).all():
        words = [row.locator(f"td[data-label='{name}']").inner_text().strip() for name in ("调出", "调入", "学段学科")]
        giver, taker, subject = words
        way = Way(giver, taker, subject, int(row.locator("td[data-label='名额']").inner_text()))
        if vacant.get(way.giver, 0) >= way.posts and DISTRICT in way.giver + way.taker:
            office.follow(row.get_by_role("button", name="锁定"))
            return way
    raise AssertionError("no move that can be carried out")


def plan_and_pin(office: Visitor, vacant: dict[str, int]) -> Way:
    """Ask, look, pin a move, solve again: the move is in the new plan, and the two can be compared."""
    office.open("/staffing/plans/")
    office.look("staffing-plans")
    office.page.get_by_label("调剂范围").select_option(label="泰州市")
    office.follow(office.button("开始求解"))
    await_solved(office)
    expect(office.page.locator("main")).to_contain_text("已证明最优")
    office.look("staffing-plan")
    way = choose(office, vacant)
    office.open(f"{office.page.url.partition('?')[0]}?tab=rules")
    expect(office.page.locator("main")).to_contain_text("待重新求解")
    office.follow(office.button("重新求解"))
    await_solved(office)
    expect(way.row(office)).to_be_visible()
    here = office.page.url
    office.follow(office.page.get_by_role("link", name="对比方案"))
    office.look("staffing-compare")
    office.open(here)
    office.page.get_by_label("批准文号").fill("泰教人〔2026〕21号（演练）")
    office.follow(office.button("提交签署"))
    expect(office.page.locator("main")).to_contain_text("等待另一人签署")
    return way


def carry_out(office: Visitor, district: Visitor, way: Way) -> None:
    """Both ends agree, each by another person; with the second the posts are booked."""
    gives = way.giver.startswith(DISTRICT)
    sides = {office: "调入学校同意" if gives else "调出学校同意", district: "调出学校同意" if gives else "调入学校同意"}
    for person, side in sides.items():
        person.open("/staffing/moves/")
        person.follow(way.row(person).locator("a").first)
        person.follow(person.button(side))
    expect(district.page.get_by_role("alert")).to_contain_text("各方均已同意，已办结并记账")
    district.look("staffing-move")


def recall(office: Visitor, signer: Visitor, taker: str) -> None:
    """The loan is recalled with a year's notice, by two people."""
    office.open("/staffing/pool/loans/?all=1")
    office.follow(office.page.locator("tbody tr", has_text=taker).first.get_by_role("link").first)
    office.page.locator("#id_recall_document").fill("泰教人〔2026〕22号（演练）")
    office.follow(office.page.get_by_role("button", name=re.compile("收回")))
    expect(office.page.get_by_role("alert")).to_contain_text("待另一人签署")
    address = office.page.url
    signer.open("/access/signatures/")
    item = signer.page.locator(".todo", has_text="通知收回").first
    signer.follow(item.get_by_role("link").first)
    signer.follow(signer.button("同意并签署"))
    expect(signer.page.get_by_role("alert")).to_contain_text("已签署，分录已记账")
    office.open(address)
    expect(office.page.locator("main")).to_contain_text("已通知收回")
    office.look("staffing-loan")


def balances(city: Installation, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = city.manage("pool_statement", "--unit", unit)["balances"]
    return found


def test_from_the_figures_to_the_recall(visit: Visit, city: Installation, tmp_path: Path) -> None:
    office, school, signer = visit("city"), visit("school"), visit("staffing")
    office.open("/staffing/plans/")
    year = int(office.page.get_by_label("学年").input_value())
    take_figures(office, figures(year, tmp_path))
    short = see_the_gap(school)
    rows = city.manage("establishment", "--year", str(year))["results"]
    own = next(one for one in rows if one["school"] == OWN)
    assert own["gap"] == own["need"] - own["in_post"] == short
    way = plan_and_pin(office, {one["school"]: one["vacant"] or 0 for one in rows})

    signer.open("/access/signatures/")
    signer.follow(signer.page.locator(".todo", has_text="编制调剂方案待签署").get_by_role("link").first)
    signer.look("staffing-sign")
    signer.follow(signer.button("批准"))
    expect(signer.page.locator("main")).to_contain_text("批准，依据")
    ends = (way.giver, way.taker)
    before = {name: balances(city, name) for name in ends}
    carry_out(office, visit("district"), way)
    after = {name: balances(city, name) for name in ends}
    assert after[way.taker]["borrowed_in"] - before[way.taker]["borrowed_in"] == way.posts
    assert after[way.giver]["lent_out"] - before[way.giver]["lent_out"] == way.posts
    for name in ends:
        now = after[name]
        assert now["approved"] == before[name]["approved"]
        assert now["disposal"] == now["approved"] + now["borrowed_in"] - now["lent_out"] - now["pooled_out"]
    recall(office, signer, way.taker)
    phone = visit("school", PHONE)
    phone.open("/staffing/")
    phone.look("staffing-first-phone")
