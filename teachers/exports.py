"""The register as a workbook: columns over a query, what is sensitive masked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.grades import grade_of, highest, mask_of, masked
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table
from teachers.actions.access import note_exported
from teachers.models import Teacher
from teachers.permissions import TeacherPermission
from teachers.queries import register

PAGE = 500
PLACES = {"district": _("市（区）"), "school": _("学校")}
COLUMNS = (
    "name", "teacher_no", "district", "school", "sex", "birth_on", "id_number", "phone", "stage", "subject", "title",
    "education", "employment", "category", "started_work_month", "started_teaching_month", "status",
)  # fmt: skip
USUAL = ("name", "teacher_no", "district", "school", "subject", "title", "status")
_SEALED = ("id_number", "phone")


def label(name: str) -> str:
    """The title of a column."""
    return str(PLACES.get(name) or Teacher._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def column_choices() -> list[tuple[str, str, str, bool]]:
    """What a person may choose: name, title, grade, whether it is masked."""
    return [(name, label(name), _grade(name), mask_of(Teacher, name) is not None) for name in COLUMNS]


def _grade(name: str) -> str:
    return "L1" if name in PLACES else grade_of(Teacher, name)


class RosterExporter:
    """教师名册, with the filters of the list and the columns that were chosen."""

    permission: str = TeacherPermission.EXPORT
    at_once = False

    def title(self, options: Options) -> str:
        return "教师名册"

    def grade(self, options: Options) -> str:
        return highest(map(_grade, options["columns"]))

    def filters(self, options: Options, user: User) -> str:
        return str(options["words"])

    def count(self, options: Options, user: User, within: Scope) -> int:
        return register.to_take_out(user, options["asked"], within).count()

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        names = [name for name in COLUMNS if name in options["columns"]]
        return [("教师名册", list(map(label, names)), self._rows(names, options, user, within, progress, seen))]

    def _rows(
        self, names: list[str], options: Options, user: User, within: Scope, progress: Progress, seen: Seen
    ) -> Iterator[list[Any]]:
        people = register.to_take_out(user, options["asked"], within)
        people = people.defer(*(name for name in _SEALED if name not in names))
        total, done = people.count(), 0
        for page in register.in_pages(people, PAGE):
            for person in page:
                yield [_cell(person, name) for name in names]
            seen(Teacher(pk=person.pk, user_id=person.user_id) for person in page)  # not what was opened of them
            done += len(page)
            progress(min(done, total), total)

    def note(self, taken: Taken, user: User) -> None:
        """Everybody in the list was looked at."""
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)


def _cell(person: Teacher, name: str) -> Any:
    if name == "district":
        return str(person.school.parent)
    if name == "school":
        return person.school.name
    if display := getattr(person, f"get_{name}_display", None):
        return str(display())
    value = masked(person, name)
    return f"{value:%Y-%m}" if hasattr(value, "strftime") else value
