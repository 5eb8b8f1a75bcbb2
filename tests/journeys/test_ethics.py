"""A case from an anonymous report to a bar and its end; one that proves untrue and leaves no trace."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from typing import Any

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import ROOT, Installation
from journeys.visitor import PHONE, Visitor

WORDS = "十一月五日放学后，老师要求家长到指定书店购买教辅，有聊天截图。"
SCHOOL = "海陵区第二初级中学"


def test_from_an_anonymous_report_to_a_bar_and_back(city: Installation, visit: Visit) -> None:
    stranger, desk = visit(width=PHONE), visit("ethics_school")
    code = report(stranger)
    place = take_up(desk)
    papers = honoured(city)
    who = name_somebody(desk, place, papers)
    assert answers(city, who)["commendation"] == [], "a mere lead does nothing"
    head, investigator, decider = visit("ethics_head"), visit("ethics_school2"), visit("ethics_decider")
    open_and_investigate(desk, head, investigator, place)
    ask(desk, who, "commendation", "暂缓", "立案")
    desk.open(place)
    desk.look("case-reported")
    expect(desk.page.locator("#next ~ span, .card-header .badge").first).to_contain_text("轮到")
    act(desk, place, "invite", note="请在五个工作日内陈述申辩。")
    act(investigator, place, "hear_teacher", note="本人承认，已退还款项。")
    act(head, place, "notice", note="拟给予记过处分。", kinds=["P2"], grounds=["m_owned_up"])
    act(head, place, "submit", note="提请集体研究。")
    act(decider, place, "minutes", note="会议一致同意。")
    act(decider, place, "sanction", note="给予记过处分。", kinds=["P2"], document="海教处〔2026〕77号")
    refused_everywhere(city, desk, who)
    honors = visit("honors")
    expect_certificate(honors, papers[who], "暂停")
    act(desk, place, "serve", note="本人签收。")
    desk.look("case-served")
    expect(desk.page.locator(".page-head .badge").first).to_have_text("已送达，待备案执行")
    act(desk, place, "execute", note="自决定之月起执行。")
    come_back(stranger, code)

    let_the_period_pass(city, who)
    possible_again(desk, who)
    expect_certificate(honors, papers[who], "有效")
    district = visit("ethics_district")
    district.open(place)
    district.page.locator("#move-lift summary").click()
    district.page.locator("[name=lift-sanction]").select_option(index=0)
    district.look("case-lift")
    act(district, place, "lift", note="期间表现良好，予以解除。", document="海教解〔2027〕7号")
    district.look("case-lifted")
    possible_again(desk, who)
    expect_certificate(honors, papers[who], "有效")


def test_one_that_proves_untrue_leaves_no_trace(city: Installation, visit: Visit) -> None:
    stranger, desk = visit(width=PHONE), visit("ethics_school")
    report(stranger)
    place = take_up(desk)
    who = name_somebody(desk, place)
    before = answers(city, who)
    head, investigator, decider = visit("ethics_head"), visit("ethics_school2"), visit("ethics_decider")
    open_and_investigate(desk, head, investigator, place)
    held = answers(city, who)
    assert all("open_case" in codes for codes in held.values()), held
    ask(desk, who, "title_review", "暂缓", "立案")
    act(decider, place, "clear", note="经查不属实，已在教职工大会上澄清。")
    expect(decider.page.locator(".page-head .badge").first).to_have_text("不属实-已澄清")
    assert answers(city, who) == before
    for purpose in ("commendation", "title_review", "long_service", "registration", "rotation"):
        ask(desk, who, purpose, "可以推荐", "—")
    desk.open(f"/teachers/{who}/")
    expect(desk.page.locator("main")).not_to_contain_text("师德处理")


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


def name_somebody(desk: Visitor, place: str, wanted: Collection[str] = ()) -> str:
    """The desk says who it is: somebody wanted of whom there is no case yet; the number in the register."""
    desk.open("/ethics/cases/")
    taken = set(desk.page.locator("tbody td[data-label='被反映人']").all_inner_texts())
    desk.open(place)
    desk.page.locator("#move-name summary").click()
    field = desk.page.locator("[name=name-teacher]")
    people = [one.inner_text().removesuffix("）").split("（") for one in field.locator("option").all()][1:]
    at, (_name, number) = next(
        (at, (name, number))
        for at, (name, number) in enumerate(people, start=1)
        if name not in taken and (number in wanted or not wanted)
    )
    field.select_option(index=at)
    desk.follow(desk.page.locator("#move-name button[type=submit]"))
    return number


def told(city: Installation, code: str) -> Any:
    """What a few lines of Python in the installation print as JSON; for what takes a year or has no page of its own."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", f"import json\n{code}"]
    done = subprocess.run(command, cwd=ROOT, env=city.environment, timeout=120, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def honoured(city: Installation) -> dict[str, str]:
    """Who of the school has a certificate, by number, and the address of it."""
    code = f"""
from honors.models import Certificate
rows = Certificate.objects.for_system("journey").filter(teacher__school__name="{SCHOOL}", status="valid")
print(json.dumps({{one.teacher.teacher_no: one.get_absolute_url() for one in rows.select_related("teacher")}}))
"""
    found: dict[str, str] = told(city, code)
    return found


def answers(city: Installation, who: str) -> dict[str, list[str]]:
    """For each purpose the codes of the reasons against this person."""
    code = f"""
from django.utils import timezone
from ethics.choices import Purpose
from ethics.queries.standing import standing
from teachers.models import Teacher
pk, on = Teacher.objects.for_system("journey").get(teacher_no="{who}").pk, timezone.localdate()
print(json.dumps({{one: [reason.code for reason in standing(pk, one, on).reasons] for one in Purpose}}))
"""
    found: dict[str, list[str]] = told(city, code)
    return found


def gate(city: Installation, who: str) -> str:
    """What the gate of the register says that is asked before anybody is appointed."""
    code = f"""
from django.utils import timezone
from teachers.gates import GateAct, ask
from teachers.models import Teacher
pk = Teacher.objects.for_system("journey").get(teacher_no="{who}").pk
print(json.dumps(ask(GateAct.APPOINT, [pk], timezone.localdate())[pk].code))
"""
    return str(told(city, code))


def let_the_period_pass(city: Installation, who: str) -> None:
    """The demerit was decided thirteen months ago; nobody waits a year in a test. The chore of the day tells it."""
    code = f"""
from django.utils import timezone
from ethics.actions.chores import tell_day
from ethics.models import Sanction
from ethics.rules.periods import add_months
on = timezone.localdate()
rows = Sanction.objects.for_system("journey").filter(teacher__teacher_no="{who}", kind="P2")
start = add_months(on, -13)
rows.update(decided_on=start, effective_on=start, until_on=add_months(start, 12), end_told_on=None)
print(json.dumps(tell_day(on=on)))
"""
    assert told(city, code) == [0, 1]


def ask(desk: Visitor, who: str, purpose: str, answer: str, why: str) -> None:
    """Can this person be put forward? The page says so, with the reason."""
    page = desk.page
    desk.open(f"/ethics/standing/?purpose={purpose}&who={who}")
    desk.follow(desk.button("查询并出具回执"))
    line = page.locator("tbody tr").first
    expect(line.locator("[data-label='结论']")).to_have_text(answer)
    expect(line.locator("[data-label='理由']")).to_contain_text(why)
    desk.look(f"receipt-{purpose}")


def refused_everywhere(city: Installation, desk: Visitor, who: str) -> None:
    """No award, and no new post."""
    for purpose in ("commendation", "long_service", "hire", "title_review", "talent_plan"):
        ask(desk, who, purpose, "不得推荐", "记过")
    assert all("sanction_P2" in codes for codes in answers(city, who).values())
    assert gate(city, who) == "gate_sanction_P2", "nor does the register appoint"


def possible_again(desk: Visitor, who: str) -> None:
    """The award is."""
    for purpose in ("commendation", "long_service"):
        ask(desk, who, purpose, "可以推荐", "—")


def expect_certificate(honors: Visitor, address: str, state: str) -> None:
    """What the page of a certificate says."""
    honors.open(address)
    expect(honors.page.locator(".page-head .badge").first).to_have_text(state)
    honors.look(f"certificate-{state}")


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
