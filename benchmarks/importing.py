"""Import of a roster of 50,000 rows and 25 columns, end to end, into an empty register."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import peer_import
from benchmarks.people import roster, workbook
from benchmarks.registry import make_register
from benchmarks.timing import Row, cpu, versus
from kernel.imports.actions import import_now
from teachers.models import Teacher

ROWS = 50_000
GOAL = 6


def measure() -> list[Row]:
    """Rows a second over the same rows: ours before and after the peer."""
    people, _services, schools = roster(ROWS)
    by = make_register(schools)
    data = workbook(people)

    def rate(work: Callable[[], object]) -> float:
        seconds = cpu(work)
        _empty(ROWS)
        return ROWS / seconds

    def ours() -> float:
        return rate(lambda: import_now(data=data, filename="roster.xlsx", kind="roster", options={}, by=by))

    first, peer = ours(), rate(lambda: peer_import.run(data))
    what = "import of 50,000 rows · django-import-export in bulk"
    return [versus(what, (first + ours()) / 2, peer, GOAL, "rows/s", 0, more_is_better=True)]


def _empty(expected: int) -> None:
    people = Teacher.objects.for_system("benchmark")
    assert people.count() == expected
    people.delete()
