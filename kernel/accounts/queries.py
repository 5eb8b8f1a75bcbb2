"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from kernel.accounts import sessions
from kernel.accounts.choices import AccountKind
from kernel.accounts.devices import device, masked_address
from kernel.accounts.models import Grant, User
from kernel.accounts.roles import roles_with
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation


def user_named(username: str) -> User:
    """The active account of that name; RuleBroken when there is none."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise RuleBroken("user_unknown", "没有名为“{username}”的可用账号，请核对用户名。", username=username)
    return user


def demand(user: User, *permissions: str, what: str) -> None:
    """Refuse a person who does not hold every permission today; actions call it, whichever way they were reached."""
    if not all(map(user.holds, permissions)):
        raise RuleBroken("no_permission", "“{user}”没有{what}的权限，请由有相应职责的人员办理。", user=user, what=what)


def holders(permission: str, org: Organisation, on: date) -> list[User]:
    """Active people who hold a permission over a unit on a day."""
    above = [org.path[:end] for end in range(org.steplen, len(org.path) + 1, org.steplen)]
    grants = Grant.objects.in_force(on).filter(role__in=roles_with(permission), org__path__in=above)
    ids = grants.values("user_id")
    return list(User.objects.filter(pk__in=ids, is_active=True, kind=AccountKind.PERSON).order_by("username"))


def is_one_hand(user: User, others: Iterable[int | None], since: date | datetime | None = None) -> bool:
    """Whether a person is one of the others, or one did the other's work at any time since a day (None: today).

    Who stands in for somebody on leave cannot be the second person for what that one made, nor the other way round:
    it would be one authority signing twice.
    """
    return bool(one_hand_with(user, others, since))


def one_hand_with(user: User, others: Iterable[int | None], since: date | datetime | None = None) -> set[int]:
    """Those of the others who are one hand with a person."""
    ids = {other for other in others if other is not None}
    today = timezone.localdate()
    first = timezone.localdate(since) if isinstance(since, datetime) else since or today
    either = Q(user=user, on_behalf_of__user__in=ids) | Q(user__in=ids, on_behalf_of__user=user)
    rows = Grant.objects.filter(either, valid_from__lte=today, valid_until__gt=first) if ids else Grant.objects.none()
    found = {one for pair in rows.values_list("user_id", "on_behalf_of__user_id") for one in pair}
    return (found | {user.pk}) & ids


@dataclass(frozen=True)
class OpenSession:
    """One's own session, as a page shows it."""

    pk: int
    device: str
    address: str
    since: datetime
    seen: datetime
    is_current: bool


@dataclass(frozen=True)
class Factors:
    """One's own second factors."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: int | None  # recovery codes left; None: never made

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)


@dataclass(frozen=True)
class Identity:
    """An identity elsewhere that opens one's account."""

    pk: int
    name: str
    uid: str
    since: datetime


def own_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """One's sessions that are still alive, this one first."""
    since = timezone.now() - timedelta(seconds=settings.IDLE_SECONDS + sessions.grain())
    rows = list(UserSession.objects.filter(user=user, last_seen_at__gte=since).order_by("-last_seen_at"))
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list("pk", flat=True)
    )
    found = [
        OpenSession(
            row.pk, device(row.user_agent), masked_address(row.ip), row.created_at, row.last_seen_at,
            row.session_key == current_key,
        )
        for row in rows
        if row.session_key in alive
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_current)


def own_session(user: User, pk: int) -> UserSession:
    """One of one's own sessions; DoesNotExist for that of anybody else."""
    return UserSession.objects.get(user=user, pk=pk)


def other_sessions(user: User, current_key: str | None) -> QuerySet[UserSession]:
    """One's sessions elsewhere."""
    return UserSession.objects.filter(user=user).exclude(session_key=current_key)


def own_factors(user: User) -> Factors:
    """One's second factors."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    kinds = Authenticator.Type
    app = next((row for row in rows if row.type == kinds.TOTP), None)
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return Factors(
        app,
        [row for row in rows if row.type == kinds.WEBAUTHN],
        len(codes.wrap().get_unused_codes()) if codes else None,
    )


def own_identities(user: User, names: Mapping[str, str]) -> list[Identity]:
    """The identities elsewhere that open one's account; ``names``: provider -> what people call it."""
    rows = SocialAccount.objects.filter(user=user).order_by("pk")
    return [Identity(row.pk, names.get(row.provider, row.provider), _hint(row.uid), row.date_joined) for row in rows]


def _hint(uid: str) -> str:
    """Enough of an identity's number for its owner to know it again."""
    return f"{uid[:2]}…{uid[-2:]}" if len(uid) > 6 else "…"
