"""Who may not be given an honour again."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from honors.choices import CertificateStatus
from honors.models import Certificate, HonorRound
from honors.rules.standing import MAY_BE_GIVEN_AGAIN

BARS = ~Q(status=CertificateStatus.REVOKED, revoked_reason__in=MAY_BE_GIVEN_AGAIN)


def barring(but: HonorRound) -> QuerySet[Certificate]:
    """Certificates of other rounds that keep their holder from being given the same honour: those that stand, and
    those that were revoked for whatever else than an error of ours."""
    rows: QuerySet[Certificate] = Certificate.objects.for_system("an honour is given once in a life")
    return rows.filter(BARS).exclude(entry__round=but)
