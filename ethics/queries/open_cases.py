"""Which people have a case that was opened (立案) and is not decided: the port to the cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ethics.rules.standing_facts import OpenCase


def open_cases(teacher_ids: Collection[int], on: date) -> Mapping[int, list[OpenCase]]:
    """For each person with an opened case on the day: its cases. A mere lead is none. One query, however many ids.

    Cases come with their own model (issue 6, point 2); until then nobody has one.
    """
    return {}
