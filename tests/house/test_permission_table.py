"""Every address answers every role at every unit as its door, the table of roles and the place of the record say.

A new address without parameters and a new role are taken up by themselves. A new address with parameters needs an entry
in REACH of tests/house_records.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from django.db.models import Q
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, get_resolver, path
from django.utils.safestring import SafeString
from house_records import REACH, build
from house_table import Cell, Difference, Table, cast, reach_of
from house_urls import addresses, in_share
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, SISTER, World

from config.roles import ROLES
from honors.permissions import HonorPermission as Honor
from kernel.accounts import models as accounts
from kernel.accounts.models import User
from kernel.accounts.roles import Role
from kernel.orgs.permissions import OrgPermission as Org
from kernel.orgs.scoping import Scope
from teachers.models import Teacher
from teachers.permissions import TeacherPermission as Register

pytestmark = pytest.mark.django_db
CITY = "泰州市"


def house(*names: str) -> list[URLPattern]:
    """The addresses of the house, or those of some names."""
    every = list(addresses(get_resolver().url_patterns))
    return [one for one in every if one.name in names] if names else every


def looked_at() -> list[URLPattern]:
    """The addresses that this run looks at: all, where time is not short."""
    return [one for one in house() if in_share(one.name)]


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages stay blank: only the status counts, and to draw one page for everybody takes a third of the time."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: SafeString())


@pytest.fixture
def table(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Table:
    return Table(build(settled, at_once), cast(settled, ROLES), sign_in)


def test_every_answer_is_as_computed(table: Table, undrawn: None) -> None:
    assert table.differences(looked_at()) == {}


def test_what_lies_above_a_unit_is_not_there_for_it(table: Table, undrawn: None) -> None:
    """The same records at the district: its schools, and the officers of other districts, find nothing."""
    table.scene.move_to_district()
    assert table.differences([one for one in looked_at() if reach_of(one).has_record and reach_of(one).moves]) == {}


def test_every_role_of_the_table_is_asked_at_every_kind_of_unit(table: Table) -> None:
    asked = {one.name.partition("@")[0] for one in table.viewers}
    assert {role.code for role in ROLES} <= asked
    assert {f"school_hr@{unit}" for unit in (SCHOOL, SISTER, FAR_SCHOOL)} <= {one.name for one in table.viewers}


def test_an_address_with_parameters_needs_an_entry() -> None:
    def view(request: Any, pk: int) -> None: ...

    with pytest.raises(LookupError, match=r"“brand_new”.*REACH of tests/house_records.py"):
        reach_of(path("new/<int:pk>/", view, name="brand_new"))  # type: ignore[arg-type]


def test_no_entry_speaks_of_an_address_that_is_gone() -> None:
    assert set(REACH) <= {one.name for one in house()}


# --- a few answers by hand, so that the table of roles itself is not changed unseen ----------------------------------
HANDS = {
    ("POST round_approve", "city_honors@泰州市"): 403,
    ("POST round_approve", "city_approver@泰州市"): 302,
    ("POST round_approve", "command_line@泰州市"): 403,
    ("POST certificate_sign", "city_honors@泰州市"): 403,
    ("POST correction_approve", f"school_hr@{SCHOOL}"): 302,  # comes back with a refusal of the action
    ("POST list_check", f"school_hr@{SCHOOL}"): 403,
    ("GET teacher", f"school_hr@{SCHOOL}"): 200,
    ("GET teacher", f"school_hr@{SISTER}"): 404,
    ("GET teacher", f"district_hr@{JIANGYAN}"): 404,
    ("GET teacher", "nobody"): 404,
    ("GET teacher", "teacher"): 200,
    ("GET objection", f"school_hr@{SCHOOL}"): 404,
    ("GET job", f"district_hr@{HAILING}"): 404,
    ("GET import_run", "city_hr@泰州市"): 404,
    ("GET teacher_list", "system_admin@泰州市"): 403,
    ("GET teacher", "security_admin@泰州市"): 404,
    ("GET round_list", "audit_admin@泰州市"): 403,
    ("POST grant_new", "system_admin@泰州市"): 403,
    ("GET account_list", "security_admin@泰州市"): 403,
    ("GET access_people", "audit_admin@泰州市"): 403,
    ("POST grant_request_sign", f"security_admin@{HAILING}"): 302,
    ("POST grant_request_sign", f"security_admin@{JIANGYAN}"): 404,
    ("POST grant_request_sign", "city_hr@泰州市"): 403,
    ("POST account_reset_password", "security_admin@泰州市"): 403,
    ("POST reset_request_sign", "system_admin@泰州市"): 302,
    ("POST reset_request_sign", f"security_admin@{JIANGYAN}"): 404,
    ("POST reset_request_sign", "audit_admin@泰州市"): 403,
}


def test_answers_by_hand(table: Table) -> None:
    people = {one.name: one for one in table.viewers}
    for (call, who), answer in HANDS.items():
        method, name = call.split()
        assert table.ask(house(name)[0], method, people[who]) == answer, (call, who)


# --- shown to fail ----------------------------------------------------------------------------------------------------
def roles_with(change: Callable[[Role], frozenset[str]]) -> Callable[[], dict[str, Role]]:
    """The table of roles as the application would read it after a change nobody agreed to."""
    changed = [Role(role.code, role.label, change(role), role.org_kinds) for role in ROLES]
    return lambda: {role.code: role for role in changed}


def found(table: Table, *names: str) -> dict[Cell, Difference]:
    differences = table.differences(house(*names))
    assert differences
    return differences


def test_a_permission_taken_from_a_role_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = roles_with(
        lambda role: role.permissions - {Honor.CHECK_LIST} if role.code == "district_hr" else role.permissions
    )
    monkeypatch.setattr(accounts, "role_table", taken)
    assert found(table, "list_check", "school_list") == {
        ("POST list_check", f"district_hr@{HAILING}"): (302, 403),
        ("POST list_check", f"district_hr@{JIANGYAN}"): (404, 403),
    }


def test_a_permission_given_to_a_role_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    given = roles_with(lambda role: role.permissions | {Org.APPROVE} if role.code == "school_hr" else role.permissions)
    monkeypatch.setattr(accounts, "role_table", given)
    assert found(table, "unit_sign")["POST unit_sign", f"school_hr@{SCHOOL}"] == (403, 302)


@pytest.mark.parametrize("name", ["teacher_list", "round_approve", "certificate_file"])
def test_a_dropped_door_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    address = house(name)[0]
    naked: Any = address.callback
    while hasattr(naked, "__wrapped__"):
        naked = naked.__wrapped__

    @wraps(naked)
    def open_view(request: Any, **parts: Any) -> Any:
        request.user = table.scene.world["city"]  # whoever it is: nobody asked
        return naked(request, **parts)

    open_view.door = address.callback.door  # type: ignore[attr-defined]
    monkeypatch.setattr(address, "callback", open_view)
    differences = table.differences([address])
    assert {who for _call, who in differences} >= {"nobody"}


def test_a_door_that_lets_everybody_in_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "holds", lambda self, permission: True)
    differences = found(table, "teacher_list", "round_approve")
    assert differences["GET teacher_list", "nobody"] == (403, 200)
    assert differences["POST round_approve", f"city_honors@{CITY}"] == (403, 302)


def test_a_wider_scope_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scope, "q", lambda self, field: ~Q(pk=None) if self.paths else Q(pk__in=[]))
    differences = found(table, "teacher", "certificate", "school_list", "print_file")
    assert differences["GET teacher", f"school_hr@{SISTER}"] == (404, 200)
    assert {call for call, who in differences if who == f"district_hr@{JIANGYAN}"} >= {
        "GET teacher", "GET certificate", "GET school_list", "GET print_file",
    }  # fmt: skip


def test_a_query_over_the_fence_is_seen(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Teacher, "visible_q", staticmethod(lambda user: Q()))
    differences = found(table, "teacher", "teacher_list")
    assert {call for call, _who in differences} == {"GET teacher", "POST teacher"}
    assert {"nobody", f"school_hr@{SISTER}", f"district_hr@{JIANGYAN}"} <= {who for _call, who in differences}
    assert Register.VIEW in ROLES[0].permissions
