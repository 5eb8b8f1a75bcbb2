"""``standing``: what may be said of people for a purpose on a day, in a fixed number of queries however many they are.

It answers for that day from what is on file now, and it fails closed: what is unknown or cannot be read holds. Whether
the asker may ask at all is decided before (``queries.asking`` for pages, gates and signals for other trades).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ethics.choices import HandlingState, Purpose
from ethics.models import Bar, Sanction, StandingSetting
from ethics.queries.care import failed_appraisals
from ethics.queries.clearance import candidate_facts, clearance_facts, prohibition_facts
from ethics.queries.open_cases import open_cases
from ethics.rules.standing import judge, unknown
from ethics.rules.standing_facts import BarFact, OpenCase, PersonFacts, SanctionFact, Settings, Standing
from kernel.crypto.seal import CannotOpen

WHY = "the one answer is for every trade"


def standing(teacher_id: int, purpose: str, on: date) -> Standing:
    """The answer for one person of the register."""
    return standings([teacher_id], purpose, on)[teacher_id]


def standings(teacher_ids: Collection[int], purpose: str, on: date) -> dict[int, Standing]:
    """The answers for many people of the register."""
    ids = list(dict.fromkeys(teacher_ids))
    settings, facts = settings_on(on), facts_of(ids, on)
    return {pk: judge(facts[pk], purpose, on, settings) for pk in ids}


def nobody() -> Standing:
    """The answer for somebody whom the register does not know."""
    return unknown("unknown_person")


def candidates(numbers: Collection[str], on: date) -> dict[str, Standing]:
    """The answers for hiring people whom the register does not know, by what the query of each number said; who was
    never queried is unknown and not in it."""
    settings = settings_on(on)
    return {
        number: judge(PersonFacts(prohibitions=tuple(barred), clearance=clearance), Purpose.HIRE, on, settings)
        for number, (clearance, barred) in candidate_facts(numbers, on).items()
    }


def settings_on(on: date) -> Settings:
    """What the city decided, as it holds on a day; the shipped row holds before all others."""
    rows = StandingSetting.objects.order_by("-effective_from")
    row = rows.filter(effective_from__lte=on).first() or rows.last()
    if row is None:  # nobody decided anything: everything that may hold or bar does
        every = frozenset(Purpose.values)
        return Settings(q5_auto_end=False, held_by_case=every, barred_by_sanction=every)
    return Settings(
        row.q5_auto_end, frozenset(row.held_by_case), frozenset(row.barred_by_sanction), row.appraisal_years,
        row.document,
    )  # fmt: skip


def facts_of(teacher_ids: Collection[int], on: date) -> dict[int, PersonFacts]:
    """Everything on file about these people that an answer may rest on."""
    ids = list(teacher_ids)
    sanctions, documents = _sanctions(ids)
    bars = _bars(ids, documents)
    cases: dict[int, list[OpenCase]] = {pk: list(found) for pk, found in open_cases(ids, on).items()}
    failed = failed_appraisals(ids)
    prohibitions, clearances = prohibition_facts(ids), clearance_facts(ids, on)
    return {
        pk: PersonFacts(
            tuple(sanctions.get(pk, ())),
            tuple(bars.get(pk, ())),
            tuple(prohibitions.get(pk, ())),
            tuple(cases.get(pk, ())),
            failed=tuple(failed.get(pk, ())),
            clearance=clearances.get(pk),
        )
        for pk in ids
    }


def readable(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[dict[str, Any], bool]]:
    """The rows as values, the last column sealed text, and whether it opens; one that does not open is empty."""
    *plain, sealed = columns
    try:
        return [(row, True) for row in rows.values(*columns)]
    except CannotOpen:  # rare, and then each row by itself tells which
        found: list[tuple[dict[str, Any], bool]] = []
        for row in rows.values("pk", *plain):
            try:
                found.append(({**row, sealed: rows.values_list(sealed, flat=True).get(pk=row["pk"])}, True))
            except CannotOpen:
                found.append(({**row, sealed: ""}, False))
        return found


def _sanctions(ids: list[int]) -> tuple[dict[int, list[SanctionFact]], dict[int, tuple[str, bool, bool]]]:
    """The decisions that stand, by person; and of each its document, whether that opens, whether its end is settled."""
    found: dict[int, list[SanctionFact]] = defaultdict(list)
    documents: dict[int, tuple[str, bool, bool]] = {}
    rows = Sanction.objects.for_system(WHY).filter(teacher_id__in=ids, state=HandlingState.STANDING)
    columns = ("id", "teacher_id", "kind", "decided_on", "effective_on", "until_on", "ended_on", "confirmed_on")
    for row, opens in readable(rows.order_by("effective_on", "pk"), *columns, "document"):
        documents[row["id"]] = row["document"], opens, row["confirmed_on"] is not None
        found[row["teacher_id"]].append(
            SanctionFact(
                row["kind"], row["decided_on"], row["effective_on"], row["until_on"], row["ended_on"], row["document"],
                opens,
            )
        )  # fmt: skip
    return found, documents


def _bars(ids: list[int], documents: dict[int, tuple[str, bool, bool]]) -> dict[int, list[BarFact]]:
    found: dict[int, list[BarFact]] = defaultdict(list)
    rows = Bar.objects.for_system(WHY).filter(teacher_id__in=ids, sanction__state=HandlingState.STANDING)
    for pk, sanction, domain, start, end, ended in rows.order_by("from_on", "pk").values_list(
        "teacher_id", "sanction_id", "domain", "from_on", "until_on", "ended_on"
    ):
        document, opens, settled = documents.get(sanction, ("", False, False))
        found[pk].append(BarFact(domain, start, end, ended, document, settled, opens))
    return found
