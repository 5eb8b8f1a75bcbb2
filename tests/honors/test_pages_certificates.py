"""Pages of certificates: the list, one certificate for officers and for its holder, the acts, the signatures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from issuing import certificate_of, issue, paper_of, papers
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, id_number, person

from honors.actions import copies, standing
from honors.actions import papers as paper_actions
from honors.actions.standing import Ground
from honors.models import Certificate

pytestmark = pytest.mark.django_db

LIST = "/honors/certificates/"
ON = AS_OF + timedelta(days=30)
CASE = Ground("ethics_case", "泰教师〔2025〕3号", "调查期间")
UNTRUE = {"reason": "untrue", "document": "泰教〔2025〕12号", "on": str(ON), "note": "经历失实"}


@pytest.fixture
def one(settled: World) -> Certificate:
    """李长青's certificate."""
    issue(settled)
    return certificate_of("李长青")


def page(client: Any, one: Certificate) -> str:
    return str(client.get(one.get_absolute_url()).content.decode())


def act(client: Any, one: Certificate, deed: str, /, **values: str) -> str:
    return str(client.post(f"{one.get_absolute_url()}{deed}/", values, follow=True).content.decode())


# --- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("school", {"李长青"}), ("district", {"李长青"}), ("far_school", {"王远山"}), ("far_district", {"王远山"}),
        ("city", {"李长青", "王远山"}), ("honors", {"李长青", "王远山"}), ("approver", {"李长青", "王远山"}),
    ],
)  # fmt: skip
def test_each_sees_the_own_certificates(one: Certificate, sign_in: Any, who: str, seen: set[str]) -> None:
    text = sign_in(who).get(LIST).content.decode()
    assert {name for name in ("李长青", "王远山") if name in text} == seen
    assert (SCHOOL in text, FAR_SCHOOL in text) == ("李长青" in seen, "王远山" in seen), "the filter too"


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        ("year=2025", {"李长青", "王远山"}), ("year=2024", set()), ("threshold=40", {"王远山"}),
        ("status=suspended", {"王远山"}), ("status=valid", {"李长青"}), ("status=x", set()),
        ("year=x&school=%00", {"李长青", "王远山"}),
        ("page=99", {"李长青", "王远山"}), ("page=x", {"李长青", "王远山"}),
    ],
)  # fmt: skip
def test_the_filters(settled: World, one: Certificate, sign_in: Any, wanted: str, seen: set[str]) -> None:
    standing.suspend(certificate=certificate_of("王远山"), ground=CASE, by=settled["honors"], on=ON)
    text = sign_in("honors").get(f"{LIST}?{wanted}").content.decode()
    assert {name for name in ("李长青", "王远山") if f'lead-phone">{name}<' in text} == seen


def test_a_number_is_found_as_people_type_it(one: Certificate, sign_in: Any) -> None:
    for typed in (one.number.lower(), one.number.replace("-", ""), f" {one.number} "):
        assert "李长青" in sign_in("school").post(LIST, {"q": typed}, follow=True).content.decode(), typed


@pytest.mark.parametrize(("words", "seen"), [("李长", {"李长青"}), ("tz40", {"王远山"}), ("没有", set())])
def test_the_list_is_searched(one: Certificate, sign_in: Any, words: str, seen: set[str]) -> None:
    answer = sign_in("honors").post(LIST, {"q": words, "year": "2025"}, follow=True)
    text = answer.content.decode()
    assert {name for name in ("李长青", "王远山") if f'lead-phone">{name}<' in text} == seen
    assert [words in unquote(place) for place, _status in answer.redirect_chain] == [False]
    assert answer.wsgi_request.GET["year"] == "2025"


def test_a_school_filters_by_unit(settled: World, one: Certificate, sign_in: Any) -> None:
    text = sign_in("honors").get(LIST, {"school": settled.units[FAR_SCHOOL].pk}).content.decode()
    assert "王远山" in text
    assert "李长青" not in text


def test_the_list_shows_the_name_that_counts(settled: World, one: Certificate, sign_in: Any) -> None:
    rename(settled, one)
    text = sign_in("school").get(LIST).content.decode()
    assert "李常青" in text
    assert "李长青" not in text
    assert "补1" in text


def rename(world: World, one: Certificate) -> None:
    asked = copies.correct(
        certificate=one, by=world["honors"], on=ON,
        correction=copies.Correction("李常青", SCHOOL, "文号", "录入有误"),
    )  # fmt: skip
    copies.sign_rename(signature=asked, certificate=one, by=world["approver"])  # type: ignore[arg-type]


