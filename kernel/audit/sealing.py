"""Links the committed lines of the trail into a chain, and anchors its end every day.

Lines are inserted unchained, so that writers never queue behind each other. A line may be committed later than one
with a higher number that is sealed already; it is linked when it is found, so the order of the chain is that of its
links. Nobody holds more than one batch in memory, and only one sealer is at work at a time.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from kernel.audit.canonical import GENESIS, Anchor, Event, link_digest, sign
from kernel.audit.models import AuditAnchor, AuditEvent, AuditLink
from kernel.bulk import insert

BATCH = 10_000
WINDOW = 100_000  # line numbers below the newest sealed one among which every run looks for late ones
_LOCK = 0x617564697400  # any number that no other part of the house uses
log = logging.getLogger(__name__)


def unsealed(above: int = 0) -> QuerySet[AuditEvent]:
    """Committed lines without a link, of numbers above the given one."""
    linked = AuditLink.objects.filter(event_id=OuterRef("pk"))
    return AuditEvent.objects.filter(~Exists(linked), pk__gt=above).order_by("pk")


def seal(*, thorough: bool = False) -> int:
    """Link every committed line that has no link; how many were linked.

    Each run looks at the newest numbers, and at all of them where there are more lines than links, or ``thorough``.
    """
    total = 0
    while sealed := _seal_batch(_newest() - WINDOW):
        total += sealed
        if sealed < BATCH:
            break
    while (thorough or AuditEvent.objects.count() > _length()) and (sealed := _seal_batch(0)):
        total += sealed
        if sealed < BATCH:
            break
    return total


def _newest() -> int:
    return AuditLink.objects.aggregate(last=Max("event_id"))["last"] or 0


def _length() -> int:
    return AuditLink.objects.aggregate(last=Max("sequence"))["last"] or 0


def _is_mine() -> bool:
    """Whether this transaction is the only sealer. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _seal_batch(above: int) -> int:
    """One transaction; 0 as well where somebody else is sealing."""
    with transaction.atomic():
        if not _is_mine():
            return 0
        last = AuditLink.objects.order_by("-sequence").values_list("sequence", "digest").first()
        sequence, digest = last or (0, GENESIS)
        insert(AuditLink, _links(unsealed(above).values_list(*Event._fields)[:BATCH], sequence, digest))
        return _length() - sequence


def _links(rows: Iterable[tuple[object, ...]], sequence: int, digest: str) -> list[dict[str, object]]:
    links = []
    for row in rows:
        sequence, previous = sequence + 1, digest
        digest = link_digest(previous, sequence, Event._make(row))
        links.append({"sequence": sequence, "event_id": row[0], "previous": previous, "digest": digest})
    return links


def anchor(*, on: date) -> AuditAnchor | None:
    """Sign where the chain ends, once a day; the anchor of the day, None while the chain is empty."""
    with transaction.atomic():
        made = AuditAnchor.objects.filter(day=on).first()
        last = AuditLink.objects.order_by("-sequence").first()
        if made is None and last is not None and _is_mine():
            plain = Anchor(on, last.sequence, last.digest, timezone.now())
            key_name, mac = sign(plain, settings.AUDIT_ANCHOR_KEYS)
            made = AuditAnchor(**plain._asdict(), key_name=key_name, mac=mac)
            made.save()
    if made is not None:
        _note_outside(made, Path(settings.AUDIT_ANCHOR_FILE))
    return made


def anchor_line(made: AuditAnchor) -> str:
    """An anchor as it stands in the file outside the database: one JSON object."""
    return json.dumps(
        {
            "day": made.day.isoformat(),
            "sequence": made.sequence,
            "digest": made.digest,
            "made_at": made.made_at.isoformat(timespec="microseconds"),
            "key": made.key_name,
            "mac": made.mac,
        }
    )


def _note_outside(made: AuditAnchor, path: Path) -> None:
    """Write the anchor behind the others in the file, unless it stands there; every host that seals keeps its own."""
    line = anchor_line(made) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+", encoding="utf-8") as file:
        file.seek(max(0, path.stat().st_size - 4 * len(line)))
        if line in file.read():
            return
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
