"""The teacher's own side: what was served, what one handed in, what one may do. Nothing of who reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ethics.choices.cases import OWN, SERVED, CaseState, PaperKind
from ethics.models import Case, CaseClock, CasePaper, Remedy
from ethics.queries.case_facts import facts_of
from ethics.queries.clocks import ClockShown, shown
from ethics.rules.case_moves import MOVES, Actor, missing
from kernel.accounts.models import User
from kernel.files.models import StoredFile

WHY = "one's own case"
SEEN_CLOCKS = ("statement", "hearing_request", "review_lodge", "appeal_lodge", "review_decide", "appeal_decide")


def cases(user: User) -> QuerySet[Case]:
    """One's own cases of which something was served; a lead, or a case still unannounced, is not there."""
    rows: QuerySet[Case] = Case.objects.for_system(WHY).filter(teacher__user_id=user.pk)
    told = CasePaper.objects.for_system(WHY).filter(served_on__isnull=False, kind__in=SERVED)
    return rows.filter(pk__in=told.values("case_id")).select_related("school").order_by("-pk")


@dataclass(frozen=True)
class MyCase:
    """One's own case as the own page shows it."""

    case: Case
    papers: list[CasePaper]
    clocks: list[ClockShown]
    may_state: bool
    may_ask_hearing: bool
    remedies: list[Remedy]


def page(user: User, number: str, on: date) -> MyCase:
    """One of one's own; DoesNotExist for anybody else's."""
    found = cases(user).select_related("school__parent", "teacher").get(number=number)
    if found.state == CaseState.DECIDED:  # what was decided is theirs to know from the service on
        found.state = CaseState.DELIBERATING
    facts = facts_of(found, on)
    papers = _papers(found, user)
    clocks = CaseClock.objects.for_system(WHY).filter(case=found, stopped_on=None, kind__in=SEEN_CLOCKS)
    return MyCase(
        found, list(papers.prefetch_related("files")), shown(clocks.prefetch_related("pauses"), on),
        not missing(MOVES["state"], facts, Actor(), on), not missing(MOVES["request_hearing"], facts, Actor(), on),
        list(Remedy.objects.for_system(WHY).filter(case=found).prefetch_related("files").order_by("pk")),
    )  # fmt: skip


def _papers(found: Case, user: User) -> QuerySet[CasePaper]:
    """Served papers, and what one handed in oneself."""
    rows = CasePaper.objects.for_system(WHY).filter(case=found)
    served = rows.filter(kind__in=SERVED, served_on__isnull=False)
    if rows.filter(kind=PaperKind.RECEIPT).exists():
        served = served | rows.filter(kind=PaperKind.DECISION)
    own: QuerySet[CasePaper] = rows.filter(kind__in=OWN, by=user)
    return (served | own).order_by("pk")


def file_of(user: User, number: str, file_id: UUID) -> StoredFile:
    """A file of a paper that one sees."""
    found = cases(user).get(number=number)
    row: StoredFile = StoredFile.objects.get(pk=file_id, pk__in=_papers(found, user).values("files"))
    return row
