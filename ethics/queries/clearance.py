"""Clearance as the answer needs it, as lists, and how far the yearly query has come at each school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from ethics.choices.clearance import ClearanceResult
from ethics.models import Clearance, ClearanceBatch, ClearanceSetting, Prohibition
from ethics.permissions import EthicsPermission
from ethics.rules.clearance import valid_until
from ethics.rules.periods import add_months
from ethics.rules.standing_facts import ClearanceFact, ProhibitionFact
from kernel.accounts.models import User
from kernel.crypto.seal import CannotOpen, findable
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from teachers.queries.roster import EachOf

WHY = "the one answer is for every trade"


def setting_on(on: date) -> ClearanceSetting:
    """How long results hold on a day."""
    rows = ClearanceSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=on).first() or rows.last() or ClearanceSetting(valid_days=0)


def clearance_facts(teacher_ids: Collection[int], on: date) -> dict[int, ClearanceFact]:
    """The newest query of each person. A hit stays whatever came later, until it is settled."""
    days = setting_on(on).valid_days
    rows = Clearance.objects.for_system(WHY).filter(teacher_id__in=list(teacher_ids))
    found: dict[int, ClearanceFact] = {}
    known = rows.order_by(F("queried_on").asc(nulls_first=True), "pk").values_list(
        "teacher_id", "result", "queried_on", "asked_on"
    )
    for pk, result, queried_on, asked_on in known:
        day = queried_on or asked_on
        fact = ClearanceFact(result, day, valid_until(day, days))
        if pk not in found or _weight(fact, on) >= _weight(found[pk], on):
            found[pk] = fact
    return found


def _weight(fact: ClearanceFact, on: date) -> int:
    """Hits before disputes, then a result that holds on the day, then one that waits, then one too old."""
    if fact.result == ClearanceResult.HIT:
        return 4
    if fact.result == ClearanceResult.DISPUTED:
        return 3
    if fact.result == ClearanceResult.NONE and fact.queried_on <= on < fact.valid_until:
        return 2
    return 1 if fact.result == ClearanceResult.PENDING else 0


def prohibition_facts(teacher_ids: Collection[int]) -> dict[int, list[ProhibitionFact]]:
    """Prohibitions of these people, found by the number under every look-up key. The register is small and is read
    whole; a row that does not open is found by its digest and holds."""
    rows = Prohibition.objects.for_system(WHY).filter(lifted_on=None)
    by_digest: dict[str, list[ProhibitionFact]] = {}
    columns = ("code", "from_on", "until_on", "id_number", "document")
    try:
        found = list(rows.values_list(*columns))
    except CannotOpen:
        found = []
        for pk in rows.values_list("pk", flat=True):
            try:
                found.append(rows.values_list(*columns).get(pk=pk))
            except CannotOpen:
                code, start, end, digest = rows.values_list("code", "from_on", "until_on", "id_digest").get(pk=pk)
                by_digest.setdefault(digest, []).append(ProhibitionFact(code, start, end, is_readable=False))
    for code, start, end, number, document in found:
        for digest in findable([number]):
            by_digest.setdefault(digest, []).append(ProhibitionFact(code, start, end, document))
    if not by_digest:
        return {}
    people = Teacher.objects.for_system(WHY).filter(pk__in=list(teacher_ids)).values_list("pk", "id_digest")
    return {pk: by_digest[digest] for pk, digest in people if digest in by_digest}


def candidate_facts(
    numbers: Collection[str], on: date
) -> dict[str, tuple[ClearanceFact | None, list[ProhibitionFact]]]:
    """Of people who are not in the register yet: the newest query and the prohibitions of each ID number. Two queries,
    however many they are; who has neither is not in it."""
    digests = findable(sorted(set(numbers)))
    days = setting_on(on).valid_days
    found: dict[str, tuple[ClearanceFact | None, list[ProhibitionFact]]] = {}
    rows = Clearance.objects.for_system(WHY).filter(id_digest__in=EachOf(digests)).order_by("pk")
    for digest, result, queried_on, asked_on in rows.values_list("id_digest", "result", "queried_on", "asked_on"):
        day = queried_on or asked_on
        fact = ClearanceFact(result, day, valid_until(day, days))
        known = found.get(digests[digest], (None, []))[0]
        if known is None or _weight(fact, on) >= _weight(known, on):
            found[digests[digest]] = fact, []
    barred = Prohibition.objects.for_system(WHY).filter(id_digest__in=EachOf(digests), lifted_on=None)
    for digest, *row in barred.values_list("id_digest", "code", "from_on", "until_on", "document"):
        found.setdefault(digests[digest], (None, []))[1].append(ProhibitionFact(*row))
    return found


# --- pages -----------------------------------------------------------------------------------------------------------


def clearances(user: User) -> QuerySet[Clearance]:
    """Queries of the own units, newest first; without what a hit says."""
    rows: QuerySet[Clearance] = Clearance.objects.visible_to(user).select_related("unit", "batch")
    return rows.defer("detail", "handling", "reference", "id_number").order_by("-pk")


def clearance(user: User, pk: int) -> Clearance:
    """One; DoesNotExist for a neighbour's. What a hit says is not read along."""
    found: Clearance = clearances(user).select_related("unit", "batch", "asked_by").get(pk=pk)
    return found


