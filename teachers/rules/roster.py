"""Judging one row of a roster: clean values and faults, from the cells alone. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from kernel.imports import cells
from kernel.imports.cells import BadDate, ParsedDate, Texts
from kernel.imports.reader import Cell
from teachers.choices import EmploymentKind, IdKind, PostCategory, ServiceKind, Sex, Stage, TeacherStatus, from_label
from teachers.errors import FAULTS, ID_PROBLEMS, ORDER
from teachers.rules import id_number

LIMITS = {"ethnicity": 20, "subject": 30, "education": 20, "title": 20, "archive_birth_document": 100, "phone": 30}
CODED: dict[str, type[Any]] = {
    "stage": Stage,
    "employment": EmploymentKind,
    "category": PostCategory,
    "status": TeacherStatus,
}
CHECKED_KINDS = (IdKind.RESIDENT, IdKind.HMT_RESIDENT)  # numbers by GB 11643
KNOWN_SEXES = (Sex.MALE, Sex.FEMALE)
UNIT_LIMIT = 100


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row: code, the column's key, the sentence."""

    code: str
    column: str
    message: str


def fault(code: str, column: str, **values: object) -> Fault:
    """A fault with its sentence filled in."""
    return Fault(code, column, FAULTS[code].format(**values))


def in_order(faults: list[Fault]) -> list[Fault]:
    """Faults in the order in which they are named."""
    return sorted(faults, key=lambda one: ORDER[one.code])


@dataclass(slots=True)
class PersonRow:
    """A judged row of the roster. ``fields`` holds only what the row gives: a blank cell says nothing."""

    row: int
    id_key: str  # the cleaned number, or the raw text where it cannot be read
    id_readable: bool
    fields: dict[str, Any] = field(default_factory=dict)
    school_name: str = ""
    district_code: str = ""
    school: tuple[str, str] | None = None  # (division code, name), once it is found
    joined_on: date | None = None
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ServiceRow:
    """A judged service row; months are first days."""

    row: int
    id_key: str
    kind: ServiceKind | None = None
    start_month: date | None = None
    end_month: date | None = None
    unit_name: str = ""
    name: str = ""
    faults: list[Fault] = field(default_factory=list)


@lru_cache(maxsize=512)
def _coded(choices: type[Any], word: str) -> Any:
    """The member that ``word`` means, or None; a workbook writes the same few words on every row."""
    return from_label(choices, word)


@lru_cache(maxsize=1 << 16)
def _day(cell: str, epoch_1904: bool) -> ParsedDate | None:
    """The day or month that a text means, or None; so many days make up a working life."""
    try:
        return cells.parse_date(cell, epoch_1904=epoch_1904)
    except BadDate:
        return None


def modern(number: str) -> str:
    """A number of the old 15 digits as one of 18; any other as it is."""
    return id_number.upgrade_15(number) if len(number) == 15 and number.isdigit() else number


@lru_cache(maxsize=4096)
def _month(year: int, month: int) -> date:
    return date(year, month, 1)


def first_day(parsed: ParsedDate) -> date:
    """The first day of the month that was meant."""
    return _month(parsed.year, parsed.month)


def read_day(cell: Cell, epoch_1904: bool) -> ParsedDate | None:
    """The day or month that a cell means, or None."""
    if isinstance(cell, str):
        return _day(cell, epoch_1904)
    try:
        return cells.parse_date(cell, epoch_1904=epoch_1904)
    except BadDate:
        return None


