"""Teaching years of a whole city: the pure rule over plain rows against a loop over prefetched objects."""

from __future__ import annotations

from django.db.models import Prefetch

from benchmarks.people import TODAY, roster, workbook
from benchmarks.registry import make_register
from benchmarks.timing import Row, cpu, medians, versus
from kernel.accounts.models import User
from kernel.imports.actions import import_now
from teachers.actions.milestones import refresh_all
from teachers.models import Milestone, ServiceRecord, Teacher
from teachers.queries.teaching import careers
from teachers.rules.months import month_of
from teachers.rules.teaching_years import months_only

PEOPLE = 50_000
ROUNDS = 3
GOAL = 10
KEPT = 30_000


def measure() -> list[Row]:
    """Teachers a second; every result of the one equals that of the other."""
    people, services, schools = roster(PEOPLE)
    by = make_register(schools)
    data = workbook(people, services)
    import_now(data=data, filename="roster.xlsx", kind="roster", options={}, by=by)
    assert _ours(by) == _loop(by)
    assert len(_ours(by)) == PEOPLE
    found = medians(
        {
            "ours": lambda _place: PEOPLE / cpu(lambda: _ours(by)),
            "loop": lambda _place: PEOPLE / cpu(lambda: _loop(by)),
        },
        ROUNDS,
    )
    what = "teaching years of a city · loop over prefetched objects"
    return [
        versus(what, found["ours"], found["loop"], GOAL, "teachers/s", 0, more_is_better=True),
        _kept(by, "months of 30 and 40 years, all written"),
        _kept(by, "months of 30 and 40 years, all looked at", anew=False),
    ]


def _kept(by: User, what: str, *, anew: bool = True) -> Row:
    """Rows of the look-ahead a second, for a register that has none yet or has them all."""
    rows = Milestone.objects.for_system("benchmark")
    count = rows.count()
    if anew:
        rows.delete()
    rate = count / cpu(lambda: refresh_all(by=by))
    assert rows.count() == count
    return Row(what, f"{rate:,.0f} rows/s", "", None, f"≥ {KEPT:,} rows/s", rate >= KEPT)


def _ours(by: User) -> dict[int, int]:
    return {one.pk: months_only(one.services, TODAY) for one in careers(by)}


def _loop(by: User) -> dict[int, int]:
    """As it is usually written; the encrypted columns are left out, so that they do not weigh on it."""
    services = Prefetch("services", ServiceRecord.objects.visible_to(by))
    people = Teacher.objects.visible_to(by).defer("id_number", "phone").select_related("school")
    found = {}
    for person in people.prefetch_related(services).iterator(2000):
        rows = [
            (month_of(one.start_month), month_of(one.end_month) if one.end_month else None, one.kind)
            for one in person.services.all()
        ]
        found[person.pk] = months_only(rows, TODAY)
    return found
