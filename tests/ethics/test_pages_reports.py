"""Reporting from outside: once, in whole or not at all, found again by its code, and who reported stays apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_world import Ethics, staff
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from world import FAR_SCHOOL, SCHOOL, World, acts, scan

from ethics.actions import reports as actions
from ethics.models import Case, Report, ReporterIdentity, ReportMessage
from ethics.rules.proof import WITHOUT, is_proof, solve
from ethics.views.public_reports import new_challenge

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
TEXT = "课后向家长推销教辅材料"


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


def form(ethics: Ethics, once: str = "a", **values: Any) -> dict[str, Any]:
    challenge = new_challenge()
    return {
        "once": once, "kind": "parent", "school": ethics.world.units[SCHOOL].pk, "text": TEXT,
        "accused": "三年级语文老师", "challenge": challenge, "proof": solve(challenge), **values,
    }  # fmt: skip


def code_on(page: Any) -> str:
    text: str = page.content.decode()
    return text.split('id="receipt">')[1].split("<")[0] if 'id="receipt">' in text else ""


def files_kept() -> list[Path]:
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def test_a_report_sent_twice_is_one_and_its_code_opens_it(ethics: Ethics, client: Client) -> None:
    paper = SimpleUploadedFile(*scan())
    first = client.post("/report/", form(ethics, files=paper))
    second = client.post("/report/", form(ethics))
    code = code_on(first)
    assert len(code) == 19
    assert code_on(second) == ""
    row = Report.objects.for_system("test").get()
    assert code not in row.code_digest
    assert row.files.count() == 1
    assert ReporterIdentity.objects.for_system("test").count() == 0
    assert client.get("/report/follow/").status_code == 302
    assert client.post("/report/state/", {"code": code.lower().replace("-", " ")}).status_code == 302
    assert "已收到，待受理" in client.get("/report/follow/").content.decode()
    assert "查询码不正确" in Client().post("/report/state/", {"code": "2222-2222-2222-2222"}).content.decode()


def test_nothing_stays_of_a_report_with_a_bad_file(ethics: Ethics, client: Client) -> None:
    bad = SimpleUploadedFile("x.pdf", b"MZ not a paper")
    page = client.post("/report/", form(ethics, files=[SimpleUploadedFile(*scan()), bad]))
    assert page.status_code == 200
    assert TEXT in page.content.decode(), "nothing typed is lost"
    assert Report.objects.for_system("test").count() == 0
    assert files_kept() == []


def test_a_broken_transaction_leaves_no_file(ethics: Ethics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "record", lambda *_args, **_more: 1 / 0)
    given = actions.Reported(kind="parent", text=TEXT, files=[scan()])  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        actions.receive(given=given, once="1", on=date(2026, 11, 24))
    assert files_kept() == []
    assert Report.objects.for_system("test").count() == 0


def test_the_reporter_and_the_desk_write_to_each_other(ethics: Ethics, client: Client, sign_in: SignIn) -> None:
    code = code_on(client.post("/report/", form(ethics)))
    row = Report.objects.for_system("test").get()
    desk = sign_in("e_desk")
    assert desk.post(f"{row.get_absolute_url()}ask/", {"once": "q", "text": "具体是哪一天？"}).status_code == 302
    client.post("/report/state/", {"code": code})
    assert "具体是哪一天？" in client.get("/report/follow/").content.decode()
    for _ in range(2):
        client.post("/report/follow/", {"once": "m", "text": "十月八日", "files": SimpleUploadedFile(*scan())})
    assert ReportMessage.objects.for_system("test").count() == 2
    page = desk.get(row.get_absolute_url()).content.decode()
    assert "十月八日" in page
    place = page.split(f"/ethics/reports/{row.pk}/files/")[1].split('"')[0]
    paper = desk.get(f"/ethics/reports/{row.pk}/files/{place}")
    assert paper["Content-Disposition"].startswith("attachment")
    assert sign_in("e_far").get(f"/ethics/reports/{row.pk}/files/{place}").status_code == 404


def test_who_sees_a_report(ethics: Ethics, sign_in: SignIn) -> None:
    client = Client()
    client.post("/report/", form(ethics, "1"))
    client.post("/report/", form(ethics, "2", above_school="on"))
    client.post("/report/", form(ethics, "3", school=""))
    client.post("/report/", form(ethics, "4", school=ethics.world.units[FAR_SCHOOL].pk))
    seen = {
        name: [sign_in(name).get(f"/ethics/reports/{row.pk}/").status_code for row in _reports()]
        for name in ("e_desk", "e_district", "e_city", "e_far", "e_custodian")
    }
    assert seen == {
        "e_desk": [200, 404, 404, 404], "e_district": [200, 200, 404, 404], "e_city": [200, 200, 200, 200],
        "e_far": [404, 404, 404, 200], "e_custodian": [403, 403, 403, 403],
    }  # fmt: skip


def _reports() -> list[Report]:
    return list(Report.objects.for_system("test").order_by("pk"))


def test_the_custodian_alone_sees_the_name_and_each_look_is_a_line(ethics: Ethics, sign_in: SignIn) -> None:
    Client().post("/report/", form(ethics, name="吴家长", contact="15412340000"))
    (row,) = _reports()
    for name in ("e_desk", "e_city"):
        browser = sign_in(name)
        assert "吴家长" not in browser.get(row.get_absolute_url()).content.decode()
        assert browser.get(f"/ethics/identities/{row.pk}/").status_code == 403
    custodian = sign_in("e_custodian")
    url = f"/ethics/identities/{row.pk}/"
    assert "吴家长" not in custodian.get(url).content.decode()
    assert acts("report.identity_read") == []
    for _ in range(2):
        assert "吴家长" in custodian.post(url, {"purpose": "核实"}).content.decode()
    assert len(acts("report.identity_read")) == 2
    assert "吴家长" not in custodian.post(url, {"purpose": ""}).content.decode()


def test_a_report_becomes_a_lead_once(ethics: Ethics, sign_in: SignIn, client: Client) -> None:
    code = code_on(client.post("/report/", form(ethics)))
    (row,) = _reports()
    desk = sign_in("e_desk")
    assert desk.post(f"{row.get_absolute_url()}lead/", {"school": row.school_id}).status_code == 302
    page = desk.post(f"{row.get_absolute_url()}lead/", {"school": row.school_id}, follow=True).content.decode()
    assert "已经转为线索" in page
    case = Case.objects.for_system("test").get()
    assert case.gist == TEXT
    accepted = {"accept-on": str(timezone.localdate())}
    assert desk.post(f"{case.get_absolute_url()}move-accept/", accepted).status_code == 302
    client.post("/report/state/", {"code": code})
    assert "已受理，正在核实" in client.get("/report/follow/").content.decode()


def test_a_report_that_is_declined_tells_why(ethics: Ethics, sign_in: SignIn, client: Client) -> None:
    code = code_on(client.post("/report/", form(ethics)))
    (row,) = _reports()
    sign_in("e_desk").post(f"{row.get_absolute_url()}decline/", {"answer": "不属于师德问题"})
    client.post("/report/state/", {"code": code})
    page = client.get("/report/follow/").content.decode()
    assert "不属于师德问题" in page
    client.post("/report/follow/", {"once": "m", "text": "补充"})
    assert ReportMessage.objects.for_system("test").count() == 0


def test_the_brake_lets_a_school_report_and_stops_a_script(ethics: Ethics, client: Client) -> None:
    for place in range(12):
        assert client.post("/report/", form(ethics, f"p{place}")).status_code == 200
    answers = [client.post("/report/", form(ethics, f"b{n}", proof="")).status_code for n in range(WITHOUT + 1)]
    assert answers == [200] * WITHOUT + [429]
    used = form(ethics, "once")
    client.post("/report/", used)
    again = client.post("/report/", {**used, "once": "other"})
    assert again.status_code == 429, "a proof is good for one sending, and the bare ones are used up"
    assert Report.objects.for_system("test").count() == 12 + WITHOUT + 1


@pytest.mark.parametrize("answer", ["", "x", "1" * 13, "-1", "１"])
def test_no_proof(answer: str) -> None:
    assert not is_proof("challenge", answer)


def test_a_proof() -> None:
    assert is_proof("challenge", solve("challenge"))
    assert not is_proof("another", solve("challenge"), bits=40)