class _PersonJudge:
    """One pass over the cells of one person."""

    def __init__(
        self, row: int, given: Mapping[str, Cell], titles: Mapping[str, str], epoch_1904: bool, texts: Texts
    ) -> None:
        self.given, self.titles, self.epoch = given, titles, epoch_1904
        self.texts = texts.row(given)
        self.person = PersonRow(row, "", False)
        self.born: date | None = None  # by the ID number

    def refuse(self, code: str, column: str, **values: object) -> None:
        self.person.faults.append(fault(code, column, **values))

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def run(self) -> PersonRow:
        name = cells.name(self.given.get("name"))
        if not name:
            self.refuse("name_missing", "name")
        elif len(name) > 50:
            self.refuse("value_too_long", "name", title=self.titles["name"], limit=50)
        self.person.fields["name"] = name
        self.identity()
        self.dates()
        self.words()
        self.person.school_name = self.text("school")
        self.person.district_code = self.text("district")
        return self.person

    def identity(self) -> None:
        cell = self.given.get("id_number")
        person, kind = self.person, _coded(IdKind, self.text("id_kind")) or IdKind.RESIDENT
        person.fields["id_kind"] = kind
        person.id_key = self.text("id_number")
        if not person.id_key:
            self.refuse("id_missing", "id_number")
            return
        if id_number.precision_lost(cell):
            self.refuse("id_precision_lost", "id_number")
            return
        number = id_number.clean(person.id_key)
        if kind in CHECKED_KINDS:
            number = modern(number)
            person.id_key = number  # a service row that repeats the mistake still finds its person
            if problem := id_number.problem(number):
                self.refuse("id_check_digit", "id_number", detail=ID_PROBLEMS[problem])
                return
            self.born = id_number.birth_on(number)
        person.id_key, person.id_readable = number, True
        person.fields["id_number"] = number

    def day(self, key: str) -> ParsedDate | None:
        word = self.texts.get(key)
        if not word:
            return None
        cell = self.given[key]
        parsed = _day(cell, self.epoch) if cell.__class__ is str else read_day(cell, self.epoch)
        if parsed is None:
            self.refuse("bad_date", key, title=self.titles.get(key, key), value=word[:20])
            return None
        if parsed.ambiguous:
            settled = self.settled_by_id(parsed) if key == "birth" else None
            if settled is None:
                self.refuse("bad_date", key, title=self.titles.get(key, key), value=word[:20])
            return settled
        return parsed

    def settled_by_id(self, parsed: ParsedDate) -> ParsedDate | None:
        """1985.1 as a number is January or October; the ID number says which, or nothing does."""
        if (born := self.born) and born.year == parsed.year and born.month in {1, 10}:
            return ParsedDate(born.year, born.month, None)
        return None

    def dates(self) -> None:
        fields = self.person.fields
        birth, archive = self.day("birth"), self.day("archive_birth")
        for key, target in (("started_work", "started_work_month"), ("started_teaching", "started_teaching_month")):
            if parsed := self.day(key):
                fields[target] = first_day(parsed)
        if joined := self.day("joined"):
            self.person.joined_on = date(joined.year, joined.month, joined.day or 1)
        if archive:
            fields["archive_birth_month"] = first_day(archive)
            if not self.text("archive_birth_document"):
                self.person.notes.append("填写了档案出生年月而没有认定文件，请补填文件名称和文号。")
        self.birth(birth, archive)
        self.sex()

    def birth(self, birth: ParsedDate | None, archive: ParsedDate | None) -> None:
        born = self.born
        if born:
            self.person.fields["birth_on"] = born
            same = birth is None or (birth.year, birth.month) == (born.year, born.month)
            if birth and birth.day is not None:
                same = same and birth.day == born.day
            if not same and archive is None:
                self.refuse("birth_conflicts_id", "birth")
        elif birth:
            self.person.fields["birth_on"] = date(birth.year, birth.month, birth.day or 1)
        elif self.person.id_readable and not self.text("birth"):
            self.refuse("birth_missing", "birth")

    def sex(self) -> None:
        word = self.text("sex")
        said = _coded(Sex, word) if word else None
        if word and said is None:
            self.person.notes.append(f"性别“{word[:10]}”无法识别，未采用。")
        if self.born:
            by_id = id_number.sex(self.person.fields["id_number"])
            if said in KNOWN_SEXES and said != by_id:
                self.refuse("sex_conflicts_id", "sex")
            said = by_id
        if said is not None:
            self.person.fields["sex"] = said

    def words(self) -> None:
        word_of, fields = self.texts.get, self.person.fields
        for key, limit in LIMITS.items():
            if value := word_of(key):
                if len(value) > limit:
                    self.refuse("value_too_long", key, title=self.titles.get(key, key), limit=limit)
                fields[key] = value
        for key, choices in CODED.items():
            word = word_of(key)
            if not word:
                continue
            code = _coded(choices, word)  # type: ignore[arg-type]
            if code is None:
                self.person.notes.append(f"“{self.titles.get(key, key)}”填写的“{word[:20]}”不在代码表中，未采用。")
            else:
                fields[key] = code


def judge_person(
    row: int, given: Mapping[str, Cell], titles: Mapping[str, str], epoch_1904: bool, texts: Texts
) -> PersonRow:
    """Judge one roster row by itself; duplicates and schools are judged by who knows the rest of the file."""
    return _PersonJudge(row, given, titles, epoch_1904, texts).run()


def read_id(cell: Cell) -> tuple[str, str]:
    """(cleaned number, raw text) of an ID cell: service rows find their teacher by either."""
    raw = cells.text(cell)
    if id_number.precision_lost(cell):
        return "", raw
    return modern(id_number.clean(raw)), raw


def judge_service(row: int, given: Mapping[str, Cell], titles: Mapping[str, str], epoch_1904: bool) -> ServiceRow:
    """Judge one service row by itself. The end month is included; blank or 至今 means that it still goes on."""
    number, raw = read_id(given.get("id_number"))
    service = ServiceRow(row, number or raw, unit_name=cells.text(given.get("unit"))[:UNIT_LIMIT])
    service.name = cells.name(given.get("name"))
    word = cells.text(given.get("kind"))
    service.kind = _coded(ServiceKind, word)
    if service.kind is None:
        kinds = "、".join(str(kind.label) for kind in ServiceKind)
        service.faults.append(fault("unknown_kind", "kind", value=word[:20], kinds=kinds))
    for key, target in (("start", "start_month"), ("end", "end_month")):
        cell = given.get(key)
        if cells.is_blank(cell) or (key == "end" and cells.text(cell) in {"至今", "现在", "今", "目前", "—", "-"}):
            if key == "start":
                service.faults.append(fault("start_missing", "start"))
            continue
        parsed = read_day(cell, epoch_1904)
        if parsed is None or parsed.ambiguous:
            title = titles.get(key, key)
            service.faults.append(fault("bad_date", key, title=title, value=cells.text(cell)[:20]))
        else:
            setattr(service, target, first_day(parsed))
    if service.start_month and service.end_month and service.end_month < service.start_month:
        service.faults.append(fault("period_reversed", "end"))
    return service
