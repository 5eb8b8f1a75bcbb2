"""A paper made again under the same number: lost, damaged, or with a mistake corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
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


def last_made(certificate: Certificate) -> CertificateCopy:
    """The paper whose facts hold, drawn or not, of a certificate whose row the caller holds locked; refused before the
    first is drawn."""
    if not certificate.is_drawn:
        raise refuse("not_drawn", number=certificate.number)
    return _papers(certificate).latest("index")


def reissue(*, certificate: Certificate, reason: str, by: User, on: date, remark: str = "") -> CertificateCopy:
    """Make a lost or damaged paper again with the facts that hold; the older ones no longer count."""
    if reason not in {CopyReason.LOST, CopyReason.DAMAGED}:
        raise refuse("reason_class_missing")
    with transaction.atomic():
        now = allow(certificate, Act.REISSUED, by)
        last = last_made(now)
        copy = _make(now, last.name, last.school_name, by, reason=reason, note=remark.strip()[:300])
        note(now, Act.REISSUED, by=by, on=on, reason=reason, remark=remark)
    _draw(_papers(now))
    return copy


def correct(*, certificate: Certificate, correction: Correction, by: User, on: date) -> CertificateCopy | Signature:
    """Correct what stands on the paper. A changed name needs a second signature and is only asked for here; anything
    else is done at once."""
    with transaction.atomic():
        now = allow(certificate, Act.CORRECTED, by)
        last = last_made(now)
        if last.drawn_at is None:  # what was read on the older paper is not what is corrected
            raise refuse("copy_left", number=now.number)
        checked = _checked(last, correction)
        if checked.name != last.name:
            detail = {"name": checked.name, "school_name": checked.school_name, "document": checked.document,
                      "old_name": last.name, "on": str(on)}  # fmt: skip
            return signoff.ask(kind=RENAME, subject=now, reason=checked.note, by=by, **detail)
        copy = _corrected(now, checked, by)
        note(now, Act.CORRECTED, by=by, on=on, reason=CopyReason.CORRECTED, document=checked.document,
             remark=checked.note)  # fmt: skip
    _draw(_papers(now))
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
    _draw(_papers(now))
    return copy


def draw_left(*, certificate: Certificate, by: User) -> None:
    """Draw papers of a certificate that were noted and not drawn, because the machine stopped in between."""
    if not by.holds(STEPS[Act.REISSUED].permission):
        raise refuse("no_permission", move="制证")
    _draw(CertificateCopy.objects.visible_to(by).filter(certificate=certificate))


def _papers(certificate: Certificate) -> QuerySet[CertificateCopy]:
    rows: QuerySet[CertificateCopy] = CertificateCopy.objects.for_system("the papers of one certificate")
    return rows.filter(certificate=certificate)


def _draw(papers: QuerySet[CertificateCopy]) -> None:
    """Draw what was noted and not drawn, the oldest first: one that was left by a stop or is in another's hands too."""
    for copy in papers.filter(drawn_at=None).select_related("certificate__template").order_by("index"):
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
    last = last_made(certificate)
    copy = CertificateCopy(
        certificate=certificate, index=last.index + 1, name=name, school_name=school_name, issuer=last.issuer,
        issued_on=last.issued_on, printed_on=timezone.localdate(), token=new_token(), made_by=by, **why,
    )  # fmt: skip
    copy.save()
    return copy
