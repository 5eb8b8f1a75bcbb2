"""The import desk from upload to the register, as an officer walks it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from world import SCHOOL, World, acts, id_number, roster, row, row_of, service_row

from kernel.imports import actions
from kernel.imports.models import ImportRun
from kernel.jobs.models import Job
from teachers.models import Teacher

pytestmark = pytest.mark.django_db

BORN, OTHER_BORN = date(1990, 5, 4), date(1985, 1, 20)
NUMBER, OTHER = id_number(BORN), id_number(OTHER_BORN)
Upload = Callable[..., ImportRun]


@pytest.fixture
def upload(sign_in: Any, at_once: Any) -> Upload:
    """Send a workbook and let the worker judge it."""

    def send(data: bytes, name: str = "名册.xlsx", who: str = "school", **options: str) -> ImportRun:
        with at_once():
            answer = sign_in(who).post(
                "/imports/", {"kind": "roster", "file": SimpleUploadedFile(name, data), **options}
            )
        assert answer.status_code == 302, answer.content.decode()
        return look(answer["Location"].split("/")[2])

    return send


def look(run_id: Any) -> ImportRun:
    found: ImportRun = ImportRun.objects.for_system("a test looks").get(pk=run_id)
    return found


def people() -> int:
    return int(Teacher.objects.for_system("a test looks").count())


def page(client: Client, run: ImportRun) -> str:
    return client.get(f"/imports/{run.pk}/").content.decode()


def test_from_upload_to_the_register(world: World, sign_in: Any, upload: Upload, at_once: Any) -> None:
    client = sign_in("school")
    run = upload(roster([row(), row("", OTHER_BORN)], [service_row(NUMBER)]))
    assert run.state == "judged"
    assert run.counts == {
        "accepted": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 1,
        "set_aside": 0,
        "service_only": 0,
    }
    assert people() == 0, "nothing is written before the confirmation"
    preview = page(client, run)
    assert "确认写入（新增 1 人，更新 0 人）" in preview
    assert "没有填写姓名，请补填。" in preview
    with at_once():
        assert client.post(f"/imports/{run.pk}/confirm/").status_code == 302
        assert look(run.pk).state == "applying"
    run = look(run.pk)
    assert run.state == "applied"
    assert run.applied_at is not None
    assert (people(), row_of(NUMBER).name) == (1, "陈晓")
    assert "确认写入" not in page(client, run)
    trail = [one.act for act in ("received", "judged", "confirmed", "applied") for one in acts(f"import.{act}")]
    assert trail == ["import.received", "import.judged", "import.confirmed", "import.applied"]
    assert acts("teacher.enrolled")[0].detail["source"] == f"import:{run.pk}"


def test_the_bar_is_shown_while_a_worker_is_busy(world: World, sign_in: Any) -> None:
    run = actions.receive(data=roster([row()]), filename="名册.xlsx", kind="roster", options={}, by=world["school"])
    shown = page(sign_in("school"), run)
    job = Job.objects.for_system("a test looks").get(subject_id=str(run.pk))
    assert f'hx-get="/jobs/{job.pk}/"' in shown
    assert "确认写入" not in shown


def test_the_preview_shows_old_and_new(world: World, sign_in: Any, upload: Upload, at_once: Any) -> None:
    actions.import_now(data=roster([row(职称="二级教师")]), filename="a", kind="roster", options={}, by=world["school"])
    run = upload(roster([row(职称="一级教师")]))
    shown = page(sign_in("school"), run)
    assert "二级教师" in shown
    assert "一级教师" in shown
    with at_once():
        sign_in("school").post(f"/imports/{run.pk}/confirm/")
    assert "二级教师" in page(sign_in("school"), run), "what was changed can be read afterwards"


def test_no_page_shows_an_id_number(world: World, sign_in: Any, upload: Upload) -> None:
    run = upload(roster([row(), row("", OTHER_BORN)], [service_row(NUMBER, "2020-02", "2019-02")]))
    assert run.counts["refused"] == 2
    assert not [number for number in (NUMBER, OTHER) if number in page(sign_in("school"), run)]


def test_giving_up_changes_nothing(world: World, sign_in: Any, upload: Upload, at_once: Any) -> None:
    run, client = upload(roster([row()])), sign_in("school")
    assert client.post(f"/imports/{run.pk}/drop/")["Location"] == "/imports/"
    assert (look(run.pk).state, people()) == ("dropped", 0)
    with at_once():
        answer = client.post(f"/imports/{run.pk}/confirm/", follow=True)
    assert "已经确认或已放弃" in answer.content.decode()
    assert (look(run.pk).state, people()) == ("dropped", 0)


def test_confirming_twice_writes_once(world: World, sign_in: Any, upload: Upload, at_once: Any) -> None:
    run, client = upload(roster([row()])), sign_in("school")
    with at_once():
        client.post(f"/imports/{run.pk}/confirm/")
        answer = client.post(f"/imports/{run.pk}/confirm/", follow=True)
    assert "已经确认或已放弃" in answer.content.decode()
    assert (look(run.pk).state, len(acts("teacher.enrolled")), len(acts("import.confirmed"))) == ("applied", 1, 1)


def test_a_second_start_of_the_work_finds_it_done(world: World, upload: Upload, sign_in: Any, at_once: Any) -> None:
    """A worker died after writing: the job is begun anew and ends as if nothing had happened."""
    run = upload(roster([row()], [service_row(NUMBER)]))
    with at_once():
        sign_in("school").post(f"/imports/{run.pk}/confirm/")
    ImportRun.objects.for_system("the worker died before noting it").filter(pk=run.pk).update(
        state="applying", applied_at=None
    )
    actions.apply(run=look(run.pk), by=world["school"], progress=lambda done, total: None)
    assert look(run.pk).state == "applied"
    assert (people(), len(acts("teacher.enrolled")), acts("teacher.updated")) == (1, 1, [])


def test_broken_work_is_taken_up_again(
    world: World, upload: Upload, sign_in: Any, at_once: Any, monkeypatch: Any
) -> None:
    run, client = upload(roster([row()])), sign_in("school")
    with monkeypatch.context() as patch:
        patch.setattr("django.conf.settings.IMPORT_BATCH", 0)  # range() refuses a step of nought: an error of ours
        with at_once():
            client.post(f"/imports/{run.pk}/confirm/")
    assert look(run.pk).state == "applying"
    assert "发生意外错误" in page(client, run)
    with at_once():
        client.post(f"/imports/{run.pk}/retry/")
    assert (look(run.pk).state, people()) == ("applied", 1)
    assert "没有中断的处理" in client.post(f"/imports/{run.pk}/retry/", follow=True).content.decode()


def test_refused_rows_come_back_and_go_in_when_put_right(
    world: World, sign_in: Any, upload: Upload, at_once: Any
) -> None:
    """The workbook that goes back needs its faults corrected and nothing else."""
    run = upload(
        roster([row(), row("", OTHER_BORN)], [service_row(NUMBER), service_row(NUMBER, "2020-02", "2019-02", "支教")])
    )
    with at_once():
        sign_in("school").post(f"/imports/{run.pk}/confirm/")
    assert row_of(NUMBER).history_incomplete
    answer = sign_in("school").get(f"/imports/{run.pk}/refused.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["教师", "任教经历"]
    teachers, services = book["教师"], book["任教经历"]
    assert (teachers.max_row, services.max_row) == (2, 2)
    head = [cell.value for cell in teachers[1]]
    assert head[-1] == "退回原因"
    assert teachers.cell(2, len(head)).value == "没有填写姓名，请补填。"
    assert teachers.cell(2, head.index("身份证件号") + 1).value == OTHER, "text, to the last digit"
    teachers.cell(2, head.index("姓名") + 1).value = "李平"
    services.cell(2, 4).value = "2020-08"
    out = io.BytesIO()
    book.save(out)
    again = upload(out.getvalue(), "退回.xlsx")
    assert (again.counts["accepted"], again.counts["refused"]) == (1, 0)
    assert again.verdict["ignored_columns"] == []
    with at_once():
        sign_in("school").post(f"/imports/{again.pk}/confirm/")
    assert row_of(OTHER).name == "李平"
    assert not row_of(NUMBER).history_incomplete


def macro_workbook() -> bytes:
    out = io.BytesIO(roster([row()]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return out.getvalue()


def zip_bomb() -> bytes:
    out = io.BytesIO(roster([row()]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", b"\0" * 60_000_000)
    return out.getvalue()


def encrypted_workbook() -> bytes:
    """A locked .xlsx is an OLE file that holds an encrypted package; a locked member of a zip says so by a flag."""
    data = bytearray(roster([row()]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


HOSTILE = {
    "macro": (macro_workbook, "含有宏"),
    "zip bomb": (zip_bomb, "异常庞大"),
    "encrypted": (encrypted_workbook, "密码"),
    "broken": (lambda: roster([row()])[:-200], "损坏"),
    "empty": (lambda: b"\n", "空的"),
    "not a workbook": (lambda: b"%PDF-1.7 " + b"x" * 100, "不是可以读取的电子表格"),
    "no known sheet": (lambda: "甲,乙\n1,2\n".encode(), "没有找到可识别的表格"),
    "a column short": (lambda: "姓名,性别,出生日期\n陈晓,男,1990-05-04\n".encode(), "“身份证件号”"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(world: World, sign_in: Any, upload: Upload, kind: str) -> None:
    make, sentence = HOSTILE[kind]
    run = upload(make(), "教师名册.csv")
    assert (run.state, people()) == ("refused", 0)
    assert sentence in run.problem
    assert run.problem.endswith("。")
    shown = page(sign_in("school"), run)
    assert run.problem in shown
    assert "名册没有任何变化" in shown
    assert "确认写入" not in shown
    assert acts("import.refused")


@pytest.mark.parametrize(
    ("form", "sentence"), [({}, "请选择要上传的文件"), ({"kind": "unknown"}, "请选择要上传的文件")]
)
def test_a_form_without_a_file_says_so(world: World, sign_in: Any, form: dict[str, str], sentence: str) -> None:
    answer = sign_in("school").post("/imports/", {"kind": "roster", **form})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not ImportRun.objects.for_system("test").exists()


def test_a_csv_of_a_chinese_excel_is_read(world: World, upload: Upload) -> None:
    text = f"姓名,身份证件号,性别,出生日期,所在学校\n陈晓,'{NUMBER},男,1990-05-04,{SCHOOL}\n"
    for data in (text.encode("gb18030"), text.encode("utf-8"), text.encode("utf-8-sig")):
        assert upload(data, "名册.csv").counts["accepted"] == 1


@pytest.mark.parametrize("who", ["far_school", "district", "city", "teacher"])
def test_a_run_of_somebody_else_is_not_there(world: World, sign_in: Any, upload: Upload, who: str) -> None:
    run, client = upload(roster([row()])), sign_in(who)
    for path in ("", "refused.xlsx"):
        assert client.get(f"/imports/{run.pk}/{path}").status_code == 404
    for path in ("confirm/", "drop/", "retry/"):
        assert client.post(f"/imports/{run.pk}/{path}").status_code == 404
    assert look(run.pk).state == "judged"


def test_a_run_that_never_was_is_not_there(world: World, sign_in: Any) -> None:
    assert sign_in("school").get(f"/imports/{uuid4()}/").status_code == 404


def test_only_the_city_may_tick_new_schools(world: World, sign_in: Any, upload: Upload) -> None:
    assert 'name="with_schools"' in sign_in("city").get("/imports/").content.decode()
    assert 'name="with_schools"' not in sign_in("school").get("/imports/").content.decode()
    schools = [("泰东实验学校", "321202", "小学")]
    data = roster([row(school="泰东实验学校")], None, schools)
    assert upload(data, who="city", with_schools="on").counts["accepted"] == 1
    forged = upload(data, who="school", with_schools="on")
    assert forged.options == {}
    assert forged.counts["accepted"] == 0


def test_what_waits_is_told_on_the_first_page(world: World, sign_in: Any, upload: Upload) -> None:
    upload(roster([row()]))
    assert "确认导入：名册.xlsx" in sign_in("school").get("/").content.decode()
    assert "确认导入" not in sign_in("district").get("/").content.decode()


def test_the_list_costs_the_same_for_one_run_and_for_three(
    world: World, sign_in: Any, upload: Upload, django_assert_num_queries: Any
) -> None:
    client = sign_in("school")
    for _ in range(2):
        upload(roster([row()]))
        with django_assert_num_queries(4):
            assert client.get("/imports/").status_code == 200
        upload(roster([row()]))
