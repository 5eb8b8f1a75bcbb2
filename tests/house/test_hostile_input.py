"""What no honest browser sends: every page answers it with a refusal, never with an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import hypothesis
import pytest
from attacks.ground import is_ours
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from world import AS_OF, World, hand_on, roster, row, service_row

from honors.actions import rounds
from honors.models import HonorRound
from kernel.imports.actions import import_now
from teachers.models import Teacher

pytestmark = pytest.mark.django_db

ROUND = f"/honors/rounds/{AS_OF}/"
HUGE = "9" * 30
ADDRESSES = [
    "/teachers/%00/",
    "/teachers/%F0%9F%98%80/",
    "/teachers/?q=%00",
    "/teachers/?q=%FF%FE",
    f"/teachers/?school={HUGE}",
    f"/teachers/?page={HUGE}",
    "/honors/certificates/%00.pdf",
    "/honors/certificates/..%2F..%2Fkeys.env.pdf",
    f"{ROUND}entries/{HUGE}/",
    f"{ROUND}?page=%00&tab=%00",
    f"/corrections/{HUGE}/",
    "/corrections/?turn=%00&page=%00",
    f"/units/{HUGE}/",
    f"/units/{HUGE}/merge/",
    "/jobs/00000000-0000-0000-0000-000000000000/",
    "/c/%00/",
    f"/c/{HUGE}{HUGE}/",
    "/check/?number=%00",
]


@pytest.fixture
def one(settled: World) -> HonorRound:
    return rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_odd_address_is_answered(one: HonorRound, sign_in: Any, address: str) -> None:
    assert sign_in("city").get(address).status_code in {200, 404}


FORMS: list[tuple[str, str, dict[str, str]]] = [
    ("", "/check/", {"number": "\0", "name": "\0"}),
    ("", "/check/", {"number": "TZ30-2025-321202-000015", "name": "李\0长青"}),
    ("", "/accounts/login/", {"login": "\0", "password": "\0"}),
    ("honors", "/honors/rounds/", {"as_of": "\0"}),
    ("honors", "/honors/rounds/", {"as_of": "9999-12-31"}),
    ("school", "/imports/", {"kind": "\0"}),
]


@pytest.mark.parametrize(("who", "path", "form"), FORMS)
def test_an_odd_form_is_answered(one: HonorRound, sign_in: Any, who: str, path: str, form: dict[str, str]) -> None:
    assert sign_in(who).post(path, form).status_code == 200


# Signs that browsers do not send and programs stumble over, among whatever else there is.
TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\0\ud800\u202e\ufeff='\"<%\r\n9-")), max_size=40)
READING = ("/teachers/", "/corrections/", "/units/", "/honors/certificates/", "/honors/lookahead/", ROUND, "/check/")
WRITING = (
    ("school", "/imports/"),
    ("honors", "/honors/rounds/"),
    ("honors", "/honors/rules/"),
    ("city", "/calendar/"),
    ("", "/check/"),
    ("city", "/teachers/"),
    ("honors", "/honors/rounds/templates/new/"),
)
NAMES = (
    "q",
    "find",
    "page",
    "sort",
    "school",
    "status",
    "year",
    "years",
    "unit",
    "tab",
    "name",
    "turn",
    "kind",
    "as_of",
    "number",
    "effective_from",
    "publicity_days",
    "document",
    "text",
    "width",
    "paper",
    "next",
    "history",
)


def _body(values: dict[str, str]) -> str:
    return "&".join(f"{key}={quote(value.encode('utf-8', 'surrogatepass'))}" for key, value in values.items())


@hypothesis.settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(NAMES), TEXT, max_size=6), place=st.integers(0, 1000))
def test_whatever_is_asked_is_answered(one: HonorRound, sign_in: Any, values: dict[str, str], place: int) -> None:
    address = f"{READING[place % len(READING)]}?{_body(values)}"
    assert sign_in("city").get(address).status_code in {200, 404}
    who, form = WRITING[place % len(WRITING)]
    answer = sign_in(who).post(
        form, _body(values), content_type="application/x-www-form-urlencoded", REMOTE_ADDR=f"10.9.{place % 250}.1"
    )
    assert answer.status_code in {200, 302, 429}
    assert is_ours(answer.headers.get("Location", ""))


def test_a_note_with_a_nul_is_answered(one: HonorRound, sign_in: Any) -> None:
    hand_on(one)
    form = {"note": "请\0核对", "seen": one.stamp}
    assert sign_in("approver").post(f"{ROUND}give-back/", form).status_code == 302
    one.refresh_from_db()
    assert one.returned_reason == "请核对"


@pytest.mark.parametrize("sign", ["_x0000_", "_x0001_", "\ufffe", "\U000e0001", "🧑‍🏫", "=1+1", "\u202e"])
@pytest.mark.parametrize("title", ["姓名", "身份证件号", "职称", "所在学校", "出生日期", "手机号", "性别"])
def test_an_odd_sign_in_a_cell_is_judged(world: World, title: str, sign: str) -> None:
    cells = row()
    odd = {title: f"{sign}{cells.get(title, '')}"}
    verdict = import_now(
        data=roster([cells | odd], [service_row(cells["身份证件号"], unit=sign), service_row(f"{sign}1", sign)]),
        filename="名册.xlsx", kind="roster", options={}, by=world["school"],
    )  # fmt: skip
    assert verdict.counts["accepted"] + verdict.counts["refused"] >= 2
    stored = Teacher.objects.for_system("test").values_list("name", "title", "phone")
    assert not [one for one in stored if any(control in "".join(one) for control in "\0\1")]


def test_a_search_for_a_wildcard_is_a_search_for_a_sign(settled: World, sign_in: Any) -> None:
    for query in ("%", "_", "'"):
        assert "李长青" not in sign_in("city").post("/teachers/", {"q": query}, follow=True).content.decode()
