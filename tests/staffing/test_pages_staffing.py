"""The pages of staffing: who gets in, the neighbour's are not there, as many queries for three rows as for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pools import Pools
from world import FAR_SCHOOL, HAILING, SCHOOL, SISTER, World

from kernel.signoff.models import Signature
from staffing.actions.figures import StageRow, state
from staffing.choices import FigureStage
from staffing.models import PoolRequest, PoolUnit, SchoolFigures
from staffing.rules.figures import year_on

YEAR = year_on(date.today())
OFFICERS = ("school", "district", "city", "signer")


@pytest.fixture
def pools(settled: World) -> Pools:
    found = Pools(settled)
    found.approve(SCHOOL, 12)
    found.approve(SISTER, 20)
    found.approve(FAR_SCHOOL, 9)
    found.put_in(SISTER, 8)
    for name, stage, pupils, classes in ((SCHOOL, "primary", 66, 6), (SISTER, "junior", 1080, 24)):
        row = StageRow(FigureStage(stage), {"pupils": pupils, "classes": classes})
        state(school=settled.units[name], year=YEAR, rows=[row], by=settled["city"], on=date.today())
    return found


def _pages(pools: Pools) -> list[str]:
    unit, school = pools.unit(SCHOOL).pk, pools.unit(SCHOOL).pk
    return [
        reverse("staffing"), reverse("establishment"), reverse("staffing_school", args=[school, YEAR]),
        reverse("staffing_standard"), reverse("staffing_table"), reverse("staffing_table") + "?by=age",
        reverse("staffing_table") + "?by=subject", reverse("staffing_table") + "?by=title",
        reverse("staffing_table") + "?by=stage", reverse("staffing_people") + f"?value={school}&group=inside",
        reverse("pool"), reverse("pool_unit", args=[unit]), reverse("pool_loans"), reverse("pool_requests"),
    ]  # fmt: skip


@pytest.mark.parametrize("who", OFFICERS)
def test_officers_see_the_pages(pools: Pools, sign_in: Any, who: str) -> None:
    client = sign_in(who)
    for url in _pages(pools):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("who", ["nobody", "teacher", "auditadmin"])
def test_others_do_not(pools: Pools, sign_in: Any, who: str) -> None:
    client = sign_in(who)
    for url in _pages(pools):
        assert client.get(url).status_code == 403, url


def test_the_neighbours_school_is_not_there(pools: Pools, sign_in: Any) -> None:
    for who in ("school", "district"):
        client, far = sign_in(who), pools.unit(FAR_SCHOOL).pk
        for url in (
            reverse("staffing_school", args=[far, YEAR]), reverse("pool_unit", args=[far]),
            reverse("establishment") + f"?unit={far}", reverse("staffing_table") + f"?unit={far}",
        ):  # fmt: skip
            assert client.get(url).status_code == 404, url
        assert FAR_SCHOOL not in client.get(reverse("establishment")).content.decode()


def test_a_school_shows_the_arithmetic(pools: Pools, sign_in: Any) -> None:
    text = sign_in("school").get(reverse("staffing_school", args=[pools.unit(SCHOOL).pk, YEAR])).content.decode()
    for part in ("学生 66 ÷ 19", "3.47", "班级 6 × 每班 2", "12.00", "小规模学校", "寄宿生数未填"):
        assert part in text


def test_zero_pupils_do_not_apply(pools: Pools, sign_in: Any) -> None:
    school = pools.unit(SCHOOL)
    state(school=school, year=YEAR, rows=[StageRow(FigureStage.PRIMARY, {"pupils": 0, "classes": 0})],
          by=pools.world["city"], on=date.today())  # fmt: skip
    assert "不适用" in sign_in("school").get(reverse("establishment")).content.decode()
    page = sign_in("school").get(reverse("staffing_school", args=[school.pk, YEAR])).content.decode()
    assert "学生数为 0，编制标准不适用" in page


def test_figures_by_page(pools: Pools, sign_in: Any) -> None:
    client, url = sign_in("school"), reverse("staffing_school", args=[pools.unit(SCHOOL).pk, YEAR])
    good = {"stage": "primary", "pupils": "90", "classes": "6", "boarders": "", "day_form": "full"}
    assert client.post(url, good).status_code == 302
    one = SchoolFigures.objects.get(school=pools.unit(SCHOOL), year=YEAR)
    assert (one.pupils, one.boarders) == (90, None)
    for bad, word in (
        ({"pupils": "-1"}, "不能小于 0"),
        ({"pupils": "约90"}, "请填整数"),
        ({"boarders": "91"}, "寄宿生数 91"),
    ):
        answer = client.post(url, {**good, **bad})
        assert answer.status_code == 200
        assert word in answer.content.decode()


@pytest.mark.parametrize("name", ["establishment", "staffing", "staffing_table", "pool"])
def test_as_many_queries_for_more_schools(pools: Pools, sign_in: Any, name: str) -> None:
    client, url = sign_in("city"), reverse(name)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    world = pools.world
    for school, stage in ((FAR_SCHOOL, "primary"), ("姜堰区第二初级中学", "junior")):
        row = StageRow(FigureStage(stage), {"pupils": 500, "classes": 12})
        state(school=world.units[school], year=YEAR, rows=[row], by=world["city"], on=date.today())
    pools.approve("姜堰区第二初级中学", 30)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_way_of_a_request(pools: Pools, sign_in: Any) -> None:
    """School, district, city, second person: each sees its state, and nobody acts twice."""
    school = sign_in("school")
    asked = {
        "subject": "数学", "stage": "primary", "posts": "3", "starts_on": f"{YEAR + 1}-09-01",
        "ends_on": f"{YEAR + 4}-09-01", "reason": "班级增加",
    }  # fmt: skip
    school.post(reverse("pool_request_new", args=[pools.unit(SCHOOL).pk]), asked)
    one = PoolRequest.objects.get()
    url = reverse("pool_request", args=[one.pk])

    def move(client: Any, name: str, **data: str) -> None:
        client.post(reverse("pool_request_move", args=[one.pk, name]), data)

    move(school, "check")
    one.refresh_from_db()
    assert one.state == "asked"
    assert sign_in("far_district").get(url).status_code == 404
    move(sign_in("district"), "check", note="属实")
    one.refresh_from_db()
    assert one.state == "checked"
    assert "待市局办理" in school.get(url).content.decode()
    city = sign_in("city")
    move(city, "reserve", pool=str(pools.unit(HAILING).pk), document="泰教人〔2026〕9号")
    one.refresh_from_db()
    assert (one.state, PoolUnit.objects.get(unit=pools.unit(HAILING)).reserved) == ("reserved", 3)
    waits = reverse("pool_signature", args=[Signature.objects.for_system("test").get().pk])
    city.post(waits + "sign/")
    one.refresh_from_db()
    assert one.state == "reserved"
    signer = sign_in("signer")
    assert "同意并签署" in signer.get(waits).content.decode()
    signer.post(waits + "sign/")
    one.refresh_from_db()
    assert one.state == "lent"
    assert PoolUnit.objects.get(unit=pools.unit(SCHOOL)).borrowed_in == 3
    assert "已借出" in school.get(url).content.decode()


@pytest.mark.parametrize("name", ["establishment_export", "staffing_table_export"])
def test_workbooks(pools: Pools, sign_in: Any, name: str) -> None:
    answer = sign_in("district").get(reverse(name))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_the_statement_as_a_workbook(pools: Pools, sign_in: Any) -> None:
    answer = sign_in("school").get(reverse("pool_unit_export", args=[pools.unit(SCHOOL).pk]))
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
