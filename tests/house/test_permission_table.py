"""Who gets which answer at which address: the table is written by hand, and every address stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse
from house_urls import addresses
from world import AS_OF, SCHOOL, World, person, roster, row

from honors.actions import certificates, rounds
from honors.models import Certificate, RoundEntry
from kernel.accounts.models import User
from kernel.imports.actions import receive
from kernel.imports.models import ImportRun
from kernel.jobs.actions import enqueue
from teachers.actions.corrections import ask_name
from teachers.actions.units import ask_rename
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4\n%%EOF\n"

# Everything asked for belongs to 海陵区实验小学: its teacher, that teacher's honour, a workbook that its officer sent.
# "far" are officers of 姜堰区 with the same roles: what is there for their neighbour is for them not there.
WHO = ("", "nobody", "teacher", "school", "district", "city", "honors", "approver", "far_school", "far_district")
TABLE = """
                             anon nobody teacher school district city honors approver | far_school far_district
GET  home                    302  200    200     200    200      200  200    200      | 200        200
POST home                    302  200    200     200    200      200  200    200      | 200        200
GET  account_login           200  302    302     302    302      302  302    302      | 302        302
POST account_login           200  302    302     302    302      302  302    302      | 302        302
GET  account_logout          302  200    200     200    200      200  200    200      | 200        200
POST account_logout          302  302    302     302    302      302  302    302      | 302        302
GET  account_inactive        200  200    200     200    200      200  200    200      | 200        200
POST account_inactive        405  405    405     405    405      405  405    405      | 405        405
GET  account_change_password 302  200    200     200    200      200  200    200      | 200        200
POST account_change_password 302  200    200     200    200      200  200    200      | 200        200
GET  account_reauthenticate  302  200    200     200    200      200  200    200      | 200        200
POST account_reauthenticate  302  200    200     200    200      200  200    200      | 200        200
GET  job                     302  404    404     200    404      404  404    404      | 404        404
POST job                     302  404    404     200    404      404  404    404      | 404        404
GET  import_list             302  403    403     200    200      200  403    403      | 200        200
POST import_list             302  403    403     200    200      200  403    403      | 200        200
GET  import_template         302  404    404     200    200      200  404    404      | 200        200
POST import_template         302  404    404     200    200      200  404    404      | 200        200
GET  import_run              302  404    404     200    404      404  404    404      | 404        404
POST import_run              302  404    404     200    404      404  404    404      | 404        404
GET  import_confirm          405  405    405     405    405      405  405    405      | 405        405
POST import_confirm          302  404    404     302    404      404  404    404      | 404        404
GET  import_retry            405  405    405     405    405      405  405    405      | 405        405
POST import_retry            302  404    404     302    404      404  404    404      | 404        404
GET  import_drop             405  405    405     405    405      405  405    405      | 405        405
POST import_drop             302  404    404     302    404      404  404    404      | 404        404
GET  import_refused          302  404    404     200    404      404  404    404      | 404        404
POST import_refused          302  404    404     200    404      404  404    404      | 404        404
GET  teacher_list            302  403    403     200    200      200  200    200      | 200        200
POST teacher_list            302  403    403     200    200      200  200    200      | 200        200
GET  teacher                 302  404    200     200    200      200  200    200      | 404        404
POST teacher                 302  404    200     200    200      200  200    200      | 404        404
GET  correction_ask          302  404    200     200    200      200  404    404      | 404        404
POST correction_ask          302  404    200     200    200      200  404    404      | 404        404
GET  correction_list         302  200    200     200    200      200  200    200      | 200        200
POST correction_list         302  200    200     200    200      200  200    200      | 200        200
GET  correction              302  404    200     200    200      200  404    404      | 404        404
POST correction              302  404    200     200    200      200  404    404      | 404        404
GET  correction_file         302  404    200     200    200      200  404    404      | 404        404
POST correction_file         302  404    200     200    200      200  404    404      | 404        404
GET  correction_check        405  405    405     405    405      405  405    405      | 405        405
POST correction_check        302  404    302     302    302      302  404    404      | 404        404
GET  correction_approve      405  405    405     405    405      405  405    405      | 405        405
POST correction_approve      302  404    302     302    302      302  404    404      | 404        404
GET  correction_refuse       405  405    405     405    405      405  405    405      | 405        405
POST correction_refuse       302  404    302     302    302      302  404    404      | 404        404
GET  correction_withdraw     405  405    405     405    405      405  405    405      | 405        405
POST correction_withdraw     302  404    302     302    302      302  404    404      | 404        404
GET  unit_list               302  403    403     200    200      200  200    200      | 200        200
POST unit_list               302  403    403     200    200      200  200    200      | 200        200
GET  unit                    302  403    403     200    200      200  200    200      | 404        404
POST unit                    302  403    403     200    200      200  200    200      | 404        404
GET  unit_ask                302  403    403     403    403      200  403    403      | 403        403
POST unit_ask                302  403    403     403    403      200  403    403      | 403        403
GET  unit_sign               405  405    405     405    405      405  405    405      | 405        405
POST unit_sign               302  403    403     403    403      302  403    302      | 403        403
GET  unit_refuse             405  405    405     405    405      405  405    405      | 405        405
POST unit_refuse             302  403    403     403    403      302  403    302      | 403        403
GET  unit_withdraw           405  405    405     405    405      405  405    405      | 405        405
POST unit_withdraw           302  403    403     403    403      302  403    403      | 403        403
GET  round_list              302  403    403     200    200      200  200    200      | 200        200
POST round_list              302  403    403     200    200      200  200    200      | 200        200
GET  round                   302  403    403     200    200      200  200    200      | 200        200
POST round                   302  403    403     200    200      200  200    200      | 200        200
GET  round_compute           405  405    405     405    405      405  405    405      | 405        405
POST round_compute           302  403    403     403    403      403  302    403      | 403        403
GET  round_retry             405  405    405     405    405      405  405    405      | 405        405
POST round_retry             302  403    403     403    403      403  302    403      | 403        403
GET  round_discard           405  405    405     405    405      405  405    405      | 405        405
POST round_discard           302  403    403     403    403      403  302    403      | 403        403
GET  round_submit            405  405    405     405    405      405  405    405      | 405        405
POST round_submit            302  403    403     403    403      403  302    403      | 403        403
GET  round_approve           405  405    405     405    405      405  405    405      | 405        405
POST round_approve           302  403    403     403    403      403  403    302      | 403        403
GET  round_give_back         405  405    405     405    405      405  405    405      | 405        405
POST round_give_back         302  403    403     403    403      403  403    302      | 403        403
GET  round_entry             302  403    403     200    200      200  200    200      | 404        404
POST round_entry             302  403    403     200    200      200  200    200      | 404        404
GET  certificate_file        302  404    200     200    200      200  200    404      | 404        404
POST certificate_file        302  404    200     200    200      200  200    404      | 404        404
GET  check                   200  200    200     200    200      200  200    200      | 200        200
POST check                   200  200    200     200    200      200  200    200      | 200        200
GET  check_token             200  200    200     200    200      200  200    200      | 200        200
POST check_token             200  200    200     200    200      200  200    200      | 200        200
"""

Cell = tuple[str, str]  # "GET teacher", who


def written() -> dict[Cell, int]:
    """The table as written."""
    found: dict[Cell, int] = {}
    for line in TABLE.strip().splitlines()[1:]:
        method, name, *answers = line.replace("|", " ").split()
        assert len(answers) == len(WHO), line
        found |= {(f"{method} {name}", who): int(answer) for who, answer in zip(WHO, answers, strict=True)}
    return found


@dataclass
class Scene:
    """What is asked for: a place for every part of an address."""

    world: World
    sign_in: Callable[[str], Client]
    parts: dict[str, Callable[[], list[Any]]]

    def url(self, name: str) -> str:
        return reverse(name, args=self.parts.get(name, list)())

    def ask(self, row: str, who: str) -> int:
        """The answer to one call, which changes nothing for the next."""
        method, name = row.split()
        with transaction.atomic():
            answer = self.sign_in(who).generic(method, self.url(name)).status_code
            transaction.set_rollback(True)
        return answer

    def differences(self, *names: str) -> dict[Cell, tuple[int, int]]:
        """Calls (to some addresses, or to all) that answer otherwise than written: (written, answered)."""
        expected = {cell: answer for cell, answer in written().items() if not names or cell[0].split()[1] in names}
        answers = {cell: self.ask(*cell) for cell in expected}
        return {cell: (expected[cell], got) for cell, got in answers.items() if got != expected[cell]}


@pytest.fixture
def scene(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Scene:
    maker = settled["honors"]
    one = rounds.make_round(as_of=AS_OF, by=maker, background=False)
    rounds.submit(one=one, by=maker)
    rounds.approve(one=one, seen=one.stamp, by=settled["approver"], background=False)
    certificates.issue(one=one, by=maker)
    certificate = Certificate.objects.for_system("scene").get(teacher__user=settled["teacher"])
    entry = RoundEntry.objects.for_system("scene").get(teacher__user=settled["teacher"])
    officer = settled["school"]
    with at_once():
        run = receive(
            data=roster([row("新人", AS_OF.replace(year=1991)), row("")]),
            filename="名册.xlsx",
            kind="roster",
            options={},
            by=officer,
        )
    job = enqueue("kernel.imports.tasks.judge", subject_id="1", title="核对", by=officer)
    asked = ask_name(
        teacher=entry.teacher, name="李常青", reason="户口簿为准", files=[("户口簿.pdf", PAPER)],
        by=settled["teacher"],
    )  # fmt: skip
    school = settled.units[SCHOOL]
    change = ask_rename(
        school=school, name="海陵区新实验小学", on=AS_OF, document="文", reason="更名", by=settled["city"]
    )
    assert entry.school.name == SCHOOL
    assert ImportRun.objects.for_system("scene").get(pk=run.pk).state == "judged"
    of_run, of_round = (lambda: [run.pk]), (lambda: [AS_OF])
    moves = (
        "round",
        "round_compute",
        "round_retry",
        "round_discard",
        "round_submit",
        "round_approve",
        "round_give_back",
    )
    return Scene(
        settled,
        sign_in,
        dict.fromkeys(("import_run", "import_confirm", "import_retry", "import_drop", "import_refused"), of_run)
        | dict.fromkeys(moves, of_round)
        | dict.fromkeys(
            ("correction", *(f"correction_{move}" for move in ("check", "approve", "refuse", "withdraw"))),
            lambda: [asked.pk],
        )
        | dict.fromkeys(("unit_sign", "unit_refuse", "unit_withdraw"), lambda: [school.pk, change.pk])
        | {
            "import_template": lambda: ["roster"],
            "job": lambda: [job.pk],
            "teacher": lambda: [settled.people["李长青"].teacher_no],
            "round_entry": lambda: [AS_OF, entry.pk],
            "certificate_file": lambda: [certificate.number],
            "correction_ask": lambda: [settled.people["李长青"].teacher_no],
            "correction_file": lambda: [asked.pk, asked.files.get().pk],
            "unit": lambda: [school.pk],
            "unit_ask": lambda: [school.pk, "merge"],
            "check_token": lambda: [certificate.token],
        },
    )


def unwritten(patterns: Iterable[URLPattern]) -> set[str]:
    """Calls of the URL table for which nobody wrote down an answer."""
    rows = {row for row, _who in written()}
    return {f"{method} {one.name}" for one in patterns for method in ("GET", "POST")} - rows


def test_every_answer_is_as_written(scene: Scene) -> None:
    assert scene.differences() == {}


def test_every_address_stands_in_the_table() -> None:
    assert unwritten(addresses(get_resolver().url_patterns)) == set()


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    names = {one.name for one in addresses(get_resolver().url_patterns)}
    assert {row.split()[1] for row, _who in written()} <= names


def test_a_new_address_is_missed() -> None:
    new = [path("new/", lambda request: None, name="new")]  # type: ignore[arg-type,return-value]
    assert unwritten(new) == {"GET new", "POST new"}


def test_a_door_left_open_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "holds", lambda self, permission: True)
    found = scene.differences("teacher_list", "round_approve")
    assert found["GET teacher_list", "nobody"] == (403, 200)
    assert found["POST round_approve", "honors"] == (403, 302)


def test_a_view_over_the_fence_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Teacher, "visible_q", staticmethod(lambda user: Q()))
    assert set(scene.differences("teacher", "teacher_list")) == {
        (f"{method} teacher", who) for method in ("GET", "POST") for who in ("nobody", "far_school", "far_district")
    }


def test_the_list_of_a_neighbour_is_empty_of_names(scene: Scene) -> None:
    """200 is not enough: the same address shows each officer their own people."""
    scene.world.enrol(person("赵近邻", AS_OF.replace(year=1980), ("321204", "姜堰区实验小学")))

    def shown(who: str, name: str) -> str:
        return scene.sign_in(who).get(scene.url(name)).content.decode()

    assert "李长青" in shown("school", "teacher_list")
    assert "赵近邻" not in shown("school", "teacher_list")
    assert "李长青" not in shown("far_school", "teacher_list")
    assert "赵近邻" in shown("far_district", "teacher_list")
    assert "李长青" in shown("district", "round")
    assert "李长青" not in shown("far_district", "round")
    assert "王远山" in shown("far_district", "round")
