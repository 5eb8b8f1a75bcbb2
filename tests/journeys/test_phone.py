"""Each main page on a phone: nothing runs over the edge, and what a page must have for everybody is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.usefixtures("city")
TABS = ("candidate", "held", "excluded")


def test_a_stranger(visit: Visit) -> None:
    stranger = visit(width=PHONE)
    stranger.open("/accounts/login/")
    stranger.look("sign-in")
    stranger.follow(stranger.button("登录"))
    expect(stranger.page.locator(".invalid-feedback").first).to_be_visible()
    stranger.look("sign-in-refused")
    stranger.open("/check/")
    stranger.look("check")
    stranger.follow(stranger.button("核验"))
    expect(stranger.page.get_by_text("请填写证书编号")).to_be_visible()
    stranger.look("check-refused")


def test_a_school(visit: Visit, installation: Installation) -> None:
    school = visit("school", PHONE)
    page = school.page
    school.look("home")
    page.get_by_role("button", name="打开菜单").click()
    school.follow(page.get_by_role("link", name="教师名册"))
    school.look("teachers")
    school.follow(page.locator("tbody a").first)
    expect(page.get_by_role("heading", name="基本信息")).to_be_visible()
    school.look("teacher")

    school.upload(installation.workbook)
    expect(page.locator("#refusals")).to_be_visible()
    school.look("import-preview")
    if school.button("放弃").count():
        school.follow(school.button("放弃"))
    school.open("/imports/")
    school.look("imports")
    rounds(school)


def test_the_office(visit: Visit) -> None:
    honors = visit("honors", PHONE)
    honors.look("home-honors")
    rounds(honors)
    honors.open("/honors/rounds/")
    honors.follow(honors.page.get_by_role("link", name="从教年限展望"))
    expect(honors.page.get_by_role("img")).to_be_visible()
    honors.look("look-ahead")
    honors.follow(honors.page.locator("tbody a").first)
    honors.look("look-ahead-who")
    honors.open("/accounts/password/change/")
    honors.look("password")


def test_where_there_is_nothing(visit: Visit) -> None:
    teacher = visit("teacher", PHONE)
    for address, status in (("/teachers/", 403), ("/teachers/T0000000000/", 404)):
        answer = teacher.page.goto(address)
        assert answer is not None
        assert answer.status == status
        teacher.look(f"answer-{status}")
        assert len(teacher.complaints) == 1, "the browser notes the status itself"
        teacher.complaints.clear()


def rounds(person: Visitor) -> None:
    """The list of rounds, the newest and the one before with all tabs, and a person of each tab."""
    page = person.page
    person.open("/honors/rounds/")
    person.look(f"rounds-{person.name}")
    addresses = [str(link.get_attribute("href")) for link in page.locator("tbody a").all()]
    assert len(addresses) >= 2
    people = 0
    for place, address in enumerate(addresses[:2]):
        for tab in TABS:
            person.open(f"{address}?tab={tab}")
            person.look(f"round-{place}-{tab}-{person.name}")
            entries = page.locator("tbody a[href*='/entries/']")
            if entries.count():
                person.follow(entries.first)
                expect(page.get_by_role("heading", name="教龄计算明细")).to_be_visible()
                person.look(f"entry-{place}-{tab}-{person.name}")
                people += 1
    assert people >= 2
