"""What an import needs to know of the register."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Func, Max, TextField, Value
from django.utils import timezone

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import every_school, former_names, successor
from teachers.choices import CorrectionKind, CorrectionState
from teachers.models import Correction, ServiceRecord, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.corrections import Entry
from teachers.rules.enrolment import Corrected, Registered
from teachers.rules.roster_file import SchoolKey, SchoolRef

FIELDS = (
    "name", "id_kind", "id_number", "sex", "birth_on", "archive_birth_month", "archive_birth_document", "ethnicity",
    "phone", "stage", "subject", "education", "title", "employment", "category", "started_work_month",
    "started_teaching_month", "status", "history_incomplete",
    "history_missing",
)  # fmt: skip
BATCH = 500
MANY = 5000


def batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces small enough for one SQL statement."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def school_refs(user: User) -> dict[str, list[SchoolRef]]:
    """Every school of the city under its name and under those it bore; in scope are those this person may write.

    In a district a name means the open school that bears it; else whoever bore it last.
    """
    scope = user.scope(TeacherPermission.IMPORT)
    found: dict[str, list[SchoolRef]] = {}
    refs: dict[int, SchoolRef] = {}
    for school in every_school().select_related("merged_into", "merged_into__merged_into"):
        district = school.parent.name if school.parent else ""
        closed = _closed(school) if school.closed_on else ""
        refs[school.pk] = ref = SchoolRef(school.division_code, district, school.name, scope.holds(school.path), closed)
        if not closed:
            found.setdefault(school.name, []).append(ref)
    for one in former_names():
        ref = refs[one.org_id]
        if all(other.division_code != ref.division_code for other in found.get(one.name, ())):
            found.setdefault(one.name, []).append(ref)
    return found


def _closed(school: Organisation) -> str:
    heir = successor(school)
    return f"已于 {school.closed_on} " + (f"并入“{heir.name}”" if heir else "停办")


def schools_by_key(names: Iterable[str] | None = None, *, lock: bool = False) -> dict[SchoolKey, Organisation]:
    """The open schools of these names (or all of them) under (division code, name).

    Locked on demand, inside a transaction and before any person is: so they neither close nor change their name before
    it ends. Whoever changes a unit takes the locks in the same order (``kernel.orgs.actions.locked``).
    """
    rows = Organisation.objects.filter(kind=OrgKind.SCHOOL, closed_on=None)
    if names is not None:
        rows = rows.filter(name__in=set(names))
    if lock:
        rows = rows.order_by("pk").select_for_update(no_key=True)
    return {(school.division_code, school.name): school for school in rows}


class EachOf(Func):
    """Many texts as the rows of a subquery: one parameter, however many they are."""

    arity, output_field, subquery = 1, TextField(), True

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__(Value(json.dumps(list(texts))))

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))")

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT json_array_elements_text(%(expressions)s::json))")


def lock(digests: Iterable[str]) -> set[str]:
    """Lock those of these people who are in the register, inside a transaction, in the order of keys as everywhere.

    Their digests come back."""
    rows = Teacher.objects.for_system("ID numbers are unique in the city").order_by("pk").select_for_update()
    return set(rows.filter(id_digest__in=EachOf(digests)).values_list("id_digest", flat=True))


def last_key() -> int:
    """The highest key so far: rows that this transaction inserts from now on have higher ones."""
    found: int | None = Teacher.objects.for_system("the key alone").aggregate(last=Max("pk"))["last"]
    return found or 0


def keys_after(last: int) -> dict[str, int]:
    """Digest -> primary key of the people with higher keys: those just inserted, perhaps others beside them."""
    rows = Teacher.objects.for_system("keys of rows just inserted").filter(pk__gt=last)
    return dict(rows.values_list("id_digest", "pk"))


def registered(numbers: Iterable[str]) -> dict[str, Registered]:
    """The people of the register by ID number, wherever they are: numbers are unique in the city.

    For the import alone, which judges by the path whether the importer may know more than that the number is taken.
    """
    there = [number for number in numbers if number]
    digests = findable(there)
    if len(digests) > MANY:  # read who is there at all, then only those
        every = Teacher.objects.for_system("ID numbers are unique in the city").values_list("id_digest", flat=True)
        here = digests.keys() & set(every.iterator())
        digests = {digest: digests[digest] for digest in sorted(here)}
    found: dict[str, Registered] = {}
    for batch in batches(list(digests)):
        rows = Teacher.objects.for_system("ID numbers are unique in the city").filter(id_digest__in=batch)
        by_pk: dict[int, Registered] = {}
        for teacher in rows.select_related("school"):
            school = teacher.school
            person = Registered(
                teacher.pk, (school.division_code, school.name), school.path,
                {name: getattr(teacher, name) for name in FIELDS}, {},
            )  # fmt: skip
            found[digests[teacher.id_digest]] = by_pk[teacher.pk] = person
        services = ServiceRecord.objects.for_system("rows of the people just read").filter(teacher_id__in=list(by_pk))
        for pk, start, kind, end, unit in services.values_list(
            "teacher_id", "start_month", "kind", "end_month", "unit_name"
        ):
            by_pk[pk].services[(start, kind)] = (end, unit)
        for pk, one in _corrected(by_pk):
            by_pk[pk].corrected.append(one)
    return found


def _corrected(teacher_ids: Iterable[int]) -> Iterator[tuple[int, Corrected]]:
    """What approved requests gave up of these people's rows and names: a roster does not bring it back."""
    rows = Correction.objects.for_system("corrections of the people just read").filter(
        teacher_id__in=list(teacher_ids), state=CorrectionState.APPROVED, old__isnull=False
    )
    for pk, kind, old, new, at in rows.values_list("teacher_id", "kind", "old", "new", "decided_at"):
        on = timezone.localdate(at)
        if kind == CorrectionKind.NAME:
            yield pk, Corrected(on, name=old["name"])
        else:
            before, after = Entry.of_json(old), Entry.of_json(new)
            yield pk, Corrected(on, old=before.row if before else None, new=after.row if after else None)
