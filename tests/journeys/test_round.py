"""A whole round: lists go down and up, the list hangs out, two objections are settled, the papers are handed out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import ROOT, Installation
from journeys.visitor import PHONE, Visitor

WORDS = "该教师 2001 年至 2003 年停薪留职，不应计入教龄。"


def test_a_round_with_an_objection_upheld_and_one_rejected(city: Installation, visit: Visit, tmp_path: Path) -> None:
    honors = visit("honors")
    this_round = make_a_round(honors)
    school, name = visit("school"), ""
    name = walk_the_list_up(school, this_round, signature(tmp_path))
    check_the_lists(visit("district"))
    close_and_publish(honors, this_round)

    stranger = visit(width=PHONE)
    first, second = object_to_two(stranger, this_round)
    settle(honors, this_round, first, "成立：不予授予")
    settle(honors, this_round, second, "不成立，名单不变")
    expect_out_of_the_list(stranger, this_round, first, second)

    let_the_days_pass(city)
    assert stranger.get(this_round.replace("/honors/rounds/", "/publicity/")).status == 404
    honors.open(this_round)
    honors.look("round-publicity-over")
    honors.follow(honors.button("提交审批"))
    approver = visit("approver")
    approver.open(this_round)
    approver.page.get_by_label("名单已核对").check()
    approver.follow(approver.button("审批通过"))
    expect(approver.page.locator(".page-head .badge")).to_have_text("已发证")
    hand_over_and_archive(school, honors, this_round, name)


def let_the_days_pass(city: Installation) -> None:
    """The list hung out in September 2022; nobody waits five working days in a test."""
    code = (
        "from honors.models import HonorRound\n"
        "HonorRound.objects.filter(as_of='2022-09-10')"
        ".update(publicity_from='2022-09-13', publicity_until='2022-09-20')"
    )
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    subprocess.run(command, cwd=ROOT, env=city.environment, check=True, timeout=60)


def make_a_round(honors: Visitor) -> str:
    """A round of a day that no other journey uses."""
    page = honors.page
    honors.open("/honors/rounds/")
    page.get_by_label("截至日期").fill("2022-09-10")
    honors.follow(honors.button("开始测算"))
    expect(honors.button("下发学校核对")).to_be_visible()
    honors.follow(honors.button("下发学校核对"))
    honors.look("round-checking")
    return page.url.removeprefix(honors.city.url)


def signature(folder: Path) -> Path:
    """A scan, with a note of where it was taken that must not travel on."""
    path = folder / "签字名单.jpg"
    Image.new("RGB", (800, 600), "white").save(path)
    return path


def walk_the_list_up(school: Visitor, this_round: str, paper: Path) -> str:
    """The school puts signatures down and sends its list; the name of somebody on it."""
    page = school.page
    school.open(this_round)
    school.follow(page.get_by_role("link", name="打开本校名单"))
    school.look("list-open")
    for box in page.locator("input[name=entry]").all():
        box.check()
    page.locator("input[type=file]").set_input_files(paper)
    school.follow(school.button("登记签字确认"))
    expect(page.get_by_role("alert")).to_contain_text("人的签字确认")
    name = page.locator("tbody tr", has_text="本人签字").first.locator(".lead-phone").inner_text().strip()
    school.follow(school.button("报送市（区）审核"))
    school.look("list-sent")
    return name


def check_the_lists(district: Visitor) -> None:
    """The district checks what was sent up."""
    page = district.page
    district.open("/")
    district.follow(page.locator(".todo", has_text="所学校的荣誉名单待审核").get_by_role("link"))
    district.look("lists-to-check")
    district.follow(district.button("全部审核通过"))
    expect(page.get_by_role("alert")).to_contain_text("已审核 1 所学校的名单")


def close_and_publish(honors: Visitor, this_round: str) -> None:
    """The office ends the checking for the other schools and hangs the list out."""
    page = honors.page
    honors.open(this_round)
    page.get_by_text("代为办结尚未报送、审核的学校").click()
    page.get_by_label("已在系统外由本人确认").check()
    page.get_by_label("代为办结的情况说明").fill("其余学校按纸质名单办理。")
    honors.follow(honors.button("代为办结"))
    honors.follow(honors.button("开始公示"))
    expect(page.get_by_role("link", name="查看公示页")).to_be_visible()
    honors.look("round-publicity")


def object_to_two(stranger: Visitor, this_round: str) -> tuple[str, str]:
    """Somebody without an account objects to the first two of the list, on a phone."""
    page, public = stranger.page, this_round.replace("/honors/rounds/", "/publicity/")
    stranger.open(public)
    stranger.look("publicity")
    names = [row.inner_text().strip() for row in page.locator("tbody .lead-phone").all()[:2]]
    for name in names:
        stranger.open(public)
        stranger.follow(page.locator("tbody tr", has_text=name).first.get_by_role("link"))
        expect(page.locator("main")).to_contain_text(name)
        page.get_by_label("异议内容").fill(WORDS)
        stranger.look("publicity-object")
        stranger.follow(stranger.button("提交"))
        expect(page.get_by_role("heading", level=1)).to_have_text("异议已收到")
    return names[0], names[1]


def settle(honors: Visitor, this_round: str, name: str, choice: str) -> None:
    """The office reads an objection and settles it."""
    page = honors.page
    honors.open(f"{this_round}objections/")
    honors.look("objections")
    honors.follow(page.locator("tbody tr", has_text=name).get_by_role("link", name="处理"))
    expect(page.locator("main")).to_contain_text(WORDS)
    page.get_by_label(choice).check()
    page.get_by_label("处理意见").fill("已核对人事档案。")
    honors.look("objection")
    honors.follow(honors.button("提交处理意见"))
    expect(page.get_by_role("alert")).to_contain_text("已处理")


def expect_out_of_the_list(stranger: Visitor, this_round: str, gone: str, kept: str) -> None:
    """Who was objected to with reason is off the list that hangs out; the other one stays."""
    stranger.open(this_round.replace("/honors/rounds/", "/publicity/"))
    expect(stranger.page.locator("tbody").first).to_contain_text(kept)
    expect(stranger.page.locator("tbody").first).not_to_contain_text(gone)


def hand_over_and_archive(school: Visitor, honors: Visitor, this_round: str, name: str) -> None:
    """The school takes its certificates, the office archives the round."""
    page = school.page
    school.open(this_round)
    school.follow(page.get_by_role("link", name="打开本校名单"))
    expect(page.locator("tbody").first).to_contain_text(name)
    page.get_by_label("领取人").fill("钱若溪")
    school.look("list-hand-over")
    school.follow(page.locator("form", has=page.get_by_label("领取人")).get_by_role("button", name="登记"))
    expect(page.get_by_role("alert").first).to_contain_text("已登记领取")
    honors.open(this_round)
    honors.page.locator("summary", has_text="归档").click()
    honors.page.get_by_label("归档说明").fill("其余学校的证书由市局统一送达。")
    honors.follow(honors.button("归档"))
    expect(honors.page.locator(".page-head .badge")).to_have_text("已归档")
    digest = honors.page.locator(".alert .code").inner_text()
    assert re.search(r"[0-9a-f]{64}", digest)
    honors.look("round-archived")
