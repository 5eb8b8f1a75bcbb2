"""The pages of the public site as a citizen meets them, and the editors' desk behind its one door."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from house_urls import addresses
from issuing import certificate_of, issue
from site_scene import draft, notice, out, policy
from training_world import published
from wagtail.documents.models import Document
from wagtail.rich_text import RichText
from world import AS_OF, World

from cms.actions.site import plant_site
from cms.models import ExemplaryIndexPage, ExemplaryPage
from honors.actions.standing import Ground, suspend
from kernel.accounts.doors import PUBLIC
from training.models import Season

pytestmark = pytest.mark.django_db
PAGES = ("", "notices/", "cases/", "shishuo/", "exemplary/", "roll/", "places/", "policies/", "figures/", "check/",
         "report/", "privacy/", "accessibility/", "search/")  # fmt: skip
MOST_BYTES = 250 * 1024
QUERIES = {"": 16, "notices/": 11, "policies/": 11, "roll/": 12, "figures/": 13, "search/?q=学时": 12}
SignIn = Callable[[str], Client]


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


@pytest.mark.parametrize("place", PAGES)
def test_every_section_stands_open_under_the_strict_policy(world: World, client: Client, place: str) -> None:
    answer = client.get(f"/site/{place}")
    assert answer.status_code == 200
    policy_said = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy_said
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", text(answer))
    assert text(answer).count("<h1") == 1


def test_a_stranger_at_the_bare_address_comes_to_the_site(world: World, client: Client, sign_in: SignIn) -> None:
    assert client.get("/")["Location"] == "/site/"
    assert client.get("/", HTTP_HX_REQUEST="true").headers["HX-Redirect"].startswith("/accounts/login/")
    assert sign_in("school").get("/").status_code == 200


def test_the_first_visit_is_light(world: World, client: Client) -> None:
    for number in range(8):
        notice(world, f"关于第 {number} 项工作的通知")
    page = text(client.get("/site/"))
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page))
    assert len(named) >= 4
    weights = {"the page": len(page.encode())}
    for address in named:
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert answer["Content-Encoding"] == "gzip"
        packed = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert len(gzip.decompress(packed)) > 0
        weights[address] = len(packed)
    assert sum(weights.values()) < MOST_BYTES, weights
    assert "Content-Encoding" not in client.get("/site/", HTTP_ACCEPT_ENCODING="gzip")


@pytest.mark.parametrize("place", QUERIES)
def test_the_number_of_queries_does_not_grow(
    world: World, client: Client, django_assert_num_queries: Any, place: str
) -> None:
    counts = []
    for round_ in range(2):
        for number in range(1 + 2 * round_):
            notice(world, f"第 {round_}{number} 号学时通知")
            policy(world, f"第 {round_}{number} 号学时文件")
        client.get(f"/site/{place}")
        with django_assert_num_queries(QUERIES[place], exact=False) as seen:
            client.get(f"/site/{place}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_drafts_and_what_waits_are_not_there(world: World, client: Client) -> None:
    page = draft(world)
    assert client.get(page.url).status_code == 404
    assert page.title not in text(client.get("/site/notices/")) + text(client.get("/site/"))
    page = out(world, page)
    assert page.title in text(client.get(page.url))
    assert page.title in text(client.get("/site/"))
    assert client.post(page.url).status_code == 405


def test_lists_narrow_down(world: World, client: Client) -> None:
    notice(world, "甲公告", kind="publicity")
    notice(world, "乙指南", kind="guide")
    shown = text(client.get("/site/notices/", {"kind": "guide"}))
    assert "乙指南" in shown
    assert "甲公告" not in shown
    old = policy(world, "旧办法", "教师〔2014〕1号", status="ended")
    new = policy(world, "新办法", "教师〔2018〕18号")
    old.replaced_by = new
    old.save()
    assert "新办法" in text(client.get(old.url))
    assert "旧办法" not in text(client.get("/site/policies/", {"status": "force"}))
    assert "《" in text(client.get("/site/policies/", {"level": "nonsense"}))


def test_the_roll_tells_name_unit_and_years_of_those_whose_honour_holds(settled: World, client: Client) -> None:
    issue(settled)
    shown = text(client.get("/site/roll/"))
    assert "李长青" in shown
    assert "满 30 年" in shown
    teacher = settled.people["李长青"]
    for hidden in (teacher.id_number, teacher.teacher_no, certificate_of("李长青").number):
        assert hidden not in shown
    answer = client.post("/site/roll/", {"name": "远山"})
    assert "远山" not in answer["Location"]
    narrowed = text(client.get(answer["Location"]))
    assert "王远山" in narrowed
    assert "李长青" not in narrowed
    suspend(certificate=certificate_of("李长青"), ground=Ground("doubt", "文号"), by=settled["honors"], on=AS_OF)
    assert "李长青" not in text(client.get("/site/roll/", {"year": str(AS_OF.year), "district": "海陵区"}))


def exemplary(world: World, **fields: Any) -> ExemplaryPage:
    page = ExemplaryPage(
        title="守着村小的读书声", certificate_number=certificate_of("李长青").number, owner=world["editor"], live=False,
        body=[("paragraph", RichText("<p>故事</p>"))], **{"consent_on": timezone.localdate(), **fields},
    )  # fmt: skip
    ExemplaryIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=world["editor"])
    made: ExemplaryPage = out(world, page)
    return made


def test_a_story_stands_as_long_as_honour_and_consent(settled: World, client: Client) -> None:
    issue(settled)
    page = exemplary(settled)
    assert "李长青" in text(client.get(page.url))
    assert page.certificate_number not in text(client.get(page.url))
    assert page.title in text(client.get("/site/"))
    ExemplaryPage.objects.update(show_name=False, show_unit=False)
    shown = text(client.get(page.url))
    assert "李老师" in shown
    assert "李长青" not in shown
    assert "实验小学" not in shown
    today = timezone.localdate()
    ExemplaryPage.objects.update(consent_on=today - timedelta(days=1), consent_until=today)
    assert client.get(page.url).status_code == 404
    ExemplaryPage.objects.update(consent_until=None)
    suspend(certificate=certificate_of("李长青"), ground=Ground("doubt", "文号"), by=settled["honors"], on=AS_OF)
    assert client.get(page.url).status_code == 404
    for place in ("/site/", "/site/exemplary/", "/site/search/?q=村小"):
        assert f'href="{page.url}"' not in text(client.get(place))


def test_programmes_of_a_season_without_who_teaches(world: World, client: Client) -> None:
    today = timezone.localdate()
    season = Season.objects.create(
        name="泰州师说 2026", starts_on=today, ends_on=today + timedelta(days=9), made_by=world["city_training"]
    )
    one, _session = published(world, title="班主任研修", season=season)
    hidden, _session = published(world, title="无季项目")
    assert "班主任研修" in text(client.get("/site/shishuo/", {"season": season.pk}))
    shown = text(client.get(f"/site/shishuo/programme/{one.pk}/"))
    assert "市教师发展中心报告厅" in shown
    assert "周教授" not in shown
    assert client.get(f"/site/shishuo/programme/{hidden.pk}/").status_code == 404
    assert "班主任研修" in text(client.get("/site/"))


def test_figures_below_ten_are_not_told(settled: World, client: Client) -> None:
    shown = text(client.get("/site/figures/"))
    assert "不公布" in shown


def test_an_attachment_goes_with_its_page(world: World, client: Client, sign_in: SignIn) -> None:
    plant_site()
    kept = Document.objects.create(title="申报表", file=ContentFile(b"%PDF-1.4\n%%EOF\n", "form.pdf"))
    address = f"/site/files/{kept.pk}/{kept.filename}"
    page = draft(world, body=[("attachment", {"document": kept, "title": ""})])
    assert client.get(address).status_code == 404
    for browser in (sign_in("editor"), client):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        for close in answer._resource_closers:  # type: ignore[attr-defined]  # the file alone, not the connection
            close()
        if browser is not client:
            out(world, page)
    assert client.get(f"/site/files/{kept.pk}/other.pdf").status_code == 404
    kept.file.delete(save=False)


# --- the desk ----


def desk() -> list[Any]:
    """Every address below the editors' path."""
    known = {id(one) for one in addresses(import_module("config.urls").urlpatterns)}
    return [one for one in addresses(import_module(settings.EDITORS_URLS).urlpatterns) if id(one) not in known]


