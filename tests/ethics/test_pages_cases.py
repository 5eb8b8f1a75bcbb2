"""The pages of cases: allowed, refused, the neighbour, as many queries for one row as for three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from case_world import Ethics, staff
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from world import World, acts, scan

from config.demo.cases import lead, walk
from ethics.choices.cases import CaseState
from ethics.models import Case

pytestmark = pytest.mark.django_db
START = date(2026, 8, 3)
SignIn = Callable[[str], Client]


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


def made(ethics: Ethics, state: CaseState = CaseState.CHECKING, once: str = "1", name: str = "陈晓") -> Case:
    case = lead(ethics.world.people[name], ethics["e_desk"], START, once)
    walk(case, state, ethics.team, START)
    return case


def test_who_sees_a_case(ethics: Ethics, sign_in: SignIn) -> None:
    url = made(ethics).get_absolute_url()
    answers = {
        name: sign_in(name).get(url).status_code
        for name in ("e_desk", "e_district", "e_city", "e_head", "e_far", "school", "nobody", "")
    }
    assert answers == {
        "e_desk": 200,
        "e_district": 200,
        "e_city": 200,
        "e_head": 200,
        "e_far": 404,
        "school": 403,
        "nobody": 403,
        "": 302,
    }
    assert {line.actor_name for line in acts("case.read")} == {"e_desk", "e_district", "e_city", "e_head"}


@pytest.mark.parametrize(
    "state",
    [CaseState.REGISTERED, CaseState.OPEN, CaseState.REPORTED, CaseState.SERVED, CaseState.ARCHIVED, CaseState.CLEARED],
)
def test_the_page_of_each_state(ethics: Ethics, sign_in: SignIn, state: CaseState) -> None:
    case = made(ethics, state)
    for name in ("e_desk", "e_decider", "e_school2"):
        page = sign_in(name).get(case.get_absolute_url())
        assert page.status_code == 200
        assert str(state.label) in page.content.decode()


def test_the_list_costs_the_same_for_one_and_three(ethics: Ethics, sign_in: SignIn) -> None:
    client = sign_in("e_desk")
    made(ethics)
    counts = []
    for once in ("2", "3"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/ethics/cases/").status_code == 200
        counts.append(len(seen))
        made(ethics, once=once, name="李长青")
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/ethics/cases/").status_code == 200
    assert counts[-1] == len(seen)


def test_a_move_by_its_form(ethics: Ethics, sign_in: SignIn) -> None:
    case = made(ethics, CaseState.CHECKING)
    client = sign_in("e_desk")
    url = f"{case.get_absolute_url()}move-check/"
    page = client.post(url, {"check-on": "2026-08-10", "check-note": ""})
    assert "请填写初核报告的内容或者上传文件" in page.content.decode()
    paper = SimpleUploadedFile(*scan())
    assert client.post(url, {"check-on": "2026-08-10", "check-note": "已核", "check-files": paper}).status_code == 302
    text = client.get(case.get_absolute_url()).content.decode()
    assert "初核报告" in text
    assert "签字.png" in text


def test_other_pages_open(ethics: Ethics, sign_in: SignIn) -> None:
    made(ethics, CaseState.OPEN)
    for name, urls in {
        "e_desk": ("cases/overdue/", "cases/new/", "reports/", "supervisors/", "surveys/", "relations/"),
        "e_city": ("cases/limits/", "cases/?group=open", "cases/?state=open", "cases/?state=x"),
        "e_custodian": ("identities/",),
        "teacher": ("mine/",),
    }.items():
        for url in urls:
            assert sign_in(name).get(f"/ethics/{url}").status_code == 200, url
    for url in ("/report/", "/report/state/", "/survey/"):
        assert sign_in("").get(url).status_code == 200
