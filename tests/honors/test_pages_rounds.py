"""The pages of a round: who sees whom, who is offered which move, what a list costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from issuing import paper_of
from world import AS_OF, FAR_SCHOOL, SCHOOL, SISTER, World, acts, hand_on, person

from honors.actions import checking, rounds
from honors.actions.papers import stored_paper
from honors.choices import EntryState, RoundState
from honors.models import HonorRound, RoundEntry

pytestmark = pytest.mark.django_db

URL = f"/honors/rounds/{AS_OF}/"
LONG = [("1993-09", None, "teaching")]


@pytest.fixture
def one(settled: World) -> HonorRound:
    """A computed round: 李长青 and 王远山 are candidates, 周缺页 is held."""
    return rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)


def decide(client: Client, move: str, **form: str) -> Any:
    """What the second person sends from the page: the list that was seen, and the tick under it."""
    seen = HonorRound.objects.get(as_of=AS_OF).stamp
    return client.post(f"{URL}{move}/", {"seen": seen, "checked": "1", **form}, follow=True)


def entry_url(name: str) -> str:
    row = RoundEntry.objects.for_system("test").get(teacher__name=name)
    return f"{URL}entries/{row.pk}/"


def names(text: str) -> set[str]:
    return {name for name in ("李长青", "周缺页", "王远山") if name in text}


@pytest.mark.parametrize(
    ("who", "candidates", "held"),
    [
        ("school", {"李长青"}, {"周缺页"}),
        ("district", {"李长青"}, {"周缺页"}),
        ("far_school", {"王远山"}, set()),
        ("far_district", {"王远山"}, set()),
        ("city", {"李长青", "王远山"}, {"周缺页"}),
        ("honors", {"李长青", "王远山"}, {"周缺页"}),
        ("approver", {"李长青", "王远山"}, {"周缺页"}),
    ],
)
def test_a_round_shows_the_own_people(
    one: HonorRound, sign_in: Any, who: str, candidates: set[str], held: set[str]
) -> None:
    client = sign_in(who)
    assert names(client.get(URL).content.decode()) == candidates
    assert names(client.get(f"{URL}?tab=held").content.decode()) == held
    assert names(client.get(f"{URL}?tab=excluded").content.decode()) == set()
    assert names(client.get(f"{URL}?tab=nonsense").content.decode()) == candidates


@pytest.mark.parametrize("who", ["teacher", "nobody"])
def test_rounds_are_refused_to_who_has_no_role(one: HonorRound, sign_in: Any, who: str) -> None:
    for path in ("/honors/rounds/", URL, entry_url("李长青")):
        assert sign_in(who).get(path).status_code == 403


def test_an_entry_of_a_neighbour_is_not_there(one: HonorRound, sign_in: Any) -> None:
    for who in ("school", "district"):
        assert sign_in(who).get(entry_url("王远山")).status_code == 404
        assert sign_in(who).post(entry_url("王远山"), {"note": "好"}).status_code == 404
    assert sign_in("far_school").get(entry_url("周缺页")).status_code == 404
    assert sign_in("far_district").get(entry_url("王远山")).status_code == 200


@pytest.mark.parametrize("path", ["2024-09-10/", "2025-02-30/", "2025-9-10/", "0000-00-00/"])
def test_a_round_that_never_was_is_not_there(one: HonorRound, sign_in: Any, path: str) -> None:
    assert sign_in("honors").get(f"/honors/rounds/{path}").status_code == 404


def test_an_entry_shows_its_arithmetic(one: HonorRound, sign_in: Any) -> None:
    text = sign_in("school").get(entry_url("李长青")).content.decode()
    for words in ("1993-09 ~ 2025-08", "任教计入教龄。", "32 年 0 个月"):
        assert words in text


def test_making_a_round_on_the_page(settled: World, sign_in: Any, at_once: Any) -> None:
    client = sign_in("honors")
    assert 'name="as_of"' in client.get("/honors/rounds/").content.decode()
    with at_once():
        assert client.post("/honors/rounds/", {"as_of": str(AS_OF)})["Location"] == URL
    assert HonorRound.objects.get().state == RoundState.DRAFT
    again = client.post("/honors/rounds/", {"as_of": str(AS_OF)})
    assert "已经存在" in again.content.decode()
    later = client.post("/honors/rounds/", {"as_of": f"{timezone.localdate().year + 1}-01-01"})
    assert "不能晚于今年年底" in later.content.decode()
    assert HonorRound.objects.count() == 1


@pytest.mark.parametrize("who", ["school", "city", "approver"])
def test_a_form_sent_past_the_page_makes_no_round(settled: World, sign_in: Any, who: str) -> None:
    client = sign_in(who)
    assert 'name="as_of"' not in client.get("/honors/rounds/").content.decode()
    client.post("/honors/rounds/", {"as_of": str(AS_OF)})
    assert not HonorRound.objects.exists()


def test_each_sees_the_moves_that_are_theirs(one: HonorRound, sign_in: Any) -> None:
    def offered(who: str) -> set[str]:
        text = sign_in(who).get(URL).content.decode()
        return {
            move
            for move in ("compute", "send-out", "call-back", "close-checking", "publish", "reopen", "submit", "approve",
                         "give-back", "discard", "archive")
            if f'action="{URL}{move}/"' in text
        }  # fmt: skip

    assert offered("honors") == {"compute", "send-out", "discard"}
    assert offered("approver") == offered("school") == offered("city") == set()
    maker = one.made_by
    rounds.send_out(one=one, by=maker)
    assert offered("honors") == {"call-back", "close-checking"}
    checking.close_checking(one=one, by=maker, note="线下已确认", accept=True)
    assert offered("honors") == {"call-back", "publish"}
    rounds.publish(one=one, by=maker, on=timezone.localdate())
    assert offered("honors") == {"reopen"}, "the list hangs out"
    HonorRound.objects.update(publicity_until=timezone.localdate() - timedelta(1), publicity_from=AS_OF)
    assert offered("honors") == {"reopen", "submit"}
    rounds.submit(one=one, by=maker)
    assert offered("approver") == {"approve", "give-back"}
    assert offered("honors") == offered("city") == set()


def test_from_submission_to_a_certificate(one: HonorRound, sign_in: Any, at_once: Any) -> None:
    hand_on(one)
    assert "待审批" in sign_in("approver").get("/").content.decode()
    with at_once():
        decide(sign_in("approver"), "approve")
    one.refresh_from_db()
    assert one.state == RoundState.ISSUED
    paper = paper_of("李长青")
    assert paper.certificate.number in sign_in("school").get(URL).content.decode()
    answer = sign_in("school").get(f"/honors/certificates/{paper.certificate.number}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == stored_paper(paper)
    assert sign_in("teacher").get(f"/honors/certificates/{paper.certificate.number}.pdf").status_code == 200
    for who in ("far_school", "far_district", "nobody"):
        assert sign_in(who).get(f"/honors/certificates/{paper.certificate.number}.pdf").status_code == 404
    own_page = sign_in("teacher").get(paper.certificate.teacher.get_absolute_url()).content.decode()
    assert paper.certificate.number in own_page


def test_the_maker_cannot_approve_by_hand(one: HonorRound, sign_in: Any) -> None:
    client = sign_in("honors")
    hand_on(one)
    assert decide(client, "approve").status_code == 403
    one.refresh_from_db()
    assert one.state == RoundState.SUBMITTED


def test_giving_back_on_the_page(one: HonorRound, sign_in: Any) -> None:
    hand_on(one)
    assert "请写明理由" in decide(sign_in("approver"), "give-back").content.decode()
    decide(sign_in("approver"), "give-back", note="请核对王远山")
    one.refresh_from_db()
    assert (one.state, one.returned_reason) == (RoundState.PUBLICITY, "请核对王远山")
    assert "请核对王远山" in sign_in("honors").get(URL).content.decode()
    assert "退回理由：请核对王远山" in sign_in("honors").get("/").content.decode()


def test_an_approval_without_the_tick_is_none(one: HonorRound, sign_in: Any) -> None:
    hand_on(one)
    assert "勾选确认" in decide(sign_in("approver"), "approve", checked="").content.decode()
    assert "名单在您打开页面后有变动" in decide(sign_in("approver"), "approve", seen="old").content.decode()
    one.refresh_from_db()
    assert one.state == RoundState.SUBMITTED


def test_discarding_on_the_page(one: HonorRound, sign_in: Any) -> None:
    assert sign_in("honors").post(f"{URL}discard/")["Location"] == "/honors/rounds/"
    assert sign_in("honors").get(URL).status_code == 404


def test_a_list_that_the_register_left_behind_says_so(settled: World, one: HonorRound, sign_in: Any) -> None:
    warning = "测算之后名册有变动"
    assert warning not in sign_in("honors").get(URL).content.decode()
    settled.enrol(person("新来", date(1990, 1, 1)))
    assert warning in sign_in("honors").get(URL).content.decode()


def test_a_move_too_late_is_told_in_a_sentence(one: HonorRound, sign_in: Any) -> None:
    client = sign_in("honors")
    hand_on(one)
    assert "操作没有执行" in client.post(f"{URL}submit/", follow=True).content.decode()


def test_confirming_on_the_page(one: HonorRound, sign_in: Any) -> None:
    client = sign_in("school")
    assert "1 人需核实" in client.get("/").content.decode()
    assert "请填写核实情况" in client.post(entry_url("周缺页"), {"note": ""}).content.decode()
    answer = client.post(entry_url("周缺页"), {"note": "已核对1992年任职文件"})
    assert answer["Location"] == f"{URL}?tab=held"
    row = RoundEntry.objects.for_system("test").get(teacher__name="周缺页")
    assert (row.state, row.confirmed_note) == (EntryState.CANDIDATE, "已核对1992年任职文件")
    assert "已核对1992年任职文件" in client.get(entry_url("周缺页")).content.decode()
    assert len(acts("entry.confirmed")) == 1


def test_who_only_reads_is_offered_no_confirmation(one: HonorRound, sign_in: Any) -> None:
    assert 'name="note"' in sign_in("school").get(entry_url("周缺页")).content.decode()
    assert 'name="note"' not in sign_in("approver").get(entry_url("周缺页")).content.decode()
    sign_in("approver").post(entry_url("周缺页"), {"note": "好"})
    assert RoundEntry.objects.for_system("test").get(teacher__name="周缺页").state == EntryState.HELD


def test_a_name_is_shown_as_text(world: World, sign_in: Any) -> None:
    """Nothing that a school writes becomes a tag."""
    (teacher,) = world.enrol(person("<b>甲</b>", date(1972, 1, 1), services=LONG))
    rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    for path in (URL, entry_url("<b>甲</b>"), "/teachers/", teacher.get_absolute_url()):
        text = sign_in("school").get(path).content.decode()
        assert "&lt;b&gt;甲" in text
        assert "<b>甲" not in text


def test_lists_cost_the_same_for_one_person_and_for_three(
    world: World, sign_in: Any, at_once: Any, django_assert_num_queries: Any
) -> None:
    def people(*births: date, incomplete: bool) -> None:
        places = (("321202", SCHOOL), ("321204", FAR_SCHOOL), ("321202", SISTER))
        world.enrol(
            *(
                person(f"甲{born.day}", born, place, LONG, incomplete=incomplete)
                for born, place in zip(births, places, strict=False)
            )
        )

    client = sign_in("city")
    people(date(1972, 1, 1), incomplete=False)
    people(date(1972, 2, 1), incomplete=True)
    one = rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    costs = {URL: 13, f"{URL}?tab=held": 13, "/": 37}
    for path, queries in costs.items():
        with django_assert_num_queries(queries, info=path):
            client.get(path)
    people(date(1972, 1, 2), date(1972, 1, 3), incomplete=False)
    people(date(1972, 2, 2), date(1972, 2, 3), incomplete=True)
    with at_once():
        rounds.recompute(one=one, by=world["honors"])
    assert RoundEntry.objects.for_system("test").filter(round=one).count() == 6
    for path, queries in costs.items():
        with django_assert_num_queries(queries, info=path):
            client.get(path)


def test_the_list_of_rounds_costs_the_same_for_one_and_for_three(
    settled: World, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in("city")
    for years in ((2025,), (2023, 2024)):
        for year in years:
            rounds.make_round(as_of=date(year, 9, 10), by=settled["honors"], background=False)
        with django_assert_num_queries(5):
            client.get("/honors/rounds/")


def test_the_list_of_rounds_counts_the_own_people(one: HonorRound, sign_in: Any, at_once: Any) -> None:
    def counted(who: str) -> list[dict[str, int]]:
        return [figures for _one, figures in sign_in(who).get("/honors/rounds/").context["rows"]]

    none = dict.fromkeys(("forty", "thirty", "answered", "unanswered", "confirmed", "held", "excluded", "drawn"), 0)
    assert counted("city") == [{**none, "forty": 1, "thirty": 1, "unanswered": 2, "held": 1}]
    assert counted("far_school") == [{**none, "forty": 1, "unanswered": 1}]
    hand_on(one)
    with at_once():
        decide(sign_in("approver"), "approve")
    assert counted("school") == [{**none, "thirty": 1, "answered": 1, "held": 1, "drawn": 1}]
