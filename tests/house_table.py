"""Who gets which answer at which address: computed from the door of the view, the table of roles and the place of the
record, for every address of the URL table, every role at every unit it is granted at, and people without a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from house_records import REACH, Reach, Scene
from world import FAR_SCHOOL, HAILING, JIANGYAN, PASSWORD, SCHOOL, SISTER, World

from kernel.accounts.doors import PUBLIC, SIGNED_IN
from kernel.accounts.models import Grant, User
from kernel.accounts.roles import Role

SAFE, UNSAFE = "GET", "POST"
METHODS = (SAFE, UNSAFE)

# Where a role is granted, by the kind of its unit. What is asked for lies at 海陵区实验小学 (or at its district), so
# these are its own unit, those above it, a neighbour under the same parent, and units of another district.
PLACES: dict[str, tuple[str, ...]] = {
    "school": (SCHOOL, SISTER, FAR_SCHOOL),
    "district": (HAILING, JIANGYAN),
    "city": ("泰州市",),
}


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks: a role at a unit, or no role."""

    name: str
    permissions: frozenset[str] = frozenset()
    path: str = ""

    @property
    def is_anonymous(self) -> bool:
        return not self.name


def cast(world: World, roles: tuple[Role, ...]) -> list[Viewer]:
    """A stranger, people without a role, the asker of jobs and imports, and one person for every role and unit."""
    asker = next(role for role in roles if role.code == "school_hr")
    found = [Viewer(""), Viewer("nobody"), Viewer("teacher"), Viewer("school", asker.permissions, _path(world, SCHOOL))]
    for role in roles:
        for kind in sorted(role.org_kinds):
            found += [_officer(world, role, unit) for unit in PLACES[kind]]
    return found


def _officer(world: World, role: Role, unit: str) -> Viewer:
    name = f"{role.code}@{unit}"
    user = User.objects.create_user(name, password=PASSWORD, full_name=name)
    Grant.objects.create(user=user, role=role.code, org=world.units[unit], valid_from=date(2020, 1, 1))
    world.users[name] = user
    return Viewer(name, role.permissions, _path(world, unit))


def _path(world: World, unit: str) -> str:
    return str(world.units[unit].path)


def methods_of(view: Any) -> frozenset[str]:
    """What a view answers to, as its decorator or its class says; everything where neither says anything."""
    if hasattr(view, "view_class"):
        return frozenset(one.upper() for one in ("get", "post") if hasattr(view.view_class, one))
    while view is not None:
        code = getattr(view, "__code__", None)
        cells = dict(zip(code.co_freevars, view.__closure__ or (), strict=True)) if code else {}
        if "request_method_list" in cells:
            return frozenset(cells["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return frozenset(METHODS)


def expected(address: URLPattern, method: str, viewer: Viewer, scene: Scene) -> int:
    """The answer, by the door, the role and the place."""
    view: Any = address.callback
    reach, door, methods = reach_of(address), view.door, methods_of(view)
    if method not in methods:
        return 405
    if reach.answers is not None:
        return reach.answers(method, viewer)
    if door != PUBLIC:
        if viewer.is_anonymous:
            return 302
        if not (SIGNED_IN in door or viewer.permissions & set(door)):
            return 403
        if reach.needs and not viewer.permissions & reach.needs:
            return reach.lacking
        if reach.has_record and not _sees(viewer, reach, scene):
            return 404
    if method == SAFE:
        return reach.get
    return reach.post or (200 if SAFE in methods else 302)


def _sees(viewer: Viewer, reach: Reach, scene: Scene) -> bool:
    if viewer.name in reach.owners:
        return True
    return bool(viewer.path and viewer.permissions & reach.sees and scene.place.startswith(viewer.path))


def reach_of(address: URLPattern) -> Reach:
    """How to reach an address. One without parameters needs no entry unless it answers in its own way."""
    found = REACH.get(str(address.name))
    if found is None and address.pattern.converters:
        raise LookupError(
            f"The address “{address.name}” ({address.pattern}) has parameters and no entry in REACH of "
            "tests/house_records.py. Say there what to put into the address (a record at 海陵区实验小学), by which "
            "permission its query shows the record, and who sees it as their own."
        )
    return found or Reach()


Cell = tuple[str, str]  # "GET teacher", viewer
Difference = tuple[int, int]  # expected, answered


class Table:
    """The addresses and the people, asked."""

    def __init__(self, scene: Scene, viewers: list[Viewer], sign_in: Callable[[str], Client]) -> None:
        self.scene, self.viewers = scene, viewers
        self._stranger = sign_in("")
        self._cookies = {one.name: {key: it.value for key, it in sign_in(one.name).cookies.items()} for one in viewers}

    def ask(self, address: URLPattern, method: str, viewer: Viewer) -> int:
        """The answer to one call, which changes nothing for the next."""
        client = Client()
        client.handler = self._stranger.handler
        client.cookies.load(self._cookies[viewer.name])
        place = f"10.0.0.{self.viewers.index(viewer)}"  # an address each: the brake of public pages counts them
        url = self.scene.url(str(address.name), reach_of(address))
        with transaction.atomic():
            answer: int = client.generic(method, url, REMOTE_ADDR=place).status_code
            transaction.set_rollback(True)
        return answer

    def cells(self, addresses: list[URLPattern]) -> Iterator[tuple[URLPattern, str, Viewer]]:
        """Every call, address by address; a method that a view has for nobody is asked by one viewer in four."""
        for number, address in enumerate(addresses):
            offered = methods_of(address.callback)
            for method in METHODS:
                for viewer in self.viewers if method in offered else self.viewers[number % 4 :: 4]:
                    yield address, method, viewer

    def differences(self, addresses: list[URLPattern]) -> dict[Cell, Difference]:
        """Calls that answer otherwise than computed."""
        found: dict[Cell, Difference] = {}
        for address, method, viewer in self.cells(addresses):
            wanted, got = expected(address, method, viewer, self.scene), self.ask(address, method, viewer)
            if got != wanted:
                found[f"{method} {address.name}", viewer.name] = wanted, got
        return found
