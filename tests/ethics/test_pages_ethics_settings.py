"""The dated settings of ethics by their pages: who may, versions, a row from a day on, what it changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from ethics_helpers import officer
from world import World, acts

from ethics.choices.cases import Level
from ethics.models import CareSetting, ClearanceSetting, PowerSetting, StandingSetting
from ethics.queries.care import setting_on
from ethics.queries.case_facts import power_table
from ethics.queries.standing import settings_on
from ethics.rules.powers import competence, group_of

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=3)
FORMS: dict[str, tuple[Any, dict[str, Any]]] = {
    "standing": (
        StandingSetting,
        {"held_by_case": ["commendation"], "barred_by_sanction": ["hire"], "appraisal_years": 2, "cap_months": 48,
         "bar_months": 24, "grave_floor": "P1"},
    ),
    "clearance": (ClearanceSetting, {"valid_days": 30, "recheck_months": 6, "retention_years": 12}),
    "care": (
        CareSetting,
        {"reminder_months": 6, "window_months": 24, "person_count": 3, "school_count": 5, "objection_days": 7},
    ),
    "power": (
        PowerSetting,
        {"group": "k12", "private": "1", "kinds": ["P3", "P4"], "proposers": ["school"], "deciders": ["department"],
         "filing": "hr"},
    ),
}  # fmt: skip


def sent(kind: str, **more: Any) -> dict[str, Any]:
    return {"effective_from": SOON, "document": "泰教〔2026〕31号", **FORMS[kind][1], **more}


@pytest.mark.parametrize("kind", FORMS)
def test_a_row_from_a_day_on(settled: World, sign_in: Any, kind: str) -> None:
    officer(settled, "e_city")
    city, address, model = sign_in("e_city"), f"/ethics/settings/{kind}/", FORMS[kind][0]
    page = city.get(address).content.decode()
    assert page.count("现行") == (0 if kind == "power" else 1)
    before = model.objects.count()
    assert city.post(address, sent(kind)).status_code == 302
    assert model.objects.count() == before + 1
    page = city.get(address).content.decode()
    assert "泰教〔2026〕31号" in page
    assert "尚未生效" in page
    assert acts("ethics_setting.made")[-1].detail == {"kind": kind, "day": SOON.isoformat()}
    for bad, words in (
        ({}, "已经登记"),
        ({"effective_from": date(2020, 1, 1)}, "生效日不能早于今天"),
        ({"document": ""}, "请填写"),
    ):
        answer = city.post(address, sent(kind, **bad))
        assert words in answer.content.decode(), bad
    assert model.objects.count() == before + 1
    assert len(acts("ethics_setting.made")) == 1


def test_who_may(settled: World, sign_in: Any) -> None:
    for name in ("e_school", "e_district", "e_far"):
        officer(settled, name)
        assert sign_in(name).get("/ethics/settings/").status_code == 403
        assert sign_in(name).post("/ethics/settings/care/", sent("care")).status_code == 403
    officer(settled, "e_city")
    assert sign_in("e_city").get("/ethics/settings/nonsense/").status_code == 404


def test_what_they_change_from_their_day_on(settled: World, sign_in: Any) -> None:
    officer(settled, "e_city")
    city = sign_in("e_city")
    for kind in FORMS:
        assert city.post(f"/ethics/settings/{kind}/", sent(kind)).status_code == 302
    today = timezone.localdate()
    assert settings_on(today).held_by_case > settings_on(SOON).held_by_case == {"commendation"}
    assert settings_on(SOON).appraisal_years == 2
    assert (setting_on(today).person_count, setting_on(SOON).person_count) == (2, 3)
    for day, decider in ((today, Level.SCHOOL), (SOON, Level.DEPARTMENT)):
        found = competence(["P3"], group_of("primary"), private=True, outside=False, table=power_table(day))
        assert found.deciders == {decider}


@pytest.mark.parametrize("kind", FORMS)
def test_the_page_asks_as_often_for_three_as_for_one(
    settled: World, sign_in: Any, kind: str, django_assert_max_num_queries: Any
) -> None:
    officer(settled, "e_city")
    city, address = sign_in("e_city"), f"/ethics/settings/{kind}/"
    city.get(address)
    with django_assert_max_num_queries(60) as first:
        city.get(address)
    for days in range(3):
        city.post(address, sent(kind, effective_from=SOON + timedelta(days=days)))
    city.get(address)  # which takes the messages along
    with django_assert_max_num_queries(60) as second:
        city.get(address)
    assert len(second) == len(first)
