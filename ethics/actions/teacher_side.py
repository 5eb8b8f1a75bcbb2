"""What the teacher does in the own case: states and defends, asks for a hearing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ethics.actions import clocks
from ethics.actions.case_common import in_order, lack, put_paper, write_step
from ethics.errors import refuse
from ethics.models import Case
from ethics.queries.case_facts import facts_of
from ethics.rules.case_moves import MOVES, Actor, missing
from kernel.accounts.models import User
from kernel.files.actions import Upload, kept

WHY = "one's own case"


def act(*, case: Case, name: str, text: str, files: Sequence[Upload], by: User, on: date) -> None:
    """Make a move that the table leaves to the teacher; DoesNotExist for a case about somebody else."""
    step = MOVES[name]
    if step.permission is not None:
        raise refuse("case_not_yours", move=step.label)
    with kept(files) as stored:
        rows = Case.objects.for_system(WHY).filter(teacher__user_id=by.pk).select_for_update(of=("self",))
        now = rows.select_related("school__parent", "teacher").get(pk=case.pk)
        in_order(now, on)
        if lacking := missing(step, facts_of(now, on), Actor(), on):
            raise lack(lacking[0], step)
        if not (text.strip() or stored):
            raise refuse("message_empty")
        assert step.brings is not None
        put_paper(now, step.brings, text, stored, by, on=on)
        clocks.stop(case=now, kinds=step.stops, on=on, by=by)
        write_step(now, step, {}, "", None, by, on)