def may_see_detail(user: User, one: Clearance) -> bool:
    """Whether this person is the duty officer of that place."""
    return user.scope(EthicsPermission.CLEARANCE_DETAIL).holds(one.unit.path)


def detail(user: User, one: Clearance) -> tuple[str, str]:
    """What a hit says and what was done, for the duty officer; the caller notes the look."""
    rows = Clearance.objects.visible_to(user).filter(user.scope(EthicsPermission.CLEARANCE_DETAIL).q("unit__path"))
    found: tuple[str, str] = rows.values_list("detail", "handling").get(pk=one.pk)
    return found


def batches(user: User) -> QuerySet[ClearanceBatch]:
    """The batches of the own units, with how many of their queries still wait."""
    rows = ClearanceBatch.objects.filter(user.scope(EthicsPermission.SEND_CLEARANCE).q("unit__path"))
    waiting = Count("queries", filter=Q(queries__result=ClearanceResult.PENDING))
    return rows.select_related("unit", "made_by").annotate(waiting=waiting).order_by("-pk")


def batch_rows(user: User, batch_id: int) -> QuerySet[Clearance]:
    """The people of a batch, for the authority."""
    scope = user.scope(EthicsPermission.SEND_CLEARANCE)
    rows: QuerySet[Clearance] = Clearance.objects.visible_to(user).filter(scope.q("unit__path"), batch_id=batch_id)
    return rows.select_related("unit", "teacher").order_by("pk")


def pending(user: User, numbers: Collection[str]) -> dict[str, Clearance]:
    """The queries that were sent and wait, by ID number; the oldest where a person has several."""
    digests = findable(sorted(number for number in numbers if number))
    scope = user.scope(EthicsPermission.SEND_CLEARANCE)
    rows = clearances(user).filter(
        scope.q("unit__path"), id_digest__in=EachOf(digests), result=ClearanceResult.PENDING
    )  # fmt: skip
    return {digests[one.id_digest]: one for one in rows.exclude(batch=None)}


def prohibitions(user: User) -> QuerySet[Prohibition]:
    """The register, for the duty officers."""
    rows: QuerySet[Prohibition] = Prohibition.objects.visible_to(user).select_related("recorded_by")
    return rows.order_by("-pk")


@dataclass(frozen=True)
class Coverage:
    """A school: its serving people, and how many of them have a result of the last months."""

    school: str
    serving: int
    covered: int

    @property
    def missing(self) -> int:
        return self.serving - self.covered

    @property
    def percent(self) -> int:
        return 100 * self.covered // self.serving if self.serving else 100


def _serving(user: User, on: date) -> QuerySet[Any]:
    since = add_months(on, -setting_on(on).recheck_months)
    known = Clearance.objects.for_system("whether there is a result, not which").filter(
        teacher=OuterRef("pk"), queried_on__gt=since, result=ClearanceResult.NONE
    )
    rows = Teacher.objects.for_system("serving people of the units whose queries the user keeps")
    scope = user.scope(EthicsPermission.CLEARANCE)
    found: QuerySet[Any] = rows.filter(scope.q("school__path"), status=TeacherStatus.ACTIVE)
    return found.annotate(is_covered=Exists(known))


def coverage(user: User, on: date) -> list[Coverage]:
    """Each school of the own units, the least covered first."""
    rows = _serving(user, on).values("school__name", "school_id")
    counted = rows.annotate(n=Count("pk"), known=Count("pk", filter=Q(is_covered=True)))
    found = [Coverage(row["school__name"], row["n"], row["known"]) for row in counted]
    return sorted(found, key=lambda one: (one.percent, one.school))


def uncovered(user: User, on: date) -> list[int]:
    """Serving people whose yearly query is due."""
    return list(_serving(user, on).filter(is_covered=False).values_list("pk", flat=True))
