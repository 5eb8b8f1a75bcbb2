"""What every test may ask for: the cast, a client signed in as one of them, and work done at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from guards import as_dba
from house_urls import ROOTS, SHARE
from signing import sign_in_as
from world import World, build

DATA = Path(__file__).parent / "data"
JOURNEYS = Path(__file__).parent / "journeys"
SignIn = Callable[[str], Client]
AtOnce = Callable[[], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _own_places(settings: Any, tmp_path: Path) -> None:
    """Files and counters of one test are never those of another."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit-anchors.jsonl"
    cache.key_prefix = uuid4().hex


@pytest.fixture(autouse=True, scope="session")
def _empty_as_dba(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests that commit are cleared away by emptying all tables, which the database allows its owner alone; the rows
    that the migrations ship (cycles, limits, settings) stand there again for the next test."""
    operations = type(connection.ops)
    as_it_is = operations.execute_sql_flush
    shipped: dict[str, Any] = {}
    items: list[Any] = request.session.items
    if any(one.get_closest_marker("django_db") or "db" in one.fixturenames for one in items):
        with django_db_blocker.unblock():  # without such a test no test database was made
            shipped = dict(_shipped())

    def execute_sql_flush(self: Any, statements: Any) -> None:
        with as_dba():
            as_it_is(self, statements)
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in shipped.items():
                names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", execute_sql_flush)
        yield


def _shipped() -> Iterator[tuple[str, tuple[list[str], list[Any]]]]:
    """The tables of ours that are not empty before the first test, as the database holds them; the sections of the
    site are planted anew after every flush, as after a migration."""
    for config in apps.get_app_configs():
        for model in config.get_models() if config.name.partition(".")[0] in {*ROOTS} - {"cms"} else ():
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')
                if rows := cursor.fetchall():
                    yield table, ([column[0] for column in cursor.description], rows)


@pytest.fixture
def world(db: None) -> World:
    """The tree and the officers, nobody in the register yet."""
    return build()


@pytest.fixture
def settled(world: World) -> World:
    """The cast with four people in the register."""
    world.settle()
    return world


@pytest.fixture(scope="session")
def _handler() -> ClientHandler:
    """The middleware, loaded once: WhiteNoise looks through all static files when it starts."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


@pytest.fixture
def client(_handler: ClientHandler) -> Client:
    """A browser of a stranger."""
    return _browser(_handler)


def _browser(handler: ClientHandler) -> Client:
    client = Client()
    client.handler = handler
    return client


@pytest.fixture
def sign_in(world: World, _handler: ClientHandler) -> SignIn:
    """A browser of one of the cast; of a stranger for an empty name."""

    def enter(name: str) -> Client:
        client = _browser(_handler)
        if name:
            sign_in_as(client, world[name])
        return client

    return enter


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Any) -> AtOnce:
    """A block whose background work is done at its end, as if it had been committed and a worker stood by."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def data() -> Path:
    """The folder of workbooks and lists."""
    return DATA


@pytest.hookimpl(tryfirst=True)  # the groups are read by the plugin that shares tests out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """One process takes all journeys, and takes them first: they share a city, whose building is the longest wait.

    What only PostgreSQL can show is left out on SQLite: it is not skipped, it is no test there. So is what is the same
    on both and long, where a run on SQLite takes only a part.
    """
    items.sort(key=lambda item: JOURNEYS not in item.path.parents)
    for item in items:
        group = JOURNEYS if JOURNEYS in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(JOURNEYS.parent))))
    if connection.vendor == "postgresql":
        return
    absent = ["postgresql"] + (["long"] if SHARE > 1 else [])
    out = [item for item in items if any(map(item.get_closest_marker, absent))]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
