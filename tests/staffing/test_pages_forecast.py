"""The page of the forecast: who may, whose district, the numbers, what-if, the same number of queries."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from plan_scenes import schools, staff
from plan_words import YEAR
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, World

from kernel.errors import RuleBroken
from staffing.actions.ground import note_births
from staffing.models import Births, SchoolFigures
from staffing.queries.forecast import forecast

URL = "staffing_forecast"


@pytest.fixture
def scene(world: World) -> World:
    schools(world)
    return world


def test_numbers_of_the_page(scene: World, sign_in: Any) -> None:
    """Three schools of 95 pupils: 285 / 19 = 15 posts, 91 % of them 13.65, so 14 teachers; 11 are there."""
    page = sign_in("city").get(reverse(URL), {"stage": "primary"})
    found = page.context["found"]
    first = found.total.rows[0]
    assert (first.year, first.need, first.supply, first.gap) == (YEAR, 14, 11, -3)
    assert found.pupils["primary"][0] == 285
    assert {one.label: one.rows[0].gap for one in found.subjects} == {"语文": -1, "数学": -2}
    assert {one.label: one.rows[0].supply for one in found.districts if one.rows[0].supply} == {HAILING: 8, JIANGYAN: 3}
    assert "2026" in page.text
    assert "<svg" in page.text
    assert "没有登记出生人数" in page.text


def test_births_bring_the_kindergarten_down(scene: World) -> None:
    SchoolFigures.objects.create(
        school=scene.units[SCHOOL], year=YEAR, stage="preschool", pupils=300, entered_by=scene["city"]
    )
    for year in range(2024, 2036):
        Births.objects.create(unit=scene.units[HAILING], year=year, births=20, source="测试")
    found = forecast(scene["city"], scene.city, YEAR, "preschool")
    assert found.pupils["preschool"][0] == 300
    assert found.pupils["preschool"][3] == 57  # 20 born each year, 95 in a hundred go: 19 a grade
    assert [one for one in found.guessed if one <= YEAR + 3] != []  # the other districts noted no births


def test_what_if_and_a_bad_one(scene: World, sign_in: Any) -> None:
    browser = sign_in("city")
    page = browser.get(reverse(URL), {"stage": "primary", "ratio": "9.5", "pupils": "50"})
    assert page.context["found"].total.rows[0].need == 14  # half the pupils, half as many for a post
    assert "不是现行标准" in page.text
    page = browser.get(reverse(URL), {"ratio": "-1"})
    assert page.status_code == 200
    assert page.context["found"] is None


def test_births_are_noted_on_a_page(scene: World, sign_in: Any) -> None:
    browser = sign_in("district")
    assert "还没有登记" in browser.get(reverse("staffing_births")).text
    data = {"unit": scene.units[HAILING].pk, "year": 2025, "births": 1200, "source": "统计公报"}
    assert browser.post(reverse("staffing_births"), data).status_code == 302
    assert browser.post(reverse("staffing_births"), data | {"births": 1300}).status_code == 302
    assert [(one.year, one.births) for one in Births.objects.all()] == [(2025, 1300)]
    assert browser.post(reverse("staffing_births"), data | {"unit": scene.units[JIANGYAN].pk}).status_code == 200
    assert Births.objects.count() == 1
    assert "1300" in browser.get(reverse("staffing_births")).text
    assert "1300" not in sign_in("far_district").get(reverse("staffing_births")).text


def test_refusals_of_the_ground(scene: World, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refusal:
        note_births(unit=scene.city, year=2025, births=1, source="公报", by=scene["city"])
    assert refusal.value.code == "births_district"
    with pytest.raises(RuleBroken) as refusal:
        note_births(unit=scene.units[JIANGYAN], year=2025, births=1, source="公报", by=scene["district"])
    assert refusal.value.code == "out_of_scope"
    with pytest.raises(RuleBroken) as refusal:
        note_births(unit=scene.units[JIANGYAN], year=2025, births=1, source=" ", by=scene["city"])
    assert refusal.value.code == "source_missing"
    file = tmp_path / "places.csv"
    file.write_text(f"学校名称,经度,纬度\n{SCHOOL},119.9,32.4\n{SCHOOL},32.4,119.9\n没有,1,2\n{SCHOOL},东,2\n", "utf-8")
    out = StringIO()
    call_command("import_school_places", str(file), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["written"] == 1
    assert [(one["row"], one["code"]) for one in told["refused"]] == [
        (3, "place_outside"), (4, "place_school"), (5, "place_number")
    ]  # fmt: skip


def test_who_may_and_whose_district(scene: World, sign_in: Any) -> None:
    assert sign_in("school").get(reverse(URL)).status_code == 403
    own = sign_in("district").get(reverse(URL))
    assert own.context["found"].unit == scene.units[HAILING]
    assert own.context["found"].total.rows[0].supply == 8
    answer = sign_in("district").get(reverse(URL), {"unit": scene.units[JIANGYAN].pk})
    assert answer.status_code == 404
    assert sign_in("signer").get(reverse(URL)).status_code == 200


def test_the_same_number_of_queries_for_few_and_many(scene: World, sign_in: Any) -> None:
    browser = sign_in("city")
    browser.get(reverse(URL))
    counts = []
    for more in (0, 6):
        if more:
            staff(scene, FAR_SCHOOL, JIANGYAN, {"英语": more}, start=60)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse(URL))
        counts.append(len(queries))
    assert counts[0] == counts[1]
