"""Judging one row of an hours workbook: clean values and faults, from the cells alone. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kernel.imports import cells
from kernel.imports.cells import BadDate
from kernel.imports.reader import Cell
from training.choices import Kind, Level, Mode
from training.errors import SENTENCES
from training.rules.hours_entry import Stretch, key_of, tenths_of

# What workbooks write for a word, besides its code: the Chinese word first.
KINDS = {
    "一般培训": Kind.GENERAL, "一般": Kind.GENERAL, "其他": Kind.GENERAL, "全员培训": Kind.GENERAL,
    "班主任": Kind.CLASS_TEACHER, "班主任培训": Kind.CLASS_TEACHER, "新入职": Kind.NEW_HIRE, "新教师": Kind.NEW_HIRE,
    "新入职培训": Kind.NEW_HIRE, "新任教师": Kind.NEW_HIRE, "紧缺型": Kind.SHORTAGE, "紧缺学科": Kind.SHORTAGE,
    "转学段": Kind.STAGE_CHANGE, "跨城乡": Kind.TOWN_COUNTRY,
    "师德第一课": Kind.ETHICS_FIRST, "师德": Kind.ETHICS_FIRST,
    "数字素养": Kind.DIGITAL, "信息技术": Kind.DIGITAL, "后备干部": Kind.RESERVE, "名校长": Kind.RESERVE,
}  # fmt: skip
LEVELS = {
    "国家级": Level.NATION, "国家": Level.NATION, "国培": Level.NATION, "省级": Level.PROVINCE, "省": Level.PROVINCE,
    "省培": Level.PROVINCE, "市级": Level.CITY, "市": Level.CITY, "市培": Level.CITY, "县级": Level.COUNTY,
    "县": Level.COUNTY, "区级": Level.COUNTY, "区": Level.COUNTY, "县区级": Level.COUNTY, "市（区）级": Level.COUNTY,
    "校级": Level.SCHOOL, "校": Level.SCHOOL, "学校": Level.SCHOOL,
}  # fmt: skip
MODES = {
    "集中": Mode.FACE, "集中培训": Mode.FACE, "面授": Mode.FACE, "线下": Mode.FACE, "网络": Mode.ONLINE,
    "网络研修": Mode.ONLINE, "线上": Mode.ONLINE, "远程": Mode.ONLINE, "校本": Mode.SCHOOL_BASED,
    "校本研修": Mode.SCHOOL_BASED, "校本培训": Mode.SCHOOL_BASED, "学历": Mode.DEGREE, "学历提升": Mode.DEGREE,
    "研修": Mode.RESEARCH, "教研": Mode.RESEARCH, "科研": Mode.RESEARCH, "实践": Mode.PRACTICE,
    "企业实践": Mode.PRACTICE,
}  # fmt: skip
TITLE_LIMIT, CERTIFICATE_LIMIT = 100, 60
SHOWN_KINDS = ("一般培训", "班主任", "新入职", "紧缺型", "转学段", "跨城乡", "师德第一课", "数字素养", "后备干部")
SHOWN_LEVELS = ("国家级", "省级", "市级", "县级", "校级")
SHOWN_MODES = ("集中", "网络", "校本", "学历", "研修", "实践")
ORDER = (
    "row_id_missing", "hours_unknown_person", "row_name_differs", "row_title_missing", "row_too_long",
    "row_unknown_word", "hours_not_number", "hours_none", "row_bad_date", "row_no_day", "hours_backwards", "hours_long",
    "hours_before_birth", "hours_future", "hours_no_cycle", "hours_exceed_day", "row_twice", "row_reversed",
    "row_differs", "hours_overlap",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row: code, the column's key, the sentence."""

    code: str
    column: str
    message: str


def fault(code: str, column: str, **values: object) -> Fault:
    """A fault with its sentence filled in."""
    return Fault(code, column, SENTENCES[code].format(**values))


def in_order(faults: list[Fault]) -> list[Fault]:
    """Faults in the order in which they are named."""
    return sorted(faults, key=lambda one: ORDER.index(one.code))


