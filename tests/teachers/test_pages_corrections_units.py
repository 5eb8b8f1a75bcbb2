"""Pages of corrections and of units: who sees what, what is done, what a list costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from world import FAR_SCHOOL, SCHOOL, SISTER, World, acts, month, person

from kernel.orgs.models import Organisation
from kernel.signoff.models import Signature
from teachers.actions import corrections, units
from teachers.models import Correction, ServiceRecord, Teacher
from teachers.rules.corrections import Entry

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def own() -> Teacher:
    found: Teacher = Teacher.objects.for_system("test").select_related("school").get(user__username="teacher")
    return found


def form(**more: Any) -> dict[str, Any]:
    paper = SimpleUploadedFile("聘书.pdf", PDF)
    return {"start": "1990-09", "end": "1993-08", "kind": "teaching", "unit": "溱潼中学", "reason": "漏登",
            "evidence": [paper], **more}  # fmt: skip


def ask(client: Client, query: str = "kind=add", **more: Any) -> Any:
    return client.post(f"{own().get_absolute_url()}correct/?{query}", form(**more))


def only() -> Correction:
    found: Correction = Correction.objects.for_system("test").get()
    return found


def test_the_whole_errand(settled: World, sign_in: Any) -> None:
    answer = ask(sign_in("teacher"))
    place = only().get_absolute_url()
    assert answer["Location"] == place
    assert "待学校核对" in sign_in("teacher").get(place).content.decode()
    assert "1 份更正申请待办理" in sign_in("school").get("/").content.decode()
    sign_in("school").post(f"{place}check/", {"answer": "与档案一致"})
    text = sign_in("district").get(place).content.decode()
    for word in (
        "溱潼中学",
        "漏登",
        "与档案一致",
        "现在的教龄",
        "更正后的教龄",
        "聘书.pdf",
        "提出申请：补充一条任教经历",
    ):
        assert word in text
    seen = text.split('name="seen" value="')[1].split('"')[0]
    sign_in("district").post(f"{place}approve/", {"seen": seen})  # not ticked
    assert only().state == "checked"
    sign_in("district").post(f"{place}approve/", {"seen": seen, "checked": "1"})
    assert only().state == "approved"
    assert "已更正" in sign_in("teacher").get(place).content.decode()


def test_evidence_is_an_attachment_and_each_look_is_noted(settled: World, sign_in: Any) -> None:
    ask(sign_in("teacher"))
    one = only()
    address = f"{one.get_absolute_url()}files/{one.files.get().pk}/"
    answer = sign_in("district").get(address)
    assert (answer.content, answer["Content-Disposition"][:10]) == (PDF, "attachment")
    for who in ("far_school", "far_district", "honors", "nobody"):
        assert sign_in(who).get(address).status_code == 404
    (line,) = acts("correction.file_read")
    assert (line.actor_name, line.subject_id, line.detail["correction"]) == ("district", str(one.teacher_id), one.pk)


def test_a_row_is_named_by_its_owner_alone(settled: World, sign_in: Any) -> None:
    mine = ServiceRecord.objects.for_system("test").get(teacher=own())
    other = ServiceRecord.objects.for_system("test").get(teacher=settled.people["陈晓"])
    client = sign_in("teacher")
    page = f"{own().get_absolute_url()}correct/"
    assert "1993-09" in client.get(f"{page}?kind=change&row={mine.pk}").content.decode()
    for query in (f"kind=change&row={other.pk}", "kind=change", "kind=remove&row=x", "kind=gone", "kind=remove&row=²"):
        assert client.get(f"{page}?{query}").status_code == 404
    assert ask(client, f"kind=remove&row={mine.pk}").status_code == 302
    assert only().kind == "remove"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"evidence": []}, "请至少上传一份证明材料"),
        ({"start": "1990"}, "请按 1996-09 的样式填写年月"),
        ({"start": "1990-13"}, "请按 1996-09 的样式填写年月"),
        ({"end": "1980-01"}, "终止年月早于起始年月"),
        ({"reason": "\0"}, "error"),
        ({"evidence": [SimpleUploadedFile("x.pdf", b"<html>")]}, "不是 PDF、JPG 或 PNG 文件"),
    ],
)
def test_a_form_with_a_fault_comes_back(settled: World, sign_in: Any, more: dict[str, Any], said: str) -> None:
    answer = ask(sign_in("teacher"), **more)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Correction.objects.for_system("test").exists()


def test_the_history_tells_officers_of_changes_and_the_person_of_looks(settled: World, sign_in: Any) -> None:
    page = own().get_absolute_url()
    sign_in("district").get(page)
    assert "登记入册" in sign_in("school").get(page).content.decode()
    assert "查看登记信息" not in sign_in("school").get(page).content.decode()
    assert "查看登记信息" not in sign_in("teacher").get(page).content.decode()
    text = sign_in("teacher").get("/me/looks/").content.decode()
    assert "查看登记信息" in text
    assert settled["district"].full_name in text


def renamed(world: World, **more: Any) -> Signature:
    school = Organisation.objects.get(name=SCHOOL)
    given = {"name": "海陵区凤凰小学", "on": date(2025, 9, 1), "document": "文", "reason": "更名", "by": world["city"]}
    return units.ask_rename(school=school, **{**given, **more})


def test_a_merger_by_the_pages(settled: World, sign_in: Any) -> None:
    school, into = settled.units[SCHOOL], settled.units[SISTER]
    page = f"/units/{school.pk}/"
    shown = sign_in("city").get(f"{page}merge/").content.decode()
    assert "3 人将自生效日起转入" in shown
    assert SISTER in shown
    assert FAR_SCHOOL not in shown
    given = {"into": into.pk, "on": "2025-09-01", "document": "文", "reason": "布局调整"}
    assert sign_in("city").post(f"{page}merge/", given).status_code == 302
    assert "待签署" in sign_in("approver").get("/").content.decode()
    assert "转入 3 人" in sign_in("approver").get(page).content.decode()
    signature = Signature.objects.for_system("test").get()
    sign = f"{page}requests/{signature.pk}/sign/"
    sign_in("approver").post(sign, {"seen": "3"})  # not ticked
    sign_in("city").post(sign, {"seen": "3", "checked": "1"})  # who asked
    assert Organisation.objects.get(pk=school.pk).closed_on is None
    sign_in("approver").post(sign, {"seen": "3", "checked": "1"})
    assert Organisation.objects.get(pk=school.pk).merged_into == into
    assert "并入" in sign_in("district").get("/units/").content.decode()
    text = sign_in("city").get(own().get_absolute_url()).content.decode()
    assert f"“{SCHOOL}”并入“{SISTER}”" in text


def test_a_request_of_another_school_is_not_there(settled: World, sign_in: Any) -> None:
    signature = renamed(settled)
    other = settled.units[FAR_SCHOOL].pk
    assert sign_in("approver").post(f"/units/{other}/requests/{signature.pk}/refuse/").status_code == 404
    assert sign_in("city").get(f"/units/{other}/nonsense/").status_code == 404


def test_ended_posts_keep_the_name_of_their_day(settled: World, sign_in: Any) -> None:
    signature = renamed(settled)
    school = Organisation.objects.get(name=SCHOOL)
    settled.enrol(person("陈晓", date(1990, 5, 4), ("321202", SISTER)), on=date(2025, 3, 1))
    units.sign(school=school, signature=signature, by=settled["approver"], on=date(2025, 9, 1))
    text = sign_in("city").get(settled.people["陈晓"].get_absolute_url()).content.decode()
    assert SCHOOL in text
    assert "海陵区凤凰小学" not in text


def test_lists_cost_the_same_for_one_and_for_three(
    settled: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(path: str) -> int:
        sign_in_city.get(path)  # the look is noted once
        with CaptureQueriesContext(connection) as caught:
            assert sign_in_city.get(path).status_code == 200
        return len(caught)

    sign_in_city = sign_in("city")

    def asked(name: str) -> Correction:
        teacher = Teacher.objects.for_system("test").select_related("school").get(name=name)
        new = Entry(month("1980-09"), month("1981-08"), "aid")
        return corrections.ask_service(
            teacher=teacher, old=None, new=new, reason="x", files=[("x.pdf", PDF)], by=settled["school"],
            on=date(2025, 9, 1),
        )  # fmt: skip

    first = asked("陈晓")
    before = {path: cost(path) for path in ("/corrections/", first.get_absolute_url(), "/units/")}
    asked("李长青")
    asked("周缺页")
    settled.enrol(person("远", date(1981, 1, 1), ("321204", "姜堰区第二初级中学")))
    after = {path: cost(path) for path in before}
    assert after == before
    assert max(after.values()) <= 14, after
