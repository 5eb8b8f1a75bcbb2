"""What other trades have against an act on these teachers: the paths of settings.TEACHER_GATES are asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

NO_ANSWER = "没有得到师德核查结果"


def objections(act: str, teacher_ids: Collection[int], on: date) -> dict[int, str]:
    """For each teacher what stands against the act, '' when nothing. Where a gate is set up, no answer is a no.

    A gate is ``f(act, ids, on) -> {id: sentence or ''}``, one call for all.
    """
    found = dict.fromkeys(teacher_ids, "")
    for path in getattr(settings, "TEACHER_GATES", ()):
        answers = import_string(path)(act, list(found), on)
        for pk, before in found.items():
            found[pk] = before or answers.get(pk, NO_ANSWER)
    return found
