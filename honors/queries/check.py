"""The public check: number and name, or the link of the QR code. A number alone answers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import OperationalError
from django.db.models import F, QuerySet
from django.utils import timezone

from honors.choices import CertificateStatus
from honors.models import CertificateCopy, ShareLink
from honors.rules.numbers import is_well_formed, tidy
from kernel.imports.cells import name as tidy_name

NOT_FOUND, UNKNOWN, SUPERSEDED = "not_found", "unknown", "superseded"


@dataclass(frozen=True)
class Answer:
    """What a stranger is told: the status and, where the certificate was found, what stands on it."""

    status: str
    number: str = ""
    name: str = ""
    years: int = 0
    issuer: str = ""
    issued_on: date | None = None


def by_number(number: str, name: str) -> Answer:
    """The answer for a number and a name as a paper bears them: one whose name was corrected since is superseded, a
    wrong name answers as if the number did not exist."""
    number, name = tidy(number), tidy_name(name)
    if not is_well_formed(number) or not name:
        return Answer(NOT_FOUND)
    return _ask(certificate__number=number, name=name)


def by_link(number: str, index: int, token: str) -> Answer:
    """The answer for the link of a QR code: number, copy and secret belong together."""
    return _ask(certificate__number=number, index=index, token=token)


def by_token(token: str) -> Answer:
    """The answer for the secret alone, as the links of the first papers have it."""
    return _ask(token=token)


def shared(token: str) -> ShareLink | None:
    """The link that a holder gave away, while it holds."""
    links = ShareLink.objects.for_system("whoever was given the link may open it")
    found: ShareLink | None = (
        links.filter(token=token, ended_at=None, ends_on__gt=timezone.localdate()).select_related("certificate").first()
    )
    return found


def shared_paper(link: ShareLink) -> CertificateCopy:
    """The paper that counts, of a link's certificate."""
    found: CertificateCopy = _public().get(certificate=link.certificate_id, index=F("certificate__newest"))
    return found


def answer(copy: CertificateCopy) -> Answer:
    """What is told of a paper: what became of the certificate comes before what became of the paper."""
    certificate, status = copy.certificate, str(copy.certificate.status)
    if status == CertificateStatus.VALID and copy.index != certificate.newest:
        status = SUPERSEDED
    return Answer(status, certificate.number, copy.name, certificate.threshold, copy.issuer, copy.issued_on)


def _public() -> QuerySet[CertificateCopy]:
    rows = CertificateCopy.objects.for_system("whoever holds the paper may check it")
    found: QuerySet[CertificateCopy] = rows.exclude(drawn_at=None).select_related("certificate")
    return found


def _ask(**wanted: object) -> Answer:
    """Look it up; when the register cannot be asked, say so instead of calling a true paper unknown."""
    try:
        found = _public().filter(**wanted).order_by("-index").first()  # of several the newest
    except OperationalError:
        return Answer(UNKNOWN)
    return answer(found) if found else Answer(NOT_FOUND)
