"""Designs of certificates: the list, one, and the one in force. They hold no personal data and are the city's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from honors.choices import ForYears, TemplateState
from honors.models import Certificate, CertificateTemplate
from honors.pdf.certificate import draw_merged
from honors.pdf.layout import DEFAULT_LAYOUT
from honors.pdf.proof import longest, prove, sample
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.notices import Waiting

ORDER = ("name", "-version")


def template_at(years: int, at: datetime) -> CertificateTemplate | None:
    """The design for so many years in force at a moment, the same whenever it is asked for: the latest to take effect,
    one for these years before one for both. None: the design in the code (``DEFAULT_LAYOUT``)."""
    in_force = CertificateTemplate.objects.filter(
        Q(retired_at=None) | Q(retired_at__gt=at),
        approved_at__lte=at, effective_from__lte=timezone.localdate(at), threshold__in=[years, ForYears.BOTH],
    )  # fmt: skip
    return in_force.order_by("-effective_from", "-threshold", "-approved_at", "-pk").first()


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


def in_force(at: datetime) -> dict[int, CertificateTemplate | None]:
    """The design for each number of years at a moment."""
    return {years: template_at(years, at) for years in (ForYears.THIRTY, ForYears.FORTY)}


def drafted(values: Mapping[str, Any], base: CertificateTemplate | None) -> CertificateTemplate:
    """A design that is not saved, to look at: ``values`` over what ``base`` is."""
    one = CertificateTemplate()
    if base:
        one.take(base.design)
    one.take(values)
    return one


def preview(one: CertificateTemplate | None) -> bytes:
    """A PDF to look at before a design is used: an ordinary and the longest name, for each number of years, and a copy;
    nobody's honour, marked as a specimen on every page. RuleBroken when the design cannot be drawn."""
    issuer = (one and one.issuer) or settings.CERTIFICATE_ISSUER
    if one:
        prove(one.layout, one.issuer, settings.FONT_DIRS)
    chosen = one.threshold if one else ForYears.BOTH
    years = [chosen] if chosen else [int(ForYears.THIRTY), int(ForYears.FORTY)]
    day = (one and one.effective_from) or timezone.localdate()
    pages = [make(n, issuer, settings.PUBLIC_URL, day) for make in (sample, longest) for n in years]
    pages.append(replace(pages[0], copy_index=1))
    return draw_merged(pages, one.layout if one else DEFAULT_LAYOUT, settings.FONT_DIRS)


def waiting(user: User) -> list[Waiting]:
    """Drafts for who may approve them."""
    if not user.holds(HonorPermission.APPROVE):
        return []
    drafts = CertificateTemplate.objects.filter(state=TemplateState.DRAFT).exclude(made_by=user).order_by(*ORDER)
    return [
        Waiting(
            _("证书样式“%s”待核准") % one,
            _("请查看样张，核对后启用。"),
            one.get_absolute_url(),
            _("去核对"),
        )
        for one in drafts.defer("seal_png")
    ]
