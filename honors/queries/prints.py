"""Files for the printer and for the hand-over, as far as a person may hand certificates out."""

from __future__ import annotations

from dataclasses import dataclass

from honors.choices import PrintKind
from honors.models import HonorRound, PrintFile
from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation


@dataclass(frozen=True)
class Shelf:
    """The newest files of one unit: a file of certificates for each design, one list for the hand-over."""

    org: Organisation
    certificates: list[PrintFile]
    handover: list[PrintFile]

    @property
    def count(self) -> int:
        """How many certificates."""
        return sum(row.certificates for row in self.certificates or self.handover)

    @property
    def files(self) -> tuple[list[PrintFile], list[PrintFile]]:
        """In the order of the columns."""
        return self.certificates, self.handover


def shelves(user: User, one: HonorRound) -> list[Shelf]:
    """The newest files of every unit that this person may hand out for, in the order of the tree."""
    rows = PrintFile.objects.visible_to(user).filter(round=one).select_related("org").order_by("org__path", "version")
    found: dict[Organisation, dict[tuple[str, str], PrintFile]] = {}
    for row in rows:  # a later version comes later and takes the place of the earlier
        found.setdefault(row.org, {})[row.kind, row.design] = row
    return [
        Shelf(org, *([row for row in newest.values() if row.kind == kind] for kind in PrintKind))
        for org, newest in found.items()
    ]


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
