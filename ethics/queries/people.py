"""Finding people by ID number, and asking about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ethics.choices import Purpose
from ethics.permissions import EthicsPermission
from ethics.queries.standing import candidates, nobody, standings
from ethics.rules.standing_facts import Standing
from kernel.accounts.models import User
from kernel.crypto.seal import findable
from teachers.models import Teacher
from teachers.queries.roster import EachOf


@dataclass(frozen=True)
class Asked:
    """One line of a list that was asked about: as it was given, whom it means, what may be said."""

    number: str
    name: str
    teacher: Teacher | None
    standing: Standing


def found_by_number(user: User, permission: EthicsPermission, numbers: Collection[str]) -> dict[str, Teacher]:
    """The people with these ID or register numbers where the user holds the permission, in one query."""
    wanted = {number for number in numbers if number}
    digests = findable(sorted(wanted))
    rows = Teacher.objects.for_system("a number is given in clear; the permission's scope limits it")
    rows = rows.filter(user.scope(permission).q("school__path"))
    rows = rows.filter(Q(id_digest__in=EachOf(digests)) | Q(teacher_no__in=EachOf(sorted(wanted))))
    found = {}
    for one in rows.select_related("school").defer("id_number", "phone"):
        found[digests.get(one.id_digest, one.teacher_no)] = one
        if one.teacher_no in wanted:
            found[one.teacher_no] = one
    return found


def asked(
    user: User, permission: EthicsPermission, people: Sequence[tuple[str, str]], purpose: str, on: date
) -> list[Asked]:
    """The answer for each (ID number, name) in order; a number nobody in scope has, or another's name, is unknown."""
    there = found_by_number(user, permission, {number for number, _name in people})
    answers = standings([one.pk for one in there.values()], purpose, on)
    outside: dict[str, Standing] = {}
    if purpose == Purpose.HIRE:  # who is to be hired need not be in the register
        outside = candidates({number for number, _name in people if number} - there.keys(), on)
    found = []
    for number, name in people:
        teacher = there.get(number)
        if teacher is not None and name and _bare(name) != _bare(teacher.name):
            teacher = None
        answer = answers[teacher.pk] if teacher else outside.get(number, nobody())
        found.append(Asked(number, name, teacher, answer))
    return found


def _bare(name: str) -> str:
    return "".join(name.split())
