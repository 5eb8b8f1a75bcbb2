"""Requests for a second signature on certificates: on one of them, and those that wait for a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from honors.choices import CertificateAct, RevocationReason
from honors.models import Certificate
from honors.permissions import HonorPermission
from honors.rules.standing import RENAME, REVOKE, SIGNED_ACTS
from kernel.accounts.models import User
from kernel.notices import Waiting
from kernel.signoff import queries as signoff
from kernel.signoff.models import Signature


def requests(user: User, one: Certificate) -> list[Signature]:
    """Every request on a certificate that the caller's query found visible, the newest first; for who decides alone."""
    decides = (HonorPermission.RUN_ROUND, HonorPermission.APPROVE)
    if not any(user.scope(permission).holds(one.school.path) for permission in decides):
        return []
    return list(signoff.on_subject(one).filter(kind__in=SIGNED_ACTS))


def request(user: User, one: Certificate, pk: int) -> Signature:
    """One of them; DoesNotExist when it is not on this certificate or not for this person."""
    for row in requests(user, one):
        if row.pk == pk:
            return row
    raise Signature.DoesNotExist


def says(row: Signature) -> str:
    """What is asked for, in a sentence."""
    if row.kind == REVOKE:
        reason = RevocationReason(row.detail["ground"]).label
        return _("撤销证书：%(reason)s，自 %(on)s 起") % {"reason": reason, "on": row.detail["on"]}
    return _("更正姓名：%(old)s → %(new)s") % {"old": row.detail["old_name"], "new": row.detail["name"]}


def waiting(user: User) -> list[Waiting]:
    """Requests that this person may sign: those of others, on certificates in the own scope."""
    if not user.holds(HonorPermission.APPROVE):
        return []
    rows = [row for kind in (REVOKE, RENAME) for row in signoff.open_of_kind(kind) if row.asked_by_id != user.pk]
    scope = user.scope(HonorPermission.APPROVE).q("school__path")
    ids = [int(row.subject_id) for row in rows]
    seen = Certificate.objects.visible_to(user).filter(scope, pk__in=ids).in_bulk() if ids else {}
    return [
        Waiting(
            _("%(number)s：%(act)s待签署") % {"number": one.number, "act": CertificateAct(SIGNED_ACTS[row.kind]).label},
            _("%(who)s于 %(on)s 提出。%(what)s") % {"who": row.asked_by, "on": f"{row.asked_at:%Y-%m-%d}",
                                                  "what": says(row)},
            one.get_absolute_url(), _("去签署"), urgent=True,
        )
        for row in rows
        if (one := seen.get(int(row.subject_id)))
    ]  # fmt: skip
