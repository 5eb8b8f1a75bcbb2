"""The allowance for years of teaching: the editions, the pages by unit, one person, the workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, SCHOOL, World, acts, person

from kernel.errors import RuleBroken
from kernel.exports.actions import hand_out
from kernel.exports.models import Export
from staffing.actions.allowance import set_allowance
from staffing.models import AllowanceEdition
from staffing.queries import allowance as queries
from staffing.rules.allowance import Tier
from teachers.rules.months import month_of

DAY = date(2026, 9, 1)
NEW = [Tier(5, Decimal(100)), Tier(10, Decimal("250.50"))]


@pytest.fixture
def staffed(world: World) -> World:
    """Two of the own school (25 years, 3 years), one far away (12 years), one outside the establishment."""
    world.enrol(
        person("甲久", date(1975, 1, 1), services=[("2001-09", None, "teaching")], category="teacher"),
        person("乙新", date(1999, 1, 1), services=[("2023-09", None, "teaching")], category="teacher"),
        person("丙外", date(1976, 1, 1), services=[("2001-09", None, "teaching")], category="teacher",
               employment="contract"),
        person("丁远", date(1980, 1, 1), ("321204", FAR_SCHOOL), [("2014-09", None, "teaching")],
               category="teacher"),
    )  # fmt: skip
    return world


def test_the_first_edition_is_the_national_one(world: World) -> None:
    rules = queries.rules_on(DAY)
    assert [(one.years, int(one.yuan)) for one in rules.tiers] == [(5, 3), (10, 5), (15, 7), (20, 10)]
    assert "劳人薪〔1985〕40号" in rules.edition.document
    assert queries.rules_on(date(1980, 1, 1)).tiers == ()


def test_what_a_month_costs(staffed: World) -> None:
    rules = queries.rules_on(DAY)
    rows, total = queries.costs(staffed["city"], staffed.city, month_of(DAY), rules)
    assert [(row.unit.name, row.people, row.paid, row.yuan) for row in rows] == [
        (HAILING, 2, 1, Decimal(10)), ("姜堰区", 1, 1, Decimal(5)),
    ]  # fmt: skip
    assert (total.paid, total.yuan, total.year, total.below) == (2, Decimal(15), Decimal(180), 1)
    rows, total = queries.costs(staffed["district"], staffed.units[HAILING], month_of(DAY), rules)
    assert [(row.unit.name, row.yuan) for row in rows] == [(SCHOOL, Decimal(10))]


def test_a_new_edition_from_a_day_on(staffed: World) -> None:
    today = timezone.localdate()
    day = date(today.year + 1, 1, 1)
    edition = set_allowance(
        effective_from=day, tiers=NEW, document="泰人社〔2026〕9号", by=staffed["city"], on=today,
        only_establishment=False,
    )  # fmt: skip
    assert [(one.years, one.yuan) for one in edition.tiers.all()] == [(5, 100), (10, Decimal("250.50"))]
    assert acts("allowance.set")[-1].detail["tiers"] == 2
    _rows, total = queries.costs(staffed["city"], staffed.city, month_of(day), queries.rules_on(day))
    assert total.yuan == Decimal("751.50")  # the one outside the establishment as well
    assert queries.rules_on(DAY).edition != edition


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"effective_from": date(2020, 1, 1)}, "edition_past"),
        ({"document": " "}, "edition_document"),
        ({"tiers": []}, "tiers_none"),
        ({"tiers": [Tier(5, Decimal(3)), Tier(5, Decimal(4))]}, "tiers_twice"),
        ({"tiers": [Tier(5, Decimal(3)), Tier(9, Decimal(2))]}, "tiers_falling"),
        ({"by": "district"}, "no_permission"),
        ({"twice": True}, "edition_exists"),
    ],
)
def test_what_is_refused(world: World, change: dict[str, Any], code: str) -> None:
    today = timezone.localdate()
    given = {"effective_from": today, "tiers": NEW, "document": "文", "by": "city", **change}
    given["by"] = world[given["by"]]
    if given.pop("twice", False):
        set_allowance(on=today, **given)
    with pytest.raises(RuleBroken) as refusal:
        set_allowance(on=today, **given)
    assert refusal.value.code == code
    assert AllowanceEdition.objects.count() == 1 + (code == "edition_exists")


def test_from_the_city_down_to_a_person(staffed: World, sign_in: Any) -> None:
    browser = sign_in("city")
    page = browser.get(reverse("allowance"), {"month": "2026-09"})
    assert HAILING in page.text
    assert "15.00" in page.text
    page = browser.get(reverse("allowance"), {"month": "2026-09", "unit": staffed.units[SCHOOL].pk})
    assert "甲久" in page.text
    assert "25 年 0 个月" in page.text
    assert "丙外" not in page.text
    page = browser.get(reverse("allowance_person", args=[staffed.people["甲久"].teacher_no]), {"month": "2026-09"})
    assert "300 个月 ÷ 12 = 25 年余 0 个月" in page.text
    page = browser.get(reverse("allowance_person", args=[staffed.people["乙新"].teacher_no]), {"month": "2026-09"})
    assert "还差 24 个月" in page.text
    assert acts("teacher.read")
    assert "没有可以发放" in browser.get(reverse("allowance"), {"unit": staffed.units["海陵区第二初级中学"].pk}).text


def test_who_sees_it(staffed: World, sign_in: Any) -> None:
    far = reverse("allowance_person", args=[staffed.people["丁远"].teacher_no])
    assert sign_in("school").get(far).status_code == 404
    assert sign_in("far_school").get(far).status_code == 200
    assert sign_in("school").get(reverse("allowance"), {"unit": staffed.units[FAR_SCHOOL].pk}).status_code == 404
    assert sign_in("honors").get(reverse("allowance")).status_code == 403
    assert sign_in("school").get(reverse("allowance"), {"month": "1960-01"}).status_code == 404
    assert sign_in("school").get(reverse("allowance_settings")).status_code == 200
    assert "登记新标准" not in sign_in("school").get(reverse("allowance_settings")).text
    assert sign_in("signer").get(reverse("allowance_export")).status_code == 403


@pytest.mark.parametrize("unit", [SCHOOL, HAILING])
def test_the_same_number_of_queries_for_one_and_for_three(world: World, sign_in: Any, unit: str) -> None:
    browser, counts = sign_in("city"), []
    for turn in range(2):
        world.enrol(
            *(
                person(f"人{turn}{n}", date(1980, 1 + turn, 1 + n), services=[("2004-09", None, "teaching")],
                       category="teacher")
                for n in range(1 + turn)
            )
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries_made:
            assert browser.get(reverse("allowance"), {"unit": world.units[unit].pk}).status_code == 200
        counts.append(len(queries_made))
    assert counts[0] == counts[1]


def test_the_form_of_a_new_edition(world: World, sign_in: Any) -> None:
    browser = sign_in("city")
    page = browser.get(reverse("allowance_settings"))
    form = page.context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields} | {
        "document": "泰人社〔2026〕9号", "years_5": 30, "yuan_5": "",
    }  # fmt: skip
    page = browser.post(reverse("allowance_settings"), data)
    assert "第 5 档只填了年限或只填了金额" in page.text
    data["yuan_5"] = "15"
    assert browser.post(reverse("allowance_settings"), data).status_code == 302
    assert AllowanceEdition.objects.get(document="泰人社〔2026〕9号").tiers.count() == 5


def test_the_workbook(staffed: World, sign_in: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in("district").get(reverse("allowance_export"), {"month": "2026-09"})
    export = Export.objects.for_system("test").get()
    assert answer.url == export.get_absolute_url()
    assert export.rows == 2
    book = openpyxl.load_workbook(BytesIO(hand_out(export=export, by=staffed["district"])))
    assert book.sheetnames[:4] == ["汇总", "人员", "标准", "依据"]
    people = [row[2] for row in book["人员"].iter_rows(min_row=2, values_only=True)]
    assert people == ["甲久", "乙新"]
    assert book["人员"]["I2"].value == "300 个月 ÷ 12 = 25 年"
    assert {one.subject_id for one in acts("teacher.exported")}
