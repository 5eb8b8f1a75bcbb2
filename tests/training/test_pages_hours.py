"""Pages of hours: who sees them, whom they refuse, and with how many queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import SignIn
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hours_cast import claimed, put_down
from world import HAILING, JIANGYAN, SCHOOL, World, scan

from training.choices import HourState
from training.models import HourClaim, HourEntry, HourRule


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, settled: World) -> None:
    monkeypatch.setattr("training.views.hours.timezone.localdate", lambda *_: date(2026, 11, 24))


@pytest.fixture
def entry(settled: World) -> HourEntry:
    """Approved hours of the cast's teacher."""
    return put_down(settled.people["李长青"], settled["school"], state=HourState.APPROVED)


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_own_page_shows_dial_forecast_and_arithmetic(settled: World, sign_in: SignIn, entry: HourEntry) -> None:
    put_down(settled.people["李长青"], settled["school"], title="校本研修", mode="school_based", level="school",
             tenths=300, day=date(2026, 6, 1), state=HourState.APPROVED)  # fmt: skip
    page = sign_in("teacher").get(reverse("hours_mine")).content.decode()
    assert "课堂教学研讨" in page
    assert "校本 2026 年上限尚余 24、周期上限尚余 120，取最小者，计入 24" in page
    assert "按目前进度，2026年将缺" in page
    assert 'class="dial"' in page
    assert "2021-01-01 版" in page


def test_an_account_without_a_record_is_told_so(settled: World, sign_in: SignIn) -> None:
    assert "没有对应的教师登记" in sign_in("nobody").get(reverse("hours_mine")).content.decode()


@pytest.mark.parametrize(
    ("who", "answer"),
    [("teacher", 200), ("school", 200), ("district_training", 200), ("city_training", 200), ("far_school", 404),
     ("far_district_training", 404), ("nobody", 404), ("honors", 404), ("", 302)],
)  # fmt: skip
def test_who_sees_the_hours_of_a_person(
    settled: World, sign_in: SignIn, entry: HourEntry, who: str, answer: int
) -> None:
    client, number = sign_in(who), settled.people["李长青"].teacher_no
    for name in ("hours_sheet", "hours_transcript", "hours_workbook"):
        assert client.get(reverse(name, args=[number])).status_code == answer, name
    assert client.get(reverse("hour_entry", args=[entry.pk])).status_code == answer


@pytest.mark.parametrize("name", ["hours_queue", "hours_completion", "hours_map"])
def test_officers_pages_refuse_others(settled: World, sign_in: SignIn, name: str) -> None:
    assert sign_in("teacher").get(reverse(name)).status_code == 403
    assert sign_in("honors").get(reverse(name)).status_code == 403
    assert sign_in("school").get(reverse(name)).status_code == 200


