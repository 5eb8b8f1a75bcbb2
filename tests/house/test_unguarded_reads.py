"""What the manager of personal rows cannot stop is watched: reads by Django's base manager (a forward foreign key, a
refresh) and joins that start from a model without a scope. Every page and form is walked, and each such read must be on
the list with its reason."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attacks.forms import forms_of
from attacks.ground import Ground, our_models
from django.conf import settings
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client
from house_records import build
from house_urls import ROOTS
from world import World

from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher

pytestmark = pytest.mark.django_db

Read = tuple[str, str]  # file of ours that read, what it read

# Each such read, and why nobody learns of a neighbour by it.
KNOWN: dict[Read, str] = {
    ("teachers/queries/corrections.py", "teachers.Correction"): "the files of a request that a scoped query found",
    ("training/queries/hours.py", "training.HourClaim"): "the files of a claim that a scoped query found",
    ("training/actions/claims.py", "training.HourClaim"): "the files of the claim just made, or that a query found",
    ("kernel/signoff/actions.py", "signoff.Signature"): "the request just decided, read anew under its own key",
    ("ethics/queries/case_facts.py", "ethics.Case"): "a case that a scoped query found, its parts by its key",
    ("ethics/queries/mine.py", "ethics.CasePaper"): "the files of papers served on the asker",
    ("ethics/queries/mine.py", "ethics.Remedy"): "the files of the asker's own reviews and appeals",
    ("training/actions/enrolments.py", "training.Enrolment"): "the row just decided, read anew under its own key",
    ("training/actions/needs.py", "training.NeedsAnswer"): "the topics of the answer just given",
    ("training/queries/enrolments.py", "teachers.Teacher"): "whether the asker is a trainer of the session",
    ("training/queries/programmes.py", "teachers.Teacher"): "the sessions in which the asker is a trainer",
    ("training/facts.py", "teachers.Teacher"): "the sessions that people taught, as facts for everybody alike",
    ("training/queries/waiting.py", "teachers.Teacher"): "the sessions in which the asker is a trainer",
    ("training/views/sessions.py", "teachers.Teacher"): "the sessions in which the asker is a trainer",
    ("honors/actions/templates.py", "honors.Certificate"): "whether a certificate holds on to a draft that is deleted",
}


def scoped() -> dict[str, str]:
    """Tables of personal rows: their model."""
    return {
        one._meta.db_table: one._meta.label for one in our_models() if isinstance(one._default_manager, ScopedManager)
    }


@contextmanager
def watched() -> Iterator[set[Read]]:
    """A block in which reads of personal rows past the manager are noted."""
    plain, tables, found = SQLCompiler.as_sql, scoped(), set[Read]()

    def as_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        sql = plain(self, *args, **kwargs)
        if type(self).__name__ == "SQLCompiler" and not getattr(self.query, "is_opened", False):
            names = {str(one.table_name) for one in self.query.alias_map.values()} & tables.keys()
            found.update((_reader(), tables[name]) for name in names)
        return sql

    SQLCompiler.as_sql = as_sql  # type: ignore[method-assign]
    try:
        yield found
    finally:
        SQLCompiler.as_sql = plain  # type: ignore[method-assign]


def _reader() -> str:
    """The file of ours nearest to the read."""
    base = str(settings.BASE_DIR)
    for frame in reversed(traceback.extract_stack()):
        inside = frame.filename.removeprefix(base + "/")
        is_ours = inside != frame.filename and inside.split("/")[0] in ROOTS
        if is_ours and Path(inside).name != "scoping.py":
            return inside
    return "a template"


@pytest.fixture
def ground(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Ground:
    return Ground(build(settled, at_once), sign_in)


def test_no_page_reads_past_the_manager(ground: Ground) -> None:
    with watched() as found:
        for who in ("school", "city", "honors", "approver", "teacher", ""):
            for form in forms_of(ground, who):
                client = ground.browser(who)
                client.raise_request_exception = False
                if form.method == "post" and not form.action.startswith("/accounts/"):
                    client.post(form.action, {**form.fields, "checked": "1"}, REMOTE_ADDR="10.8.0.1")
    assert found - KNOWN.keys() == set()


def test_a_read_past_the_manager_is_seen(ground: Ground) -> None:
    teacher = ground.scene.world.people["李长青"]
    with watched() as found:
        teacher.refresh_from_db()
    assert {label for _file, label in found} == {"teachers.Teacher"}
    with watched() as found:
        list(Organisation.objects.filter(teacher__name="李长青"))
    assert {label for _file, label in found} == {"teachers.Teacher"}
    with watched() as found:
        list(Teacher.objects.visible_to(ground.scene.world["city"]).select_related("school"))
    assert found == set()
