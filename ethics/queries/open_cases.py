"""Which people have a case that was opened (立案) and is not decided: the port to the cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from ethics.choices.cases import CaseState
from ethics.models import Case
from ethics.rules.standing_facts import OpenCase


def open_cases(teacher_ids: Collection[int], on: date) -> Mapping[int, list[OpenCase]]:
    """For each person with an opened case on the day: its cases. One query, however many ids.

    A mere lead is none. A case is open from 立案 up to the day it was decided or dismissed; one that ended
    不属实-已澄清 was never there, on whatever day one asks.
    """
    rows = Case.objects.for_system("whether something is pending; neither text nor people of it").filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=on), teacher_id__in=list(teacher_ids), opened_on__lte=on
    )
    rows = rows.exclude(state=CaseState.CLEARED).order_by("opened_on", "pk")
    found: dict[int, list[OpenCase]] = defaultdict(list)
    for teacher_id, number, opened_on in rows.values_list("teacher_id", "number", "opened_on"):
        found[teacher_id].append(OpenCase(number, opened_on))
    return found
