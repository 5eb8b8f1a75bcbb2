"""Whoever carries the database or the folders away finds no identity number, no phone and no word of a case in them."""

from __future__ import annotations

import json
import warnings
from datetime import date
from pathlib import Path

import pytest
import redis
from case_world import staff
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from issuing import certificate_of
from signing import code_of, enrol_app
from world import AS_OF, PASSWORD, SCHOOL, World, build, id_number, person, roster, row, scan, service_row

from ethics.actions import cases, relations, reports, surveys
from ethics.actions.case_effects import Given
from ethics.choices.cases import ReporterKind
from ethics.models import Case, CasePaper, KeepExtension, Remedy
from honors.actions import certificates, checking, objections, rounds, set_asides, standing
from honors.choices import EntryState
from honors.models import HonorRound, Objection, RoundEntry, SchoolList, SetAside
from kernel.imports.actions import confirm, receive
from kernel.imports.models import ImportRun
from kernel.jobs.models import Job
from teachers.actions import corrections
from teachers.actions.access import reveal_id_numbers
from teachers.models import Teacher
from teachers.rules.corrections import Entry

pytestmark = pytest.mark.django_db(transaction=True)

BORN, PHONE, OTHER = date(1972, 3, 8), "15412345678", "15487654321"
# What people wrote into the forms below: each is looked for as it stands.
CASE = (
    "收受家长礼金", "泰教处〔2025〕11号", "体罚学生经查属实", "泰教撤〔2026〕3号", "群众举报其有偿补课",
    "联系我13987654321", "举报材料不足", "本人户口簿已更名", "学校已核对户口簿", "附件不清不予更正", 
    "曾受党纪处分的说明",
    "档案中有处分决定", "退回因涉及处分", "撤诉后解除暂缓", "家长举报推销教辅", "初一三班数学老师", "举报人吴晓芸",
    "群聊截图七张", "请说明具体日期", "十月八日下午放学后", "本人已退还书款", "拟给予警告处分", "堂弟关系应当回避",
    "监督员电话不公开", "原决定事实不清", "可能引起诉讼续存",
)  # fmt: skip


@pytest.fixture
def lived() -> World:
    """A world in which all of this happened, committed."""
    world = build()
    world.settle()
    world.enrol(person("李长青", BORN, phone=PHONE))
    _import(world)
    _correct(world)
    _round(world)
    _standing(world)
    _cases(world)
    _looks(world)
    return world


def _import(world: World) -> None:
    number = id_number(date(1988, 7, 7))
    rows = [row("新人", date(1988, 7, 7), 手机号=OTHER), row("坏行", date(1989, 7, 7), 身份证件号="321299198907070000")]
    run = receive(data=roster(rows, [service_row(number)]), filename="名册.xlsx", kind="roster", options={},
                  by=world["school"])  # fmt: skip
    run = ImportRun.objects.for_system("test").get(pk=run.pk)
    confirm(run=run, by=world["school"])


def _correct(world: World) -> None:
    chen, files = world.people["李长青"], [scan()]
    asked = corrections.ask_name(teacher=chen, name="李常青", reason=CASE[7], files=files, by=world["teacher"])
    corrections.check(one=asked, by=world["school"], note=CASE[8])
    corrections.refuse_it(one=asked, by=world["district"], answer=CASE[9])
    new = Entry(date(1992, 9, 1), date(1993, 8, 1), "teaching", "")
    corrections.ask_service(
        teacher=chen, old=None, new=new, reason=CASE[10], files=files, by=world["school"], on=timezone.localdate()
    )


