"""Papers on disk: drawn under a temporary name, put in place without writing over anything, then only served."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from honors.errors import refuse
from honors.models import Certificate, CertificateCopy
from honors.pdf.certificate import CertificateFacts, draw
from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.actions.access import note_read


def facts_of(copy: CertificateCopy) -> CertificateFacts:
    """What is printed: the frozen facts of the row, never the register of today."""
    return CertificateFacts(
        name=copy.name, years=copy.certificate.threshold, school=copy.school_name, issuer=copy.issuer,
        issued_on=copy.issued_on, number=copy.certificate.number, copy_index=copy.index,
        check_url=settings.PUBLIC_URL + copy.check_path,
    )  # fmt: skip


def digest_of(body: bytes) -> str:
    """The SHA-256 by which a file is known."""
    return hashlib.sha256(body).hexdigest()


def draw_copy(copy: CertificateCopy) -> None:
    """Draw a paper once, note its digest and let it count unless a later one does already. Stopped anywhere it may be
    begun anew; two who draw the same paper wait for each other, and the second finds it drawn."""
    body = draw(facts_of(copy), copy.certificate.layout, settings.FONT_DIRS)
    with transaction.atomic():
        rows = CertificateCopy.objects.for_system("the paper just drawn")
        if rows.select_for_update().get(pk=copy.pk).drawn_at is not None:
            return
        keep(copy.file_name, body)
        rows.filter(pk=copy.pk).update(drawn_at=timezone.now(), file_digest=digest_of(body))
        certificates = Certificate.objects.for_system("the certificate of the paper just drawn")
        older = Q(newest=None) | Q(newest__lt=copy.index)
        certificates.filter(older, pk=copy.certificate_id).update(newest=copy.index)


def keep(name: str, body: bytes) -> None:
    """Put a file in its place under MEDIA_ROOT. The same bytes there already are well; others, which no row knows of
    (a worker stopped before it could note them), are set aside under their digest. Nothing is ever written over.

    The caller holds the lock of the row that the file belongs to."""
    path: Path = settings.MEDIA_ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".drawing")
    draft.unlink(missing_ok=True)  # one that a killed worker left may be another name of the file itself
    try:
        draft.write_bytes(body)
        for _attempt in range(2):
            if _put(draft, path):
                return
            there = path.read_bytes()
            if there == body:
                return
            path.rename(path.with_name(f"{path.stem}.{digest_of(there)[:16]}.stray"))
        raise refuse("file_differs", name=path.name)
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> bool:
    """Give the draft its final name unless something bears it already."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a shared folder without hard links
        if path.exists():
            return False
        draft.rename(path)
    return True


def read_kept(name: str, digest: str, title: str) -> bytes:
    """A file as it was drawn; refused when it is gone or has other bytes."""
    path: Path = settings.MEDIA_ROOT / name
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise refuse("file_missing", number=title) from None
    if digest_of(body) != digest:
        raise refuse("file_altered", number=title)
    return body


def stored_paper(copy: CertificateCopy) -> bytes:
    """The paper as it was drawn; it is never drawn anew."""
    return read_kept(copy.file_name, copy.file_digest, copy.title)


def hand_out(*, copy: CertificateCopy, by: User) -> bytes:
    """The paper for a download, noted in the trail."""
    body = stored_paper(copy)
    record("certificate.downloaded", by=by, subject=copy.certificate, copy=copy.index)
    note_certificate(certificate=copy.certificate, by=by)
    return body


def note_certificate(*, certificate: Certificate, by: User) -> None:
    """Note that somebody else than its holder looked at a certificate."""
    note_read(people=[certificate.teacher], by=by, act="certificate.read", number=certificate.number)