def test_pages_cost_the_same_for_one_certificate_and_for_three(
    world: World, sign_in: Any, django_assert_num_queries: Any
) -> None:
    long = [("1993-09", None, "teaching")]
    for day, people in ((AS_OF, 1), (AS_OF + timedelta(days=1), 3)):
        born = date(1970, 1, day.day)
        world.enrol(*(person(f"甲{n}", born, services=long, number=id_number(born, n)) for n in range(1, people + 1)))
        issue(world, day)
        client = sign_in("honors")
        with django_assert_num_queries(7):
            client.get(LIST)


def test_a_certificate_costs_the_same_with_one_paper_and_with_three(
    settled: World, one: Certificate, sign_in: Any, django_assert_num_queries: Any
) -> None:
    for _papers in range(2):
        client = sign_in("honors")
        page(client, one)  # the look is noted once
        with django_assert_num_queries(8):
            page(client, one)
        for _ in range(2):
            copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)


# --- one certificate --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["far_school", "far_district", "nobody"])
def test_a_neighbours_certificate_is_not_there(one: Certificate, sign_in: Any, who: str) -> None:
    for path in ("", "0.pdf", "99.pdf"):
        assert sign_in(who).get(f"{one.get_absolute_url()}{path}").status_code == 404


def test_what_is_offered_to_whom(settled: World, one: Certificate, sign_in: Any) -> None:
    words = {"补发证书", "更正证书", "暂停使用", "恢复使用", "申请撤销", "分享证书", "下载证书", "下载存档件"}

    def offered(who: str) -> set[str]:
        text = page(sign_in(who), one)
        return {word for word in words if word in text}

    assert offered("honors") == words - {"恢复使用", "分享证书", "下载存档件"}
    assert offered("school") == offered("city") == {"下载证书"}
    assert offered("approver") == set()
    assert offered("teacher") == {"下载证书", "分享证书"}
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    assert offered("honors") == {"恢复使用", "申请撤销", "下载存档件", "暂停使用"}, "the last one in the history"
    text = page(sign_in("teacher"), one)
    assert "下载证书" not in text
    button = text.split("下载存档件")[0].rsplit("<a ", 1)[1]
    assert "btn-outline-primary" in button, "the paper of old, no longer the first thing to do"


def test_who_is_concerned_learns_the_ground_and_others_do_not(settled: World, one: Certificate, sign_in: Any) -> None:
    standing.suspend(certificate=one, ground=CASE, by=settled["honors"], on=ON)
    grounds = ("师德问题正在处理", CASE.document)
    for who in ("teacher", "honors", "approver"):
        assert all(word in page(sign_in(who), one) for word in grounds), who
    for who in ("school", "district"):
        text = page(sign_in(who), one)
        assert "暂停使用" in text
        assert not [word for word in (*grounds, CASE.note) if word in text], who
    assert "海陵区" not in page(sign_in("teacher"), one).split("经过")[1], "nor who of the office it was"
    stranger = sign_in("")
    text = stranger.post("/check/", {"number": one.number, "name": "李长青"}).content.decode()
    assert "证书暂停使用" in text
    assert not [word for word in (*grounds, CASE.note) if word in text]


def test_each_paper_has_its_download(settled: World, one: Certificate, sign_in: Any) -> None:
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    client = sign_in("school")
    for index in (0, 1):
        answer = client.get(f"{one.get_absolute_url()}{index}.pdf")
        assert answer.content == paper_actions.stored_paper(paper_of("李长青", index))
    newest = client.get(f"/honors/certificates/{one.number}.pdf")
    assert newest.content == answer.content
    assert newest["Content-Disposition"] == f'attachment; filename="{one.number}-1.pdf"'
    assert client.get(f"{one.get_absolute_url()}2.pdf").status_code == 404
    assert [event.detail for event in acts("certificate.downloaded")] == [{"copy": n} for n in (0, 1, 1)]


def test_the_page_of_the_person_leads_to_the_certificate(settled: World, one: Certificate, sign_in: Any) -> None:
    text = sign_in("teacher").get(settled.people["李长青"].get_absolute_url()).content.decode()
    assert one.get_absolute_url() in text


# --- the acts ---------------------------------------------------------------------------------------------------------


