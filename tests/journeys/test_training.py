"""A training in real browsers: planned, enrolled for, filled, the wait list moves up, checked in by the code of the
screen, attendance made final."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.usefixtures("city")
TITLE = "课堂观察与听评课"


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


def test_from_plan_to_check_in(visit: Visit) -> None:
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
