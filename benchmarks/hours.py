"""The heat map and the completion of a city of 45,000 teachers with 1,000,000 hours in the ledger, against a loop over objects."""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.people import TODAY, roster, workbook
from benchmarks.registry import make_register, officer, sign_in
from benchmarks.timing import Row, cpu, limit, versus
from kernel.accounts.models import User
from kernel.imports.actions import import_now
from teachers.models import Teacher
from training.actions.hours_totals import refresh
from training.models import HourEntry
from training.queries.hours_rules import rule_book
from training.rules.hours import Line, account, caps_for, standing
from training.rules.hours_moves import is_higher

PEOPLE, ENTRIES, PER_SCHOOL = 45_000, 1_000_000, 150
FEW, PART, SAMPLE = 1_000, 50, 900  # entries of the first look; the peer loops over a part of the people and is scaled
ROUNDS, MOST, GOAL = 3, 2_000, 20
HOST = {"host": "127.0.0.1"}
KINDS = ("", "", "", "", "T1", "T3", "T6", "T7", "T8")
PAGES = {"heat map": "/training/hours/map/?cycle=2021", "completion": "/training/hours/completion/?cycle=2021"}
WHY = "a benchmark"
Values = tuple[object, ...]


def measure() -> list[Row]:
    """Seconds and milliseconds of CPU; the queries of a million entries are those of a thousand."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    logging.disable(logging.WARNING)
    people, _services, schools = roster(PEOPLE, PER_SCHOOL)
    by = make_register(schools)
    import_now(data=workbook(people, []), filename="roster.xlsx", kind="roster", options={}, by=by)
    client = Client()
    chief = officer("bench", "city_training", by)
    sign_in(client, chief)
    ids = sorted(Teacher.objects.for_system(WHY).values_list("pk", flat=True))
    _fill(ids, by, 0, FEW)
    refresh(teacher_ids=ids[:FEW], on=TODAY)
    few = {what: _queries(client, url) for what, url in PAGES.items()}
    _fill(ids, by, FEW, ENTRIES)
    reckoned = cpu(lambda: refresh(teacher_ids=ids, on=TODAY))
    sign_in(client, chief)
    rows = [limit(f"totals of {PEOPLE:,} teachers reckoned anew", reckoned, 300, "s")]
    for what, url in PAGES.items():
        queries = _queries(client, url)
        spent = median(cpu(partial(_get, client, url)) for _ in range(ROUNDS)) * 1000
        peer = median(cpu(partial(_loop, ids[:SAMPLE])) for _ in range(ROUNDS)) * 1000 * PEOPLE / SAMPLE
        met = spent <= MOST and queries == few[what]
        rows.append(Row(f"{what}, {ENTRIES:,} hours", f"{spent:,.0f} ms, {queries} queries",
                        f"{few[what]} queries at {FEW:,}", None, f"≤ {MOST:,} ms", met))  # fmt: skip
        rows.append(versus(f"{what} · loop over objects", spent, peer, GOAL, "ms", 0))
    return rows


def _fill(ids: list[int], by: User, first: int, last: int) -> None:
    """Entries with their move and standing, past the ORM: the ledger itself is not what is measured here."""
    mark, moment = "?" if connection.vendor == "sqlite" else "%s", datetime(2026, 1, 1)
    tables = {
        "training_hourentry": "id, teacher_id, source, title, kind, level, mode, tenths, started_on, ended_on, "
        "certificate_no, basis, key, attempt, put_by_id, put_at",
        "training_hourmove": "id, entry_id, seq, name, target, by_id, at, reason",
        "training_hourstanding": "entry_id, teacher_id, state, seq",
    }
    marks = {
        name: f"INSERT INTO {name} ({columns}) VALUES ({', '.join([mark] * (columns.count(',') + 1))})"
        for name, columns in tables.items()
    }
    step = 50_000
    for start in range(first, last, step):
        entries = list(_entries(ids, by.pk, str(moment), start, min(start + step, last)))
        with transaction.atomic(), connection.cursor() as cursor:
            run = cursor.cursor.executemany
            run(marks["training_hourentry"], entries)
            moves = [(one[0], one[0], 1, "import", "approved", by.pk, str(moment), "") for one in entries]
            run(marks["training_hourmove"], moves)
            run(marks["training_hourstanding"], [(one[0], one[1], "approved", 1) for one in entries])


def _entries(ids: list[int], by: int, moment: str, first: int, last: int) -> Iterator[Values]:
    dice = random.Random(first)
    for n in range(first, last):
        day = date(2021, 1, 1) + timedelta(days=dice.randrange(5 * 365))
        level, mode = dice.choice((("city", "face"), ("province", "online"), ("school", "school_based")))
        yield (
            n + 1, ids[n % len(ids)], "import", f"培训{n % 97}", dice.choice(KINDS), level, mode,
            dice.randrange(20, 320), str(day), str(day), "", "测量", f"{n:064d}", 1, by, moment,
        )  # fmt: skip


def _loop(ids: list[int]) -> dict[str, float]:
    """The usual way: every row as an object, sums by hand, the rule for each person."""
    book = rule_book()
    cycle = book.cycle_of(2021)
    caps = caps_for(cycle, book.versions, TODAY)
    lines: dict[int, list[Line]] = defaultdict(list)
    kinds: dict[tuple[str, str], float] = defaultdict(float)
    for start in range(0, len(ids), PART):
        rows = HourEntry.objects.for_system(WHY).filter(teacher_id__in=ids[start : start + PART])
        for one in rows.select_related("standing", "teacher__school__parent"):
            if one.standing.state in {"approved", "locked"} and cycle.holds(one.ended_on):
                kinds[str(one.teacher.school.parent), one.kind] += one.tenths / 10
                lines[one.teacher_id].append(Line(one.pk, one.mode, one.ended_on, one.tenths, is_higher(one.level)))
    passed = 0
    for some in lines.values():
        found = account(some, *caps)
        passed += standing(cycle, None, TODAY, found.counted, found.higher, 50).passes
    return {f"{unit} {kind}": hours for (unit, kind), hours in kinds.items()} | {"passed": passed}


def _get(client: Client, address: str) -> None:
    assert client.get(address, headers=HOST).status_code == 200, address


def _queries(client: Client, address: str) -> int:
    _get(client, address)  # being seen is written once a minute, and not what is counted here
    with CaptureQueriesContext(connection) as caught:
        _get(client, address)
    return len(caught)
