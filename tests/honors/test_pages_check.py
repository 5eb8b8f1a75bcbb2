"""The check page: number and name, or the token; nothing else tells anything, and not too often."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from world import AS_OF, World, hand_on

from honors.actions import certificates, rounds
from honors.models import Certificate
from honors.rules.numbers import certificate_number
from honors.views import public

pytestmark = pytest.mark.django_db

VALID, NOTHING = "证书有效", "没有查到"


@pytest.fixture
def paper(settled: World) -> Certificate:
    """李长青's certificate."""
    maker = settled["honors"]
    one = rounds.make_round(as_of=AS_OF, by=maker, background=False)
    hand_on(one, maker)
    rounds.approve(one=one, seen=one.stamp, by=settled["approver"], background=False)
    certificates.issue(one=one, by=maker)
    found: Certificate = Certificate.objects.for_system("test").get(name="李长青")
    return found


def ask(client: Client, number: str, name: str, **extra: Any) -> str:
    return client.post("/check/", {"number": number, "name": name}, **extra).content.decode()


def test_number_and_name_together(client: Client, paper: Certificate) -> None:
    text = ask(client, paper.number, "李长青")
    assert VALID in text
    assert "从事教育工作满 30 年" in text
    assert "泰州市教育局" in text
    assert str(AS_OF) in text


def test_the_answer_tells_no_more_than_the_paper(client: Client, paper: Certificate) -> None:
    text = ask(client, paper.number, "李长青")
    teacher = paper.teacher
    for secret in (teacher.id_number, teacher.teacher_no, paper.token, str(teacher.birth_on)):
        assert secret not in text


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda number: f"  {number} ",
        lambda number: "".join(chr(ord(sign) + 0xFEE0) for sign in number),
        lambda number: number.replace("-", "—"),
    ],
)
def test_a_number_is_taken_as_people_type_it(client: Client, paper: Certificate, change: Any) -> None:
    assert VALID in ask(client, change(paper.number), "李长青")


@pytest.mark.parametrize("name", ["李 长 青", "　李长青　"])
def test_a_name_is_taken_as_people_type_it(client: Client, paper: Certificate, name: str) -> None:
    assert VALID in ask(client, paper.number, name)


@pytest.mark.parametrize("name", ["王远山", "李长", "李长青青", "%", "李_青", "' OR 1=1 --"])
def test_a_wrong_name_answers_as_if_the_number_did_not_exist(client: Client, paper: Certificate, name: str) -> None:
    other = certificate_number(30, 2025, "321202", 77)
    wrong_name, wrong_number = ask(client, paper.number, name), ask(client, other, name)
    assert NOTHING in wrong_name
    assert "<dd>" not in wrong_name
    assert own_lines(wrong_name.replace(paper.number, "")) == own_lines(wrong_number.replace(other, ""))


def own_lines(text: str) -> list[str]:
    """The lines of a page without the form's secret, which differs each time."""
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("half", ["number", "name"])
def test_half_of_it_shows_nothing(client: Client, paper: Certificate, half: str) -> None:
    given = {"number": paper.number, "name": "李长青"}[half]
    for form in ({half: given}, {"number": "", "name": ""} | {half: given}):
        text = client.post("/check/", form).content.decode()
        assert "请填写" in text
        assert not [word for word in (VALID, NOTHING, "从事教育工作满", "泰州市教育局") if word in text]


def test_a_mistyped_number_is_told_before_it_is_looked_up(client: Client, paper: Certificate) -> None:
    for number in ("TZ30", paper.number[:-1], paper.number[:-3] + "99" + paper.number[-1]):
        text = ask(client, number, "李长青")
        assert "证书编号填写有误" in text
        assert not [word for word in (VALID, NOTHING, "从事教育工作满") if word in text]


def test_a_number_in_the_address_shows_nothing(client: Client, paper: Certificate) -> None:
    text = client.get("/check/", {"number": paper.number, "name": "李长青"}).content.decode()
    assert VALID not in text
    assert paper.number not in text


