"""A paper made again under the same number: lost, damaged, or with a mistake corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from honors.actions.papers import draw_copy
from honors.actions.second import decided
from honors.actions.standing import allow, note
from honors.choices import CertificateAct as Act
from honors.choices import CopyReason
from honors.errors import refuse
from honors.models import Certificate, CertificateCopy
from honors.models.certificate import new_token
from honors.rules.standing import RENAME, STEPS
from kernel.accounts.models import User
from kernel.imports.cells import name as tidy_name
from kernel.pdf.fonts import open_fonts
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature


@dataclass(frozen=True)
class Correction:
    """What the corrected paper says, what was wrong and the document that shows it."""

    name: str
    school_name: str
    document: str
    note: str


def newest(certificate: Certificate) -> CertificateCopy:
    """The paper that counts; refused before the first is drawn."""
    copies = CertificateCopy.objects.for_system("the paper that counts").select_related("certificate")
    found: CertificateCopy | None = copies.filter(certificate=certificate, index=certificate.newest).first()
    if found is None:
        raise refuse("not_drawn", number=certificate.number)
    return found


def reissue(*, certificate: Certificate, reason: str, by: User, on: date, remark: str = "") -> CertificateCopy:
    """Make a lost or damaged paper again with the same facts; the older ones no longer count."""
    if reason not in {CopyReason.LOST, CopyReason.DAMAGED}:
        raise refuse("reason_class_missing")
    with transaction.atomic():
        now = allow(certificate, Act.REISSUED, by)
        last = newest(now)
        copy = _make(now, last.name, last.school_name, by, reason=reason, note=remark.strip()[:300])
        note(now, Act.REISSUED, by=by, on=on, reason=reason, remark=remark)
    draw_copy(copy)
    return copy


def correct(*, certificate: Certificate, correction: Correction, by: User, on: date) -> CertificateCopy | Signature:
    """Correct what stands on the paper. A changed name needs a second signature and is only asked for here; anything
    else is done at once."""
    with transaction.atomic():
        now = allow(certificate, Act.CORRECTED, by)
        last = newest(now)
        checked = _checked(last, correction)
        if checked.name != last.name:
            detail = {"name": checked.name, "school_name": checked.school_name, "document": checked.document,
                      "old_name": last.name, "on": str(on)}  # fmt: skip
            return signoff.ask(kind=RENAME, subject=now, reason=checked.note, by=by, **detail)
        copy = _corrected(now, checked, by)
        note(now, Act.CORRECTED, by=by, on=on, reason=CopyReason.CORRECTED, document=checked.document,
             remark=checked.note)  # fmt: skip
    draw_copy(copy)
    return copy


def sign_rename(*, signature: Signature, certificate: Certificate, by: User, answer: str = "") -> CertificateCopy:
    """The second person agrees to a corrected name: the new paper is made, the old name no longer answers."""
    detail = signature.detail
    with transaction.atomic():
        now = decided(signature=signature, kind=RENAME, certificate=certificate, by=by, answer=answer)
        asked = Correction(detail["name"], detail["school_name"], detail["document"], signature.reason)
        copy = _corrected(now, asked, signature.asked_by)
        note(now, Act.RENAMED, by=signature.asked_by, second=by, on=timezone.localdate(), document=asked.document,
             reason=CopyReason.CORRECTED, remark=asked.note)  # fmt: skip
    draw_copy(copy)
    return copy


def draw_left(*, certificate: Certificate, by: User) -> None:
    """Draw papers of a certificate that were noted and not drawn, because the machine stopped in between."""
    if not by.holds(STEPS[Act.REISSUED].permission):
        raise refuse("no_permission", move="制证")
    left = CertificateCopy.objects.visible_to(by).filter(certificate=certificate, drawn_at=None)
    for copy in left.select_related("certificate").order_by("index"):
        draw_copy(copy)


def _checked(last: CertificateCopy, correction: Correction) -> Correction:
    """The correction in the form that is printed; refused when it says nothing, rests on nothing or cannot be drawn."""
    name, school = tidy_name(correction.name), " ".join(correction.school_name.split())
    document, remark = correction.document.strip()[:200], correction.note.strip()[:300]
    if not document:
        raise refuse("ground_missing")
    if not remark:
        raise refuse("correction_missing")
    if not name or (name, school) == (last.name, last.school_name):
        raise refuse("nothing_corrected")
    if glyphs := open_fonts(tuple(settings.FONT_DIRS)).missing(name + school):
        raise refuse("glyph_not_drawn", glyph="、".join(glyphs))
    return Correction(name, school, document, remark)


def _corrected(certificate: Certificate, correction: Correction, by: User) -> CertificateCopy:
    return _make(
        certificate, correction.name, correction.school_name, by,
        reason=CopyReason.CORRECTED, document=correction.document, note=correction.note,
    )  # fmt: skip


def _make(certificate: Certificate, name: str, school_name: str, by: User, **why: str) -> CertificateCopy:
    """The next copy of a certificate, whose row the caller holds locked."""
    copies = CertificateCopy.objects.for_system("the papers of one certificate").filter(certificate=certificate)
    first = copies.get(index=0)
    top: int = copies.aggregate(top=Max("index"))["top"]
    copy = CertificateCopy(
        certificate=certificate, index=top + 1, name=name, school_name=school_name, issuer=first.issuer,
        issued_on=first.issued_on, printed_on=timezone.localdate(), token=new_token(), made_by=by, **why,
    )  # fmt: skip
    copy.save()
    return copy
