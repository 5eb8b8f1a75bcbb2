"""What ethics says against honouring people: asked, never entered by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ethics.choices import Answer, Purpose
from ethics.errors.reasons import told
from ethics.queries.standing import standings
from ethics.rules.standing_facts import Standing
from honors.choices import EntryState, HoldReason
from honors.rules.candidates import Bar

NOTE_LIMIT = 300


def ethics_bars(teacher_ids: Collection[int], on: date) -> dict[int, Bar]:
    """Whom a sanction excludes or an opened case holds on the day, in a fixed number of queries."""
    found = {}
    for pk, answer in standings(teacher_ids, Purpose.LONG_SERVICE, on).items():
        if answer.answer == Answer.BARRED:
            found[pk] = Bar(EntryState.EXCLUDED, HoldReason.BARRED, note_of(answer))
        elif answer.answer == Answer.HOLD:
            found[pk] = Bar(EntryState.HELD, HoldReason.ETHICS_HELD, note_of(answer))
    return found


def graver(mine: dict[int, Bar], others: dict[int, Bar]) -> dict[int, Bar]:
    """Both together; of two bars against one person the graver binds, of two alike what ethics says."""
    found = dict(mine)
    for pk, bar in others.items():
        known = found.get(pk)
        if known is None or known.state != EntryState.EXCLUDED or bar.state == EntryState.EXCLUDED:
            found[pk] = bar
    return found


def note_of(answer: Standing) -> str:
    """The reasons as they are kept beside an entry."""
    return "；".join(told(one.code, one.from_on, one.until_on, one.document) for one in answer.reasons)[:NOTE_LIMIT]