def test_the_token_of_the_code(client: Client, paper: Certificate) -> None:
    answer = client.get(paper.check_path)
    assert answer.status_code == 200
    assert VALID in answer.content.decode()
    assert "李长青" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 22, "%00", "A%00", "..", "李长青", "A" * 500])
def test_another_token_finds_nothing(client: Client, paper: Certificate, token: str) -> None:
    answer = client.get(f"/c/{token}/")
    assert answer.status_code == 404
    assert "李长青</dd>" not in answer.content.decode()


def test_the_number_is_no_token(client: Client, paper: Certificate) -> None:
    assert client.get(f"/c/{paper.number}/").status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [("suspended", "证书暂停使用"), ("superseded", "证书已由新版替代"), ("revoked", "证书已撤销")],
)
def test_a_certificate_that_no_longer_holds_says_so(
    client: Client, paper: Certificate, status: str, words: str
) -> None:
    Certificate.objects.for_system("test").filter(pk=paper.pk).update(status=status)
    for text in (ask(client, paper.number, "李长青"), client.get(paper.check_path).content.decode()):
        assert words in text
        assert VALID not in text


def test_a_number_without_a_paper_is_not_found(client: Client, paper: Certificate) -> None:
    Certificate.objects.for_system("test").filter(pk=paper.pk).update(drawn_at=None, file_digest="")
    assert NOTHING in ask(client, paper.number, "李长青")
    assert client.get(paper.check_path).status_code == 404


def test_no_answer_is_kept_on_the_way(client: Client, paper: Certificate) -> None:
    for answer in (client.get(paper.check_path), client.post("/check/", {"number": paper.number, "name": "李长青"})):
        assert "no-store" in answer["Cache-Control"]


def test_names_are_not_guessed_against_one_number(client: Client, paper: Certificate) -> None:
    """The brake is the number's, from whatever addresses the guesses come."""
    limit = public.PER_NUMBER["limit"]
    for guess in range(limit):
        assert NOTHING in ask(client, paper.number, f"猜{guess}", REMOTE_ADDR=f"10.0.0.{guess}")
    answer = client.post("/check/", {"number": paper.number.lower(), "name": "李长青"}, REMOTE_ADDR="10.0.1.1")
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "查询不符的次数过多" in text
    assert VALID not in text
    assert VALID in client.get(paper.check_path, REMOTE_ADDR="10.0.1.1").content.decode(), (
        "the paper in hand still counts"
    )


def test_right_answers_do_not_wear_the_number_out(client: Client, paper: Certificate) -> None:
    for place in range(public.PER_NUMBER["limit"] + 2):
        assert VALID in ask(client, paper.number, "李长青", REMOTE_ADDR=f"10.0.0.{place}")


def test_one_address_asks_so_often_and_no_more(client: Client, paper: Certificate) -> None:
    limit = public.PER_ADDRESS["limit"]
    for place in range(limit):
        assert client.get(f"/c/guess-{place}/").status_code == 404
    assert client.get(paper.check_path).status_code == 429
    assert client.post("/check/", {"number": paper.number, "name": "李长青"}).status_code == 429
    assert client.get(paper.check_path, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_forged_address_does_not_help(client: Client, paper: Certificate) -> None:
    for place in range(public.PER_ADDRESS["limit"]):
        client.get(f"/c/guess-{place}/", headers={"X-Forwarded-For": f"10.9.9.{place}"})
    assert client.get(paper.check_path, headers={"X-Forwarded-For": "10.9.9.99"}).status_code == 429


def test_behind_a_proxy_each_caller_is_counted(client: Client, paper: Certificate, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for place in range(public.PER_ADDRESS["limit"]):
        client.get(f"/c/guess-{place}/", headers={"X-Forwarded-For": f"6.6.6.6, 10.9.9.{place}"})
    assert client.get(paper.check_path, headers={"X-Forwarded-For": "10.9.9.99"}).status_code == 200
    for place in range(public.PER_ADDRESS["limit"]):
        client.get(f"/c/guess-{place}/", headers={"X-Forwarded-For": f"{place}.6.6.6, 10.9.9.99"})
    assert client.get(paper.check_path, headers={"X-Forwarded-For": "1.2.3.4, 10.9.9.99"}).status_code == 429
