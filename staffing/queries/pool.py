"""The pool as a person may see it: balances, loans, requests, what waits for a signature, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.signoff.models import Signature
from kernel.signoff.queries import open_of_kind
from staffing.choices import LoanState, RequestState
from staffing.models import LoanTerm, PoolLoan, PoolRequest, PoolUnit
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.standard import setting_on
from staffing.rules.figures import first_day
from staffing.rules.pool import years_later

KINDS = (
    "staffing.approve", "staffing.put_in", "staffing.take_out", "staffing.shift", "staffing.lend", "staffing.renew",
    "staffing.recall",
)  # fmt: skip
OPEN = (RequestState.ASKED, RequestState.CHECKED, RequestState.RESERVED)


def pools(user: User) -> list[PoolUnit]:
    """The pools that concern this person: those in scope and those above it, from which its units may borrow."""
    scope = user.scope(Staffing.VIEW)
    step = Organisation.steplen
    above = {path[:end] for path in scope.paths for end in range(step, len(path), step)}
    units = Organisation.objects.filter(scope.q("path") | Q(path__in=above)).exclude(kind=OrgKind.SCHOOL)
    rows = {row.unit_id: row for row in PoolUnit.objects.filter(unit__in=units).select_related("unit")}
    return [rows.get(unit.pk) or PoolUnit(unit=unit) for unit in units.order_by("path")]


def balances_of(user: User, unit: Organisation | None = None) -> QuerySet[PoolUnit]:
    """The balances of units in scope."""
    rows = PoolUnit.objects.filter(user.scope(Staffing.VIEW).q("unit__path")).select_related("unit", "unit__parent")
    rows = rows.exclude(~Q(unit__kind=OrgKind.SCHOOL), approved=0, disposal=0)  # a pool stands above, with its stock
    return (rows if unit is None else rows.filter(unit__path__startswith=unit.path)).order_by("unit__path")


def loans(user: User) -> QuerySet[PoolLoan]:
    """Loans to units in scope with what is still out, those that end first at the top."""
    rows = PoolLoan.objects.filter(user.scope(Staffing.VIEW).q("borrower__path"))
    return (
        rows.select_related("borrower", "borrower__parent", "pool")
        .annotate(out=Sum("accounts__balance", default=0))
        .order_by("ends_on", "pk")
    )


def running(user: User) -> QuerySet[PoolLoan]:
    """Loans of which something is still out."""
    return loans(user).exclude(state=LoanState.RETURNED)


def loan_of(user: User, pk: int) -> Any:
    """One loan, with what is ``out``; DoesNotExist outside the scope."""
    return loans(user).get(pk=pk)


def terms(loan: PoolLoan) -> list[LoanTerm]:
    """What was agreed about a visible loan, the first first."""
    return list(LoanTerm.objects.filter(loan=loan).select_related("made_by", "signed_by").order_by("pk"))


def due(user: User, today: date) -> list[PoolLoan]:
    """Loans that end within the days of the standard, and those past their end."""
    until = today + timedelta(days=setting_on(today).due_days)
    return list(running(user).filter(ends_on__lte=until))


def requests(user: User) -> QuerySet[PoolRequest]:
    """Requests of units in scope, the newest first."""
    rows = PoolRequest.objects.filter(user.scope(Staffing.VIEW).q("school__path"))
    return rows.select_related(
        "school", "school__parent", "pool", "asked_by", "checked_by", "reserved_by", "decided_by"
    ).order_by("-pk")


def request_of(user: User, pk: int) -> PoolRequest:
    """One request; DoesNotExist outside the scope."""
    return requests(user).get(pk=pk)


@dataclass(frozen=True)
class ToSign:
    """A request for a second signature with what it is about."""

    signature: Signature
    unit: Organisation
    about: PoolRequest | PoolLoan | None
    other: Organisation | None  # the pool that it also concerns


def to_sign(user: User, permission: Staffing = Staffing.VIEW) -> list[ToSign]:
    """What waits for a second signature on units in scope, the oldest first."""
    rows = [row for kind in KINDS for row in open_of_kind(kind)]
    found = _subjects(rows)
    scope = user.scope(permission)
    seen = []
    for row in sorted(rows, key=lambda one: one.asked_at):
        subject = found.get((row.subject_type, int(row.subject_id)))
        if subject is None:
            continue
        unit, about = subject
        if scope.holds(unit.path):
            seen.append(ToSign(row, unit, about, _other(row, found)))
    return seen


Found = dict[tuple[str, int], tuple[Organisation, PoolRequest | PoolLoan | None]]


def _other(row: Signature, found: Found) -> Organisation | None:
    pk = row.detail.get("pool") or row.detail.get("into")
    pair = found.get(("orgs.organisation", int(pk))) if pk else None
    return pair[0] if pair else None


def _subjects(rows: Iterable[Signature]) -> Found:
    ids: dict[str, set[int]] = {"orgs.organisation": set(), "staffing.poolrequest": set(), "staffing.poolloan": set()}
    for row in rows:
        if row.subject_type in ids:
            ids[row.subject_type].add(int(row.subject_id))
        if pk := row.detail.get("pool") or row.detail.get("into"):
            ids["orgs.organisation"].add(int(pk))
    found: Found = {}
    for unit in Organisation.objects.filter(pk__in=ids["orgs.organisation"]):
        found["orgs.organisation", unit.pk] = (unit, None)
    for one in PoolRequest.objects.filter(pk__in=ids["staffing.poolrequest"]).select_related("school", "pool"):
        found["staffing.poolrequest", one.pk] = (one.school, one)
    for loan in PoolLoan.objects.filter(pk__in=ids["staffing.poolloan"]).select_related("borrower"):
        found["staffing.poolloan", loan.pk] = (loan.borrower, loan)
    return found


def signature_of(user: User, pk: int) -> ToSign:
    """One of them; DoesNotExist when it is decided or not on a unit in scope."""
    for one in to_sign(user):
        if one.signature.pk == pk:
            return one
    raise Signature.DoesNotExist


def usual_term(on: date) -> tuple[date, date]:
    """The term that a new request begins with: from the coming school year, for the usual number of years."""
    start = first_day(on.year if on.month < 9 else on.year + 1)
    return start, years_later(start, setting_on(on).loan_years)


def _pools_over(user: User, unit: Organisation) -> QuerySet[Organisation]:
    """The pools that a unit may use: its own where it keeps one, and those above it."""
    step = Organisation.steplen
    paths = [unit.path[:end] for end in range(step, len(unit.path) + 1, step)]
    return Organisation.objects.filter(path__in=paths).exclude(kind=OrgKind.SCHOOL).order_by("-path")


def pools_for(user: User, unit: Organisation) -> list[tuple[int, str]]:
    """Pools over a visible unit that this person may move posts of, nearest first, with what they have."""
    scope = user.scope(Staffing.POOL)
    over = [one for one in _pools_over(user, unit) if scope.holds(one.path)]
    stock = dict(PoolUnit.objects.filter(unit__in=over).values_list("unit_id", "stock"))
    return [(one.pk, f"{one.name}（可用 {stock.get(one.pk, 0)} 名）") for one in over]


def other_pools(user: User, pool: Organisation) -> list[tuple[int, str]]:
    """The pools into which posts of this one may be moved."""
    if pool.kind == OrgKind.SCHOOL:
        return []
    scope = user.scope(Staffing.POOL)
    rows = Organisation.objects.exclude(kind=OrgKind.SCHOOL).exclude(pk=pool.pk).order_by("path")
    return [(one.pk, one.name) for one in rows if scope.holds(one.path) or pool.path.startswith(one.path)]


def pool_named(user: User, unit: Organisation, word: str) -> Organisation:
    """The pool that a form names, among those offered for a unit; DoesNotExist for any other."""
    offered = {pk for pk, _label in [*pools_for(user, unit), *other_pools(user, unit)]}
    if not word.isdecimal() or int(word) not in offered:
        raise Organisation.DoesNotExist
    return Organisation.objects.get(pk=int(word))


def own_school(user: User) -> Organisation | None:
    """The school for which this person asks, where it is just one."""
    rows = Organisation.objects.filter(user.scope(Staffing.REQUEST).q("path"), kind=OrgKind.SCHOOL, closed_on=None)
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def may_take_back(one: PoolRequest, user: User) -> bool:
    """Whether the request is this person's to take back: the own one, or one of the own school."""
    own = one.asked_by_id == user.pk or not user.holds(Staffing.CHECK)
    return own and user.scope(Staffing.REQUEST).holds(one.school.path)
