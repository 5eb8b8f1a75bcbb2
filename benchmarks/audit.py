"""What the trail costs: on a page that shows somebody's data, and to seal and to verify a hundred thousand lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from unittest.mock import patch

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.people import roster, workbook
from benchmarks.registry import make_register, officer, sign_in
from benchmarks.timing import Row, cpu
from kernel.accounts.models import User
from kernel.audit.actions import record_each
from kernel.audit.queries import Wanted, trail
from kernel.audit.sealing import anchor, seal
from kernel.audit.verification import verify
from kernel.imports.actions import import_now
from kernel.orgs.models import Organisation
from teachers.queries.register import teachers

PEOPLE, PER_SCHOOL, ROUNDS = 600, 150, 300
LINES, MANY = 100_000, 1_000_000
HOST = {"host": "127.0.0.1"}


def measure() -> list[Row]:
    """CPU for pages with and without their line, then for the chain."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    logging.disable(logging.WARNING)
    people, services, schools = roster(PEOPLE, PER_SCHOOL)
    by = make_register(schools)
    import_now(data=workbook(people, services), filename="roster.xlsx", kind="roster", options={}, by=by)
    return [*_pages(by), *_chain(by), *_list(by)]


@contextmanager
def _without() -> Iterator[None]:
    """The same pages without their lines: nothing is asked of the trail and nothing written."""
    with ExitStack() as stack:
        for name in ("teachers.actions.access.record_read", "kernel.web.middleware.note_refusal"):
            stack.enter_context(patch(name, lambda *_args, **_given: 0))
        yield


def _pages(by: User) -> Iterator[Row]:
    """Each person is opened by somebody who has not opened them before, so that every look is written."""
    numbers = [one.teacher_no for one in teachers(by)][:ROUNDS]
    officers = [officer(f"bench{turn}", "city_hr", by) for turn in range(3)]
    clients = [Client() for _ in officers]
    for client, hr in zip(clients, officers, strict=True):
        sign_in(client, hr)
    list(map(partial(_get, clients[2], 200), _addresses(numbers[:20])))  # warm
    with_it, again, without = list[float](), list[float](), list[float]()
    for address in _addresses(numbers):  # in turn, so that both meet the same machine
        with_it.append(cpu(partial(_get, clients[0], 200, address)))
        again.append(cpu(partial(_get, clients[0], 200, address)))
        with _without():
            without.append(cpu(partial(_get, clients[1], 200, address)))
    yield _share("a teacher's page: its line in the trail", with_it, without)
    yield _share("the same page, opened again within ten minutes", again, without)


def _share(what: str, with_it: list[float], without: list[float]) -> Row:
    ours, bare = median(with_it) * 1000, median(without) * 1000
    share = (ours - bare) / ours * 100
    return Row(what, f"{share:.1f} % of {ours:.2f} ms", f"{bare:.2f} ms without", None, "< 15 %", share < 15)


def _addresses(numbers: list[str]) -> Iterator[str]:
    return (f"/teachers/{number}/" for number in numbers)


def _chain(by: User) -> Iterator[Row]:
    _write(by, LINES)
    sealing = cpu(seal)
    anchor(on=timezone.localdate())
    found = []
    verifying = cpu(lambda: found.append(verify()))
    assert found[0].broken is None
    assert found[0].unsealed == 0
    yield Row(
        f"sealing {LINES:,} lines",
        f"{sealing:.1f} s CPU, {LINES / sealing:,.0f} a second",
        "",
        None,
        "≤ 10 s",
        sealing <= 10,
    )
    yield Row(f"verifying {found[0].checked:,} links", f"{verifying:.1f} s CPU, {found[0].checked / verifying:,.0f} a second",
              "", None, "≤ 10 s", verifying <= 10)  # fmt: skip


def _list(by: User) -> Iterator[Row]:
    """The auditor's list over a million lines: the first page, one far back, one of a person."""
    _write(by, MANY - LINES)
    auditor = officer("auditor", "audit_admin", by)
    client = Client()
    sign_in(client, auditor)
    far = trail(auditor, Wanted(act="teacher.enrolled")).older
    for what, query in (("newest", ""), ("far back", f"?before={far}"), ("of one person", "?person=bench0"),
                        ("refused attempts", "?refused=on")):  # fmt: skip
        spent = median(cpu(partial(_get, client, 200, f"/audit/{query}")) for _ in range(5)) * 1000
        yield Row(f"the trail, {MANY:,} lines: {what}", f"{spent:,.0f} ms", "", None, "≤ 500 ms", spent <= 500)


def _write(by: User, count: int) -> None:
    for start in range(0, count, 5000):
        detail = {number: {"services": 3, "source": "名册.xlsx"} for number in range(start, start + 5000)}
        record_each("teacher.enrolled", by=by, subject=Organisation, details=detail)


def _get(client: Client, status: int, address: str) -> None:
    assert client.get(address, headers=HOST).status_code == status, address
