"""Goes along the chain and names the first place where it does not hold. Reads only, in pieces of fixed size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils.translation import gettext_lazy as _

from kernel.audit.canonical import FORM, GENESIS, Event, is_signed, link_digest
from kernel.audit.models import AuditAnchor, AuditEvent, AuditLink
from kernel.audit.sealing import anchor_line, unsealed

PIECE = 2000
Link = tuple[int, int, int, str, str]  # sequence, event, form, previous, digest
Progress = Callable[[int, int], None]

# code -> what is wrong, for a person; {sequence}, {event}, {day} are filled in
BREAKS = {
    "event_altered": _("第 {sequence} 环与所记的审计记录（编号 {event}）不符：该记录或本环被改动。"),
    "event_missing": _("第 {sequence} 环所记的审计记录（编号 {event}）缺失。"),
    "link_missing": _("第 {sequence} 环缺失。"),
    "link_altered": _("第 {sequence} 环（审计记录编号 {event}）被改动，与前后环不相衔接。"),
    "anchor_forged": _("{day} 的锚点签名不符：锚点不是本系统用所持密钥签署的。"),
    "anchor_misfit": _("{day} 的锚点与第 {sequence} 环不符：链在该日之后被整体改写或截短。"),
    "file_misfit": _(
        "库外锚点文件中 {day} 的锚点与数据库不符：数据库中的锚点被改动、删除，或数据库被退回到更早的时候。"
    ),
    "file_unreadable": _("库外锚点文件第 {sequence} 行不能识读。"),
}


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    code: str
    sequence: int | None = None
    event: int | None = None
    day: date | None = None

    @property
    def message(self) -> str:
        """What is wrong, in the language of who asks."""
        return str(BREAKS[self.code]).format(sequence=self.sequence, event=self.event, day=self.day)


@dataclass
class Verification:
    """What was found. ``unsealed`` lines are not vouched for yet; ``anchors_in_file`` were compared with the file."""

    first: int = 1
    last: int = 0
    checked: int = 0
    anchors: int = 0
    anchors_in_file: int = 0
    unsealed: int = 0
    oldest_unsealed: datetime | None = None
    broken: Break | None = field(default=None)


def verify(*, since: date | None = None, progress: Progress | None = None) -> Verification:
    """Compare every link with its line, with the link before, with the anchors, and these with the file outside.

    ``since`` begins at the newest anchor of that day or before, and takes its signature for what lies before it.
    """
    found = Verification()
    anchors = list(AuditAnchor.objects.order_by("sequence", "day"))  # before the end: sealing goes on beside us
    found.last = AuditLink.objects.aggregate(last=Max("sequence"))["last"] or 0
    tail = unsealed().order_by().aggregate(count=Count("pk"), oldest=Min("at"))
    found.unsealed, found.oldest_unsealed = tail["count"], tail["oldest"]
    start = max((one for one in anchors if since and one.day <= since), key=lambda one: one.day, default=None)
    found.first = start.sequence + 1 if start else 1
    found.broken = _signatures(anchors, found) or _along(found, anchors, start, progress) or _file(anchors, found)
    return found


def _signatures(anchors: list[AuditAnchor], found: Verification) -> Break | None:
    for one in anchors:
        if not is_signed(one.plain, one.key_name, one.mac, settings.AUDIT_ANCHOR_KEYS):
            return Break("anchor_forged", day=one.day)
        found.anchors += 1
    return None


def _along(
    found: Verification, anchors: list[AuditAnchor], start: AuditAnchor | None, progress: Progress | None
) -> Break | None:
    """From link to link. Where a link does not fit its line, the link after it tells which of the two was touched."""
    before = start.digest if start else GENESIS
    after = start.sequence - 1 if start else 0  # the link of the anchor is looked at too, for its digest
    due = {one.sequence: one for one in reversed(anchors)}
    for piece in _pieces(after, found.last):
        events = _events([link[1] for link in piece])
        for place, link in enumerate(piece):
            sequence, event, _form, _previous, digest = link
            if start is None or sequence > start.sequence:
                following = piece[place + 1] if place + 1 < len(piece) else _link(sequence + 1)
                if wrong := _link_break(link, found.first + found.checked, before, events.get(event), following):
                    return wrong
                before = digest
                found.checked += 1
            if (held := due.get(sequence)) and held.digest != digest:
                return Break("anchor_misfit", sequence, event, held.day)
        if progress:
            progress(found.checked, found.last - found.first + 1)
    short = next((one for one in anchors if one.sequence > found.last), None)
    if short:
        return Break("anchor_misfit", short.sequence, day=short.day)
    return None


def _link_break(link: Link, expected: int, before: str, event: Event | None, following: Link | None) -> Break | None:
    sequence, event_id, form, previous, digest = link
    if sequence != expected:
        return Break("link_missing", expected)
    if previous != before or form != FORM:
        return Break("link_altered", sequence, event_id)
    if event is None:
        return Break("event_missing", sequence, event_id)
    right = link_digest(before, sequence, event)
    if right == digest:
        return None
    is_the_link = following is not None and following[3] == right
    return Break("link_altered" if is_the_link else "event_altered", sequence, event_id)


def _link(sequence: int) -> Link | None:
    return AuditLink.objects.filter(sequence=sequence).values_list(*_LINK).first()


_LINK = ("sequence", "event_id", "form", "previous", "digest")


def _pieces(after: int, last: int) -> Iterator[list[Link]]:
    links = AuditLink.objects.filter(sequence__lte=last).order_by("sequence").values_list(*_LINK)
    while piece := list(links.filter(sequence__gt=after)[:PIECE]):
        yield piece
        after = piece[-1][0]


def _events(keys: list[int]) -> dict[int, Event]:
    rows: Any = AuditEvent.objects.order_by().values_list(*Event._fields)
    if max(keys) - min(keys) < 2 * len(keys):  # nearly always: two bounds do
        rows = rows.filter(pk__gte=min(keys), pk__lte=max(keys))
    else:
        rows = rows.filter(pk__in=keys)
    return {row[0]: Event._make(row) for row in rows}


def _file(anchors: list[AuditAnchor], found: Verification) -> Break | None:
    """Compare the file outside the database, line by line; what a host does not have it cannot compare."""
    path = Path(settings.AUDIT_ANCHOR_FILE)
    if not path.exists():
        return None
    known = {one.day.isoformat(): anchor_line(one) for one in anchors}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            day = date.fromisoformat(json.loads(line)["day"])
        except (ValueError, KeyError, TypeError):
            return Break("file_unreadable", number)
        if known.get(day.isoformat()) != line:
            return Break("file_misfit", day=day)
        found.anchors_in_file += 1
    return None
