"""Files for the printer and for the hand-over, as far as a person may hand certificates out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from honors.choices import PrintKind
from honors.models import HonorRound, PrintFile
from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation


@dataclass(frozen=True)
class Shelf:
    """The newest files of one unit."""

    org: Organisation
    certificates: PrintFile | None
    handover: PrintFile | None

    @property
    def files(self) -> tuple[PrintFile | None, PrintFile | None]:
        """In the order of the columns."""
        return self.certificates, self.handover


def shelves(user: User, one: HonorRound) -> list[Shelf]:
    """The newest files of every unit that this person may hand out for, in the order of the tree."""
    rows = PrintFile.objects.visible_to(user).filter(round=one).select_related("org").order_by("org__path", "version")
    found: dict[int, dict[str, Any]] = {}
    for row in rows:  # a later version comes later and takes the place of the earlier
        found.setdefault(row.org_id, {"org": row.org})[row.kind] = row
    return [Shelf(one["org"], one.get(PrintKind.CERTIFICATES), one.get(PrintKind.HANDOVER)) for one in found.values()]


def top_shelves(user: User, one: HonorRound) -> list[Shelf]:
    """Those of the city and the districts for the page of the round; a school's officer gets the school's own."""
    found = shelves(user, one)
    return [shelf for shelf in found if shelf.org.kind != OrgKind.SCHOOL] or found


def print_file(user: User, one: HonorRound, pk: int) -> PrintFile:
    """One file; DoesNotExist for a neighbour's."""
    rows = PrintFile.objects.visible_to(user).select_related("round", "org")
    found: PrintFile = rows.get(round=one, pk=pk)
    return found


def download_name(row: PrintFile) -> str:
    """What the file is called where it is saved."""
    return f"{row.round.as_of:%Y}年荣誉证书-{row.org.name}-{row.get_kind_display()}-v{row.version}.pdf"
