"""The commands: one JSON object each, exit 1 for a refusal, the actor known and audited."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from django.core.management import CommandError, call_command
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, hand_on, id_number, roster, row

from honors.actions import certificates, rounds
from honors.models import Certificate, HonorRound
from kernel.accounts.models import User
from kernel.orgs.actions import DISTRICTS, plant_city
from kernel.orgs.models import Organisation
from teachers.models import Teacher

pytestmark = pytest.mark.django_db

ON = str(AS_OF)


def refused(name: str, *arguments: str) -> tuple[str, Any]:
    """The sentence of a command that failed, and the object that it printed before (or None)."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(name, *arguments, "--json", stdout=out)
    return str(caught.value), json.loads(out.getvalue()) if out.getvalue() else None


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    """One good row and one without a name."""
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster([row(), row("", date(1985, 1, 20))]))
    return str(path)


# --- import_roster ---------------------------------------------------------------------------------------------------


def test_import_roster(world: World, workbook: str) -> None:
    answer = run("import_roster", workbook)
    (refusal,) = answer.pop("rejected")
    counts = ("accepted", "created", "updated", "unchanged", "set_aside", "ignored_columns")
    assert {key: answer[key] for key in counts} == {
        "accepted": 1, "created": 1, "updated": 0, "unchanged": 0, "set_aside": 0, "ignored_columns": [],
    }  # fmt: skip
    assert refusal == {
        "sheet": "教师", "row": 3, "column": "姓名", "code": "name_missing", "also": [],
        "message": "没有填写姓名，请补填。",
    }  # fmt: skip
    assert [one.actor_name for one in acts("teacher.enrolled")] == ["命令行"]
    assert [one.actor_name for one in acts("import.applied")] == ["命令行"]