@dataclass
class HoursRow:
    """A judged row; ``number`` is the ID number as a key."""

    row: int
    number: str
    name: str = ""
    title: str = ""
    kind: str = ""
    level: str = ""
    mode: str = ""
    tenths: int = 0
    started_on: date | None = None
    ended_on: date | None = None
    certificate_no: str = ""
    teacher_id: int = 0
    attempt: int = 1
    faults: list[Fault] = field(default_factory=list)

    @property
    def stretch(self) -> Stretch | None:
        """Its days, where both are known."""
        if self.started_on is None or self.ended_on is None:
            return None
        return Stretch(self.title, self.mode, self.started_on, self.ended_on, self.tenths)

    def key(self, teacher_id: int) -> str:
        """What the hours are for: the certificate where one is named, else title and days."""
        if self.certificate_no:
            return key_of("certificate", teacher_id, self.certificate_no)
        return key_of("import", teacher_id, self.title, self.started_on, self.ended_on)


def judge_row(row: int, given: Mapping[str, Cell], titles: Mapping[str, str], epoch_1904: bool) -> HoursRow:
    """Judge the cells of one row."""
    return _Judge(row, given, titles, epoch_1904).run()


class _Judge:
    def __init__(self, row: int, given: Mapping[str, Cell], titles: Mapping[str, str], epoch_1904: bool) -> None:
        self.given, self.titles, self.epoch = given, titles, epoch_1904
        self.found = HoursRow(row, self.text("id_number").replace(" ", "").upper())

    def text(self, key: str) -> str:
        return cells.text(self.given.get(key))

    def refuse(self, code: str, column: str, **values: object) -> None:
        self.found.faults.append(fault(code, column, **values))

    def run(self) -> HoursRow:
        found = self.found
        if not found.number:
            self.refuse("row_id_missing", "id_number")
        found.name = cells.name(self.given.get("name"))
        found.title, found.certificate_no = self.text("title"), self.text("certificate_no")
        if not found.title:
            self.refuse("row_title_missing", "title")
        for key, limit in (("title", TITLE_LIMIT), ("certificate_no", CERTIFICATE_LIMIT)):
            if len(self.text(key)) > limit:
                self.refuse("row_too_long", key, title=self.titles.get(key, key), limit=limit)
        found.kind = self.word("kind", KINDS, SHOWN_KINDS, Kind.values, blank=True)
        found.level = self.word("level", LEVELS, SHOWN_LEVELS, Level.values)
        found.mode = self.word("mode", MODES, SHOWN_MODES, Mode.values)
        self.hours()
        found.started_on = self.day("started_on")
        found.ended_on = self.day("ended_on") if self.text("ended_on") else found.started_on
        return found

    def word(
        self, key: str, words: Mapping[str, str], shown: tuple[str, ...], codes: list[str], *, blank: bool = False
    ) -> str:
        text = self.text(key)
        if not text and blank:
            return ""
        if text in words:
            return str(words[text])
        if text.upper() in codes or text.lower() in codes:
            return text.upper() if text.upper() in codes else text.lower()
        title = self.titles.get(key, key)
        self.refuse("row_unknown_word", key, title=title, value=text[:20], words="、".join(shown))
        return ""

    def hours(self) -> None:
        found = tenths_of(self.text("hours"))
        if found is None:
            self.refuse("hours_not_number", "hours", value=self.text("hours")[:12])
        elif found <= 0:
            self.refuse("hours_none", "hours")
        self.found.tenths = found or 0

    def day(self, key: str) -> date | None:
        title, text = self.titles.get(key, key), self.text(key)[:20]
        try:
            parsed = cells.parse_date(self.given.get(key), epoch_1904=self.epoch)
        except BadDate:
            self.refuse("row_bad_date", key, title=title, value=text)
            return None
        if parsed.day is None:
            self.refuse("row_no_day", key, title=title, value=text)
            return None
        return date(parsed.year, parsed.month, parsed.day)


def word_of_mode(mode: str) -> str:
    """The Chinese word of a mode, whatever the language of the page."""
    return next(word for word in SHOWN_MODES if MODES[word] == mode)


def words_of(kind: str, level: str, mode: str) -> tuple[str, str, str]:
    """The Chinese words of kind, level and mode, as the import takes them."""
    return (
        next(word for word in SHOWN_KINDS if KINDS[word] == kind),
        next(word for word in SHOWN_LEVELS if LEVELS[word] == level),
        word_of_mode(mode),
    )
