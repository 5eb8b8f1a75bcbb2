"""A design of certificates: written by one officer, looked at as a specimen, put in force by another."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from journeys.conftest import Visit
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor


def test_a_design_from_draft_to_use(city: Installation, visit: Visit) -> None:
    officer = visit("honors")
    page = officer.page
    officer.open("/honors/rounds/")
    officer.follow(page.get_by_role("link", name="证书样式"))
    officer.look("template-list")
    officer.follow(page.get_by_role("link", name="新建样式"))
    officer.look("template-form")
    page.get_by_label("样式名称").fill("大幅样式")
    page.get_by_label("纸张").select_option(label="8K 证书内芯（370×260 毫米）")
    page.get_by_label("正文").fill("您已从教{year}年。")
    officer.follow(officer.button("保存草稿"))
    expect(page.get_by_role("alert")).to_contain_text("{year}")
    page.get_by_label("正文").fill("您从事教育工作已满{years_cn}年。特颁此证，谨致谢意。")
    with officer.context.expect_event("page") as opened:
        officer.button("预览").click()
    opened.value.close()
    officer.follow(officer.button("保存草稿"))
    officer.look("template")
    address = page.url.removeprefix(city.url)
    specimen(officer, address)

    second = visit("approver", PHONE)
    second.follow(second.page.get_by_role("link", name="去核对"))
    second.look("template-approval")
    second.page.get_by_label("样张已核对").check()
    second.follow(second.button("核准启用"))
    expect(second.page.get_by_text("已启用", exact=True)).to_be_visible()
    second.look("template-in-force")
    officer.open("/honors/rounds/templates/")
    expect(page.locator("tbody").first).to_contain_text("大幅样式 第1版")


def specimen(officer: Visitor, address: str) -> None:
    """The specimen that the link leads to is a paper of the chosen size and marked on every page."""
    answer = officer.context.request.get(f"{address}specimen.pdf")
    pages = PdfReader(BytesIO(answer.body())).pages
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [370, 260]
    assert all("打印样张" in page.extract_text() for page in pages)
