"""Pages of the question and of sanctions: allowed, refused, a neighbour's, as many queries for three as for one."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from ethics_helpers import TODAY, decision, officer, punish
from world import World, acts, id_number, workbook

from ethics.actions.chores import tell_day
from ethics.actions.sanctions import record_sanction, undo
from ethics.choices import HandlingKind, HandlingState
from ethics.models import Sanction, StandingReceipt
from ethics.queries.waiting import waiting

pytestmark = pytest.mark.django_db
ASK, LIST, CHECK = "/ethics/standing/", "/ethics/sanctions/", "/ethics/receipts/check/"
LI, CHEN = id_number(date(1972, 3, 8)), id_number(date(1990, 5, 4))
FORM = {"purpose": "title_review", "on": "2026-11-24"}


def body(answer: Any) -> str:
    return str(answer.content.decode())


def receipts() -> list[StandingReceipt]:
    return list(StandingReceipt.objects.for_system("test").order_by("pk"))


def enter(sign_in: Any, world: World, name: str) -> Any:
    officer(world, name)
    return sign_in(name)


# --- the question ----------------------------------------------------------------------------------------------------


def test_a_pasted_list_gets_a_numbered_receipt(settled: World, sign_in: Any) -> None:
    punish(settled)
    people = f"{LI} 李长青\n{CHEN}，陈晓\n{id_number(date(1999, 1, 1))} 无此人"
    answer = sign_in("school").post(ASK, {**FORM, "people": people}, follow=True)
    text = body(answer)
    (one,) = receipts()
    assert (one.number, one.people, one.clear) == (f"SD-{timezone.localdate().year}-000001", 3, 1)
    assert all(
        word in text for word in ("记过处分期内", "2027-03-15 恢复", "泰海教处〔2026〕1号", "可以推荐", one.code)
    )
    assert "名册中没有这位人员" in text
    assert LI not in text
    assert [line.detail["people"] for line in acts("receipt.made")] == [3]


def test_an_uploaded_list_and_one_teacher_by_register_number(settled: World, sign_in: Any) -> None:
    client = sign_in("school")
    file = io.BytesIO(workbook({"名单": [("姓名", "身份证件号"), ("李长青", LI), ("陈晓", CHEN)]}))
    file.name = "名单.xlsx"
    client.post(ASK, {**FORM, "file": file})
    client.post(ASK, {**FORM, "people": settled.people["李长青"].teacher_no})
    assert [(one.people, one.clear) for one in receipts()] == [(2, 2), (1, 1)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": ""}, "请填写人员"),
        ({"purpose": "", "people": LI}, "请填写此项"),
        ({"people": "\n".join([LI] * 1001)}, "一次最多 1000 人"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    settled: World, sign_in: Any, change: dict[str, str], said: str
) -> None:
    text = body(sign_in("school").post(ASK, {**FORM, **change}))
    assert said in text
    assert change.get("people", "")[:18] in text
    assert not receipts()


def test_a_file_without_numbers_is_refused(settled: World, sign_in: Any) -> None:
    file = io.BytesIO(workbook({"名单": [("姓名",), ("李长青",)]}))
    file.name = "名单.xlsx"
    assert "没有“身份证件号”列" in body(sign_in("school").post(ASK, {**FORM, "file": file}))


def test_people_of_other_units_are_unknown(settled: World, sign_in: Any) -> None:
    punish(settled)
    text = body(sign_in("far_school").post(ASK, {**FORM, "people": f"{LI} 李长青"}, follow=True))
    assert "名册中没有这位人员" in text
    assert "记过" not in text


def test_who_may_ask_and_a_strangers_receipt(settled: World, sign_in: Any) -> None:
    assert sign_in("teacher").get(ASK).status_code == 403
    assert sign_in("sysadmin").get(ASK).status_code == 403
    sign_in("school").post(ASK, {**FORM, "people": LI})
    url = receipts()[0].get_absolute_url()
    assert sign_in("school").get(url).status_code == 200
    assert sign_in("far_school").get(url).status_code == 404
    assert enter(sign_in, settled, "e_district").get(url).status_code == 200
    assert enter(sign_in, settled, "e_far").get(url).status_code == 404
    assert {line.actor_name for line in acts("receipt.read")} == {"school", "e_district"}


def test_a_receipt_goes_stale_when_a_bar_appears(settled: World, sign_in: Any) -> None:
    client = sign_in("school")
    client.post(ASK, {**FORM, "people": f"{LI} 李长青"})
    client.post(ASK, {"purpose": "registration", "on": "2026-11-24", "people": CHEN})
    first, other = receipts()
    assert waiting(settled.user("school")) == []
    punish(settled)
    first, other = receipts()
    assert (first.stale_on, other.stale_on) == (TODAY, None)
    (notice,) = waiting(settled.user("school"))
    assert first.number in notice.title
    assert "失效" in body(client.get(first.get_absolute_url()))
    client.post(f"{first.get_absolute_url()}seen/")
    assert waiting(settled.user("school")) == []
    assert "已经确认知悉" in body(client.post(f"{first.get_absolute_url()}seen/", follow=True))


def test_a_bar_that_begins_later_makes_it_stale_on_its_day(settled: World, sign_in: Any) -> None:
    sign_in("school").post(ASK, {**FORM, "people": LI})
    punish(settled, effective_on=date(2026, 12, 1))
    assert receipts()[0].stale_on is None
    tell_day(on=date(2026, 11, 30))
    assert receipts()[0].stale_on is None
    assert tell_day(on=date(2026, 12, 1)) == (1, 0)
    assert receipts()[0].stale_on == date(2026, 12, 1)
    assert tell_day(on=date(2026, 12, 1)) == (0, 0), "told once"


def test_a_third_party_confirms_by_code(settled: World, sign_in: Any, client: Any) -> None:
    sign_in("school").post(ASK, {**FORM, "people": f"{LI} 李长青\n{CHEN} 陈晓"})
    one = receipts()[0]
    text = body(client.post(CHECK, {"number": one.number, "code": one.code.lower()}))
    assert all(word in text for word in (one.number, "有效", "李＊＊", "陈＊"))
    assert "李长青" not in text
    punish(settled)
    assert "已失效" in body(client.post(CHECK, {"number": one.number, "code": one.code}))
    for number, code in ((one.number, "ABCDEFGH2345"), ("SD-2026-000009", one.code)):
        assert "没有编号和核验码相符的回执" in body(client.post(CHECK, {"number": number, "code": code}))


def test_codes_are_not_guessed(settled: World, client: Any) -> None:
    form = {"number": "SD-2026-000001", "code": "ABCDEFGH2345"}
    answers = [client.post(CHECK, form).status_code for _turn in range(31)]
    assert (answers[0], answers[-1]) == (200, 429)


# --- sanctions -------------------------------------------------------------------------------------------------------


def test_each_sees_the_own_sanctions(settled: World, sign_in: Any) -> None:
    one = punish(settled)
    punish(settled, "王远山", document="泰姜教处〔2026〕2号")
    for who, seen in (("e_school", {"李长青"}), ("e_district", {"李长青"}), ("e_far", {"王远山"}),
                      ("e_city", {"李长青", "王远山"})):  # fmt: skip
        text = body(enter(sign_in, settled, who).get(LIST))
        assert {name for name in ("李长青", "王远山") if name in text} == seen
    url = one.get_absolute_url()
    for who, status in (("e_school", 200), ("e_district", 200), ("e_far", 404), ("teacher", 200), ("school", 404)):
        assert (sign_in(who) if who in settled.users else enter(sign_in, settled, who)).get(url).status_code == status
    assert sign_in("school").get(LIST).status_code == 403
    assert {line.actor_name for line in acts("sanction.read")} == {"e_school", "e_district"}, "one's own is no event"


def test_the_list_asks_as_often_for_three_as_for_one(settled: World, sign_in: Any) -> None:
    client, counts = enter(sign_in, settled, "e_city"), []
    for number in range(1, 4):
        punish(settled, kind=HandlingKind.Q4, document=f"泰海教通〔2026〕{number}号")
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_filters(settled: World, sign_in: Any) -> None:
    recent = timezone.localdate() - timedelta(days=30)
    record_sanction(
        teacher=settled.people["李长青"], decision=decision(decided_on=recent), by=officer(settled, "e_city"),
        on=timezone.localdate(),
    )  # fmt: skip
    punish(settled, "王远山", HandlingKind.P1, document="乙")
    client = enter(sign_in, settled, "e_city")
    for state, seen in (("running", {"李长青"}), ("due", {"王远山"}), ("ended", set()), ("undone", set())):
        text = body(client.get(f"{LIST}?state={state}"))
        assert {name for name in ("李长青", "王远山") if name in text} == seen, state
    text = body(client.post(LIST, {"q": "长青"}, follow=True))
    assert "李长青" in text
    assert "王远山" not in text


def test_recording_on_the_page(settled: World, sign_in: Any) -> None:
    client = enter(sign_in, settled, "e_district")
    form = {"who": LI, "kind": "Q5", "domains": ["title_review"], "decided_on": "2026-03-15", "months": "12",
            "decided_by": "海陵区教育局", "document": "泰海教处〔2026〕5号", "facts": "经查"}  # fmt: skip
    text = body(client.post(f"{LIST}new/", form))
    assert "不得少于 24 个月" in text
    assert "泰海教处〔2026〕5号" in text, "nothing typed is lost"
    text = body(client.post(f"{LIST}new/", {**form, "months": ""}, follow=True))
    assert all(word in text for word in ("取消资格", "2028-03-15", "职称评定", "经查"))
    text = body(client.post(f"{LIST}new/", {**form, "who": id_number(date(1966, 10, 1))}))
    assert "不在您的管理范围内" in text


def test_confirming_extending_undoing_on_the_page(settled: World, sign_in: Any) -> None:
    one = punish(settled, kind=HandlingKind.P1)
    url, client = one.get_absolute_url(), enter(sign_in, settled, "e_district")
    assert "期满待确认" in body(client.get(url))
    (notice,) = [one for one in waiting(officer(settled, "e_district")) if "期满" in one.title]
    assert "1 条" in notice.title
    assert "决定文号：请填写此项" in body(client.post(f"{url}extend/", {"until": "2026-12-01"}, follow=True))
    client.post(f"{url}extend/", {"until": "2030-03-01", "document": "文", "reason": "表现"})
    assert "2030-03-01" in body(client.get(url))
    assert "届时才能确认" in body(client.post(f"{url}confirm/", {}, follow=True))
    client.post(f"{url}undo/", {"state": "cleared", "document": "泰教师〔2026〕9号", "reason": "查无此事"})
    row = Sanction.objects.for_system("test").get()
    assert (row.state, row.ended_on) == ("cleared", timezone.localdate())
    assert sign_in("teacher").post(f"{url}undo/", {}).status_code == 403
    assert enter(sign_in, settled, "e_far").post(f"{url}undo/", {}).status_code == 404


def test_ends_are_told_by_the_chore(settled: World) -> None:
    one = punish(settled, kind=HandlingKind.P2)
    assert tell_day(on=date(2027, 3, 14)) == (0, 0)
    assert tell_day(on=date(2027, 3, 15)) == (0, 1)
    assert tell_day(on=date(2027, 3, 16)) == (0, 0)
    assert len(acts("sanction.ended")) == 1
    by = officer(settled, "e_city")
    undo(sanction=one, state=HandlingState.ANNULLED, document="文", reason="由", by=by, on=TODAY)
