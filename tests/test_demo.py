"""The demonstration city at full size: the same people each time, the profile it claims, nobody who could be real."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.core.management import CommandError, call_command
from world import World

from config.demo import WholeCity
from config.demo.accounts import DemoAccounts, accounts_file
from config.demo.schools import KINDS, SPLIT, _numeral, apportion, plan
from config.demo.sheets import Sheets
from kernel.imports.actions import import_now
from kernel.orgs.choices import LocationType
from kernel.orgs.models import Organisation
from kernel.pdf.fonts import open_fonts
from teachers.models import Milestone, Teacher
from teachers.rules import id_number

TODAY = date(2026, 9, 10)
SEX, BORN, PHONE, SCHOOL, STAGE, TITLE, CATEGORY, STATUS = 2, 3, 5, 6, 8, 13, 15, 16


@pytest.fixture(scope="module")
def hailing() -> Sheets:
    """The first district."""
    return next(WholeCity(TODAY).workbooks())[1]


def few(sheets: Sheets) -> Sheets:
    """Three small schools with their people."""
    size = Counter(row[SCHOOL] for row in sheets.teachers)
    names = sorted(size, key=lambda name: size[name])[:3]
    people = [row for row in sheets.teachers if row[SCHOOL] in names]
    numbers = {row[1] for row in people}
    return Sheets(
        [row for row in sheets.schools if row[0] in names],
        people,
        [row for row in sheets.services if row[0] in numbers],
    )


def digest(sheets: Sheets) -> str:
    return hashlib.sha256(repr((sheets.schools, sheets.teachers, sheets.services)).encode()).hexdigest()[:16]


def test_the_same_people_each_time(hailing: Sheets) -> None:
    assert digest(few(hailing)) == "3918cb879d0f4f22"
    other = next(WholeCity(TODAY, seed=1).workbooks())[1]
    assert digest(few(other)) != digest(few(hailing))


def test_the_schools() -> None:
    schools = plan(321299)
    every = [school for one in schools.values() for school in one]
    assert len(every) == sum(kind.schools for kind in KINDS) == 679
    assert sum(school.teachers for school in every) == sum(kind.teachers for kind in KINDS) == 39_320
    for code, found in schools.items():
        assert len({school.name for school in found}) == len(found)
        assert len(found) == pytest.approx(679 * SPLIT[code] / 100, abs=5)
        assert all(school.teachers > 0 for school in found)
    assert {school.location for school in every} == set(LocationType.values)
    assert 0.15 < sum(school.private for school in every) / len(every) < 0.3
    names = Counter(school.name for school in every)
    assert names["海陵区实验小学"] == names["姜堰区实验小学"] == 1


def test_the_people(hailing: Sheets) -> None:
    serving = [row for row in hailing.teachers if row[STATUS] == "在职" and row[CATEGORY] == "专任教师"]
    ages = [TODAY.year - int(row[BORN][:4]) for row in serving]
    for limit, part in ((30, 18), (40, 40), (50, 73), (55, 92)):
        assert 100 * sum(age <= limit for age in ages) / len(ages) == pytest.approx(part, abs=4)
    for stage, part in (("学前", 97), ("小学", 72), ("初中", 58), ("普通高中", 52)):
        women = [row[SEX] == "女" for row in serving if row[STAGE] == stage]
        assert 100 * sum(women) / len(women) == pytest.approx(part, abs=5)
    titles = Counter(row[TITLE] for row in serving)
    for title, part in (("高级教师", 22), ("一级教师", 45), ("二级教师", 28)):
        assert 100 * titles[title] / len(serving) == pytest.approx(part, abs=4)
    names = {row[0] for row in hailing.teachers}
    assert len(names) > 0.8 * len(hailing.teachers)
    assert open_fonts(()).missing("".join(names)) == []


def test_nobody_could_be_real(hailing: Sheets) -> None:
    numbers = [row[1] for row in hailing.teachers]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("321299") and id_number.problem(number) is None for number in numbers)
    assert all(row[PHONE].startswith("15400") for row in hailing.teachers)


@pytest.mark.django_db
def test_the_desk_takes_it(world: World, hailing: Sheets) -> None:
    sheets = few(hailing)
    verdict = import_now(
        data=sheets.to_xlsx(), filename="海陵区名册.xlsx", kind="roster", options={"with_schools": True},
        by=world.command_line,
    )  # fmt: skip
    assert verdict.counts["created"] == len(sheets.teachers) == Teacher.objects.for_system("test").count()
    assert {one.code for one in verdict.refusals} <= {"bad_date"}
    assert verdict.notes == []
    for row in sheets.schools:
        school = Organisation.objects.get(name=row[0])
        assert (school.location_type, school.get_ownership_display()) == (row[3], row[4])
    assert Milestone.objects.for_system("test").count() > len(sheets.teachers) / 2


@pytest.mark.parametrize(("number", "word"), [(2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四")])
def test_numerals(number: int, word: str) -> None:
    assert _numeral(number) == word


def test_apportion() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(apportion(679, list(SPLIT.values()))) == 679


def test_the_codes_of_the_demonstration(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In place of a telephone; nothing where there is no demonstration."""
    settings.VAR = tmp_path
    with pytest.raises(CommandError, match="只用于示例城市"):
        call_command("second_factor_code", "honors")
    secrets = {"honors": generate_totp_secret(), "city": generate_totp_secret()}
    DemoAccounts("Demo-1", secrets).write(accounts_file())
    assert DemoAccounts.read(accounts_file()) == DemoAccounts("Demo-1", secrets)
    assert accounts_file().stat().st_mode & 0o077 == 0
    call_command("second_factor_code", "honors")
    assert validate_totp_code(secrets["honors"], capsys.readouterr().out.strip())
    call_command("second_factor_code")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[:2]] == ["honors", "city"]
    with pytest.raises(CommandError, match="honors、city"):
        call_command("second_factor_code", "teacher")