def _round(world: World) -> None:
    """A round with what is said against people in it, up to its certificates."""
    office, mine = world["honors"], world.people["李长青"]
    one = rounds.make_round(as_of=AS_OF, by=office, background=False)
    entry = RoundEntry.objects.for_system("test").get(round=one, teacher__name="周缺页")
    note = set_asides.set_aside(
        entry=entry, effect=EntryState.EXCLUDED, ground=CASE[0], document=CASE[1], from_on=date(2020, 1, 1),
        until_on=None, by=office,
    )  # fmt: skip
    kept = SetAside.objects.for_system("test").get(pk=note.pk)
    assert (kept.ground, kept.document) == (CASE[0], CASE[1])
    set_asides.lift(row=note, one=one, reason=CASE[13], by=office)
    entry = RoundEntry.objects.for_system("test").get(round=one, teacher__name="周缺页")
    rounds.send_out(one=one, by=office)
    checking.confirm_held(entry=entry, note=CASE[11], by=world["school"])
    said = objections.object_own(one=one, teacher=mine, text=CASE[4], files=[scan()], once="1", by=world["teacher"])
    objections.decide(objection=said, remedy=None, answer=CASE[6], by=office, on=timezone.localdate())
    Objection.objects.create(
        round=one, source="public", text=CASE[4], contact=CASE[5], once="2", state="rejected", answer=CASE[6],
        decided_by=office, decided_at=timezone.now(),
    )  # fmt: skip
    checking.close_checking(one=one, by=office, note="线下已确认", accept=True)
    rounds.publish(one=one, by=office, on=timezone.localdate(), elsewhere="已在公告栏公示 5 个工作日")
    rounds.submit(one=one, by=office)
    one = HonorRound.objects.get(pk=one.pk)
    rounds.give_back(one=one, by=world["approver"], seen=one.stamp, reason=CASE[12])
    one = HonorRound.objects.get(pk=one.pk)
    assert one.returned_reason == CASE[12]
    rounds.submit(one=one, by=office)
    one = HonorRound.objects.get(pk=one.pk)
    rounds.approve(one=one, seen=one.stamp, by=world["approver"], background=False)
    certificates.issue(one=HonorRound.objects.get(pk=one.pk), by=office)


def _cases(world: World) -> None:
    """A report with a name, its questions and answers; a case with papers, a statement and a review; a supervisor."""
    ethics = staff(world)
    given = reports.Reported(
        kind=ReporterKind.PARENT, text=CASE[14], accused=CASE[15], school=world.units[SCHOOL], name=CASE[16],
        contact=PHONE, files=[scan()],
    )  # fmt: skip
    today, desk = timezone.localdate(), ethics["e_desk"]
    row, _code = reports.receive(given=given, once="dump", on=today)
    reports.ask(report=row, text=CASE[18], once="dump-q", by=desk)
    reports.add(report=row, text=CASE[19], files=[], once="dump-a")
    case = reports.to_lead(report=row, school=None, above_school=False, by=desk, on=today)
    named = Given(teacher=world.people["李长青"])
    cases.move(case=case, name="name", given=named, by=desk, on=today)
    cases.move(case=case, name="accept", given=Given(note=CASE[17]), by=desk, on=today)
    CasePaper(case=case, kind="statement", text=CASE[20]).save()
    Case.objects.for_system("test").filter(pk=case.pk).update(proposed={"told": CASE[21]})
    relations.declare(teacher=world.people["陈晓"], kind="relative", note=CASE[22], by=desk, on=today)
    surveys.name_supervisor(
        org=world.units[SCHOOL], name="监督员", kind="parent", contact=CASE[23], since_on=AS_OF,
        until_on=today, by=desk,
    )  # fmt: skip
    Remedy.objects.create(
        case=case, step="review", route="D12", body="department", text=CASE[24], lodged_on=today,
        lodged_by=world["teacher"], once="dump",
    )  # fmt: skip
    KeepExtension.objects.create(case=case, until_on=today, reason=CASE[25], asked_by=desk)


def _standing(world: World) -> None:
    office, today = world["honors"], timezone.localdate()
    certificate = certificate_of("李长青")
    doubt, error = standing.Ground("doubt", CASE[1], CASE[0]), standing.Ground("in_error", CASE[3], CASE[2])
    standing.suspend(certificate=certificate, ground=doubt, by=office, on=today)
    standing.ask_revocation(certificate=certificate, ground=error, by=office, on=today)


