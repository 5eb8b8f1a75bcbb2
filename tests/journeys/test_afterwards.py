"""What happens to a certificate later: a paper made again, a revocation by two people, what a stranger sees of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from journeys.conftest import Visit, program
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor

DOCUMENT = "泰教办〔2026〕18号"


def test_a_paper_made_again_and_a_revocation_seen_by_a_stranger(
    city: Installation, visit: Visit, tmp_path: Path
) -> None:
    honors, stranger = visit("honors"), visit(width=PHONE)
    address, name, number = first_certificate(honors)
    first = scan(honors, f"/honors/certificates/{number}/0.pdf", tmp_path / "first")
    expect_answer(stranger, first, "证书有效")

    make_again(honors, address)
    second = scan(honors, f"/honors/certificates/{number}/1.pdf", tmp_path / "second")
    assert second != first
    expect_answer(stranger, first, "证书已由新版替代")
    stranger.look("check-superseded")
    expect_answer(stranger, second, "证书有效")

    ask_for_revocation(honors, address)
    expect_answer(stranger, second, "证书有效")
    sign(visit("approver"), address)
    expect_answer(stranger, second, "证书已撤销")
    stranger.look("check-revoked")
    by_number(stranger, number, name)
    honors.open(address)
    honors.look("certificate-revoked")


def first_certificate(honors: Visitor) -> tuple[str, str, str]:
    """A certificate of last year's round: its page, the name on it and its number."""
    page = honors.page
    honors.open("/honors/certificates/")
    honors.look("certificates")
    row = page.locator("tbody tr", has_text="有效").last
    link = row.locator("a[href^='/honors/certificates/TZ']").first
    address = str(link.get_attribute("href"))
    honors.open(address)
    honors.look("certificate")
    name = page.get_by_role("heading", level=1).inner_text().split("：")[0].strip()
    return address, name, address.strip("/").rsplit("/", 1)[1]


def scan(honors: Visitor, paper: str, place: Path) -> str:
    """The address in the code of a paper, as a phone reads it."""
    answer = honors.get(paper)
    assert answer.status == 200, paper
    place.with_suffix(".pdf").write_bytes(answer.body())
    command = [program("pdftoppm"), "-r", "150", "-png", "-singlefile", str(place.with_suffix(".pdf")), str(place)]
    subprocess.run(command, check=True, timeout=60)
    with Image.open(place.with_suffix(".png")) as sheet:
        (code,) = zxingcpp.read_barcodes(sheet)
    return str(code.text)


def expect_answer(stranger: Visitor, address: str, words: str) -> None:
    """What the page behind a code says."""
    stranger.open(address)
    expect(stranger.page.locator(".verdict h2")).to_contain_text(words)


def make_again(honors: Visitor, address: str) -> None:
    """The holder lost the paper."""
    page = honors.page
    honors.open(address)
    page.locator("summary", has_text="补发").click()
    form = page.locator("form[action$='/reissue/']")
    form.get_by_label("原因").select_option(label="遗失补发")
    form.get_by_label("说明").fill("本人书面说明遗失。")
    form.get_by_label("已核实").check()
    honors.follow(form.get_by_role("button"))
    expect(page.locator("#copies, main").first).to_contain_text("补1")
    honors.look("certificate-again")


def ask_for_revocation(honors: Visitor, address: str) -> None:
    """The office asks; nothing changes until somebody else signs."""
    page = honors.page
    honors.open(address)
    page.locator("summary", has_text="撤销").click()
    form = page.locator("form[action$='/revoke/']")
    form.get_by_label("原因类别").select_option(label="错发")
    form.get_by_label("依据").fill(DOCUMENT)
    form.get_by_label("情况说明").fill("与同名教师混淆，误发。")
    honors.follow(form.get_by_role("button"))
    expect(page.get_by_role("button", name="撤回申请")).to_be_visible()
    assert page.get_by_role("button", name="同意并签署").count() == 0
    honors.look("certificate-asked")


def sign(approver: Visitor, address: str) -> None:
    """The second person signs."""
    approver.open("/")
    approver.look("home-approver-signature")
    approver.open(address)
    approver.follow(approver.button("同意并签署"))
    expect(approver.page.locator("main")).to_contain_text("已撤销")
    expect(approver.page.locator("main")).to_contain_text(DOCUMENT)


def by_number(stranger: Visitor, number: str, name: str) -> None:
    """The number alone answers for the newest paper, and tells no ground."""
    page = stranger.page
    stranger.open("/check/")
    page.get_by_label("证书编号").fill(number)
    page.get_by_label("证书上的姓名").fill(name)
    stranger.follow(stranger.button("核验"))
    expect(page.locator(".verdict h2")).to_contain_text("证书已撤销")
    expect(page.locator("main")).not_to_contain_text(DOCUMENT)
