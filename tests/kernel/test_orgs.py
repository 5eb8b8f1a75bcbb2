"""Units: the tree is planted once, a school stands once in its district."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, World

from kernel.errors import RuleBroken
from kernel.orgs.actions import CITY, DISTRICTS, add_school, plant_city
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city, districts, schools
from kernel.orgs.scoping import Scope

pytestmark = pytest.mark.django_db


def test_the_city_is_planted_once() -> None:
    first = plant_city()
    before = list(Organisation.objects.values_list("pk", "path", "name"))
    assert plant_city() == first
    assert list(Organisation.objects.values_list("pk", "path", "name")) == before
    assert (city().name, city().division_code) == CITY
    assert [(one.name, one.division_code, one.zone_name) for one in districts()] == list(DISTRICTS)
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_planting_again_adds_a_missing_district() -> None:
    plant_city()
    Organisation.objects.get(name="兴化市").delete()
    plant_city()
    assert {one.name for one in districts()} == {name for name, _code, _zone in DISTRICTS}
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_the_city_is_one_in_the_database(world: World) -> None:
    with pytest.raises(IntegrityError):
        Organisation.add_root(kind="city", name="扬州市", division_code="321000")


def test_a_school_takes_the_code_of_its_district_and_guesses_nothing(world: World) -> None:
    school = add_school(district=world.units[JIANGYAN], name="姜堰区溱潼中学")
    assert (school.division_code, school.stage, school.ownership, school.location_type) == ("321204", "", "", "")
    assert Scope.of([world.units[JIANGYAN].path]).holds(school.path)


def test_a_second_school_of_one_name_is_refused(world: World) -> None:
    with pytest.raises(RuleBroken, match=f"“海陵区”已有名为“{SCHOOL}”的学校") as caught:
        add_school(district=world.units[HAILING], name=SCHOOL)
    assert caught.value.code == "school_exists"


def test_the_database_refuses_it_too(world: World) -> None:
    district = Organisation.objects.get(name=HAILING)
    with pytest.raises(IntegrityError), transaction.atomic():
        district.add_child(kind="school", name=SCHOOL, parent=district, division_code="321202")


def test_one_name_may_stand_in_two_districts(world: World) -> None:
    add_school(district=world.units[JIANGYAN], name=SCHOOL)
    assert [one.division_code for one in schools() if one.name == SCHOOL] == ["321202", "321204"]


def test_schools_of_a_scope_are_those_below_it(world: World) -> None:
    names = [one.name for one in schools(Scope.of([world.units[JIANGYAN].path]))]
    assert FAR_SCHOOL in names
    assert SCHOOL not in names
    assert schools(Scope(())) == []


@pytest.mark.parametrize("code", ["", "32120", "32120X", "3212020"])
def test_a_division_code_has_six_digits(world: World, code: str) -> None:
    city_row = Organisation.objects.get(kind="city")
    with pytest.raises(Exception, match=r"org_division_code_digits|too long|check") as caught, transaction.atomic():
        city_row.add_child(kind="district", name="某区", parent=city_row, division_code=code)
    assert type(caught.value).__name__ in {"IntegrityError", "DataError"}


def test_a_scope_is_the_smallest_set_of_subtrees() -> None:
    scope = Scope.of(["00010002", "0001", "00010003", "0004"])
    assert scope.paths == ("0001", "0004")
    assert scope.holds("00010009")
    assert not scope.holds("0003")
    assert not Scope.of([])