def _looks(world: World) -> None:
    """Somebody signs in, looks at hidden values and takes lists out; messages lie in the queue."""
    client, mine = Client(), world.people["李长青"]
    secret = enrol_app(world["school"])
    client.post("/accounts/login/", {"login": "school", "password": PASSWORD})
    assert client.post("/accounts/second-factor/enter/", {"code": code_of(secret)}).status_code == 302
    form = {"purpose": "other", "words": f"致电 {PHONE}"}
    assert PHONE in client.post(f"{mine.get_absolute_url()}unmask/?field=phone", form).content.decode()
    client.post("/check/", {"number": f"{PHONE}", "name": "李长青"})
    found = client.post("/teachers/", {"q": OTHER})["Location"]
    client.get(found)
    client.post(
        f"/teachers/export/?{found.partition('?')[2]}", {"columns": ["name", "phone"], "reason": f"核对{PHONE}"}
    )
    reveal_id_numbers(teacher_ids=[mine.pk], purpose="核对", by=world.command_line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tests do the work at once; the message is sent all the same
        for job in Job.objects.for_system("test"):
            current_app.send_task(job.task, args=[str(job.pk)])


def needles() -> dict[str, str]:
    """What must be nowhere: the text as people wrote it -> what it is."""
    people = Teacher.objects.for_system("test").values_list("id_number", "phone")
    numbers = {one for pair in people for one in pair if one} | {PHONE, OTHER, "13987654321", "321299198907070000"}
    found = dict.fromkeys(numbers, "number") | dict.fromkeys(CASE, "case")
    assert len(numbers) >= 8
    dashed = {f"{one[:6]}-{one[6:14]}-{one[14:]}" for one in numbers if len(one) == 18}
    return found | dict.fromkeys(dashed | {f"{one[:3]}-{one[3:7]}-{one[7:]}" for one in numbers if len(one) == 11}, "-")


def spellings(text: str) -> set[bytes]:
    """The bytes that a text may be."""
    escaped = json.dumps(text)[1:-1].encode()  # a JSON field of SQLite may hold escapes
    return {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030"), escaped}


def database() -> bytes:
    """The whole database as bytes, with the sessions opened."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        dump: bytes = connection.connection.serialize()
    else:
        parts = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
                    parts += [bytes(part) for part in copy]
        dump = b"".join(parts)
    sessions = [str(one.get_decoded()) for one in Session.objects.all()]
    assert sessions
    return dump + "".join(sessions).encode()


def folders() -> dict[str, bytes]:
    """Every file that the house keeps beside the database, and what waits at the broker where that is a server."""
    places, waiting = [Path(settings.MEDIA_ROOT)], dict[str, bytes]()
    if queue := settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_out"):
        places.append(Path(queue))
    else:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL) as server:
            messages = server.lrange(settings.CELERY_TASK_DEFAULT_QUEUE, 0, -1)
        waiting = {f"{place}.msg": bytes(one) for place, one in enumerate(messages)}
    return waiting | {str(path): path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}


def found_in(haystack: bytes) -> set[str]:
    return {text for text in needles() if any(one in haystack for one in spellings(text))}


def test_a_dump_of_the_database_tells_nothing(lived: World) -> None:
    dump = database()
    assert "李长青".encode() in dump, "a name (L2) is there, so this is the database"
    assert found_in(dump) == set()


def test_the_folders_tell_nothing(lived: World) -> None:
    files = folders()
    kinds = {Path(name).suffix for name in files}
    assert {".sealed", ".original", ".working", ".pdf", ".msg"} <= kinds
    assert {name: found for name, content in files.items() if (found := found_in(content))} == {}


@pytest.mark.parametrize("text", [PHONE, CASE[4]])
def test_what_lies_in_clear_is_found(lived: World, text: str) -> None:
    SchoolList.objects.for_system("test").update(closed_note=text)
    assert found_in(database()) == {text}
    place = Path(settings.MEDIA_ROOT) / "files" / "clear.txt"
    place.write_bytes(text.encode("utf-16-le"))
    assert [name for name, content in folders().items() if found_in(content)] == [str(place)]
