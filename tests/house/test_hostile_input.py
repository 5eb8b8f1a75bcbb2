"""What no honest browser sends: every page answers it with a refusal, never with an error of ours."""

from __future__ import annotations

from typing import Any

import pytest
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
