"""Designs of certificates: the list, one, and the one in force. They hold no personal data and are the city's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils import timezone

from honors.choices import ForYears, TemplateState
from honors.models import Certificate, CertificateTemplate
from honors.pdf.certificate import draw_merged
from honors.pdf.layout import DEFAULT_LAYOUT
from honors.pdf.proof import longest, sample
from honors.permissions import HonorPermission
from kernel.accounts.models import User

ORDER = ("name", "-version")


def template_on(years: int, on: date) -> CertificateTemplate | None:
    """The approved design for so many years on a day: the latest to take effect, one for these years before one for
    both. None: the design in the code (``DEFAULT_LAYOUT``)."""
    approved = CertificateTemplate.objects.filter(
        state=TemplateState.APPROVED, effective_from__lte=on, threshold__in=[years, ForYears.BOTH]
    )
    return approved.order_by("-effective_from", "-threshold", "-approved_at", "-pk").first()


def templates(user: User) -> Sequence[CertificateTemplate]:
    """All designs, for who makes or approves them."""
    if not may_see(user):
        return []
    rows = CertificateTemplate.objects.select_related("made_by", "approved_by").defer("seal_png", "wording")
    return list(rows.order_by(*ORDER))


def template(user: User, template_id: int) -> CertificateTemplate:
    """One design; DoesNotExist for who neither makes nor approves them."""
    rows = CertificateTemplate.objects.select_related("made_by", "approved_by")
    return (rows if may_see(user) else rows.none()).get(pk=template_id)


def may_see(user: User) -> bool:
    """Whether this person has to do with designs."""
    return user.holds(HonorPermission.RUN_ROUND) or user.holds(HonorPermission.APPROVE)


def certificates_drawn_with(one: CertificateTemplate) -> int:
    """How many certificates bear this design."""
    return Certificate.objects.for_system("a count for the keepers of the design").filter(template=one).count()


def in_force(on: date) -> dict[int, CertificateTemplate | None]:
    """The design for each number of years on a day."""
    return {years: template_on(years, on) for years in (ForYears.THIRTY, ForYears.FORTY)}


def preview(one: CertificateTemplate | None) -> bytes:
    """A PDF to look at before a design is used: an ordinary and the longest name, for each number of years, nobody's
    honour and marked as a specimen on every page. RuleBroken when the design cannot be drawn."""
    layout = one.layout if one else DEFAULT_LAYOUT
    issuer = (one and one.issuer) or settings.CERTIFICATE_ISSUER
    chosen = one.threshold if one else ForYears.BOTH
    years = [chosen] if chosen else [int(ForYears.THIRTY), int(ForYears.FORTY)]
    day = (one and one.effective_from) or timezone.localdate()
    pages = [make(n, issuer, settings.PUBLIC_URL, day) for make in (sample, longest) for n in years]
    pages.append(replace(pages[0], copy_index=1))
    return draw_merged(pages, layout, settings.FONT_DIRS)