def test_reissued_on_the_page(one: Certificate, sign_in: Any) -> None:
    text = act(sign_in("honors"), one, "reissue", reason="lost", on=str(ON), remark="遗失", agreed="on")
    assert "已补发" in text
    assert "补1" in text
    assert "已被替代" in text


def test_a_form_that_says_too_little_comes_back_with_what_is_missing(one: Certificate, sign_in: Any) -> None:
    text = act(sign_in("honors"), one, "suspend", reason="doubt", on=str(ON), note="先查一查")
    assert "请写明依据的文件名称和文号。" in text
    assert "先查一查" in text, "what was written is not lost"
    assert certificate_of("李长青").status == "valid"


def test_a_refusal_stands_in_the_form(one: Certificate, sign_in: Any) -> None:
    text = act(sign_in("honors"), one, "reissue", reason="lost", on="2020-01-01", remark="遗失", agreed="on")
    assert "日期不能早于颁发日期 2025-09-10" in text
    assert len(papers()) == 2


def test_an_act_that_is_none_is_not_there(one: Certificate, sign_in: Any) -> None:
    assert sign_in("honors").post(f"{one.get_absolute_url()}burn/").status_code == 404


def test_suspended_and_resumed_on_the_page(one: Certificate, sign_in: Any) -> None:
    client = sign_in("honors")
    assert "公开核验显示“暂停”" in act(client, one, "suspend", reason="doubt", document="文号", on=str(ON), note="")
    assert "公开核验显示“有效”" in act(client, one, "resume", document="文号二", on=str(ON), remark="")
    assert "当前为“有效”" in act(client, one, "resume", document="文号二", on=str(ON), remark="")


def test_revoked_by_two_on_the_pages(one: Certificate, sign_in: Any) -> None:
    maker, approver = sign_in("honors"), sign_in("approver")
    assert "待签署" not in approver.get("/").content.decode()
    assert "等待另一人签署" in act(maker, one, "revoke", **UNTRUE)
    assert "补发证书" not in page(maker, one), "nothing is made while it waits"
    first = approver.get("/").content.decode()
    assert "待签署" in first
    assert one.number in first
    assert "待签署" not in maker.get("/").content.decode()
    assert "同意并签署" not in page(maker, one)
    text = page(approver, one)
    assert "以失实材料取得" in text
    assert "经历失实" in text
    asked = text.split("/sign/")[1].split("/")[0]
    assert "理由" in act(approver, one, f"sign/{asked}", decision="refuse", answer="")
    assert "已撤销" in act(approver, one, f"sign/{asked}", decision="agree")
    assert "已经办结" in act(approver, one, f"sign/{asked}", decision="refuse", answer="不")
    assert "待签署" not in approver.get("/").content.decode()


def test_taken_back_on_the_page(one: Certificate, sign_in: Any) -> None:
    maker = sign_in("honors")
    asked = act(maker, one, "revoke", **UNTRUE).split("/withdraw/")[1].split("/")[0]
    assert "已撤回" in act(maker, one, f"withdraw/{asked}")
    assert "待签署" not in sign_in("approver").get("/").content.decode()


def test_a_request_is_reached_through_its_own_certificate(one: Certificate, sign_in: Any) -> None:
    asked = act(sign_in("honors"), one, "revoke", **UNTRUE).split("/withdraw/")[1].split("/")[0]
    other, client = certificate_of("王远山"), sign_in("approver")
    assert client.post(f"{other.get_absolute_url()}sign/{asked}/", {"decision": "agree"}).status_code == 404
    assert client.post(f"{one.get_absolute_url()}sign/99999/", {"decision": "agree"}).status_code == 404


def test_a_name_is_corrected_on_the_pages(one: Certificate, sign_in: Any) -> None:
    values = {"name": "李常青", "school_name": SCHOOL, "document": "文号", "note": "录入有误", "on": str(ON)}
    assert "更正姓名：李长青 → 李常青" in act(sign_in("honors"), one, "correct", **values)
    approver = sign_in("approver")
    asked = page(approver, one).split("/sign/")[1].split("/")[0]
    assert "李常青：从教满 30 年荣誉证书" in act(approver, one, f"sign/{asked}", decision="agree")


def test_a_paper_left_undrawn_is_drawn_by_a_button(
    settled: World, one: Certificate, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(paper_actions, "draw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    client = sign_in("honors")
    assert "尚未制成" in page(client, one)
    assert "尚未制成" not in act(client, one, "draw")
