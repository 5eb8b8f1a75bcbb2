"""The public site: an editor writes, a second person lets it out, a page comes at its time, a citizen finds the way."""

from __future__ import annotations

import re
import subprocess
import sys

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import ROOT, Installation
from journeys.visitor import PHONE, Visitor

TITLE = "关于公布寒假教师值班安排的通知"
LATER = "教师发展与荣誉公开网站使用说明"
# Brings the moment of the page that was approved for later, as a clock would.
BRING = f"""
from datetime import timedelta
from django.utils import timezone
from cms.models import NoticePage
from cms.actions.publishing import follow_the_clock
one = NoticePage.objects.get(title="{LATER}").revisions.exclude(approved_go_live_at=None).get()
one.approved_go_live_at = timezone.now() - timedelta(minutes=1)
one.content["go_live_at"] = one.approved_go_live_at.isoformat()
one.save()
follow_the_clock()
"""


def test_two_people_bring_a_notice_to_the_public_and_a_citizen_finds_it(city: Installation, visit: Visit) -> None:
    editor, citizen = visit("editor"), visit(width=PHONE)
    write(editor)
    assert TITLE not in searched(citizen, "值班安排")
    approve(visit("publisher"))
    assert TITLE in searched(citizen, "值班安排")
    citizen.look("site-search")

    assert LATER not in listed(citizen)
    command = [sys.executable, "manage.py", "shell", "-c", BRING]
    subprocess.run(command, cwd=ROOT, env=city.environment, check=True, capture_output=True, timeout=60)
    assert LATER in listed(citizen)

    nothing_found(citizen)
    to_the_certificate_check(citizen)
    to_the_report(citizen)


def write(editor: Visitor) -> None:
    """A notice of one paragraph, handed in."""
    page = editor.page
    editor.open("/")
    editor.follow(page.get_by_role("link", name="网站编辑台"))
    editor.open("/cms/pages/")
    editor.follow(page.get_by_role("link", name="泰州市教师发展与荣誉").first)
    editor.follow(page.get_by_role("link", name="通知公告", exact=True).first)
    section = page.url.split("/pages/")[1].split("/")[0]
    editor.open(f"/cms/pages/add/cms/noticepage/{section}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("寒假期间各校安排教师值班，公布值班电话。")
    page.locator("[id^='body'] button[title], .c-sf-add-button").first.click()
    page.get_by_role("option", name="正文段落").first.click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("寒假期间，各校应当安排教师值班。")
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("教师值班"))
    more = page.locator("footer .w-dropdown__toggle, footer button[aria-expanded]").first
    if not page.locator("button[name='action-submit']").first.is_visible():
        more.click()
    with page.expect_navigation():
        page.locator("button[name='action-submit']").first.click()


def approve(publisher: Visitor) -> None:
    """The second person finds it among what waits, and lets it out."""
    page = publisher.page
    publisher.open("/")
    row = page.locator(".todo", has_text=TITLE)
    publisher.follow(row.get_by_role("link", name="去审核"))
    button = page.locator("button[data-workflow-action-name='approve']").first
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle, footer button[aria-expanded]").first.click()
    with page.expect_navigation():
        button.click()


def searched(citizen: Visitor, words: str) -> str:
    """What the search of the first page comes to."""
    citizen.open("/site/")
    citizen.page.get_by_role("searchbox").fill(words)
    citizen.follow(citizen.page.get_by_role("button", name="检索"))
    return citizen.page.locator("main").inner_text()


def listed(citizen: Visitor) -> str:
    """The list of notices."""
    citizen.open("/site/notices/")
    return citizen.page.locator("main").inner_text()


def nothing_found(citizen: Visitor) -> None:
    """No result leads on."""
    assert "没有找到" in searched(citizen, "继续教育学时登记细则")
    citizen.look("site-nothing")
    citizen.follow(citizen.page.get_by_role("link", name="学时登记").first)
    expect(citizen.page.get_by_role("heading", level=1)).to_contain_text("学时登记")


def to_the_certificate_check(citizen: Visitor) -> None:
    """From the first page over the landing to the form."""
    citizen.open("/site/")
    citizen.follow(citizen.page.locator(".ways").get_by_role("link", name="证书核验"))
    citizen.look("site-check")
    citizen.follow(citizen.page.get_by_role("link", name="开始核验"))
    field = citizen.page.get_by_label("证书编号")
    field.fill(re.findall(r"TZ[-\w]+", field.get_attribute("placeholder") or "")[0])
    citizen.page.get_by_label("证书上的姓名").fill("无此人")
    citizen.button("核验").click()
    expect(citizen.page.locator("main")).to_contain_text("没有查到")


def to_the_report(citizen: Visitor) -> None:
    """And to the form for reports."""
    citizen.open("/site/")
    citizen.follow(citizen.page.locator(".ways").get_by_role("link", name="反映师德问题"))
    citizen.look("site-report")
    citizen.follow(citizen.page.get_by_role("link", name="填写反映表"))
    expect(citizen.page.get_by_role("heading", level=1)).to_contain_text("反映")
