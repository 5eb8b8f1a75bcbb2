"""The exchange: the due list by unit, exemptions by two people, the dated rule that planner and list share."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, SCHOOL, World, acts, person

from kernel.errors import RuleBroken
from kernel.exports.actions import hand_out
from kernel.exports.models import Export
from staffing.actions import exemptions as actions
from staffing.actions.rotation import set_rotation
from staffing.models import Exemption, PlanSetting, Willingness
from staffing.queries import rotation as queries
from staffing.queries.plan_inputs import candidates, setting_on
from staffing.rules.plan_people import why_not
from teachers.models import Teacher

ON = date(2026, 9, 1)


@pytest.fixture
def staffed(world: World) -> World:
    """One due, one of two years, a head of eight years, one of unknown beginning; one due far away."""
    world.enrol(
        person("甲久", date(1985, 1, 1), category="teacher", joined_on=date(2015, 9, 1), stage="primary",
               subject="语文"),
        person("乙新", date(1995, 1, 1), category="teacher", joined_on=date(2024, 9, 1)),
        person("丙管", date(1984, 1, 1), category="management", joined_on=date(2018, 9, 1)),
        person("丁缺", date(1983, 1, 1), category="teacher"),
        person("戊远", date(1986, 1, 1), ("321204", FAR_SCHOOL), category="teacher", joined_on=date(2010, 9, 1)),
        person("己工", date(1987, 1, 1), category="worker", joined_on=date(2010, 9, 1)),
    )  # fmt: skip
    return world


def asked(world: World, name: str = "甲久", **change: Any) -> Exemption:
    today = timezone.localdate()
    given = {"ground": "family", "until": today + timedelta(days=300), "paper": "社区证明 2026-09-01",
             "by": world["school"], **change}  # fmt: skip
    return actions.ask(teacher=world.people[name], on=today, **given)


def duties(world: World, who: str = "city") -> dict[str, str]:
    rule, _row = queries.rule_on(ON)
    return {one.name: str(one.answer.duty) for one in queries.people(world[who], world.city, ON, rule)}


def test_who_is_due(staffed: World) -> None:
    assert duties(staffed) == {"甲久": "due", "乙新": "not_yet", "丙管": "not_yet", "丁缺": "unknown", "戊远": "due"}
    assert set(duties(staffed, "school")) == {"甲久", "乙新", "丙管", "丁缺"}
    rule, _row = queries.rule_on(ON)
    rows, total = queries.counts(queries.people(staffed["city"], staffed.city, ON, rule), staffed.city, rule)
    assert [(one.unit.name, one.due, one.to_send) for one in rows] == [(HAILING, 1, 1), ("姜堰区", 1, 1)]
    assert (total.people, total.due, total.unknown) == (5, 2, 1)


def test_the_rule_is_a_dated_row_for_the_list_and_the_planner(staffed: World) -> None:
    today = timezone.localdate()
    given: dict[str, Any] = {"due_years": 12, "head_years": 8, "exchange_percent": 15, "exempt_years_most": 2,
             "document": "泰教人〔2026〕3号"}  # fmt: skip
    row = set_rotation(effective_from=ON, by=staffed["city"], on=today, **given)
    assert duties(staffed) == {
        "甲久": "not_yet", "乙新": "not_yet", "丙管": "due", "丁缺": "unknown", "戊远": "due",
    }  # fmt: skip
    assert setting_on(ON) == row
    assert row.most_km == setting_on(date(2020, 1, 1)).most_km
    assert setting_on(date(2026, 8, 31)).due_years == 6
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({}, "edition_exists"), ({"effective_from": date(2020, 1, 1)}, "edition_past"),
        ({"document": ""}, "edition_document"),
        ({"by": staffed["district"]}, "no_permission"),
    )  # fmt: skip
    for change, code in changes:
        with pytest.raises(RuleBroken) as refusal:
            set_rotation(**{"effective_from": ON, "by": staffed["city"], "on": today, **given, **change})
        assert refusal.value.code == code
    assert acts("rotation.set")[-1].detail["years"] == 12


def test_an_exemption_counts_once_a_second_person_confirmed_it(staffed: World) -> None:
    one = asked(staffed)
    assert duties(staffed)["甲久"] == "due"
    actions.confirm(exemption=one, by=staffed["district"], on=timezone.localdate())
    assert duties(staffed)["甲久"] == "exempt"
    said = Willingness.objects.for_system("test").get(teacher=staffed.people["甲久"])
    assert (said.exempt, said.exempt_until) == ("family", one.until)
    assert [acts(f"exemption.{act}")[-1].actor_id for act in ("asked", "confirmed")] == [
        staffed["school"].pk, staffed["district"].pk,
    ]  # fmt: skip
    said.is_willing = True
    said.save()
    keys = {(staffed.units[SCHOOL].pk, "primary", "语文")}
    (known,) = candidates(staffed["city"], staffed.city, keys, timezone.localdate())
    assert why_not(known, timezone.localdate()) == "exempt"
    actions.end(exemption=one, by=staffed["school"], on=timezone.localdate())
    assert duties(staffed)["甲久"] == "due"
    assert Exemption.objects.for_system("test").get().state == "ended"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ground": "x"}, "exempt_ground"),
        ({"paper": " "}, "exempt_paper"),
        ({"until": date(2020, 1, 1)}, "exempt_end"),
        ({"until": date(2060, 1, 1)}, "exempt_long"),
        ({"by": "far_school"}, "out_of_scope"),
        ({"by": "signer"}, "no_permission"),
    ],
)
def test_what_a_school_may_not_ask(staffed: World, change: dict[str, Any], code: str) -> None:
    if "by" in change:
        change = {"by": staffed[change["by"]]}
    with pytest.raises(RuleBroken) as refusal:
        asked(staffed, **change)
    assert refusal.value.code == code
    assert not Exemption.objects.for_system("test").exists()


def test_what_is_refused_on_the_way(staffed: World) -> None:
    one, today = asked(staffed), timezone.localdate()

    def code_of(action: Any, **given: Any) -> str:
        with pytest.raises(RuleBroken) as refusal:
            action(exemption=one, **given)
        return refusal.value.code

    with pytest.raises(RuleBroken) as refusal:
        asked(staffed)
    assert refusal.value.code == "exempt_waits"
    assert code_of(actions.confirm, by=staffed["school"], on=today) == "no_permission"
    assert code_of(actions.confirm, by=staffed["far_district"], on=today) == "out_of_scope"
    assert code_of(actions.confirm, by=staffed["district"], on=one.until) == "exempt_over"
    assert code_of(actions.turn_down, by=staffed["district"], answer=" ") == "reason_missing"
    assert code_of(actions.end, by=staffed["school"], on=today) == "exempt_moved"
    own = asked(staffed, "乙新", by=staffed["district"])
    with pytest.raises(RuleBroken) as refusal:
        actions.confirm(exemption=own, by=staffed["district"], on=today)
    assert refusal.value.code == "exempt_same_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.for_system("test").filter(pk=own.pk).update(state="confirmed", decided_by=own.asked_by)
    Teacher.objects.for_system("test").filter(name="甲久").update(school=staffed.units["海陵区第二初级中学"])
    assert code_of(actions.confirm, by=staffed["district"], on=today) == "exempt_gone"
    actions.turn_down(exemption=one, by=staffed["district"], answer="材料不全")
    assert code_of(actions.withdraw, by=staffed["school"]) == "exempt_moved"
    Teacher.objects.for_system("test").filter(name="丁缺").update(status="left")
    staffed.people["丁缺"].refresh_from_db()
    with pytest.raises(RuleBroken) as refusal:
        asked(staffed, "丁缺")
    assert refusal.value.code == "exempt_not_serving"


def test_the_pages_by_unit_and_group(staffed: World, sign_in: Any) -> None:
    browser = sign_in("city")
    assert HAILING in browser.get(reverse("rotation")).text
    page = browser.get(reverse("rotation"), {"unit": staffed.units[SCHOOL].pk})
    assert "2015-09-01 起在本校" in page.text
    assert "来校年月" in page.text
    assert "甲久" in browser.get(reverse("rotation"), {"group": "due"}).text
    assert "没有这样的人员" in browser.get(reverse("rotation"), {"group": "exempt"}).text
    assert browser.get(reverse("rotation"), {"group": "x"}).status_code == 404
    assert sign_in("school").get(reverse("rotation"), {"unit": staffed.units[FAR_SCHOOL].pk}).status_code == 404
    assert sign_in("honors").get(reverse("rotation")).status_code == 403
    page = browser.post(reverse("rotation_settings"), {
        "effective_from": "2026-09-01", "due_years": 5, "head_years": 8, "exchange_percent": 10,
        "exempt_years_most": 3, "document": "泰教人〔2026〕3号",
    })  # fmt: skip
    assert page.status_code == 302
    assert PlanSetting.objects.get(effective_from=ON).due_years == 5
    assert "登记新规则" not in sign_in("school").get(reverse("rotation_settings")).text


def test_an_exemption_by_the_pages(staffed: World, sign_in: Any) -> None:
    school, district = sign_in("school"), None
    number = staffed.people["甲久"].teacher_no
    assert school.get(reverse("exemption_new", args=[staffed.people["戊远"].teacher_no])).status_code == 404
    assert "没有登记" in school.get(reverse("exemption_list")).text
    data = {"ground": "health", "until": str(timezone.localdate() + timedelta(days=90)), "paper": "市人民医院证明"}
    assert "最长" in school.post(reverse("exemption_new", args=[number]), {**data, "until": "2060-01-01"}).text
    answer = school.post(reverse("exemption_new", args=[number]), data)
    one = Exemption.objects.for_system("test").get()
    assert answer.url == one.get_absolute_url()
    assert "撤回登记" in school.get(one.get_absolute_url()).text
    district = sign_in("district")
    assert "暂不交流登记待确认" in district.get("/").text
    assert "不予确认" in district.get(one.get_absolute_url()).text
    district.post(reverse("exemption_move", args=[one.pk, "confirm"]), {"note": "属实"})
    assert Exemption.objects.for_system("test").get().state == "confirmed"
    assert sign_in("far_school").get(one.get_absolute_url()).status_code == 404
    assert sign_in("far_school").post(reverse("exemption_move", args=[one.pk, "end"])).status_code == 404
    assert sign_in("signer").get(reverse("exemption_list")).status_code == 403
    assert sign_in("school").post(reverse("exemption_move", args=[one.pk, "x"])).status_code == 404
    sign_in("school").post(reverse("exemption_move", args=[one.pk, "end"]))
    assert Exemption.objects.for_system("test").get().state == "ended"


def test_the_same_number_of_queries_for_one_and_for_three(staffed: World, sign_in: Any) -> None:
    browser = sign_in("city")
    counts: dict[str, list[int]] = {}
    for turn, names in enumerate((["甲久"], ["乙新", "丙管"])):
        for name in names:
            asked(staffed, name)
        for url in (reverse("exemption_list"), f"{reverse('rotation')}?group=due", reverse("rotation")):
            with CaptureQueriesContext(connection) as made:
                assert browser.get(url).status_code == 200
            counts.setdefault(url, []).append(len(made))
        if not turn:
            staffed.enrol(
                *(person(f"庚{n}", date(1981, 1, 1 + n), category="teacher", joined_on=date(2010, 9, 1))
                  for n in range(3))
            )  # fmt: skip
    assert all(first == second for first, second in counts.values())


def test_the_workbook(staffed: World, sign_in: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("district").get(reverse("rotation_export"))
    export = Export.objects.for_system("test").get()
    book = openpyxl.load_workbook(BytesIO(hand_out(export=export, by=staffed["district"])))
    people = [(row[2], row[8]) for row in book["人员"].iter_rows(min_row=2, values_only=True)]
    assert people == [("甲久", "应交流"), ("丁缺", "来校年月未登记")]
