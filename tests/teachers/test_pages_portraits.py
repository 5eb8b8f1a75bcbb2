"""Pages of portraits: who sees whose, what it costs, what stands on them; the way of an objection and of a draft."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from portrait_scene import WHY, appraised, dispute_of, keeper_of_ethics, painted, portrait_of, use_of
from signing import sign_in_as
from world import World, acts, person

from teachers.actions import portraits
from teachers.models import Portrait, PortraitVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settled: World) -> World:
    appraised(settled)
    painted(settled)
    Portrait.objects.for_system(WHY).update(seen_on=timezone.localdate())
    return settled


def address(world: World, name: str = "李长青", rest: str = "") -> str:
    return f"/teachers/{world.people[name].teacher_no}/portrait/{rest}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("teacher", 200), ("school", 200), ("district", 200), ("city", 200), ("far_school", 404), ("far_district", 404),
     ("honors", 404), ("nobody", 404)],
)  # fmt: skip
def test_who_sees_a_portrait(scene: World, sign_in: Any, who: str, status: int) -> None:
    assert sign_in(who).get(address(scene)).status_code == status
    assert sign_in(who).get(address(scene, rest="pdf/")).status_code == status


def test_others_wait_until_the_person_has_looked(settled: World, sign_in: Any) -> None:
    painted(settled)
    closed = sign_in("school").get(address(settled))
    assert "本人先阅期" in closed.content.decode()
    assert "教育教学" not in closed.content.decode()
    assert sign_in("school").get(address(settled, rest="pdf/")).status_code == 409
    assert acts("portrait.read") == []
    assert sign_in("teacher").get("/portraits/mine/", follow=True).status_code == 200
    assert portrait_of().seen_on == timezone.localdate()
    assert "教育教学" in sign_in("school").get(address(settled)).content.decode()
    (look,) = acts("portrait.read")
    assert (look.actor_name, look.detail["year"]) == ("school", timezone.localdate().year)
    assert "数字画像" in sign_in("teacher").get("/me/looks/").content.decode()


def test_a_score_opens_to_its_facts(scene: World, sign_in: Any) -> None:
    text = sign_in("teacher").get(address(scene)).content.decode()
    for words in ("基本合格 60", "学校师德考核小组", "数据不足", "怎样会变化", "权重 80", "<svg", "不与他人比较排名"):
        assert words in text, words
    assert "dispute/?fact=ethics.appraisal%2F" in text
    assert "登记我的决定" not in text
    officer = sign_in("school").get(address(scene)).content.decode()
    assert "登记我的决定" in officer
    assert "有异议</a>" not in officer


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_and_names_no_score(scene: World, sign_in: Any, people: int) -> None:
    if people == 1:
        Portrait.objects.for_system(WHY).exclude(teacher__name="李长青").delete()
    client = sign_in("city")
    client.get("/portraits/")
    with CaptureQueriesContext(connection) as caught:
        text = client.get("/portraits/").content.decode()
    assert len(caught) == 7
    assert "排名" in text
    assert "60.0" not in text


def test_the_own_page_costs_the_same_with_one_fact_and_with_many(scene: World, sign_in: Any) -> None:
    client = sign_in("teacher")
    client.get(address(scene))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(address(scene))
        return len(caught)

    before = asked()
    for year in (2023, 2024):
        appraised(scene, year=year)
    scene.enrol(person("李长青", scene.people["李长青"].birth_on, services=[("2001-09", "2002-08", "aid")]))
    portraits.refresh_all(on=timezone.localdate())
    assert asked() == before < 20


def test_the_paper_is_the_same_twice_and_says_what_the_page_says(scene: World, sign_in: Any) -> None:
    client = sign_in("teacher")
    first, again = (client.get(address(scene, rest="pdf/")).content for _ in range(2))
    assert first == again
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(first)).pages)
    for words in ("李长青", "教师数字画像", "60.0", "数据不足", "学校师德考核小组"):
        assert words in text.replace("\n", ""), words


def test_from_the_objection_to_the_answer(scene: World, sign_in: Any, client: Any) -> None:
    teacher = sign_in("teacher")
    name = f"ethics.appraisal/{timezone.localdate().year - 1}"
    ask = address(scene, rest=f"dispute/?fact={name}")
    assert "基本合格" in teacher.get(ask).content.decode()
    assert teacher.get(address(scene, rest="dispute/?fact=none/1")).status_code == 404
    assert sign_in("school").get(ask).status_code == 404
    answer = teacher.post(ask, {"reason": "应为合格"})
    page = dispute_of().get_absolute_url()
    assert answer["Location"] == page
    assert "撤回异议" in teacher.get(page).content.decode()
    assert "异议核实中" in teacher.get(address(scene)).content.decode()
    for who in ("school", "far_school"):
        assert sign_in(who).get(page).status_code == 404
    sign_in_as(client, keeper_of_ethics(scene))
    assert "份画像异议待核实" in client.get("/").content.decode()
    assert "核实答复" in client.get(page).content.decode()
    told = client.post(f"{page}settle/", {"outcome": "corrected", "answer": "已改"}, follow=True).content.decode()
    assert "来源中的记录还没有变动" in told
    told = client.post(f"{page}settle/", {"outcome": "kept", "answer": "与考核表一致"}, follow=True).content.decode()
    assert "已答复教师本人" in told
    assert "与考核表一致" in teacher.get(page).content.decode()


def test_a_decision_is_noted_and_told(scene: World, sign_in: Any) -> None:
    school = sign_in("school")
    sent = {"purpose": "award", "decision": "推荐参评", "confirmed": "on"}
    assert "画像只作参考" in school.post(address(scene, rest="decide/"), sent, follow=True).content.decode()
    assert "推荐参评" in sign_in("teacher").get(address(scene)).content.decode()
    assert "推荐参评" in school.get("/portraits/decisions/").content.decode()
    assert "推荐参评" not in sign_in("far_school").get("/portraits/decisions/").content.decode()
    missing = school.post(address(scene, rest="decide/"), {**sent, "confirmed": ""}, follow=True).content.decode()
    assert "请写明作出的决定" in missing
    assert sign_in("far_school").post(f"/portraits/decisions/{use_of().pk}/review/", {}).status_code == 404


def test_a_draft_is_made_changed_asked_and_approved(scene: World, sign_in: Any) -> None:
    city, second = sign_in("city"), sign_in("approver")
    form = city.post("/portraits/versions/new/", follow=True)
    page, fields = form.request["PATH_INFO"], form.context["form"]
    sent = {name: fields[name].value() for name in fields.fields} | {"weight_title": 60, "weight_teaching": 20}
    sent["effective_from"] = str(timezone.localdate())
    assert "权重之和应为 100" in city.post(page, {**sent, "weight_title": 50}).content.decode()
    assert "草案已保存" in city.post(page, sent, follow=True).content.decode()
    one = PortraitVersion.objects.get(number=2).get_absolute_url()
    assert sign_in("teacher").get(one).status_code == 404
    assert "等待另一人批准" in city.post(f"{one}ask/", {"reason": "试行"}, follow=True).content.decode()
    assert "画像维度第 2 版待批准" in second.get("/").content.decode()
    assert "现行：40" in second.get(one).content.decode()
    assert "已批准" in second.post(f"{one}sign/", follow=True).content.decode()
    assert sign_in("teacher").get(one).status_code == 200
    assert city.get(f"{one}change/").status_code == 404
