"""Portraits as pages and papers show them: what was computed, opened to its facts; nothing is computed anew here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from kernel.accounts.models import User
from kernel.web.pictures import Dial, Growth, Radar, Timeline, dial, growth, radar, timeline
from teachers.choices import Dimension, DisputeState, ServiceKind, TeacherStatus
from teachers.models import FactDispute, Portrait, PortraitCohort, PortraitUse, PortraitVersion, ServiceRecord, Teacher
from teachers.permissions import TeacherPermission
from teachers.queries import portrait_words as words
from teachers.queries.measures import measures
from teachers.rules.portrait import Band, Cut, DimensionSet, Part, band, is_stale, opened
from teachers.rules.portrait_facts import Fact

YEARS_SHOWN = 5


@dataclass(frozen=True)
class PartShown:
    """An indicator with everything in words."""

    title: Any
    weight: int
    score: str
    standard: str
    how: Any
    arithmetic: str
    remedy: str
    facts: list[FactShown]


@dataclass(frozen=True)
class FactShown:
    """A fact with where it comes from and whether it is disputed."""

    fact: Fact
    told: str
    owner: Any
    page: str
    is_disputed: bool


@dataclass(frozen=True)
class DimensionShown:
    """A dimension of one portrait."""

    code: str
    label: Any
    score: int | None
    percent: int
    band: Band | None
    cut: Cut | None
    newest: date | None
    is_stale: bool
    parts: list[PartShown]

    @property
    def points(self) -> str:
        """The score as people write it."""
        return words.points(self.score)

    @property
    def band_words(self) -> Any:
        """The band in words; empty where there is none."""
        return words.BANDS[self.band] if self.band else ""


@dataclass(frozen=True)
class Sheet:
    """One portrait, opened."""

    portrait: Portrait
    dimensions: list[DimensionShown]
    least_cohort: int
    years: list[Portrait]
    services: list[ServiceRecord]
    closed_until: date | None

    @cached_property
    def radar(self) -> Radar:
        """The picture of all dimensions."""
        return radar(
            [
                (
                    str(one.label),
                    one.score,
                    (one.cut[1], one.cut[2]) if one.cut and one.cut[0] >= self.least_cohort else None,
                )
                for one in self.dimensions
            ]
        )

    @cached_property
    def growths(self) -> list[Growth]:
        """Each dimension over the years."""
        return [
            growth(
                str(one.label),
                [
                    (row.year, row.scores.get(one.code, [None])[0],
                     place > 0 and row.version_id != self.years[place - 1].version_id)
                    for place, row in enumerate(self.years)
                ],
            )
            for one in self.dimensions
        ]  # fmt: skip

    @cached_property
    def hours(self) -> tuple[Fact, Dial] | None:
        """The hours of the cycle against what is due by now."""
        found = [fact for fact in self.portrait.told if fact.measure == "training.hours"]
        return (found[-1], dial(found[-1].value, found[-1].of)) if found else None

    @property
    def hours_words(self) -> str:
        """The same in a sentence."""
        return words.told(self.hours[0]) if self.hours else ""

    @cached_property
    def events(self) -> list[tuple[date, str]]:
        """What stands on the line of the career besides service, oldest first."""
        told = [fact for fact in self.portrait.told if fact.measure in EVENTS]
        return sorted((fact.on, words.told(fact)) for fact in told)[-EVENTS_SHOWN:]

    @cached_property
    def timeline(self) -> Timeline | None:
        """The career as a picture."""
        spans = [
            (
                one.start_month,
                one.end_month,
                str(one.get_kind_display()),
                f"{one.get_kind_display()} {one.unit_name}",
                one.kind in TEACHING,
            )
            for one in self.services
        ]
        return timeline(spans, self.events, self.portrait.on)


EVENTS = {"honors.long_service", "training.taught", "staffing.rotation", "literacy.third", "training.class_teacher"}
EVENTS_SHOWN = 12
TEACHING = {
    ServiceKind.TEACHING,
    ServiceKind.RESEARCH,
    ServiceKind.AID,
    ServiceKind.EXCHANGE,
    ServiceKind.SILVER_REHIRE,
}


def closed_until(portrait: Portrait, on: date) -> date | None:
    """The last day on which only the person may look; None where that time is over, or the person has looked."""
    if portrait.seen_on is not None:
        return None
    last = portrait.made_on + timedelta(days=portrait.version.first_days)
    return last if on <= last else None


def portraits(user: User) -> QuerySet[Portrait]:
    """The portraits this person may look at."""
    rows: QuerySet[Portrait] = Portrait.objects.visible_to(user).select_related(
        "teacher", "teacher__school", "teacher__school__parent", "version"
    )
    return rows


def newest(user: User, teacher_no: str) -> Portrait:
    """The newest portrait of one person; DoesNotExist for a neighbour's, and where there is none."""
    rows = portraits(user).filter(teacher__teacher_no=teacher_no).order_by("-year", "-version__number")
    found = rows.prefetch_related("version__weights").first()
    if found is None:
        raise Portrait.DoesNotExist
    return found


def own(user: User) -> Portrait | None:
    """The newest portrait of the person who is signed in."""
    rows = portraits(user).filter(teacher__user_id=user.pk).order_by("-year", "-version__number")
    return rows.prefetch_related("version__weights").first()


