"""The pages of recruitment, retired teachers and doctors: who gets in, neighbours find nothing, queries do not grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from recruiting import START, TODAY, Recruiting, clear
from test_actions_silver_doctors import HIGHER, NUMBER, college  # noqa: F401 - a fixture
from world import FAR_SCHOOL, HAILING, SCHOOL, World, acts, id_number

from staffing.choices import HigherKind
from staffing.models import Candidate, RecruitmentPlan, SilverAgreement, SilverSetting, Vacancy
from staffing.rules.recruitment import years_on

pytestmark = pytest.mark.django_db
LISTS = ("recruitment", "candidate_list", "contract_list", "silver", "doctors")
FORMS = ("recruitment_new", "silver_new")


@pytest.fixture
def hiring(settled: World) -> Recruiting:
    return Recruiting(settled, posts=9)


@pytest.mark.parametrize("who", ["school", "district", "city"])
def test_officers_see_empty_pages(settled: World, sign_in: Any, who: str) -> None:
    client = sign_in(who)
    for name in (*LISTS, *FORMS):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.get(reverse("contract_list") + "?due=1").status_code == 200
    assert client.get(reverse("silver") + "?due=1&state=asked").status_code == 200


@pytest.mark.parametrize("who", ["nobody", "teacher", "signer", "auditadmin"])
def test_others_do_not(settled: World, sign_in: Any, who: str) -> None:
    for name in (*LISTS, *FORMS):
        assert sign_in(who).get(reverse(name)).status_code == 403, name


def test_neighbours_find_nothing(hiring: Recruiting, sign_in: Any) -> None:
    one = hiring.candidate(hiring.approved())
    urls = [
        reverse("candidate", args=[one.pk]), reverse("candidate_appoint", args=[one.pk]),
        reverse("candidate_new", args=[one.vacancy_id]), reverse("recruitment_plan", args=[one.vacancy.plan_id]),
        reverse("candidate_list") + f"?vacancy={one.vacancy_id}",
    ]  # fmt: skip
    for who, answer in (("school", 200), ("district", 200), ("far_school", 404), ("far_district", 404)):
        for url in urls:
            assert sign_in(who).get(url).status_code == answer, (who, url)
    assert one.name not in sign_in("far_district").get(reverse("candidate_list")).content.decode()


def test_a_draft_of_the_district_is_not_the_schools(hiring: Recruiting, sign_in: Any) -> None:
    plan = hiring.plan()
    one = hiring.vacancy(plan)
    assert sign_in("school").get(reverse("recruitment_plan", args=[plan.pk])).status_code == 404
    assert sign_in("school").post(reverse("vacancy_drop", args=[one.pk])).status_code == 404


def test_a_plan_by_page(hiring: Recruiting, sign_in: Any) -> None:
    client = sign_in("district")
    unit = hiring.world.units[HAILING].pk
    answer = client.post(reverse("recruitment_new"), {"unit": unit, "year": START.year, "title": "校园招聘"})
    plan = RecruitmentPlan.objects.get()
    url = reverse("recruitment_plan", args=[plan.pk])
    assert answer.headers["Location"] == url
    vacancy = {
        "school": hiring.school.pk, "stage": "primary", "subject": "数学", "posts": 7, "route": "campus",
        "least_degree": "bachelor", "starts_on": START.isoformat(),
    }  # fmt: skip
    page = client.post(url, vacancy)
    assert "空编 6 名" in page.content.decode()
    assert client.post(url, {**vacancy, "posts": 2}).status_code == 302
    page = client.get(url).content.decode()
    assert "对照编制" in page
    assert SCHOOL in page
    assert client.post(reverse("recruitment_move", args=[plan.pk, "submit"])).status_code == 302
    city = sign_in("city")
    assert "批准文号" in city.get(url).content.decode()
    city.post(reverse("recruitment_move", args=[plan.pk, "approve"]), {"document": "泰教人〔2027〕1号"})
    plan.refresh_from_db()
    assert plan.state == "approved"
    assert city.post(reverse("recruitment_move", args=[plan.pk, "nonsense"])).status_code == 404


def test_a_candidate_by_page(hiring: Recruiting, sign_in: Any) -> None:
    vacancy, client = hiring.approved(), sign_in("school")
    form = {
        "name": "应聘者", "id_number": id_number(TODAY.replace(year=2003)), "phone": "13912345678",
        "graduated_from": "某师范大学", "graduated_in": 2027, "funding": "rural", "degree": "bachelor",
    }  # fmt: skip
    url = reverse("candidate_new", args=[vacancy.pk])
    assert "18 位" in client.post(url, {**form, "id_number": "1"}).content.decode()
    assert client.post(url, form).status_code == 302
    one = Candidate.objects.for_system("t").get()
    page_url = reverse("candidate", args=[one.pk])
    page = client.get(page_url).content.decode()
    assert form["id_number"] not in page
    assert "13912345678" not in page
    assert "没有准入查询结果" in page
    clear(hiring.world, str(form["id_number"]))
    for name in ("shortlist", "interview", "examine", "offer", "accept"):
        client.post(reverse("candidate_move", args=[one.pk, name]), {"word": "合格"})
    one.refresh_from_db()
    assert one.state == "accepted"
    assert "准入查询已通过" in client.get(page_url).content.decode()
    Vacancy.objects.update(starts_on=TODAY)
    appoint = reverse("candidate_appoint", args=[one.pk])
    assert 'value="6"' in client.get(appoint).content.decode()  # the term of who was paid for
    contract = {"number": "HT-1", "signed_on": TODAY.isoformat(), "joined_on": TODAY.isoformat()}
    assert client.post(appoint, {**contract, "contract_years": 2}).status_code == 200
    assert client.post(appoint, contract).status_code == 302
    assert "HT-1" in client.get(page_url).content.decode()
    assert "应聘者" in client.get(reverse("contract_list")).content.decode()


def test_a_hidden_value_is_shown_once_for_a_purpose(hiring: Recruiting, sign_in: Any, settings: Any) -> None:
    one, client = hiring.candidate(hiring.approved()), sign_in("school")
    url = reverse("candidate_reveal", args=[one.pk])
    assert one.phone not in client.get(url).content.decode()
    assert one.phone not in client.post(url, {"purpose": "contact", "words": " "}).content.decode()
    asked = {"purpose": "contact", "words": "通知面试"}
    page = client.post(url, asked)
    assert one.phone in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert one.id_number in client.post(url + "?field=id_number", asked).content.decode()
    assert client.get(url + "?field=id_digest").status_code == 404
    assert sign_in("far_district").get(url).status_code == 404
    found = acts("candidate.unmasked")
    assert [event.detail["fields"] for event in found] == [["phone"], ["id_number"]]
    settings.UNMASK_PER_DAY = 2
    assert one.phone not in client.post(url, asked).content.decode()
    assert len(acts("candidate.unmasked")) == 2


def test_an_agreement_by_page(settled: World, sign_in: Any) -> None:
    clear(settled, NUMBER)
    client = sign_in("school")
    form = {
        "host": settled.units[SCHOOL].pk, "name": "孙银龄", "id_number": NUMBER, "former_unit": "某中学",
        "title": "高级教师", "scheme": "city", "duty": "teaching", "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=50)).isoformat(), "hours": 100, "subsidy": 20000,
        "subsidy_source": "区级财政",
        "health_on": TODAY.isoformat(), "is_insured": "on",
    }  # fmt: skip
    assert client.post(reverse("silver_new"), {**form, "title": ""}).status_code == 200
    assert client.post(reverse("silver_new"), form).status_code == 302
    one = SilverAgreement.objects.for_system("t").get()
    url = reverse("silver_agreement", args=[one.pk])
    assert sign_in("far_district").get(url).status_code == 404
    assert NUMBER not in client.get(url).content.decode()
    assert sign_in("district").post(reverse("silver_move", args=[one.pk, "approve"])).status_code == 302
    renew = reverse("silver_renew", args=[one.pk])
    assert NUMBER not in client.get(renew).content.decode()
    later = one.ends_on.isoformat()
    assert (
        client.post(renew, {**form, "starts_on": later, "ends_on": years_on(one.ends_on, 6).isoformat()}).status_code
        == 302
    )
    assert SilverAgreement.objects.for_system("t").get(renews=one).id_number == NUMBER
    end = {"ended_on": TODAY.isoformat(), "reason": "本人申请"}
    assert client.post(reverse("silver_move", args=[one.pk, "end"]), {"reason": ""}).status_code == 302
    client.post(reverse("silver_move", args=[one.pk, "end"]), end)
    one.refresh_from_db()
    assert one.state == "ended"
    assert client.post(reverse("silver_move", args=[one.pk, "nonsense"])).status_code == 404


def test_doctors_by_page(college: World, sign_in: Any) -> None:  # noqa: F811
    city = sign_in("city")
    assert "还没有登记类别" in city.get(reverse("doctors")).content.decode()
    city.post(reverse("doctors_kind"), {"school": college.units[HIGHER].pk, "kind": HigherKind.UNIVERSITY})
    assert city.post(reverse("doctors_take")).status_code == 302
    page = city.get(reverse("doctors")).content.decode()
    for part in ("66.7%", "达标", "<svg"):
        assert part in page
    year = reverse("doctors_year", args=[TODAY.year])
    assert "甲博士" in city.get(year).content.decode()
    assert "甲博士" in sign_in("district").get(year).content.decode()
    assert sign_in("far_district").get(year).status_code == 404
    assert sign_in("district").post(reverse("doctors_take")).status_code == 403


def test_rules_by_page(settled: World, sign_in: Any) -> None:
    city = sign_in("city")
    for name in ("recruitment", "silver", "doctors"):
        assert city.get(reverse("people_rules", args=[name])).status_code == 200
    assert city.get(reverse("people_rules", args=["nonsense"])).status_code == 404
    assert sign_in("district").get(reverse("people_rules", args=["silver"])).status_code == 403
    form = {
        "effective_from": TODAY.isoformat(), "document": "泰教人〔2027〕3号", "age_most": 63, "age_most_higher": 70,
        "term_months_most": 12, "health_days": 365, "hours_least_higher": 64, "subsidy_usual": 20000, "due_days": 30,
    }  # fmt: skip
    url = reverse("people_rules", args=["silver"])
    assert city.post(url, {**form, "age_most": 10}).status_code == 200
    assert city.post(url, form).status_code == 302
    assert SilverSetting.objects.count() == 2


def test_as_many_queries_for_three_rows_as_for_one(hiring: Recruiting, sign_in: Any) -> None:
    one = hiring.ready(hiring.approved())
    silver = SilverAgreement(
        name="甲", id_number="x", id_digest="1", birth_on=TODAY, former_unit="x", title="x", host=hiring.school,
        scheme="city", duty="teaching", starts_on=TODAY, ends_on=TODAY + timedelta(9), hours=1, subsidy=1,
        subsidy_source="x", health_on=TODAY, asked_by=hiring.world["city"],
    )  # fmt: skip
    silver.save()
    plan = one.vacancy.plan
    urls = [reverse(name) for name in LISTS] + [reverse("recruitment_plan", args=[plan.pk])]
    client = sign_in("city")
    few = [_queries(client, url) for url in urls]
    for place in range(2):
        hiring.candidate(hiring.approved(title=f"另一{place}"))
        hiring.pools.approve(FAR_SCHOOL, 9 + place)
        silver.pk, silver.id_digest, silver.state = None, str(place + 2), "refused"
        silver.decided_by = hiring.world["approver"]
        silver.save(force_insert=True)
    RecruitmentPlan.objects.filter(pk=plan.pk).update(state="draft", unit=hiring.world.city)
    for name in (FAR_SCHOOL, "姜堰区第二初级中学"):
        Vacancy.objects.create(
            plan=plan, school=hiring.world.units[name], stage="primary", subject="语文", posts=1,
            least_degree="bachelor", starts_on=START,
        )  # fmt: skip
    RecruitmentPlan.objects.filter(pk=plan.pk).update(state="approved")
    assert [_queries(client, url) for url in urls] == few


def _queries(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
