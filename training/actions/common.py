"""What the actions of training share: the permission at a place, the locks, the notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from training.choices import NoticeKind, SessionState
from training.errors import refuse
from training.models import Programme, Session, TrainingNotice
from training.permissions import TrainingPermission


def need(by: User, permission: TrainingPermission, org: Organisation, label: str) -> None:
    """Refuse a person whose roles do not include the permission, or not at this unit."""
    if not by.holds(permission):
        raise refuse("no_permission", move=label)
    if not by.scope(permission).holds(org.path):
        raise refuse("not_your_unit", unit=org.name, move=label)


def locked_programme(one: Programme) -> Programme:
    """The programme as it is now; whoever changes it holds this lock."""
    return Programme.objects.select_for_update(of=("self",), no_key=True).select_related("org").get(pk=one.pk)


def locked_session(one: Session, *states: SessionState) -> Session:
    """The session as it is now, in one of the states (none named: in any)."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("programme__org")
    now = rows.get(pk=one.pk)
    if states and now.state not in states:
        raise refuse("session_moved", state=now.get_state_display())
    return now


def tell(teacher_ids: Iterable[int], session: Session, kind: NoticeKind, *, stamp: int, at: datetime) -> None:
    """Tell people once: of the same change nobody hears twice, however often it is told."""
    TrainingNotice.objects.bulk_create(
        (TrainingNotice(teacher_id=pk, session=session, kind=kind, stamp=stamp, at=at) for pk in sorted(teacher_ids)),
        ignore_conflicts=True,
    )
