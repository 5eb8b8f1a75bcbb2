"""Units over time as pages show them: the tree with its people, one school with its names, what waits to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.errors import retold
from kernel.notices import Waiting
from kernel.orgs.models import Organisation, OrganisationName
from kernel.orgs.permissions import OrgPermission
from kernel.orgs.queries import NamesOverTime, every_school, schools
from kernel.signoff.models import Signature
from kernel.signoff.queries import on_subjects, open_of_kind
from teachers.models import Post, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.unit_changes import SIGNED_AS, UnitChange

SUBJECT = Organisation._meta.label_lower


@dataclass(frozen=True)
class UnitRow:
    """A school in the list."""

    unit: Organisation
    people: int


def units(user: User) -> dict[Organisation, list[UnitRow]]:
    """The schools that this person answers for, by district, each with the number of people in the register."""
    people = Teacher.objects.visible_to(user).order_by().values_list("school_id").annotate(n=Count("pk"))
    counts = dict(people)
    found: dict[Organisation, list[UnitRow]] = {}
    for unit in every_school().filter(user.scope(TeacherPermission.VIEW).q("path")).select_related("merged_into"):
        assert unit.parent is not None
        found.setdefault(unit.parent, []).append(UnitRow(unit, counts.get(unit.pk, 0)))
    return found


def unit(user: User, pk: int) -> Organisation:
    """One school; DoesNotExist for a neighbour's."""
    rows = every_school().filter(user.scope(TeacherPermission.VIEW).q("path"))
    return rows.select_related("merged_into", "merged_into__merged_into").get(pk=pk)


def names(school: Organisation) -> list[OrganisationName]:
    """What a school was called, the oldest first."""
    return list(school.names.all())


def absorbed(school: Organisation) -> list[Organisation]:
    """The schools that were merged into this one."""
    return list(school.merged.order_by("closed_on"))


def staff(user: User, school: Organisation) -> int:
    """How many people of the register belong to a school now."""
    return Teacher.objects.visible_to(user).filter(school=school).count()


def targets(user: User, school: Organisation) -> list[Organisation]:
    """The schools that this one could be merged into."""
    found = schools(user.scope(OrgPermission.CHANGE))
    return [one for one in found if one.parent_id == school.parent_id and one.pk != school.pk]


def requests(user: User, school: Organisation) -> list[tuple[Signature, UnitChange]]:
    """Requests about a school that the caller's query found, the newest first."""
    return [(one, UnitChange.of(one.detail)) for one in on_subjects(SIGNED_AS, SUBJECT, [school.pk])]


def request(user: User, school: Organisation, pk: int) -> Signature:
    """One request about a school; DoesNotExist for any other."""
    return on_subjects(SIGNED_AS, SUBJECT, [school.pk]).get(pk=pk)


def posts_with_names(user: User, person: Teacher) -> list[tuple[Post, str]]:
    """The posts of a person, each with the name that the unit bore when the post ended (or bears today)."""
    rows = list(Post.objects.visible_to(user).filter(teacher=person).select_related("org"))
    known = NamesOverTime(row.org for row in rows)
    return [(row, known.on(row.org_id, _last_day(row))) for row in rows]


def _last_day(post: Post) -> date | None:
    return date.fromordinal(post.valid_until.toordinal() - 1) if post.valid_until else None


def waiting(user: User) -> list[Waiting]:
    """Changes of units that wait for this person's signature."""
    scope = user.scope(OrgPermission.APPROVE)
    if not scope:
        return []
    asked = list(open_of_kind(SIGNED_AS).exclude(asked_by=user))
    rows = every_school().filter(scope.q("path")).in_bulk([int(one.subject_id) for one in asked]) if asked else {}
    return [_waiting(rows[int(one.subject_id)], one) for one in asked if int(one.subject_id) in rows]


def _waiting(school: Organisation, one: Signature) -> Waiting:
    detail: dict[str, Any] = {"who": one.asked_by, "reason": one.reason}
    return Waiting(
        _("%s，待签署") % retold(UnitChange.of(one.detail).sentence(school.name)),
        _("%(who)s提出：%(reason)s") % detail,
        reverse("unit", args=[school.pk]), _("去办理"), urgent=True,
    )  # fmt: skip
