"""One installation and one browser for all journeys.

They end with the last journey and not with the session: the loop of Playwright would bar the database from whatever
test comes after it in this process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from journeys.installation import Installation, own_database
from journeys.visitor import DESK, PATIENCE, Visitor

Visit = Callable[..., Visitor]


def program(*names: str) -> str:
    """Where a program lies that comes with the machine; without it a test skips, but never in CI."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {names[0]}")
    return str(found)


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A place for the demonstration city; whatever runs there is ended, however the tests end."""
    with own_database() as database_url:
        city = Installation(tmp_path_factory.mktemp("city"), database_url)
        try:
            yield city
        finally:
            city.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser of the machine."""
    path = program("chromium", "chromium-browser", "google-chrome")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        yield browser
        browser.close()


@pytest.fixture
def city(installation: Installation) -> Installation:
    """The demonstration city, served."""
    installation.serve()
    return installation


@pytest.fixture
def visit(chromium: Browser, installation: Installation) -> Iterator[Visit]:
    """A person of the cast, or a stranger, each in a browser of their own. None of the browsers may have complained:
    of an error in a script, of a file that is missing, of something that the content policy forbids."""
    visitors: list[Visitor] = []

    def arrive(name: str = "", width: int = DESK) -> Visitor:
        visitors.append(Visitor(chromium, installation, name, width))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.context.close()
    assert [line for visitor in visitors for line in visitor.complaints] == []
