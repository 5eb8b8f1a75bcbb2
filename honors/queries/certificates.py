"""Certificates for officers and for their holders: the list, one with its papers, its history, its requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from honors.choices import CertificateAct, CopyReason, RevocationReason, SuspensionReason
from honors.models import Certificate, CertificateCopy, CertificateEvent, HonorRound
from honors.permissions import HonorPermission
from honors.rules.numbers import tidy
from kernel.accounts.models import User
from kernel.orgs.models import Organisation

_GROUNDS = {**dict(SuspensionReason.choices), **dict(RevocationReason.choices), **dict(CopyReason.choices)}
_SENTENCES = {
    CertificateAct.REISSUED: _("补发证书：%(reason)s"),
    CertificateAct.CORRECTED: _("更正证书内容"),
    CertificateAct.RENAMED: _("更正证书姓名"),
    CertificateAct.SUSPENDED: _("暂停使用：%(reason)s"),
    CertificateAct.RESUMED: _("恢复使用"),
    CertificateAct.REVOKED: _("撤销：%(reason)s"),
}


@dataclass(frozen=True)
class Line:
    """One thing that happened, as it is told to this person; the grounds are empty for who may not know them."""

    on: Any
    what: str
    who: str
    document: str = ""
    note: str = ""


def papers(user: User, wanted: Mapping[str, str]) -> QuerySet[CertificateCopy]:
    """The paper that counts of every certificate that this person may see and that fits what is wanted."""
    found: QuerySet[CertificateCopy] = CertificateCopy.objects.visible_to(user).filter(index=F("certificate__newest"))
    if text := "".join(wanted.get("q", "").split()):
        found = found.filter(Q(certificate__number__icontains=tidy(text)) | Q(name__icontains=text))
    for key, field in (("year", "issued_on__year"), ("school", "certificate__school_id"),
                       ("threshold", "certificate__threshold"), ("status", "certificate__status")):  # fmt: skip
        if value := wanted.get(key, ""):
            found = found.filter(**{field: value})
    return found.select_related("certificate__school__parent").order_by(
        F("issued_on").desc(), "-certificate__threshold", "certificate__number"
    )


def choices(user: User) -> dict[str, list[tuple[str, str]]]:
    """Years and schools of the certificates that this person may see, for the filter."""
    seen = Certificate.objects.visible_to(user)
    years = CertificateCopy.objects.visible_to(user).dates("issued_on", "year", order="DESC")
    schools = Organisation.objects.filter(pk__in=seen.values("school")).order_by("path")
    return {"year": [(str(day.year), str(day.year)) for day in years],
            "school": [(str(one.pk), one.name) for one in schools]}  # fmt: skip


def of_round(user: User, one: HonorRound) -> QuerySet[CertificateCopy]:
    """The papers that count of a round's certificates, as far as this person may see them, by number."""
    found: QuerySet[CertificateCopy] = CertificateCopy.objects.visible_to(user).filter(
        certificate__entry__round=one, index=F("certificate__newest")
    )
    return found.select_related("certificate").order_by("-certificate__threshold", "certificate__number")


def certificate(user: User, number: str) -> Certificate:
    """One certificate; DoesNotExist for a neighbour's."""
    rows = Certificate.objects.visible_to(user).select_related("school__parent", "teacher", "entry__round")
    found: Certificate = rows.get(number=number)
    return found


def copies(user: User, one: Certificate) -> list[CertificateCopy]:
    """The papers of a certificate, the newest first."""
    rows = CertificateCopy.objects.visible_to(user).filter(certificate=one)
    return list(rows.select_related("certificate", "made_by").order_by("-index"))


def is_holder(user: User, one: Certificate) -> bool:
    """Whether it is the person's own certificate."""
    return bool(user.pk) and one.teacher.user_id == user.pk


def knows_grounds(user: User, one: Certificate) -> bool:
    """Grounds are for the holder and for who decides, not for everybody who may see the certificate."""
    decides = (HonorPermission.RUN_ROUND, HonorPermission.APPROVE)
    return is_holder(user, one) or any(user.scope(permission).holds(one.school.path) for permission in decides)


def history(user: User, one: Certificate) -> list[Line]:
    """What happened, the newest first."""
    knows, holder = knows_grounds(user, one), is_holder(user, one)
    rows = CertificateEvent.objects.visible_to(user).filter(certificate=one)
    return [_line(row, knows, holder) for row in rows.select_related("by", "second_by").order_by("-at", "-pk")]


def _line(row: CertificateEvent, knows: bool, holder: bool) -> Line:
    act = CertificateAct(row.act)
    if not knows:
        return Line(row.on, str(act.label), "")
    reason = str(_GROUNDS.get(row.reason, ""))
    who = "" if holder else "、".join(str(one) for one in (row.by, row.second_by) if one)
    return Line(row.on, str(_SENTENCES[act]) % {"reason": reason}, who, row.document, row.note)


def ground(user: User, one: Certificate) -> CertificateEvent | None:
    """The event on which a suspension or revocation rests, for who may know it."""
    if one.status == "valid" or not knows_grounds(user, one):
        return None
    rows = CertificateEvent.objects.visible_to(user).filter(certificate=one)
    found: CertificateEvent | None = rows.filter(act=one.status).order_by("-at", "-pk").first()
    return found


def reason_label(event: CertificateEvent) -> str:
    """The class of a ground in words."""
    return str(_GROUNDS.get(event.reason, ""))


def paper_to_download(user: User, number: str, index: int | None = None) -> CertificateCopy:
    """One drawn paper (the one that counts, or a named one), for the holder and for who may hand it out;
    DoesNotExist for everybody else."""
    mine = user.scope(HonorPermission.DOWNLOAD).q("certificate__school__path") | Q(
        certificate__teacher__user_id=user.pk
    )
    rows = CertificateCopy.objects.visible_to(user).exclude(drawn_at=None).select_related("certificate__teacher")
    wanted = F("certificate__newest") if index is None else index
    found: CertificateCopy = rows.get(mine, certificate__number=number, index=wanted)
    return found