def test_a_claim_from_the_page_to_the_district(settled: World, sign_in: SignIn) -> None:
    """Claimed with evidence, checked by the school, approved by the district; each sees what to do next."""
    teacher, school, district = sign_in("teacher"), sign_in("school"), sign_in("district_training")
    name, body = scan("证书.png")
    form = teacher.get(reverse("hour_claim")).context["form"]
    given = {
        "claim_kind": "course", "title": "省级名师课堂观摩", "organiser": "江苏省教师培训中心", "level": "province",
        "kind": "", "hours": "16", "started_on": "2026-03-02", "ended_on": "2026-03-03", "once": form["once"].value(),
    }  # fmt: skip
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = teacher.post(reverse("hour_claim"), {**given, "evidence": SimpleUploadedFile(name, body)})
    entry = HourEntry.objects.for_system("a test").get()
    assert answer["Location"] == reverse("hour_entry", args=[entry.pk])
    assert district.get(reverse("hours_queue")).content.decode().count("省级名师课堂观摩") == 0
    assert "省级名师课堂观摩" in school.get(reverse("hours_queue")).content.decode()
    page = school.get(reverse("hour_entry", args=[entry.pk]))
    assert "审核通过，转市（区）" in page.content.decode()
    file = page.context["page"].files[0]
    paper = school.get(reverse("hour_claim_file", args=[entry.pk, file.pk]))
    assert paper["Content-Type"] == "image/png"
    assert sign_in("far_school").get(reverse("hour_claim_file", args=[entry.pk, file.pk])).status_code == 404
    school.post(reverse("hours_queue"), {"entry": [entry.pk]})
    district.post(reverse("hour_approve", args=[entry.pk]))
    text = teacher.get(reverse("hour_entry", args=[entry.pk])).content.decode()
    assert "已认定" in text
    assert "集中不设上限，16 学时全额计入" in text


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"hours": "90"}, "每天最多 10 学时"), ({"ended_on": "2030-03-03"}, "还没有到"), ({"hours": "1.25"}, "小数"),
        ({"started_on": "1960-01-01"}, "早于本人出生日期"), ({"title": ""}, ""),
    ],
)  # fmt: skip
def test_a_bad_claim_says_what_is_wrong_and_leaves_nothing(
    settled: World, sign_in: SignIn, cells: dict[str, str], text: str
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {
        "claim_kind": "course", "title": "观摩", "organiser": "中心", "level": "province", "kind": "", "hours": "16",
        "started_on": "2026-03-02", "ended_on": "2026-03-03", "once": "x", **cells,
    }  # fmt: skip
    answer = sign_in("teacher").post(reverse("hour_claim"), {**given, "evidence": SimpleUploadedFile(*scan("a.png"))})
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert not HourClaim.objects.for_system("a test").exists()
    assert not HourEntry.objects.for_system("a test").exists()


def test_evidence_of_a_wrong_type(settled: World, sign_in: SignIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {
        "claim_kind": "course", "title": "观摩", "organiser": "中心", "level": "province", "kind": "", "hours": "16",
        "started_on": "2026-03-02", "ended_on": "2026-03-03", "once": "x",
        "evidence": SimpleUploadedFile("证书.pdf", b"MZ\x90\x00"),
    }  # fmt: skip
    answer = sign_in("teacher").post(reverse("hour_claim"), given)
    assert "不是 PDF、JPG 或 PNG 文件" in answer.content.decode()
    assert not HourEntry.objects.for_system("a test").exists()


def test_bulk_approval_leaves_what_bears_evidence_seen_before(settled: World, sign_in: SignIn) -> None:
    first = claimed(settled)
    other = put_down(settled.people["陈晓"], settled["city"], level="school", mode="school_based")
    claim = HourClaim.objects.create(
        entry=other, claim_kind="course", organiser="中心", once="other", made_by=settled["nobody"]
    )
    from kernel.files.actions import kept

    with kept([scan()]) as stored:
        claim.files.set(stored)
    client = sign_in("school")
    assert "材料重复" in client.get(reverse("hours_queue")).content.decode()
    client.post(reverse("hours_queue"), {"entry": [first.pk, other.pk]})
    states = HourEntry.objects.for_system("a test").values_list("standing__state", flat=True)
    assert set(states) == {"proposed"}
    page = client.get(reverse("hour_entry", args=[first.pk])).content.decode()
    assert "同样的证明材料" in page
    assert "陈晓" in page


def test_completion_goes_down_to_the_people_and_stops_at_the_border(
    settled: World, sign_in: SignIn, entry: HourEntry
) -> None:
    city = sign_in("city_training").get(reverse("hours_completion")).content.decode()
    assert HAILING in city
    assert JIANGYAN in city
    school = sign_in("school").get(reverse("hours_completion")).content.decode()
    assert "李长青" in school
    far = settled.units[JIANGYAN].pk
    assert sign_in("school").get(reverse("hours_completion"), {"unit": far}).status_code == 404
    assert sign_in("district_training").get(reverse("hours_map"), {"unit": far}).status_code == 404
    assert sign_in("school").get(reverse("hours_map"), {"unit": "x"}).status_code == 404


def test_the_heat_map_counts_hours_a_head(settled: World, sign_in: SignIn) -> None:
    put_down(settled.people["李长青"], settled["school"], kind="T7", tenths=90, state=HourState.APPROVED)
    found = sign_in("city_training").get(reverse("hours_map")).context["found"]
    cells = {line.unit.name: line.cells[found.kinds.index("T7")] for line in found.lines}
    assert (cells[HAILING].people, cells[HAILING].tenths, round(cells[HAILING].average, 2)) == (1, 90, 3.0)
    assert (cells[JIANGYAN].people, cells[JIANGYAN].shade) == (0, 0)


@pytest.mark.parametrize(
    ("who", "name", "wanted"),
    [("teacher", "hours_mine", 11), ("school", "hours_queue", 5), ("school", "hours_completion", 16),
     ("city_training", "hours_completion", 11), ("city_training", "hours_map", 11)],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow(settled: World, sign_in: SignIn, who: str, name: str, wanted: int) -> None:
    people = ("李长青", "陈晓", "周缺页")
    put_down(settled.people["李长青"], settled["city"], level="school", state=HourState.APPROVED)
    put_down(settled.people["李长青"], settled["city"], level="school", title="待审")
    client = sign_in(who)
    one = queries(client, reverse(name))
    assert one == wanted
    for place, person in enumerate(people):
        for month in (7, 8, 9):
            put_down(settled.people[person], settled["city"], level="school", title=f"第{place}{month}",
                     day=date(2026, month, 3 + place), state=HourState.APPROVED, kind="T7")  # fmt: skip
            put_down(settled.people[person], settled["city"], level="school", title=f"待审{place}{month}",
                     day=date(2026, month, 13 + place))  # fmt: skip
    assert queries(client, reverse(name)) == one


def test_the_city_sets_a_new_version(settled: World, sign_in: SignIn) -> None:
    client = sign_in("city_training")
    given = {
        "effective_from": "2030-01-01", "document": "泰教〔2029〕9号", "minutes": "45", "day_limit": "8",
        "higher_percent": "50", "school_based_year": "20", "school_based_cycle": "100",
    }  # fmt: skip
    assert client.post(reverse("hour_rules"), given).status_code == 302
    rule = HourRule.objects.get(effective_from=date(2030, 1, 1))
    assert [(one.mode, one.year_tenths, one.cycle_tenths) for one in rule.caps.all()] == [("school_based", 200, 1000)]
    assert "已经存在" in client.post(reverse("hour_rules"), given).content.decode()
    past = client.post(reverse("hour_rules"), {**given, "effective_from": "2020-01-01"})
    assert "不能早于今天" in past.content.decode()
    over = client.post(reverse("hour_rules"), {**given, "effective_from": "2031-01-01", "school_based_year": "200"})
    assert "年度上限高于周期上限" in over.content.decode()
    cycle = {"first_year": "2031", "last_year": "2035", "due": "360", "cycle_document": "泰教〔2029〕9号"}
    assert client.post(reverse("hour_cycle_add"), cycle).status_code == 302
    assert "重叠" in client.post(reverse("hour_cycle_add"), cycle).content.decode()
    low = client.post(reverse("hour_cycle_add"), {**cycle, "first_year": "2036", "last_year": "2040", "due": "300"})
    assert "不能低于 360 学时" in low.content.decode()
    gap = client.post(reverse("hour_cycle_add"), {**cycle, "first_year": "2037", "last_year": "2041"})
    assert "相接" in gap.content.decode()
    assert sign_in("school").post(reverse("hour_rules"), given).status_code == 200
    assert sign_in("school").post(reverse("hour_cycle_add"), cycle).status_code == 403


def test_the_fact_on_the_teachers_page(settled: World, sign_in: SignIn, entry: HourEntry) -> None:
    person: Any = settled.people["李长青"]
    page = sign_in("district_training").get(person.get_absolute_url()).content.decode()
    assert "培训学时（2026–2030 周期）" in page
    assert "应修 360，已计入 8 学时 · 未达标" in page
    assert settled.units[SCHOOL].name in page
