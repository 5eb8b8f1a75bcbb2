"""Invitations: a code on a slip that is handed over in person; who holds it makes the account, once."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from kernel.access.models import Invitation
from kernel.access.permissions import AccessPermission
from kernel.accounts.actions import add_user
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.crypto.seal import lookup_digest
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another on paper
GROUPS, LENGTH = 4, 4  # 31 to the 16th: nobody guesses it in seven days


def invite(*, full_name: str, org: Organisation, register_no: str, by: User) -> tuple[Invitation, str]:
    """Invite a person; the code is returned this once. With ``register_no`` the account will be tied to that record."""
    demand(by, AccessPermission.ACCOUNTS, what="开通账号")
    if not by.scope(AccessPermission.ACCOUNTS).holds(org.path):
        raise RuleBroken("unit_not_mine", "“{org}”不在您的管理范围内，请由其系统管理员办理。", org=org)
    name, number = full_name.strip(), register_no.strip()
    if number and not _register("awaits_account")(number, name):
        raise RuleBroken("record_unknown", "教师编号与姓名不符，或这位教师已有账号，请核对后重新填写。")
    code = "".join(secrets.choice(SIGNS) for _ in range(GROUPS * LENGTH))
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                full_name=name, org=org, register_no=number, code_digest=lookup_digest(code), made_by=by,
                expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
            )  # fmt: skip
            record("invitation.made", by=by, subject=made, name=name, unit=org.name)
    except IntegrityError as error:
        raise RuleBroken("invited_already", "这位教师已有未使用的邀请，请先撤回，再重新邀请。") from error
    return made, "-".join(re.findall(f".{{{LENGTH}}}", code))


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back before it is used."""
    demand(by, AccessPermission.ACCOUNTS, what="撤回邀请")
    rows = Invitation.objects.visible_to(by).filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise RuleBroken("invitation_settled", "这份邀请已经使用或撤回，请刷新页面查看。")
    record("invitation.withdrawn", by=by, subject=invitation, name=invitation.full_name)


def named_by(code: str) -> Invitation:
    """The invitation of a code; one sentence for a code that never was, ran out, was used or withdrawn."""
    found: Invitation | None = _good(code).first()
    if found is None:
        raise RuleBroken("code_not_good", "邀请码不正确或已失效，请核对；仍不能使用时，请联系系统管理员重新邀请。")
    return found


@transaction.atomic
def redeem(*, code: str, username: str, password: str) -> User:
    """Make the account of the person who holds the code, and tie it to the record that the invitation names."""
    made = named_by(code)
    used_up = _good(code).select_for_update().filter(pk=made.pk).first()
    if used_up is None:
        raise RuleBroken("code_not_good", "邀请码不正确或已失效，请核对；仍不能使用时，请联系系统管理员重新邀请。")
    if User.objects.filter(username__iexact=username).exists():
        raise RuleBroken("user_exists", "账号“{name}”已存在，请另取用户名。", name=username)
    user = add_user(username=username, full_name=used_up.full_name, password=password, by=None, is_initial=False)
    used_up.used_by, used_up.used_at = user, timezone.now()
    used_up.save(update_fields=["used_by", "used_at"])
    record("invitation.used", by=user, subject=used_up, name=used_up.full_name)
    if used_up.register_no:
        _register("tie_account")(number=used_up.register_no, name=used_up.full_name, user=user)
    return user


def _register(name: str) -> Any:
    return import_string(f"{settings.REGISTER_OF_PEOPLE}.{name}")


def _good(code: str) -> Any:
    plain = re.sub(r"[\s-]", "", code)[: 2 * GROUPS * LENGTH]
    rows = Invitation.objects.for_system("the code is the key")
    return rows.filter(code_digest=lookup_digest(plain), used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
