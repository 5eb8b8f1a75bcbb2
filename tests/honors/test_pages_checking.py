"""The pages on which schools, districts and people check a list, and the list that hangs out for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, hand_on, person, scan

from honors.actions import certificates, checking, rounds
from honors.choices import Confirmation, EntryState, ListState
from honors.models import HonorRound, Objection, RoundEntry, SchoolList

pytestmark = pytest.mark.django_db

URL = f"/honors/rounds/{AS_OF}/"
PUBLIC = f"/publicity/{AS_OF}/"
LONG = [("1993-09", None, "teaching")]


@pytest.fixture
def one(settled: World) -> HonorRound:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    rounds.send_out(one=made, by=settled["honors"])
    return made


@pytest.fixture
def hanging(settled: World, one: HonorRound) -> HonorRound:
    checking.close_checking(one=one, by=settled["honors"], note="线下", accept=True)
    rounds.publish(one=one, by=settled["honors"], on=timezone.localdate())
    return one


def entry(name: str) -> RoundEntry:
    found: RoundEntry = RoundEntry.objects.for_system("test").get(teacher__name=name)
    return found


def school_url(name: str = SCHOOL) -> str:
    row = SchoolList.objects.for_system("test").get(school__name=name)
    return f"{URL}schools/{row.school_id}/"


def upload() -> SimpleUploadedFile:
    name, body = scan()
    return SimpleUploadedFile(name, body, "image/png")


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_school_walks_its_list_up(one: HonorRound, sign_in: Any) -> None:
    school, district = sign_in("school"), sign_in("district")
    assert "待核对报送" in body(school.get("/"))
    page = body(school.get(school_url()))
    assert "李长青" in page
    assert "登记签字确认" in page
    assert "王远山" not in page
    answer = school.post(f"{school_url()}paper/", {"entry": [entry("李长青").pk], "scan": upload()}, follow=True)
    assert "已登记 1 人的签字确认" in body(answer)
    assert entry("李长青").answer == Confirmation.PAPER
    answer = school.get(f"{URL}entries/{entry('李长青').pk}/signature/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(acts("entry.scan_read")) == 1
    assert "等待市（区）审核" in body(school.post(f"{school_url()}send/", follow=True))
    assert "1 所学校的荣誉名单待审核" in body(district.get("/"))
    assert "已审核 1 所学校" in body(district.post(f"{URL}schools/check/", follow=True))
    assert SchoolList.objects.for_system("test").get(school__name=SCHOOL).state == ListState.CHECKED


def test_nothing_typed_is_lost_when_the_scan_is_missing(one: HonorRound, sign_in: Any) -> None:
    key = entry("李长青").pk
    page = body(sign_in("school").post(f"{school_url()}paper/", {"entry": [key]}))
    assert f'value="{key}"' in page
    assert "checked" in page
    assert entry("李长青").answer == ""


def test_a_list_comes_back_with_its_reason(settled: World, one: HonorRound, sign_in: Any) -> None:
    checking.send_list(one=SchoolList.objects.for_system("t").get(school__name=SCHOOL), by=settled["school"],
                       hold_unconfirmed=True)  # fmt: skip
    sign_in("district").post(f"{school_url()}return/", {"note": "请再联系李老师"})
    assert "市（区）退回：请再联系李老师" in body(sign_in("school").get(school_url()))
    assert "市（区）退回：请再联系李老师" in body(sign_in("school").get("/"))


def test_a_teacher_confirms_on_the_own_page(one: HonorRound, sign_in: Any) -> None:
    teacher = sign_in("teacher")
    assert "请核对并确认本人信息" in body(teacher.get("/"))
    page = body(teacher.get("/honors/mine/"))
    assert "信息无误，确认" in page
    teacher.post(f"/honors/mine/{AS_OF}/confirm/")
    assert entry("李长青").answer == Confirmation.SELF
    assert "信息无误，确认" not in body(teacher.get("/honors/mine/"))


def test_a_teacher_objects_and_reads_the_answer(one: HonorRound, sign_in: Any) -> None:
    teacher, district = sign_in("teacher"), sign_in("district")
    url = f"/honors/mine/{AS_OF}/object/"
    once = teacher.get(url).context["form"]["once"].value()
    assert "请写明异议内容" in body(teacher.post(url, {"text": " ", "once": once}))
    wrong = teacher.post(url, {"text": "漏了", "once": once, "papers": SimpleUploadedFile("a.exe", b"MZ")})
    assert "不是 PDF、JPG 或 PNG 文件" in body(wrong)
    assert "漏了" in body(wrong), "what was typed is still there"
    made = teacher.post(url, {"text": "少算两年", "once": once, "papers": upload()})
    teacher.post(url, {"text": "少算两年", "once": once})
    row = Objection.objects.for_system("test").get()
    assert made["Location"] == row.get_absolute_url()
    assert "1 件荣誉名单异议待处理" in body(district.get("/"))
    page = district.get(row.get_absolute_url())
    assert "少算两年" in body(page)
    (file,) = row.files.all()
    assert district.get(f"{row.get_absolute_url()}files/{file.pk}/").status_code == 200
    assert sign_in("school").get(f"{row.get_absolute_url()}files/{file.pk}/").status_code == 404
    assert "请写明处理意见" in body(district.post(row.get_absolute_url(), {"remedy": "rejected", "answer": ""}))
    district.post(row.get_absolute_url(), {"remedy": "rejected", "answer": "已核对档案"})
    assert "已核对档案" in body(teacher.get("/honors/mine/"))
    assert "已核对档案" in body(teacher.get(row.get_absolute_url()))


def test_an_account_without_a_record_has_no_honours(one: HonorRound, sign_in: Any) -> None:
    client = sign_in("nobody")
    assert "没有对应的教师登记" in body(client.get("/honors/mine/"))
    assert client.get(f"/honors/mine/{AS_OF}/object/").status_code == 404


# --- everybody -------------------------------------------------------------------------------------------------------


def test_the_list_hangs_out_with_name_unit_and_years_alone(hanging: HonorRound, client: Any) -> None:
    answer = client.get(PUBLIC)
    page = body(answer)
    for words in ("李长青", SCHOOL, "满 30 年", "王远山", "满 40 年"):
        assert words in page
    teacher = entry("李长青").teacher
    for secret in ("周缺页", teacher.teacher_no, "1972", "1993"):
        assert secret not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert 'name="robots"' in page
    assert "王远山" not in body(client.get(f"{PUBLIC}?district=海陵区"))
    assert "李长青" not in body(client.post(PUBLIC, {"name": "王"}, follow=True))


@pytest.mark.parametrize("shift", [-1, 8])
def test_the_list_is_not_there_before_and_after(hanging: HonorRound, client: Any, shift: int) -> None:
    first = timezone.localdate() - timedelta(shift)
    HonorRound.objects.update(publicity_from=first, publicity_until=first + timedelta(7))
    for url in (PUBLIC, f"{PUBLIC}object/"):
        answer = client.get(url)
        assert (answer.status_code, "李长青" in body(answer)) == (404, False)
        assert answer["X-Robots-Tag"]
    HonorRound.objects.update(publicity_from=timezone.localdate(), publicity_until=timezone.localdate())
    assert client.get(PUBLIC).status_code == 200, "the last day counts"


def test_anybody_objects_without_a_name(hanging: HonorRound, client: Any, sign_in: Any) -> None:
    url = f"{PUBLIC}object/?entry={entry('王远山').pk}"
    page = client.get(url)
    assert "王远山" in body(page)
    form = {"text": "其间停薪留职两年", "once": page.context["form"]["once"].value()}
    assert "异议已收到" in body(client.post(url, form))
    row = Objection.objects.for_system("test").get()
    assert (row.teacher.name, row.made_by, row.contact) == ("王远山", None, "")
    assert sign_in("far_district").get(row.get_absolute_url()).status_code == 200
    assert sign_in("district").get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 30, "1%00"])
def test_an_objection_about_nobody_in_particular(hanging: HonorRound, client: Any, key: str) -> None:
    assert client.get(f"{PUBLIC}object/?entry={key}").context["entry"] is None


def test_an_objection_against_one_who_left_the_list_is_not_turned_against_all(hanging: HonorRound, client: Any) -> None:
    url = f"{PUBLIC}object/?entry={entry('王远山').pk}"
    once = client.get(url).context["form"]["once"].value()
    RoundEntry.objects.for_system("test").filter(pk=entry("王远山").pk).update(
        state=EntryState.HELD, hold_reason="set_aside"
    )
    text = body(client.post(url, {"text": "其间停薪留职两年", "once": once}))
    assert "已不在公示名单中" in text
    assert "其间停薪留职两年" in text
    assert not Objection.objects.for_system("test").exists()


def test_objecting_is_braked_before_a_file_is_looked_at_and_keeps_what_was_typed(
    hanging: HonorRound, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for turn in range(19):
        assert client.post(f"{PUBLIC}object/", {"text": "x", "once": f"o{turn}"}).status_code == 200
    broken = SimpleUploadedFile("x.png", b"no")
    assert client.post(f"{PUBLIC}object/", {"text": "x", "once": "o19", "papers": broken}).status_code == 200
    monkeypatch.setattr("kernel.files.fields.judge", lambda *_given: pytest.fail("a file was judged"))
    name, picture = scan()
    given = {"text": "第二十一次", "once": "o20", "papers": SimpleUploadedFile(name, picture)}
    answer = client.post(f"{PUBLIC}object/", given)
    assert answer.status_code == 429
    assert "第二十一次" in body(answer)
    assert Objection.objects.for_system("test").count() == 19


# --- the rest --------------------------------------------------------------------------------------------------------


def test_everyone_outside_has_a_reason(settled: World, one: HonorRound, sign_in: Any) -> None:
    settled.enrol(person("新来", date(1990, 1, 1)))
    page = body(sign_in("school").get(f"{URL}outside/"))
    assert "未满 30 年，还差 204 个月，预计 2042年9月起可以列入" in page
    assert "没有任教经历" in page
    assert "李长青" not in page
    assert "新来" not in body(sign_in("far_school").get(f"{URL}outside/"))
    assert "陈晓" not in body(sign_in("school").post(f"{URL}outside/", {"name": "新"}, follow=True))


def test_the_list_goes_home_as_a_workbook(one: HonorRound, sign_in: Any) -> None:
    import io

    import openpyxl

    def people(who: str) -> set[str]:
        book = openpyxl.load_workbook(io.BytesIO(sign_in(who).get(f"{URL}list.xlsx").content))
        return {str(row[2]) for row in book.active.iter_rows(min_row=2, values_only=True)}

    assert people("school") == {"李长青", "周缺页"}
    assert people("far_school") == {"王远山"}
    assert [line.detail["people"] for line in acts("round.exported")] == [2, 1]


def test_setting_aside_and_lifting_on_the_page(one: HonorRound, sign_in: Any) -> None:
    client, url = sign_in("honors"), f"{URL}entries/{entry('李长青').pk}/"
    form = {"effect": "excluded", "ground": "材料待查", "document": "", "from_on": "2025-01-01", "until_on": ""}
    answer = client.post(f"{url}set-aside/", form)
    assert 'value="材料待查"' in body(answer), "a sanction is no longer entered here, and nothing typed is lost"
    form["effect"] = "held"
    client.post(f"{url}set-aside/", {**form, "document": "泰教处〔2025〕1号"})
    assert "泰教处〔2025〕1号" in body(sign_in("approver").get(url))
    school = body(sign_in("school").get(url))
    assert "经办人登记暂缓" in school
    assert "泰教处〔2025〕1号" not in school, "the ground is for the office and the approver"
    from honors.models import SetAside

    note = SetAside.objects.for_system("test").get()
    client.post(f"{url}set-aside/{note.pk}/lift/", {"note": "已撤销"})
    assert entry("李长青").state == "candidate"


def test_certificates_are_handed_out_and_the_round_archived(settled: World, sign_in: Any) -> None:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(made)
    rounds.approve(one=made, seen=made.stamp, by=settled["approver"], background=False)
    certificates.issue(one=made, by=settled["honors"])
    today = str(timezone.localdate())
    school = sign_in("school")
    empty = school.post(f"{school_url()}hand-over/", {"on": today, "to": ""})
    assert empty.context["hand_form"].errors["to"]
    answer = school.post(f"{school_url()}hand-over/", {"on": today, "to": "钱老师", "scan": upload()}, follow=True)
    assert "钱老师" in body(answer)
    assert school.get(f"{school_url()}receipt/").status_code == 200
    honors = sign_in("honors")
    assert "还有 1 所学校没有登记领取" in body(honors.post(f"{URL}archive/", follow=True))
    honors.post(f"{URL}archive/", {"note": "由市局代管"})
    made.refresh_from_db()
    assert made.archive_digest in body(honors.get(URL))
    assert honors.get(f"{URL}archive.xlsx").content[:2] == b"PK"


def test_the_rules_are_set_on_a_page(settled: World, sign_in: Any) -> None:
    today = str(timezone.localdate())
    form = {"effective_from": today, "publicity_days": "7", "document": "泰教办〔2026〕9号"}
    sign_in("honors").post("/honors/rules/", form)
    assert "泰教办〔2026〕9号" in body(sign_in("approver").get("/honors/rules/"))
    assert "已经存在" in body(sign_in("honors").post("/honors/rules/", form))


def test_lists_of_schools_cost_the_same_for_one_and_for_three(
    world: World, sign_in: Any, django_assert_num_queries: Any
) -> None:
    world.enrol(person("甲一", date(1972, 1, 1), services=LONG), person("乙", date(1990, 2, 1)))
    made = rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    rounds.send_out(one=made, by=world["honors"])
    city, school = sign_in("city"), sign_in("school")
    costs = {f"{URL}schools/": (city, 8), school_url(): (school, 10), f"{URL}outside/": (city, 10)}
    for url, (client, queries) in costs.items():
        with django_assert_num_queries(queries, info=url):
            client.get(url)
    rounds.call_back(one=made, by=world["honors"], reason="再算")
    world.enrol(
        person("甲二", date(1972, 1, 2), services=LONG),
        person("甲三", date(1972, 1, 3), ("321204", FAR_SCHOOL), LONG),
        *(person(f"乙{day}", date(1990, 1, day)) for day in (1, 2, 3)),
    )
    HonorRound.objects.update(state="computing")
    from honors.actions.computing import compute

    made.refresh_from_db()
    compute(one=made, by=world["honors"])
    rounds.send_out(one=made, by=world["honors"])
    for url, (client, queries) in costs.items():
        with django_assert_num_queries(queries, info=url):
            client.get(url)
