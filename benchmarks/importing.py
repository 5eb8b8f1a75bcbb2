"""Import of a roster of 50,000 rows and 25 columns, end to end, into an empty register."""

from __future__ import annotations

from benchmarks import peer_import
from benchmarks.people import roster, workbook
from benchmarks.registry import make_register
from benchmarks.timing import Row, cpu, versus
from kernel.imports.actions import import_now
from teachers.models import Teacher

ROWS, PEER_ROWS = 50_000, 10_000
ROUNDS = 3
GOAL = 6


def measure() -> list[Row]:
    """Rows a second, ours over all rows, the peer's before and after it over a fifth of them."""
    people, _services, schools = roster(ROWS)
    by = make_register(schools)
    part, whole = workbook(people[:PEER_ROWS]), workbook(people)

    def peer() -> float:
        seconds = cpu(lambda: peer_import.run(part))
        _empty(PEER_ROWS)
        return PEER_ROWS / seconds

    first = peer()
    seconds = cpu(lambda: import_now(data=whole, filename="roster.xlsx", kind="roster", options={}, by=by))
    _empty(ROWS)
    rate = (first + peer()) / 2
    what = "import of 50,000 rows · django-import-export in bulk"
    return [versus(what, ROWS / seconds, rate, GOAL, "rows/s", 0, more_is_better=True)]


def _empty(expected: int) -> None:
    people = Teacher.objects.for_system("benchmark")
    assert people.count() == expected
    people.delete()
