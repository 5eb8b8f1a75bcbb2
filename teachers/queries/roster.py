"""What an import needs to know of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kernel.accounts.models import User
from kernel.crypto.seal import lookup_digest
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import schools
from teachers.models import ServiceRecord, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.enrolment import Registered
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
    """Every school of the city under its name; in scope are those whose roster this person may write."""
    scope = user.scope(TeacherPermission.IMPORT)
    found: dict[str, list[SchoolRef]] = {}
    for school in schools():
        district = school.parent.name if school.parent else ""
        ref = SchoolRef(school.division_code, district, school.name, scope.holds(school.path))
        found.setdefault(school.name, []).append(ref)
    return found


def schools_by_key(names: Iterable[str] | None = None) -> dict[SchoolKey, Organisation]:
    """The schools of these names (or every school) under (division code, name)."""
    rows = Organisation.objects.filter(kind=OrgKind.SCHOOL)
    if names is not None:
        rows = rows.filter(name__in=set(names))
    return {(school.division_code, school.name): school for school in rows}


def keys_by_digest(digests: Iterable[str], *, lock: bool = False) -> dict[str, int]:
    """Digest -> primary key of those who are in the register; locked on demand, inside a transaction."""
    rows = Teacher.objects.for_system("ID numbers are unique in the city")
    if lock:
        rows = rows.select_for_update()
    return {
        digest: pk
        for batch in batches(list(digests))
        for digest, pk in rows.filter(id_digest__in=batch).values_list("id_digest", "pk")
    }


def registered(numbers: Iterable[str]) -> dict[str, Registered]:
    """The people of the register by ID number, wherever they are: numbers are unique in the city.

    For the import alone, which judges by the path whether the importer may know more than that the number is taken.
    """
    digests = {lookup_digest(number): number for number in numbers if number}
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
    return found
