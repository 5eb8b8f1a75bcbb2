"""Ways in that somebody lost: what may be reset for an account, and the resets that wait for a second signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.access.choices import Reset
from kernel.access.permissions import AccessPermission
from kernel.accounts import locks
from kernel.accounts.models import Grant, User
from kernel.accounts.queries import Factors, one_hand_with, own_factors
from kernel.accounts.roles import role_table
from kernel.notices import Waiting
from kernel.orgs.models import Organisation
from kernel.signoff.models import Signature, SignatureState
from kernel.signoff.queries import of_kind, on_subjects, open_of_kind

KINDS = {f"access.reset_{one}": one for one in Reset}  # one open request of each for an account


@dataclass(frozen=True)
class ResetRequest:
    """One request, whom it is about, and what this reader may do with it."""

    signature: Signature
    person: User
    what: Reset
    units: str
    may_sign: bool
    is_mine: bool

    @property
    def sentence(self) -> str:
        """What is asked for."""
        said = {"who": self.person, "username": self.person.username, "what": self.what.label}
        return _("为%(who)s（%(username)s）%(what)s") % said


@dataclass(frozen=True)
class WaysIn:
    """How an account is signed in to: what its page shows."""

    is_locked: bool
    is_strong: bool  # resets need a second signature
    factors: Factors
    has_password: bool
    must_change: bool
    waiting: list[ResetRequest]


def ways_in(user: User, one: User) -> WaysIn:
    """The ways into an account that the caller's query found visible."""
    rows = [row for kind in KINDS for row in _open_on(kind, one)]
    return WaysIn(
        locks.is_locked(one), bool(strong_units(one)), own_factors(one), one.has_usable_password(),
        one.must_change_password, _seen(user, rows),
    )  # fmt: skip


def strong_units(one: User) -> list[int]:
    """The units where an account holds a strong role, now or from a later day on: who takes the account over has
    these."""
    strong = [code for code, role in role_table().items() if role.is_strong]
    rows = Grant.objects.filter(Q(is_strong=True) | Q(role__in=strong), user=one)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=timezone.localdate()))
    return sorted(set(rows.values_list("org_id", flat=True)))


def reset_request(user: User, pk: int) -> ResetRequest:
    """One request that this person may see; DoesNotExist for any other."""
    signature = next((row for kind in KINDS for row in of_kind(kind).filter(pk=pk)), None)
    for one in _seen(user, [signature] if signature else []):
        return one
    raise Signature.DoesNotExist


def waiting(user: User) -> list[Waiting]:
    """Requests that this person may sign."""
    if not (user.holds(AccessPermission.ACCOUNTS) or user.holds(AccessPermission.SIGN)):
        return []
    rows = [row for kind in KINDS for row in open_of_kind(kind)]
    return [
        Waiting(
            _("%s，待签署") % one.sentence,
            _("%(who)s提出：%(reason)s") % {"who": one.signature.asked_by, "reason": one.signature.reason},
            reverse("reset_request", args=[one.signature.pk]), _("去签署"), urgent=True,
        )
        for one in _seen(user, rows)
        if one.may_sign
    ]  # fmt: skip


def may_sign_at(user: User, paths: Iterable[str]) -> bool:
    """Whether this person looks after accounts of people with strong roles at these units: as system administrator, or
    as security administrator of all of them."""
    accounts, signs = user.scope(AccessPermission.ACCOUNTS), user.scope(AccessPermission.SIGN)
    places = list(paths)
    return all(map(accounts.holds, places)) or all(map(signs.holds, places))


def _open_on(kind: str, one: User) -> Iterable[Signature]:
    return on_subjects(kind, User._meta.label_lower, [one.pk]).filter(state=SignatureState.OPEN)


def _seen(user: User, rows: Iterable[Signature]) -> list[ResetRequest]:
    found = list(rows)
    if not found:
        return []
    units = Organisation.objects.in_bulk({pk for row in found for pk in row.detail["units"]})
    people = User.objects.in_bulk({int(row.subject_id) for row in found})
    made = [one for row in found for one in (row.asked_by_id, int(row.subject_id))]
    own = one_hand_with(user, made, min(row.asked_at for row in found))
    seen = []
    for row in found:
        places, person = [units[pk] for pk in row.detail["units"]], people[int(row.subject_id)]
        is_mine, keeps = row.asked_by_id == user.pk, may_sign_at(user, (one.path for one in places))
        if not (is_mine or keeps):
            continue
        may = keeps and row.state == SignatureState.OPEN and own.isdisjoint({row.asked_by_id, person.pk})
        names = "、".join(one.name for one in places)
        seen.append(ResetRequest(row, person, Reset(row.detail["what"]), names, may, is_mine))
    return seen
