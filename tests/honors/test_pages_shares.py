"""A holder's link: made and ended by the holder alone, counted, for a time, and showing the paper while it holds."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from issuing import certificate_of, issue, paper_of
from world import AS_OF, SCHOOL, World, acts

from honors.actions import copies, sharing, standing
from honors.actions.papers import stored_paper
from honors.models import Certificate, ShareLink
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db

ON = AS_OF + timedelta(days=30)


@pytest.fixture
def one(settled: World) -> Certificate:
    """李长青's certificate; the account ``teacher`` is 李长青's."""
    issue(settled)
    return certificate_of("李长青")


TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def rows() -> Any:
    return ShareLink.objects.for_system("test")


def make(world: World, one: Certificate, days: int = 30) -> ShareLink:
    today = timezone.localdate()
    last = today + timedelta(days=days - 1)
    return sharing.share(certificate=one, last_day=last, by=world["teacher"], on=today)


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_it_shows_the_unit_and_the_paper(settled: World, one: Certificate, client: Client) -> None:
    link = make(settled, one)
    answer = client.get(link.share_path)
    text = answer.content.decode()
    for words in ("证书有效", "李长青", SCHOOL, one.number):
        assert words in text, words
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    file = client.get(f"{link.share_path}certificate.pdf")
    assert file.content == stored_paper(paper_of("李长青"))
    assert file["X-Robots-Tag"].startswith("noindex")
    person = settled.people["李长青"]
    for secret in (person.id_number, person.teacher_no, paper_of("李长青").token):
        assert secret not in text


def test_openings_are_counted_for_the_holder(settled: World, one: Certificate, client: Client, sign_in: Any) -> None:
    link = make(settled, one)
    for _ in range(3):
        client.get(link.share_path)
    assert "已打开 3 次" in sign_in("teacher").get(one.get_absolute_url()).content.decode()


def test_made_and_ended_on_the_own_page(one: Certificate, sign_in: Any, client: Client) -> None:
    me = sign_in("teacher")
    last = timezone.localdate() + timedelta(days=9)
    text = me.post(f"{one.get_absolute_url()}share/", {"last_day": str(last)}, follow=True).content.decode()
    link = rows().get()
    assert link.share_path in text
    assert f"有效至 {last}" in text
    assert client.get(link.share_path).status_code == 200
    text = me.post(f"{one.get_absolute_url()}share/{link.pk}/", follow=True).content.decode()
    assert "已停止" in text
    assert link.share_path not in text
    assert client.get(link.share_path).status_code == 404
    assert client.get(f"{link.share_path}certificate.pdf").status_code == 404
    assert "已经停止" in me.post(f"{one.get_absolute_url()}share/{link.pk}/", follow=True).content.decode()
    assert [len(acts(act)) for act in ("share.made", "share.ended")] == [1, 1]
    assert link.token not in str([event.detail for event in acts("share.made")])


def test_it_ends_on_its_day(settled: World, one: Certificate, client: Client) -> None:
    link, today = make(settled, one, days=1), timezone.localdate()
    assert client.get(link.share_path).status_code == 200
    rows().filter(pk=link.pk).update(made_on=today - timedelta(days=1), ends_on=today)
    assert client.get(link.share_path).status_code == 404
    assert client.get(f"{link.share_path}certificate.pdf").status_code == 404


def test_an_ended_link_answers_like_one_that_never_was(settled: World, one: Certificate, client: Client) -> None:
    link = make(settled, one)
    sharing.end_share(link=link, by=settled["teacher"])
    ended, never = client.get(link.share_path), client.get("/s/AAAAAAAAAAAAAAAAAAAAAA/")
    assert ended.status_code == never.status_code == 404
    assert TOKEN.sub(b"", ended.content) == TOKEN.sub(b"", never.content)


@pytest.mark.parametrize("days", [0, 366])
def test_at_most_a_year(settled: World, one: Certificate, days: int) -> None:
    with refused("share_too_long"):
        make(settled, one, days)


@pytest.mark.parametrize("who", ["honors", "school", "approver"])
def test_the_holder_alone_shares(settled: World, one: Certificate, who: str) -> None:
    today = timezone.localdate()
    with refused("share_not_own"):
        sharing.share(certificate=one, last_day=today, by=settled[who], on=today)
    link = make(settled, one)
    with refused("share_ended"):
        sharing.end_share(link=link, by=settled[who])


def test_links_are_for_the_eyes_of_the_holder(settled: World, one: Certificate, sign_in: Any) -> None:
    link = make(settled, one)
    for who in ("honors", "school"):
        assert link.token not in sign_in(who).get(one.get_absolute_url()).content.decode()
        assert sign_in(who).post(f"{one.get_absolute_url()}share/{link.pk}/").status_code == 404
    assert list(ShareLink.objects.visible_to(settled["nobody"])) == []


def test_a_certificate_that_does_not_hold_shows_so_and_no_paper(
    settled: World, one: Certificate, client: Client
) -> None:
    link = make(settled, one)
    ground = standing.Ground("doubt", "泰教〔2025〕8号")
    standing.suspend(certificate=one, ground=ground, by=settled["honors"], on=ON)
    text = client.get(link.share_path).content.decode()
    assert "证书暂停使用" in text
    assert "下载" not in text
    assert ground.document not in text
    assert client.get(f"{link.share_path}certificate.pdf").status_code == 404
    with refused("share_not_valid"):
        make(settled, certificate_of("李长青"))


def test_it_shows_the_paper_that_counts(settled: World, one: Certificate, client: Client) -> None:
    link = make(settled, one)
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    assert client.get(f"{link.share_path}certificate.pdf").content == stored_paper(paper_of("李长青", 1))


def test_links_are_not_guessed(settled: World, one: Certificate, client: Client) -> None:
    link = make(settled, one)
    for place in range(30):
        client.get(f"/s/guess-{place}/")
    assert client.get(link.share_path).status_code == 429
    assert client.get(f"{link.share_path}certificate.pdf").status_code == 429


def test_the_database_holds_the_period(settled: World, one: Certificate) -> None:
    link = make(settled, one)
    with pytest.raises(IntegrityError, match="share_period_forward"), transaction.atomic():
        rows().filter(pk=link.pk).update(ends_on=link.made_on)
    assert link.ends_on - link.made_on == timedelta(days=30)
    assert isinstance(link.made_on, date)
    assert len(link.token) * 6 >= 128
