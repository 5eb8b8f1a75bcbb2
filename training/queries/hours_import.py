"""What an import of hours needs to know of the register and of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from teachers.models import Teacher
from training.models import HourEntry
from training.permissions import TrainingPermission

BATCH = 500
WHY = "the same hours are put down once"


@dataclass(frozen=True)
class Person:
    """Somebody of the register as an import needs them."""

    pk: int
    name: str
    born_on: date
    decides_above: bool  # whether the importer's word reaches above the school


@dataclass(frozen=True)
class Known:
    """An entry that is there already under the same key, and its words as a workbook gives them."""

    state: str
    facts: tuple[object, ...]  # title, kind, level, mode, tenths, first day, last day


def people(user: User, numbers: Iterable[str]) -> dict[str, Person]:
    """The people of these ID numbers in whose units this person may import hours, by number."""
    scope = user.scope(TrainingPermission.IMPORT_HOURS)
    digests = findable([number for number in numbers if number])
    found: dict[str, Person] = {}
    every = list(digests)
    for start in range(0, len(every), BATCH):
        rows = Teacher.objects.for_system("people of the importer's own units").filter(
            scope.q("school__path"), id_digest__in=every[start : start + BATCH]
        )
        for pk, name, born_on, digest, above in rows.values_list(
            "pk", "name", "birth_on", "id_digest", "school__parent__path"
        ):
            found[digests[digest]] = Person(pk, name, born_on, scope.holds(above or ""))
    return found


def known(keys: Collection[str]) -> dict[str, list[Known]]:
    """Entries under these keys, oldest first."""
    found: dict[str, list[Known]] = defaultdict(list)
    every = sorted(keys)
    for start in range(0, len(every), BATCH):
        rows = HourEntry.objects.for_system(WHY).filter(key__in=every[start : start + BATCH]).order_by("attempt")
        for key, state, *facts in rows.values_list(
            "key", "standing__state", "title", "kind", "level", "mode", "tenths", "started_on", "ended_on"
        ):
            found[key].append(Known(state, tuple(facts)))
    return found