def sheet(user: User, portrait: Portrait, on: date) -> Sheet:
    """A portrait that a query found, opened: five queries whatever it holds."""
    person = portrait.teacher
    dimensions = portrait.version.as_set()
    cohort = PortraitCohort.objects.filter(
        version_id=portrait.version_id, year=portrait.year, district_id=portrait.district_id, stage=portrait.stage,
        subject=portrait.subject,
    ).first()  # fmt: skip
    disputed = set(
        FactDispute.objects.visible_to(user)
        .filter(teacher=person, state=DisputeState.OPEN)
        .values_list("fact", flat=True)
    )
    years: dict[int, Portrait] = {}
    rows = portraits(user).filter(teacher=person, year__lte=portrait.year).order_by("year", "version__number")
    for row in rows.defer("facts"):
        years[row.year] = row
    services = (
        list(ServiceRecord.objects.visible_to(user).filter(teacher=person)) if _sees_service(user, person) else []
    )
    return Sheet(
        portrait, shown(portrait, dimensions, cohort.cuts if cohort else {}, disputed), dimensions.least_cohort,
        list(years.values())[-YEARS_SHOWN:], services,
        None if person.user_id == user.pk else closed_until(portrait, on),
    )  # fmt: skip


def _sees_service(user: User, person: Teacher) -> bool:
    return person.user_id == user.pk or user.scope(TeacherPermission.VIEW).holds(person.school.path)


def shown(
    portrait: Portrait, dimensions: DimensionSet, cohort: dict[str, Any], disputed: set[str]
) -> list[DimensionShown]:
    """Every dimension with its score, its band and its facts."""
    facts = portrait.told
    parts = opened(facts, dimensions, portrait.on)
    found = []
    for one in Dimension:
        score, percent = portrait.scores.get(one, [None, 0])
        days = [fact.on for part in parts[one] for fact in part.facts]
        cut: Cut | None = tuple(cohort[one]) if one in cohort else None
        found.append(
            DimensionShown(
                str(one), one.label, score, percent, band(score, cut, dimensions.least_cohort), cut,
                max(days, default=None), is_stale(max(days, default=None), portrait.on, dimensions.stale_months),
                [_part(part, portrait.teacher.teacher_no, disputed) for part in parts[one]],
            )
        )  # fmt: skip
    return found


def _part(part: Part, teacher_no: str, disputed: set[str]) -> PartShown:
    one = part.of
    facts = []
    for fact in part.facts:
        if measure := measures().get(fact.measure):
            page = words.page_of(measure, teacher_no)
            facts.append(FactShown(fact, words.told(fact), measure.owner, page, fact.name in disputed))
    return PartShown(
        words.INDICATORS[one.rule.code], one.weight, words.points(part.score), words.standard_shown(one),
        words.HOW[one.rule.how], words.arithmetic(part), words.remedy(part), facts,
    )  # fmt: skip


def in_list(user: User, on: date, *, school: str = "", stage: str = "", subject: str = "") -> QuerySet[Portrait]:
    """The portraits of the year of the people in service of one's units, by school and name: never by a score."""
    rows = portraits(user).filter(
        user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path"), year=on.year,
        teacher__status=TeacherStatus.ACTIVE,
    )  # fmt: skip
    newest_version = PortraitVersion.objects.filter(state="approved", effective_from__lte=on).order_by(
        "-effective_from"
    )
    rows = rows.filter(version_id=newest_version.values("pk")[:1])
    for field, wanted in (("teacher__school_id", school), ("stage", stage), ("subject", subject)):
        if wanted:
            rows = rows.filter(**{field: wanted})
    return rows.defer("facts").order_by("teacher__school__path", "teacher__name", "pk")


def complete(one: Portrait) -> tuple[int, int]:
    """How many dimensions have a score, and of how many."""
    return sum(one.scores.get(name, [None])[0] is not None for name in Dimension.values), len(Dimension.values)


def uses(user: User) -> QuerySet[PortraitUse]:
    """Decisions that were noted about people of one's units, or about oneself; the newest first."""
    rows: QuerySet[PortraitUse] = PortraitUse.objects.visible_to(user).select_related(
        "teacher", "teacher__school", "version", "decided_by", "reviewed_by"
    )
    return rows.order_by("-decided_at", "-pk")


def use(user: User, pk: int) -> PortraitUse:
    """One of them; DoesNotExist for a neighbour's."""
    return uses(user).get(pk=pk)


def uses_about(user: User, person: Teacher) -> list[PortraitUse]:
    """What was decided about one person with a portrait on the desk."""
    return list(uses(user).filter(teacher=person))


def to_review(user: User) -> QuerySet[PortraitUse]:
    """Decisions that used a value which was corrected afterwards, and that nobody has looked at again."""
    scope = user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path")
    return uses(user).filter(scope, flagged_at__isnull=False, reviewed_at=None).exclude(teacher__user_id=user.pk)


def disputes(user: User) -> QuerySet[FactDispute]:
    """Objections that this person answers or made; open ones first."""
    rows: QuerySet[FactDispute] = FactDispute.objects.visible_to(user).select_related(
        "teacher", "teacher__school", "asked_by", "decided_by"
    )
    return rows.order_by("decided_at", "-asked_at", "-pk")


def dispute(user: User, pk: int) -> FactDispute:
    """One objection; DoesNotExist for a neighbour's."""
    return disputes(user).get(pk=pk)


def may_answer(user: User, one: FactDispute) -> bool:
    """Whether somebody keeps the source that an open objection is about."""
    is_open = one.state == DisputeState.OPEN and one.asked_by_id != user.pk
    return is_open and user.scope(one.permission).holds(one.teacher.school.path)


def source_page(one: FactDispute) -> str:
    """Where the source of a disputed fact is corrected."""
    measure = measures().get(one.measure)
    return words.page_of(measure, one.teacher.teacher_no) if measure else ""


def told_of(stored: list[Any] | None) -> str:
    """A stored fact in words; empty for none."""
    return words.told(Fact.of_json(stored)) if stored else ""


def dimension_words(rows: Sequence[DimensionShown]) -> str:
    """All scores in a sentence, for who cannot see the picture."""
    return "，".join(f"{one.label} {one.points}" for one in rows)
