"""Writes of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kernel.accounts import locks
from kernel.accounts.choices import AccountKind, GrantKind, SignInAct
from kernel.accounts.models import Grant, User
from kernel.accounts.passwords import initial_password
from kernel.accounts.roles import role_table
from kernel.accounts.signals import account_made, role_granted, sign_in_event
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation

COMMAND_LINE = "命令行"


@transaction.atomic
def add_user(*, username: str, full_name: str, password: str | None, by: User | None, is_initial: bool = True) -> User:
    """Make an account; without a password nobody signs in with it, an initial one is changed at the first sign-in."""
    user = User(username=username, full_name=full_name, must_change_password=is_initial and password is not None)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    account_made.send(User, subject=user, by=by)
    return user


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    org: Organisation,
    on: date,
    by: User | None,
    until: date | None = None,
    kind: GrantKind = GrantKind.OWN,
    on_behalf_of: Grant | None = None,
    second: User | None = None,
    reason: str = "",
) -> Grant:
    """Write down a role at a unit from a day on; RuleBroken when the role does not fit the unit or the person.

    Who may decide that is asked in ``kernel.access``; here stands what holds for everybody, the command line too.
    """
    known = role_table().get(role)
    if known is None or org.kind not in known.org_kinds:
        raise RuleBroken(
            "role_not_here",
            "角色“{role}”不能授予“{org}”，请另选单位。",
            role=known.label if known else role,
            org=org,
        )
    if org.closed_on is not None:
        raise RuleBroken("unit_closed", "“{org}”已停办，不能授予角色，请另选单位。", org=org)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two grants to one person are judged one by one
    keep_duties_apart(user, known.duty, on, until)
    grant, created = Grant.objects.get_or_create(
        user=user, role=role, org=org, valid_from=on, ended_at=None, on_behalf_of=on_behalf_of,
        defaults={"valid_until": until, "kind": kind, "second_by": second, "reason": reason[:300],
                  "granted_by": by if by and by.kind == AccountKind.PERSON else None},
    )  # fmt: skip
    if created:
        role_granted.send(Grant, subject=grant, by=by)
    user.__dict__.pop("grants_in_force", None)
    user.__dict__.pop("permissions_held", None)
    return grant


def keep_duties_apart(user: User, duty: str, on: date, until: date | None) -> None:
    """Refuse to give one person, for overlapping times, two of the three administrators' duties, or one of them and
    business (GB/T 22239 管理用户权限分离). The triggers of the table hold it too."""
    rows = Grant.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), user=user).exclude(duty=duty)
    rows = rows.exclude(valid_until=F("valid_from"))
    if other := (rows.filter(valid_from__lt=until) if until else rows).first():
        raise RuleBroken(
            "duties_apart",
            "“{user}”同期任“{role}”，系统管理员、安全管理员、审计管理员之间及与业务角色不得由一人兼任，请另选人员或先终止原授权。",
            user=user,
            role=other.role_label,
        )


@transaction.atomic
def command_line_actor(city: Organisation) -> User:
    """The account that stands for the command line: nobody can sign in with it, and its acts are audited as its own."""
    user, created = User.objects.get_or_create(
        username=COMMAND_LINE,
        defaults={"full_name": COMMAND_LINE, "kind": AccountKind.SYSTEM, "is_active": False, "password": "!"},
    )
    if created:
        Grant.objects.create(user=user, role="command_line", org=city, valid_from=date(2000, 1, 1))
    return user


def unlock(*, user: User, by: User | None) -> None:
    """Let an account sign in again that was locked after failures."""
    locks.release(user)
    sign_in_event.send(User, subject=user, by=by, act=SignInAct.UNLOCKED, detail={})


@transaction.atomic
def reset_password(*, user: User, by: User | None, reason: str = "") -> str:
    """A new initial password for somebody who lost theirs; whoever sits there with the old one is signed out."""
    password = initial_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(sessions=UserSession.objects.filter(user=user), by=by, why="reset")
    detail = {"reason": reason} if reason else {}
    sign_in_event.send(User, subject=user, by=by, act=SignInAct.PASSWORD_RESET, detail=detail)
    return password


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None, reason: str = "") -> None:
    """Take all second factors away from somebody who lost them; sessions end, the next sign-in sets up new ones."""
    for factor in Authenticator.objects.select_for_update().filter(user=user):
        factor.delete()
    end_sessions(sessions=UserSession.objects.filter(user=user), by=by, why="reset")
    detail = {"reason": reason} if reason else {}
    sign_in_event.send(User, subject=user, by=by, act=SignInAct.FACTORS_RESET, detail=detail)


@transaction.atomic
def end_sessions(*, sessions: Iterable[UserSession], by: User | None, why: str = "") -> int:
    """Sign out whoever sits in these sessions; how many they were. The caller has found them by their owner."""
    count = 0
    for session in sessions:
        session.end()
        sign_in_event.send(
            User, subject=session.user, by=by, act=SignInAct.SESSION_ENDED, detail={"why": why} if why else {}
        )
        count += 1
    return count


@transaction.atomic
def link_identity(*, user: User, provider: str, uid: str, by: User) -> SocialAccount:
    """Let an identity of a provider (as settings name it) open this account; RuleBroken when it opens another one."""
    account = SocialAccount.objects.filter(provider=provider, uid=uid).first()
    if account is not None and account.user_id != user.pk:
        raise RuleBroken("identity_taken", "该身份已关联其他账号，请先由原账号解除关联。")
    if not user.is_active:
        raise RuleBroken("account_closed", "账号“{user}”已停用，不能关联身份，请先启用。", user=user)
    if account is None:
        account = SocialAccount.objects.create(user=user, provider=provider, uid=uid)
        sign_in_event.send(User, subject=user, by=by, act=SignInAct.IDENTITY_LINKED, detail={"provider": provider})
    return account


@transaction.atomic
def unlink_identity(*, user: User, account_id: int, by: User) -> None:
    """Cut an identity off from its account; DoesNotExist when it is not linked to this one."""
    account = SocialAccount.objects.select_for_update().get(pk=account_id, user=user)
    is_last = not SocialAccount.objects.filter(user=user).exclude(pk=account_id).exists()
    if is_last and not user.has_usable_password():
        raise RuleBroken("last_way_in", "这是该账号唯一的登录方式，不能解除关联。请先由管理员设置初始密码。")
    provider = account.provider
    account.delete()
    sign_in_event.send(User, subject=user, by=by, act=SignInAct.IDENTITY_UNLINKED, detail={"provider": provider})


def clear_old_sessions() -> None:
    """Throw away what is left of sessions that ended by themselves."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
