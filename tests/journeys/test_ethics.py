"""A case from an anonymous report to a decision that bars, and one that proves untrue and leaves no trace."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import ROOT, Installation
from journeys.visitor import PHONE, Visitor

WORDS = "十一月五日放学后，老师要求家长到指定书店购买教辅，有聊天截图。"
SCHOOL = "海陵区第二初级中学"


def test_from_an_anonymous_report_to_a_decision(city: Installation, visit: Visit) -> None:
    stranger, desk = visit(width=PHONE), visit("ethics_school")
    code = report(stranger)
    place = take_up(desk)
    person = name_somebody(desk, place)
    assert answer(city, person) == "clear", "a mere lead does nothing"
    head, investigator, decider = visit("ethics_head"), visit("ethics_school2"), visit("ethics_decider")
    open_and_investigate(desk, head, investigator, place)
    assert answer(city, person) == "hold"
    desk.open(place)
    desk.look("case-reported")
    expect(desk.page.locator("#next ~ span, .card-header .badge").first).to_contain_text("轮到")
    act(desk, place, "invite", note="请在五个工作日内陈述申辩。")
    act(investigator, place, "hear_teacher", note="本人承认，已退还款项。")
    act(head, place, "notice", note="拟给予记过处分。", kinds=["P2"])
    act(head, place, "submit", note="提请集体研究。")
    act(decider, place, "minutes", note="会议一致同意。")
    act(decider, place, "sanction", note="给予记过处分。", kinds=["P2"], document="海教处〔2026〕77号")
    assert answer(city, person) == "barred"
    act(desk, place, "serve", note="本人签收。")
    desk.look("case-served")
    expect(desk.page.locator(".page-head .badge").first).to_have_text("已送达，待备案执行")
    come_back(stranger, code)


def test_one_that_proves_untrue_leaves_no_trace(city: Installation, visit: Visit) -> None:
    stranger, desk = visit(width=PHONE), visit("ethics_school")
    report(stranger)
    place = take_up(desk)
    person = name_somebody(desk, place)
    head, investigator, decider = visit("ethics_head"), visit("ethics_school2"), visit("ethics_decider")
    open_and_investigate(desk, head, investigator, place)
    assert answer(city, person) == "hold"
    act(decider, place, "clear", note="经查不属实，已在教职工大会上澄清。")
    expect(decider.page.locator(".page-head .badge").first).to_have_text("不属实-已澄清")
    for purpose in ("commendation", "title_review", "long_service"):
        assert answer(city, person, purpose) == "clear"


def test_a_new_officer_finds_every_state_from_the_work_list(visit: Visit) -> None:
    desk = visit("ethics_district")
    desk.open("/")
    desk.follow(desk.page.locator(".todo", has_text="件师德案件在办").get_by_role("link"))  # the first click
    desk.look("cases")
    states = desk.page.locator("main p a.badge").all_inner_texts()
    assert len(states) >= 13
    for place in range(len(states)):
        desk.open("/ethics/cases/")
        desk.follow(desk.page.locator("main p a.badge").nth(place))  # the second
        desk.follow(desk.page.locator("tbody .lead-phone a").first)  # the third
        expect(desk.page.locator("h1")).to_contain_text("案件")
        state = states[place].rsplit(" ", 1)[0]
        expect(desk.page.locator(".page-head .badge").first).to_have_text(state)
    desk.open("/ethics/cases/overdue/")
    desk.look("cases-overdue")


def test_the_pages_on_a_phone(visit: Visit) -> None:
    desk = visit("ethics_school", width=PHONE)
    desk.open("/ethics/cases/?state=reported")
    desk.look("cases-phone")
    desk.follow(desk.page.locator("tbody .lead-phone a").first)
    desk.look("case-phone")
    desk.open("/ethics/reports/")
    desk.look("reports-phone")
    stranger = visit()
    for address in ("/report/", "/report/state/", "/survey/"):
        stranger.open(address)
        stranger.look(address.strip("/").replace("/", "-"))


def report(stranger: Visitor) -> str:
    """Somebody reports on a phone without a name; the receipt code."""
    page = stranger.page
    stranger.open("/report/")
    page.wait_for_selector("form[data-proved=yes]")
    page.get_by_label("涉及学校").select_option(label=SCHOOL)
    page.get_by_label("反映的问题").fill(WORDS)
    stranger.look("report")
    stranger.follow(stranger.button("提交"))
    stranger.look("report-done")
    return page.locator("#receipt").inner_text()


def come_back(stranger: Visitor, code: str) -> None:
    """The reporter reads the end with the code."""
    stranger.open("/report/state/")
    stranger.page.get_by_label("查询码").fill(code.lower())
    stranger.follow(stranger.button("查询"))
    expect(stranger.page.locator("main .badge").first).to_have_text("已办结")
    stranger.look("report-follow")


def take_up(desk: Visitor) -> str:
    """The newest report becomes a lead and is accepted; the address of its case."""
    page = desk.page
    desk.open("/ethics/reports/?state=received")
    desk.look("reports")
    desk.follow(page.locator("tbody tr").first.get_by_role("link", name="打开"))
    expect(page.locator("main")).to_contain_text(WORDS)
    desk.look("report-at-the-desk")
    desk.follow(desk.button("转为线索"))
    place = page.url.removeprefix(desk.city.url)
    act(desk, place, "accept", note="予以受理。")
    return place


def name_somebody(desk: Visitor, place: str) -> str:
    """The desk says who it is: somebody of whom there is no case yet; the key of that person in the register."""
    desk.open("/ethics/cases/")
    taken = set(desk.page.locator("tbody td[data-label='被反映人']").all_inner_texts())
    desk.open(place)
    desk.page.locator("#move-name summary").click()
    field = desk.page.locator("[name=name-teacher]")
    names = [one.inner_text().split("（")[0] for one in field.locator("option").all()]
    field.select_option(index=next(at for at, name in enumerate(names) if at and name not in taken))
    key = field.input_value()
    desk.follow(desk.page.locator("#move-name button[type=submit]"))
    return key


def open_and_investigate(desk: Visitor, head: Visitor, investigator: Visitor, place: str) -> None:
    """Up to the report of two investigators."""
    act(desk, place, "check", note="初核属实的可能性较大。")
    act(head, place, "open", note="同意立案。")
    head.open(place)
    head.page.locator("#move-assign summary").click()
    for name in ("尹嘉木", "龚思远"):
        head.page.get_by_label(name).check()
    head.look("case-assign")
    head.follow(head.page.locator("#move-assign button[type=submit]"))
    act(investigator, place, "evidence", note="聊天截图、购书小票。")
    act(investigator, place, "hear_others", note="家长委员会三名代表的意见。")
    act(investigator, place, "report", note="调查报告。")


def act(who: Visitor, place: str, name: str, **fields: Any) -> None:
    """A move by its form on the page of the case."""
    page = who.page
    who.open(place)
    box = page.locator(f"#move-{name}")
    box.locator("summary").click()
    for key, value in fields.items():
        if isinstance(value, list):
            for one in value:
                box.locator(f"[name={name}-{key}][value={one}]").check()
        else:
            box.locator(f"[name={name}-{key}]").fill(value)
    who.follow(box.locator("button[type=submit]"))
    expect(page.get_by_role("alert").first).to_contain_text("已办理")


def answer(city: Installation, key: str, purpose: str = "commendation", on: date | None = None) -> str:
    """What the command says of a person."""
    rows = "Teacher.objects.for_system('journey')"
    code = f"from teachers.models import Teacher; print({rows}.get(pk={int(key)}).id_number)"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    number = subprocess.run(
        command, cwd=ROOT, env=city.environment, check=True, timeout=60, capture_output=True, text=True
    ).stdout.strip()
    day = str(on or timezone.localdate())
    found: str = city.manage("standing", "--id", number, "--purpose", purpose, "--on", day)["answer"]
    return found