def test_import_roster_for_a_person(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(roster([row(), row("李平", date(1985, 1, 20), FAR_SCHOOL)]))
    answer = run("import_roster", str(path), "--by", "school")
    assert [one["code"] for one in answer["rejected"]] == ["school_out_of_scope"]
    assert [one.actor_name for one in acts("teacher.enrolled")] == ["school"]


@pytest.mark.parametrize("who", ["honors", "approver", "teacher", "nobody"])
def test_import_roster_needs_the_permission(world: World, workbook: str, who: str) -> None:
    sentence, answer = refused("import_roster", workbook, "--by", who)
    assert answer == {"error": "no_permission", "message": sentence}
    assert not Teacher.objects.for_system("test").exists()


def test_import_roster_needs_the_permission_for_schools(world: World, workbook: str) -> None:
    assert refused("import_roster", workbook, "--with-schools", "--by", "district")[1]["error"] == "no_permission"


@pytest.mark.parametrize("who", ["stranger", "命令行"])
def test_an_unknown_actor_is_refused(world: World, workbook: str, who: str) -> None:
    """Nor does anybody act as the command line's own account by naming it."""
    assert refused("import_roster", workbook, "--by", who)[1]["error"] == "user_unknown"


def test_a_missing_or_broken_file_is_a_sentence(world: World, tmp_path: Path) -> None:
    assert refused("import_roster", str(tmp_path / "none.xlsx"))[0].endswith("请核对路径和权限。")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    sentence, answer = refused("import_roster", str(broken))
    assert answer["error"] == "file_broken"
    assert sentence == answer["message"]


def test_without_json_a_person_can_read_it(world: World, workbook: str) -> None:
    out = io.StringIO()
    call_command("import_roster", workbook, stdout=out)
    assert "可写入 1 人：新增 1" in out.getvalue()
    assert "教师 第 3 行 name_missing" in out.getvalue()


# --- teaching_years --------------------------------------------------------------------------------------------------


def test_teaching_years(settled: World) -> None:
    number = settled.people["李长青"].id_number
    (answer,) = run("teaching_years", "--id", number, "--on", ON)["results"]
    (line,) = answer.pop("lines")
    assert answer == {"id_number": number, "months": 384, "years": 32}
    assert (line["from"], line["to"], line["kind"], line["months"], line["counted"]) == (
        "1993-09", "2025-08", "任教", 384, 384,
    )  # fmt: skip
    assert line["rule"].endswith("。")
    assert line["document"]


def test_teaching_years_of_several(settled: World) -> None:
    numbers = [settled.people[name].id_number for name in ("陈晓", "王远山")]
    together = run("teaching_years", "--id", *numbers, "--on", ON)["results"]
    apart = run("teaching_years", "--id", numbers[0], "--id", numbers[1], "--on", ON)["results"]
    assert together == apart
    assert {one["id_number"] for one in together} == set(numbers)
    assert len(run("teaching_years", "--all", "--on", ON)["results"]) == 4


def test_teaching_years_cleans_the_number(settled: World) -> None:
    number = settled.people["李长青"].id_number
    typed = f" '{number[:6]} {number[6:].lower()}"
    assert run("teaching_years", "--id", typed, "--on", ON)["results"][0]["id_number"] == number


def test_teaching_years_of_a_stranger(settled: World) -> None:
    number = id_number(date(1959, 1, 1))
    known = settled.people["王远山"].id_number
    answer = run("teaching_years", "--id", number, known, "--on", ON)
    assert answer["unknown"] == [number]
    assert [one["id_number"] for one in answer["results"]] == [known]


def test_teaching_years_of_a_neighbour(settled: World) -> None:
    """For who may not see a person the person is not there."""
    number = settled.people["王远山"].id_number
    assert run("teaching_years", "--id", number, "--on", ON, "--by", "school") == {"results": [], "unknown": [number]}
    assert len(run("teaching_years", "--all", "--on", ON, "--by", "far_school")["results"]) == 1


def test_teaching_years_wants_to_know_whose(settled: World) -> None:
    assert "--id" in refused("teaching_years", "--on", ON)[0]


def test_numbers_in_clear_are_noted(settled: World) -> None:
    run("teaching_years", "--all", "--on", ON, "--by", "school")
    run("long_service", "--on", ON, "--with-id")
    run("long_service", "--on", ON)
    noted = acts("teacher.id_numbers_revealed")
    assert [(one.actor_name, one.detail["purpose"], one.detail["people"]) for one in noted] == [
        ("school", "teaching_years", 3),
        ("命令行", "long_service", 3),
    ]


# --- retirement ------------------------------------------------------------------------------------------------------


def test_retirement() -> None:
    answer = run("retirement", "--group", "M60", "--born", "1965-01", "1970-06", "--born", "1960-01")
    assert answer["results"][0] == {
        "born": "1965-01", "group": "M60", "statutory": "2025-02", "earliest": "2025-01", "latest": "2028-02",
        "age_months": 721,
    }  # fmt: skip
    assert [one["born"] for one in answer["results"]] == ["1965-01", "1970-06", "1960-01"]
    assert answer["results"][2]["statutory"] == answer["results"][2]["earliest"] == answer["results"][2]["latest"]


@pytest.mark.parametrize(
    "arguments", [("--group", "M60", "--born", "1965"), ("--group", "X", "--born", "1965-01"), ("--group", "M60")]
)
def test_retirement_refuses_what_it_cannot_read(arguments: Sequence[str]) -> None:
    refused("retirement", *arguments)


# --- long_service ----------------------------------------------------------------------------------------------------


def test_long_service(settled: World) -> None:
    answer = run("long_service", "--on", ON)
    wang = settled.people["王远山"]
    assert answer["40"] == [{"teacher_no": wang.teacher_no, "name": "王远山", "school": FAR_SCHOOL, "months": 492}]
    assert [(one["name"], one["school"]) for one in answer["30"]] == [("李长青", SCHOOL), ("周缺页", SCHOOL)]
    assert run("long_service", "--on", ON, "--with-id")["40"][0]["id_number"] == wang.id_number
    assert run("long_service", "--on", ON, "--by", "school")["40"] == []


@pytest.mark.parametrize("text", ["2025-9-10", "20250931", "gestern", "2025-02-30"])
def test_a_day_that_is_none_is_refused(settled: World, text: str) -> None:
    assert "2026-09-10 的样式" in refused("long_service", "--on", text)[0]


# --- issue_certificates and verify_certificate -----------------------------------------------------------------------


def approved(world: World) -> HonorRound:
    one = rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    hand_on(one, world["honors"])
    rounds.approve(one=one, seen=one.stamp, by=world["approver"], background=False)
    return one


def test_issue_certificates_of_an_approved_round(settled: World, tmp_path: Path) -> None:
    approved(settled)
    answer = run("issue_certificates", "--on", ON, "--out", str(tmp_path / "out"))
    assert (answer["issued"], answer["files"], answer["on"]) == (2, 2, ON)
    assert [one["name"] for one in answer["held"]] == ["周缺页"]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{one.number}.pdf" for one in Certificate.objects.for_system("test")}
    assert all(path.read_bytes().startswith(b"%PDF") for path in (tmp_path / "out").iterdir())
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert run("issue_certificates", "--on", ON, "--out", str(tmp_path / "out"))["issued"] == 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("state", ["none", "draft", "submitted"])
def test_issue_certificates_without_an_approved_round(settled: World, tmp_path: Path, state: str) -> None:
    if state != "none":
        one = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
        if state == "submitted":
            hand_on(one, settled["honors"])
    assert refused("issue_certificates", "--on", ON, "--out", str(tmp_path / "out"))[1]["error"] == "no_round"
    assert not Certificate.objects.for_system("test").exists()


def test_issue_certificates_unattended(settled: World, tmp_path: Path) -> None:
    answer = run(
        "issue_certificates",
        "--on",
        ON,
        "--out",
        str(tmp_path),
        "--unattended",
        "--by",
        "honors",
        "--second",
        "approver",
    )
    assert (answer["issued"], answer["files"]) == (2, 2)
    one = HonorRound.objects.get(as_of=AS_OF)
    assert (one.state, one.made_by, one.submitted_by, one.approved_by) == (
        "issued", settled["honors"], settled["honors"], settled["approver"],
    )  # fmt: skip
    assert [line.actor_name for act in ("made", "submit", "approve") for line in acts(f"round.{act}")] == [
        "honors", "honors", "approver",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--by", "honors", "--second", "honors"), "no_permission"),
        (("--by", "approver", "--second", "approver"), "no_permission"),
        (("--by", "honors", "--second", "city"), "no_permission"),
        (("--by", "honors", "--second", "stranger"), "user_unknown"),
        (("--by", "school", "--second", "approver"), "no_permission"),
    ],
)
def test_unattended_needs_two_persons_with_their_roles(
    settled: World, tmp_path: Path, arguments: Sequence[str], code: str
) -> None:
    answer = refused("issue_certificates", "--on", ON, "--out", str(tmp_path), "--unattended", *arguments)[1]
    assert answer["error"] == code
    assert not Certificate.objects.for_system("test").exists()


