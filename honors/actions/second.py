"""Acts on a certificate that need a second signature: deciding, turning down, taking back."""

from __future__ import annotations

from django.db import transaction

from honors.errors import refuse
from honors.models import Certificate
from honors.rules.standing import SIGNED_ACTS, STEPS
from kernel.accounts.models import User
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature


def decided(*, signature: Signature, kind: str, certificate: Certificate, by: User, answer: str) -> Certificate:
    """Sign a request and give the certificate, locked, for the act that follows in the caller's transaction."""
    now = _may_sign(signature, kind, certificate, by)
    act = SIGNED_ACTS[kind]
    if signature.state == "open" and now.status not in STEPS[act].sources:
        raise refuse("status_not_fit", status=now.get_status_display(), act=act.label)
    signoff.sign(signature=signature, by=by, answer=answer)
    return now


def turn_down(*, signature: Signature, certificate: Certificate, by: User, answer: str) -> None:
    """The second person does not agree and says why; nothing changes, whatever became of the certificate meanwhile."""
    with transaction.atomic():
        _may_sign(signature, signature.kind, certificate, by)
        signoff.refuse(signature=signature, by=by, answer=answer)


def take_back(*, signature: Signature, by: User) -> None:
    """Who asked takes the request back before it is decided."""
    signoff.withdraw(signature=signature, by=by)


def _may_sign(signature: Signature, kind: str, certificate: Certificate, by: User) -> Certificate:
    act = SIGNED_ACTS[signature.kind]
    step = STEPS[act]
    rows = Certificate.objects.for_system("the act asks for permission and scope itself")
    now: Certificate = rows.select_for_update(of=("self",)).select_related("school").get(pk=certificate.pk)
    place = (signature.kind, signature.subject_type, signature.subject_id)
    if place != (kind, now._meta.label_lower, str(now.pk)):
        raise ValueError("the signature speaks of something else")
    if step.second is None or not by.holds(step.second):
        raise refuse("no_permission", move=act.label)
    if not by.scope(step.second).holds(now.school.path):
        raise refuse("out_of_scope", act=act.label)
    return now
