"""A training in real browsers: planned, enrolled for, filled, the wait list moves up, checked in by the code of the
screen, attendance final, asked about, its hours approved by school and district, on the transcript, and reversed."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from journeys.conftest import Visit
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.usefixtures("city")
TITLE, HELD = "课堂观察与听评课", "今日场"
NAMED = f"{TITLE}·{HELD}"  # as the ledger names it
REASON = "签到记录核查：本人当日未全程参加。"
PROPOSE = "training.actions.evaluation.propose_answered"
# No clock of an installation can be turned: the session is put back by three hours instead.
LATER = f"""
from datetime import timedelta
from training.models import Session
one = Session.objects.get(title="{HELD}", programme__title="{TITLE}")
one.starts_at, one.ends_at = one.starts_at - timedelta(hours=3), one.ends_at - timedelta(hours=3)
one.save(update_fields=["starts_at", "ends_at"])
"""


def moment(**later: float) -> str:
    """A moment of the wall clock of 泰州, as a browser writes it into such a field."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(**later):%Y-%m-%dT%H:%M}"


def plan(office: Visitor) -> None:
    """A programme of the city with two sessions, published."""
    office.open("/training/new/")
    office.look("training-new")
    page = office.page
    page.get_by_label("需求依据").fill("集体视导发现听评课流于形式。")
    page.get_by_label("培训对象").fill("全市中小学教师")
    page.get_by_label("计划人数").fill("40")
    page.get_by_label("项目名称").fill(TITLE)
    page.get_by_label("级别").select_option("city")
    page.get_by_label("方式").select_option("face")
    page.get_by_label("学时").first.fill("4")
    page.get_by_label("教育家精神与师德教育占比").fill("25")
    page.get_by_label("中途随机再签到一次").uncheck()
    office.follow(office.button("保存"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for title, later, capacity in (("小班场", {"days": 3.0}, "1"), ("今日场", {"minutes": 25.0}, "5")):
        office.follow(page.get_by_role("link", name="添加场次"))
        page.get_by_label("场次名称").fill(title)
        page.get_by_label("开始时间").fill(moment(**later))
        page.get_by_label("结束时间").fill(moment(**{**later, "minutes": later.get("minutes", 0) + 90}))
        page.get_by_label("学时").fill("2")
        page.get_by_label("容纳人数").fill(capacity)
        page.get_by_label("地点").fill("市教师发展中心 201")
        page.get_by_label("授课教师").fill("周景明 泰州学院")
        office.follow(office.button("保存"))
    office.look("training-draft")
    office.follow(office.button("发布项目"))
    expect(page.get_by_role("alert")).to_contain_text("项目已发布")


def go_to(person: Visitor, session: str) -> None:
    """The page of one of the two sessions, found as anybody would."""
    person.open("/training/")
    person.follow(person.page.get_by_role("link", name=TITLE))
    person.follow(person.page.get_by_role("link", name=session))


def test_from_plan_to_transcript_and_back(city: Installation, visit: Visit) -> None:
    office, school, teacher = visit("training"), visit("school"), visit("teacher", PHONE)
    plan(office)

    go_to(school, "小班场")
    school.follow(school.page.get_by_role("link", name="为教师报名"))
    school.look("training-people")
    box = school.page.locator("input[name=teacher]").nth(3)
    name = str(box.get_attribute("aria-label"))
    box.check()
    school.follow(school.button("为所选教师报名"))
    expect(school.page.get_by_role("alert")).to_contain_text("已报名 1 人")

    teacher.open("/training/")
    teacher.look("training-list")
    go_to(teacher, "小班场")
    teacher.look("training-full")
    teacher.follow(teacher.button("名额已满，报名候补"))
    expect(teacher.page.locator("main")).to_contain_text("您已列入候补")

    school.page.reload()
    row = school.page.locator("tr", has_text=name)
    row.get_by_text("退出", exact=True).click()
    row.get_by_label("原因").fill("当天监考")
    school.follow(row.get_by_role("button", name="退出"))
    expect(school.page.get_by_role("alert")).to_contain_text("名额由候补人员递补")
    school.look("training-session")
    teacher.open("/training/mine/")
    expect(teacher.page.get_by_role("heading", name="通知")).to_be_visible()
    expect(teacher.page.locator("main")).to_contain_text("候补转为录取")
    teacher.look("training-mine")

    go_to(teacher, "今日场")
    teacher.follow(teacher.button("报名"))
    expect(teacher.page.locator("main")).to_contain_text("等待审批")
    for who, visitor in (("小班场", school), ("今日场", school)):
        visitor.open("/training/approvals/")
        line = visitor.page.locator(".todo", has_text=f"{TITLE}：{who}")
        visitor.look(f"training-approvals-{who}")
        visitor.follow(line.get_by_role("button", name="同意", exact=True))
        expect(visitor.page.get_by_role("alert")).to_contain_text("已同意")
    check_in(office, teacher)
    city.run("shell", "-c", LATER)
    hold(office, teacher)
    city.run("run_chores", PROPOSE, "--now")
    district = visit("district_training")
    paper = approve(teacher, school, district)
    reverse(teacher, district, paper)


def check_in(office: Visitor, teacher: Visitor) -> None:
    """The screen of the room and the phone before it; a code that was copied down is useless later."""
    go_to(office, "今日场")
    office.follow(office.page.get_by_role("link", name="现场大屏"))
    office.follow(office.button("开放签到"))
    expect(office.page.locator("#room-people")).to_contain_text("已到 0 / 1")
    office.look("training-room")
    code = office.page.locator(".room-digits").inner_text()
    teacher.open("/training/mine/")
    teacher.follow(teacher.page.get_by_role("link", name="签到", exact=True).first)
    teacher.look("training-check-in")
    if "今日场" not in teacher.page.locator("main").inner_text():  # the demonstration's own session runs as well
        go_to(teacher, "今日场")
        teacher.follow(teacher.page.get_by_role("link", name="去签到"))
    teacher.page.get_by_label("签到码").fill("000 000")
    teacher.follow(teacher.button("签到"))
    expect(teacher.page.locator(".invalid-feedback")).to_contain_text("签到码不对或已经过期")
    expect(office.page.locator(".room-digits")).not_to_have_text(code)
    teacher.page.get_by_label("签到码").fill(office.page.locator(".room-digits").inner_text().lower())
    teacher.follow(teacher.button("签到"))
    expect(teacher.page.locator("main")).to_contain_text("签到成功")
    teacher.look("training-checked-in")
    expect(office.page.locator("#room-people")).to_contain_text("已到 1 / 1")
    expect(office.page.locator("#room-people")).to_contain_text("全部到齐")


def hold(office: Visitor, teacher: Visitor) -> None:
    """The session is over: attendance is made final, and who was there says what it was worth."""
    go_to(office, HELD)
    office.page.locator("summary", has_text="确认出勤").click()
    office.follow(office.button("确认出勤"))
    expect(office.page.locator("main")).to_contain_text("已结束")
    office.look("training-completed")
    teacher.open("/training/duties/mine/")
    asked = teacher.page.locator(".todo", has_text=HELD)
    teacher.follow(asked.get_by_role("link", name="填写"))
    for scale in teacher.page.locator(".scale").all():
        scale.locator("label", has_text="5").click()
    teacher.look("training-survey")
    teacher.follow(teacher.button("提交"))
    expect(teacher.page.get_by_role("alert")).to_contain_text("已提交")
    assert asked.count() == 0


def raw(teacher: Visitor) -> float:
    """What the own page says is on the ledger and approved."""
    teacher.open("/training/hours/")
    box = teacher.page.locator(".figure-box", has=teacher.page.get_by_text("登记学时", exact=True))
    return float(box.locator("strong").inner_text())


def line(visitor: Visitor, block: str) -> Locator:
    """The hours of the session in a list."""
    return visitor.page.locator(block, has_text=NAMED)


def approve(teacher: Visitor, school: Visitor, district: Visitor) -> str:
    """The hours go by the school and the district, each in a queue of its own; the address of the transcript."""
    before = raw(teacher)
    expect(line(teacher, ".hour-row")).to_contain_text("待学校审核")
    for visitor, words in ((school, "审核后转市（区） 1 条"), (district, "已认定 1 条")):
        visitor.open("/training/hours/queue/")
        for box in visitor.page.locator("input.pick").all():
            box.uncheck()
        line(visitor, "tbody tr").locator("input.pick").check()
        visitor.look(f"training-queue-{visitor.name}")
        visitor.follow(visitor.button("认定勾选的学时"))
        expect(visitor.page.get_by_role("alert")).to_contain_text(words)
    assert raw(teacher) == before + 2
    expect(line(teacher, ".hour-row")).to_contain_text("已认定")
    teacher.look("training-hours")
    paper = str(teacher.page.get_by_role("link", name="学时证明（PDF）").get_attribute("href"))
    assert NAMED in written(teacher, paper)
    return paper


def written(teacher: Visitor, paper: str) -> str:
    """The transcript as a reader of PDF sees it, the breaks of lines away."""
    answer = teacher.get(paper)
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def reverse(teacher: Visitor, district: Visitor, paper: str) -> None:
    """The district takes the hours back with a reason: totals and transcript follow, the line stays with its reason."""
    before = raw(teacher)
    address = str(line(teacher, ".hour-row").get_by_role("link").get_attribute("href"))
    district.open(address)
    district.page.get_by_label("理由").fill(REASON)
    district.look("training-reversal")
    district.follow(district.button("冲销这条学时"))
    expect(district.page.get_by_role("alert")).to_contain_text("已冲销")
    assert raw(teacher) == before - 2
    expect(line(teacher, ".hour-row")).to_contain_text("已冲销")
    teacher.look("training-reversed")
    text = written(teacher, paper)
    assert NAMED not in text
    assert f"登记学时{before:g}" not in text
    book = openpyxl.load_workbook(io.BytesIO(teacher.get(paper.replace(".pdf", ".xlsx")).body()))
    row = next(row for row in book["学时"].iter_rows(values_only=True) if row[2] == NAMED)
    assert (row[7], row[8], row[9]) == (2, 0, "已冲销")
    teacher.open(address)
    expect(teacher.page.locator("tbody tr", has_text=REASON)).to_contain_text("已冲销")
    teacher.look("training-entry-reversed")


# A phone whose browser reads symbols: a picture without end instead of a camera; what it sees is set by the test.
CAMERA = """
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve(window.seen ? [{ rawValue: window.seen }] : []); }
};
navigator.mediaDevices.getUserMedia = () => Promise.resolve(document.createElement("canvas").captureStream(5));
HTMLMediaElement.prototype.play = () => Promise.resolve();
"""


def test_the_camera_of_the_page(visit: Visit) -> None:
    """Where the browser reads symbols, the page follows one of this check-in and no other; elsewhere it offers none."""
    teacher = visit("teacher", PHONE)
    teacher.open("/training/")
    teacher.follow(teacher.page.get_by_role("link", name="人工智能赋能课堂教学"))
    teacher.follow(teacher.page.get_by_role("link", name="专题报告"))
    address = f"/training/check-in/{teacher.page.url.rstrip('/').rsplit('/', 1)[1]}/"
    teacher.open(address)
    expect(teacher.page.locator("#scan")).to_be_hidden()
    teacher.context.add_init_script(CAMERA)
    teacher.open(address)
    teacher.button("打开相机扫码").click()
    expect(teacher.page.locator("#scan video")).to_be_visible()
    teacher.look("training-camera")
    teacher.page.evaluate("() => { window.seen = 'https://example.org/training/check-in/1/AAAAAA/'; }")
    teacher.page.wait_for_timeout(500)
    assert teacher.page.url.endswith(address)
    with teacher.page.expect_navigation():
        teacher.page.evaluate(f"() => {{ window.seen = location.origin + '{address}ABCDEF/'; }}")
    assert teacher.page.url.endswith(f"{address}ABCDEF/")
    expect(teacher.page.get_by_label("签到码")).to_have_value("ABCDEF")


def test_the_office_pages_on_a_phone(visit: Visit) -> None:
    for who in ("training", "district_training", "school"):
        person = visit(who, PHONE)
        for tab in ("open", "own", "review", "past"):
            person.open(f"/training/?tab={tab}")
            person.look(f"training-{tab}-{who}")
        person.open("/training/?tab=own")
        person.follow(person.page.locator("tbody a").first)
        person.look(f"training-programme-{who}")
        person.follow(person.page.locator("tbody a").first)
        person.look(f"training-session-{who}")
        person.open("/training/samples/")
        person.look(f"training-samples-{who}")
    person = visit("training", PHONE)
    for address in ("rules", "seasons", "new"):
        person.open(f"/training/{address}/")
        person.look(f"training-{address}")
