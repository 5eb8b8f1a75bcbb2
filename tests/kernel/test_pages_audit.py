"""The pages of the trail: for the audit administrator alone, quick however long the trail is, without business data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guards import tamper
from signing import sign_in_as
from world import PASSWORD, World, person

from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from kernel.audit.actions import record, record_each
from kernel.audit.attempts import note_refusal
from kernel.audit.chores import ChainBroken, seal_trail, verify_trail
from kernel.audit.models import AuditEvent
from kernel.audit.queries import PER_LIST, Wanted, chain_state, trail
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation
from teachers.actions.access import note_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(world: World) -> User:
    user = add_user(username="auditor", full_name="审计员", password=PASSWORD, by=world.command_line, is_initial=False)
    grant_role(user=user, role="audit_admin", org=world.city, on=date(2020, 1, 1), by=world.command_line)
    return user


@pytest.fixture
def desk(auditor: User, client: Client) -> Client:
    """The auditor's browser."""
    sign_in_as(client, auditor)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def keys(user: User, wanted: Wanted, **place: str) -> list[int]:
    return [row.pk for row in trail(user, wanted, **place).rows]


def test_the_auditor_has_the_trail_and_nothing_else(settled: World, desk: Client) -> None:
    page = text(desk.get("/audit/"))
    assert "登记入册" in page
    for address in ("/teachers/", "/honors/rounds/", "/imports/", "/calendar/", "/units/", "/honors/certificates/"):
        assert desk.get(address).status_code == 403
    assert desk.get(settled.people["李长青"].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["nobody", "teacher", "school", "city", "approver"])
def test_nobody_else_enters(world: World, sign_in: Any, who: str) -> None:
    for address in ("/audit/", "/audit/1/"):
        assert sign_in(who).get(address).status_code == 403
    with pytest.raises(RuleBroken, match="审计记录"):
        trail(world[who], Wanted())
    with pytest.raises(RuleBroken, match="审计记录"):
        chain_state(world[who])


def test_no_page_shows_whose_data_it_was(settled: World, desk: Client) -> None:
    one = settled.people["李长青"]
    note_read(people=[one], by=settled["school"], purpose="核对档案")
    line = AuditEvent.objects.get(act="teacher.read")
    for page in (text(desk.get("/audit/")), text(desk.get(f"/audit/{line.pk}/"))):
        assert "查看登记信息" in page
        assert "李长青" not in page
        assert one.id_number not in page
        assert one.teacher_no not in page
    assert "核对档案" in text(desk.get(f"/audit/{line.pk}/"))
    assert desk.get("/audit/999999/").status_code == 404


def test_the_filters(settled: World, auditor: User, desk: Client) -> None:
    note_refusal("attempt.forbidden", by=settled["school"], address="", place="calendar")
    record("test.act", by=settled["city"], subject=settled.city)
    one = AuditEvent.objects.get(act="test.act")
    tamper("UPDATE audit_auditevent SET at = %s WHERE id = %s", [timezone.now() - timedelta(days=3), one.pk])
    day = timezone.localdate() - timedelta(days=3)

    def found(query: str) -> set[str]:
        return {row.act for row in desk.get(f"/audit/?{query}").context["slice"].rows}

    assert found("person=city") == {"test.act"}
    assert found(f"person={settled['school'].full_name}") == {"attempt.forbidden"}
    assert found("person=无此人") == set()
    assert found("act=teacher.enrolled") == {"teacher.enrolled"}
    assert found(f"subject=teachers.teacher:{settled.people['陈晓'].pk}") == {"teacher.enrolled"}
    assert "test.act" in found("subject=orgs.organisation")
    assert found("refused=on") == {"attempt.forbidden"}
    assert found(f"first={day}&last={day}") == {"test.act"}
    assert "test.act" not in found(f"first={day + timedelta(days=1)}")
    assert "没有符合条件" in text(desk.get("/audit/?person=无此人"))
    assert "test.act" in found("first=x&act=nonsense&page=%00"), "what cannot be read is left out"


def test_one_turns_from_page_to_page_and_back(world: World, auditor: User) -> None:
    """Also through lines of one moment."""
    record_each("test.act", by=world["school"], subject=Organisation, details={n: {} for n in range(2 * PER_LIST + 7)})
    wanted = Wanted(act="test.act")
    everything = list(AuditEvent.objects.filter(act="test.act").order_by("-at", "-pk").values_list("pk", flat=True))
    first = trail(auditor, wanted)
    second = trail(auditor, wanted, before=first.older)
    third = trail(auditor, wanted, before=second.older)
    assert [row.pk for part in (first, second, third) for row in part.rows] == everything
    assert (first.newer, third.older) == ("", "")
    assert keys(auditor, wanted, after=third.newer) == [row.pk for row in second.rows]
    back = trail(auditor, wanted, after=second.newer)
    assert ([row.pk for row in back.rows], back.newer) == ([row.pk for row in first.rows], "")
    for odd in ("x", "1-x", "-", "9" * 30 + "-1", "²-1", "1-" + "9" * 30):
        assert trail(auditor, wanted, before=odd).rows is not None


@pytest.mark.parametrize("query", ["", "person=school", "act=test.act", "refused=on", "subject=orgs.organisation"])
def test_the_list_costs_the_same_for_few_and_for_many(world: World, desk: Client, query: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get(f"/audit/?{query}")
        return len(caught)

    seal_trail()
    few = cost()
    for number in range(3):
        record("test.act", by=world["school"], subject=world.city, number=number)
        note_refusal("attempt.forbidden", by=world["school"], address="", place="x")
    assert cost() == few <= 12


def test_the_state_of_the_chain_is_shown(world: World, auditor: User, desk: Client) -> None:
    page = text(desk.get("/audit/"))
    assert "还没有锚点" in page
    assert "每天自动核验一次" in page
    seal_trail()
    verify_trail()
    page = text(desk.get("/audit/"))
    assert "最近一次核验于" in page
    assert "<strong>完好</strong>" in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
    state = chain_state(auditor)
    assert state.anchor
    assert (state.unsealed, state.anchor.day) == (1, timezone.localdate())
    line = AuditEvent.objects.order_by("pk").first()
    assert line
    assert "尚未入链" in text(desk.get(f"/audit/{AuditEvent.objects.latest('pk').pk}/"))
    assert "前一环摘要" in text(desk.get(f"/audit/{line.pk}/"))
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", [line.pk])
    with pytest.raises(ChainBroken):
        verify_trail()
    page = text(desk.get("/audit/"))
    assert "第一处断点在 1。" in page


def test_each_line_leads_to_the_others_of_its_record(world: World, desk: Client) -> None:
    (one,) = world.enrol(person("陈晓", date(1990, 5, 4)))
    assert f"subject=teachers.teacher%3A{one.pk}" in text(desk.get("/audit/")).replace(":", "%3A")