def test_every_address_of_the_desk_stands_behind_its_door(world: World) -> None:
    found = desk()
    assert len(found) > 150
    open_ones = {one.name for one in found if one.callback.door == PUBLIC}
    assert open_ones == {"wagtailadmin_login", "desk_no_reset"}


@pytest.mark.parametrize(
    "place", ["", "pages/", "login/", "password_reset/", "account/", "images/", "documents/", "users/", "case-texts/",
              "reports/site-history/", "api/main/pages/", "sprite/", "jsi18n/"]
)  # fmt: skip
def test_nobody_else_comes_to_the_desk(world: World, client: Client, sign_in: SignIn, place: str) -> None:
    assert client.get(f"/cms/{place}")["Location"].startswith("/accounts/")
    assert sign_in("city").get(f"/cms/{place}").status_code in {302, 403}
    assert client.post(f"/cms/{place}", {"username": "editor", "password": "x"}).status_code in {302, 403}


def test_a_password_alone_is_not_enough(world: World, client: Client) -> None:
    client.force_login(world["editor"])
    assert client.get("/cms/").status_code == 302
    assert client.get("/cms/pages/")["Location"].startswith("/accounts/")


def test_the_desk_of_an_editor_and_of_a_publisher(world: World, sign_in: SignIn) -> None:
    page = draft(world)
    for who in ("editor", "publisher"):
        home = sign_in(who).get("/cms/")
        assert home.status_code == 200
        assert "unsafe-inline" in home["Content-Security-Policy"]
        assert sign_in(who).get("/cms/account/").status_code == 302
        assert sign_in(who).get("/cms/users/").status_code == 302
        assert sign_in(who).get("/site/desk/")["Location"] == "/cms/"
    editor = sign_in("editor")
    form = text(editor.get(f"/cms/pages/{page.pk}/edit/"))
    assert "action-submit" in form
    assert "action-publish" not in form
    assert "写全称" in form
    assert editor.get("/cms/case-texts/").status_code == 200
    assert sign_in("publisher").get("/cms/case-texts/")["Location"] == "/cms/"  # so does the desk refuse


def test_a_role_that_ended_opens_nothing(world: World, sign_in: SignIn) -> None:
    editor = sign_in("editor")
    assert editor.get("/cms/").status_code == 200
    world["editor"].grants.update(valid_until=timezone.localdate())
    assert editor.get("/cms/").status_code == 403