@pytest.mark.parametrize("arguments", [(), ("--by", "honors"), ("--second", "approver")])
def test_unattended_names_both(settled: World, tmp_path: Path, arguments: Sequence[str]) -> None:
    assert (
        "--second" in refused("issue_certificates", "--on", ON, "--out", str(tmp_path), "--unattended", *arguments)[0]
    )


def test_verify_certificate(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    one = Certificate.objects.for_system("test").get(teacher__name="李长青")
    assert run("verify_certificate", one.number, "--name", "李长青") == {
        "status": "valid", "number": one.number, "name": "李长青", "years": 30, "issuer": "泰州市教育局",
        "issued_on": ON,
    }  # fmt: skip
    assert run("verify_certificate", one.number, "--name", "王远山") == {"status": "not_found"}
    assert run("verify_certificate", "TZ30", "--name", "李长青") == {"status": "not_found"}
    Certificate.objects.for_system("test").filter(pk=one.pk).update(status="suspended")
    assert run("verify_certificate", one.number, "--name", "李长青")["status"] == "suspended"


# --- quickstart and add_account --------------------------------------------------------------------------------------


def test_an_empty_quickstart_plants_the_tree_alone() -> None:
    for _ in range(2):
        call_command("quickstart", "--empty", "--no-serve", stdout=io.StringIO())
        assert Organisation.objects.count() == 1 + len(DISTRICTS)
        assert not User.objects.filter(is_active=True).exists()
        assert not Teacher.objects.for_system("test").exists()


def test_add_account(world: World) -> None:
    answer = run("add_account", "new", "--name", "新人", "--role", "school_hr", "--unit", f"海陵区/{SCHOOL}")
    user = User.objects.get(username="new")
    assert user.check_password(answer["password"])
    assert [(grant.role, grant.org.name) for grant in user.grants_in_force] == [("school_hr", SCHOOL)]
    assert acts("account.made")[-1].actor_name == "命令行"
    assert answer["password"] not in str([one.detail for one in acts("account.made")])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("school", "--name", "又", "--role", "school_hr", "--unit", SCHOOL), "user_exists"),
        (("new", "--name", "新", "--role", "school_hr", "--unit", "没有的学校"), "unit_unclear"),
        (("new", "--name", "新", "--role", "district_hr", "--unit", SCHOOL), "role_not_here"),
    ],
)
def test_add_account_refuses(world: World, arguments: Sequence[str], code: str) -> None:
    assert refused("add_account", *arguments)[1]["error"] == code
    assert not User.objects.filter(username="new").exists()


def test_the_first_administrators_are_made_here_and_what_is_lacking_is_told() -> None:
    plant_city()
    needed: list[dict[str, int]] = []
    for place, role in enumerate(("system_admin", "security_admin", "security_admin", "audit_admin")):
        answer = run("add_account", f"admin{place}", "--name", "管", "--role", role, "--unit", "泰州市")
        needed.append(answer["needed"])
    assert needed[0] == {"security_admin": 2, "audit_admin": 1}
    assert needed[1:] == [{"security_admin": 1, "audit_admin": 1}, {"audit_admin": 1}, {}]
    out = io.StringIO()
    call_command("add_account", "x", "--name", "某", "--role", "district_hr", "--unit", "海陵区", stdout=out)
    assert "还需要" not in out.getvalue()


def test_a_strong_role_passes_the_second_signature_in_an_emergency_alone(world: World) -> None:
    wish = ("new", "--name", "新", "--role", "city_approver", "--unit", "泰州市")
    assert refused("add_account", *wish)[1]["error"] == "needs_signature"
    run("add_account", *wish, "--emergency", "安全管理员均已离任")
    made = User.objects.get(username="new").grants_in_force[0]
    assert (made.reason, made.granted_by, made.second_by) == ("安全管理员均已离任", None, None)


def test_nobody_is_given_the_command_lines_role(world: World) -> None:
    refused("add_account", "new", "--name", "新", "--role", "command_line", "--unit", "泰州市")
