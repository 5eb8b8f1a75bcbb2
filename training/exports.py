"""Hours as workbooks: the transcript of one person, and the list for the province's system."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.grades import grade_of, highest
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table
from teachers.actions.access import note_exported, reveal_id_numbers
from teachers.models import Teacher
from training.actions.hours_papers import note_taken, tables
from training.models import HourEntry
from training.permissions import TrainingPermission
from training.queries import hours, hours_map
from training.queries import hours_province as province
from training.rules.hours_rows import words_of

HEAD = ("身份证件号", "姓名", "项目名称", "培训类别", "级别", "方式", "学时", "开始日期", "结束日期", "证书编号")


class TranscriptExporter:
    """The hours of one person in a cycle."""

    permission: str = TrainingPermission.EXPORT
    at_once = True

    def title(self, options: Options) -> str:
        return f"{options['name']}培训学时"

    def grade(self, options: Options) -> str:
        return highest(grade_of(HourEntry, name) for name in ("title", "tenths", "certificate_no"))

    def filters(self, options: Options, user: User) -> str:
        return f"周期首年 {options['cycle']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return int(options["rows"])

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        found = hours.sheet_of(user, options["teacher_no"], timezone.localdate(), options["cycle"])
        if not within.holds(found.teacher.school.path):
            raise Teacher.DoesNotExist
        seen([found.teacher])
        return tables(found)

    def note(self, taken: Taken, user: User) -> None:
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)


class ProvinceExporter:
    """All hours of a unit that count in a cycle, as the import desk and the province's system take them. It bears ID
    numbers in clear, since that system knows people by nothing else: a second person signs, whatever its size."""

    permission: str = TrainingPermission.EXPORT
    at_once = False

    def title(self, options: Options) -> str:
        return f"{options['name']}培训学时上报表"

    def grade(self, options: Options) -> str:
        return highest((grade_of(Teacher, "id_number"), grade_of(HourEntry, "title")))

    def filters(self, options: Options, user: User) -> str:
        return f"单位：{options['name']}，周期首年 {options['cycle']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return province.entries(user, hours_map.unit_of(user, options["unit"]), options["cycle"], within).count()

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        return [("学时", HEAD, self._rows(options, user, within, progress, seen))]

    def _rows(
        self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen
    ) -> Iterator[tuple[Any, ...]]:
        unit = hours_map.unit_of(user, options["unit"])
        total, done = self.count(options, user, within), 0
        for page in province.in_pages(user, unit, options["cycle"], within):
            people = {one.teacher_id: one.teacher for one in page}
            numbers = reveal_id_numbers(teacher_ids=list(people), purpose="hours_province", by=user)
            for one in page:
                yield (
                    numbers.get(one.teacher_id, ""), one.teacher.name, one.title,
                    *words_of(one.kind, one.level, one.mode), one.tenths / 10,
                    f"{one.started_on:%Y-%m-%d}", f"{one.ended_on:%Y-%m-%d}", one.certificate_no,
                )  # fmt: skip
            seen(people.values())
            done += len(page)
            progress(min(done, total), total)

    def note(self, taken: Taken, user: User) -> None:
        note_taken(unit=hours_map.unit_of(user, taken.options["unit"]), rows=taken.rows, by=user)
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)
