"""Grants that wait for the second signature of a security administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kernel.access.changes import SIGNED_AS, GrantChange
from kernel.access.permissions import AccessPermission
from kernel.accounts.models import User
from kernel.accounts.queries import one_hand_with
from kernel.accounts.roles import role_table
from kernel.notices import Waiting
from kernel.orgs.models import Organisation
from kernel.signoff.models import Signature, SignatureState
from kernel.signoff.queries import of_kind, on_subjects, open_of_kind


@dataclass(frozen=True)
class Request:
    """One request, whom it is about, and what this reader may do with it."""

    signature: Signature
    person: User
    change: GrantChange
    sentence: str
    may_sign: bool
    is_mine: bool

    @property
    def is_strong(self) -> bool:
        """Whether the role is one that needs two."""
        role = role_table().get(self.change.role)
        return bool(role and role.is_strong)


def request(user: User, pk: int) -> Request:
    """One request in one's own part of the tree, or one's own; DoesNotExist for any other."""
    signature = of_kind(SIGNED_AS).get(pk=pk)
    for one in _seen(user, [signature]):
        return one
    raise Signature.DoesNotExist


def requests_about(user: User, person: User) -> list[Request]:
    """Open requests about a person."""
    rows = on_subjects(SIGNED_AS, User._meta.label_lower, [person.pk]).filter(state=SignatureState.OPEN)
    return _seen(user, rows)


def asked_by(user: User) -> list[Request]:
    """Open requests of one's own."""
    return _seen(user, open_of_kind(SIGNED_AS).filter(asked_by=user))


def waiting(user: User) -> list[Waiting]:
    """Requests that this person may sign."""
    if not user.holds(AccessPermission.SIGN):
        return []
    rows = [one for one in _seen(user, open_of_kind(SIGNED_AS)) if one.may_sign]
    return [
        Waiting(
            _("%s，待签署") % one.sentence,
            _("%(who)s提出：%(reason)s") % {"who": one.signature.asked_by, "reason": one.signature.reason},
            reverse("grant_request", args=[one.signature.pk]), _("去签署"), urgent=True,
        )
        for one in rows
    ]  # fmt: skip


def to_sign(user: User) -> list[Waiting]:
    """What waits for this person's signature, of every kind that settings name."""
    return [item for path in settings.SIGNATURE_SOURCES for item in import_string(path)(user)]


def _seen(user: User, rows: Iterable[Signature]) -> list[Request]:
    found = list(rows)
    signs, grants = user.scope(AccessPermission.SIGN), user.scope(AccessPermission.GRANT)
    units = Organisation.objects.in_bulk({row.detail["org"] for row in found})
    people = User.objects.in_bulk({int(row.subject_id) for row in found})
    made = [one for row in found for one in (row.asked_by_id, int(row.subject_id))]
    own = one_hand_with(user, made, min((row.asked_at for row in found), default=None))
    seen = []
    for row in found:
        path, person = units[row.detail["org"]].path, people[int(row.subject_id)]
        is_mine = row.asked_by_id == user.pk
        if not (is_mine or signs.holds(path) or grants.holds(path)):
            continue
        change = GrantChange.of(row.detail)
        may = row.state == SignatureState.OPEN and signs.holds(path)
        may = may and own.isdisjoint({row.asked_by_id, person.pk})
        seen.append(Request(row, person, change, change.sentence(person), may, is_mine))
    return seen
