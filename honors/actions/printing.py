"""Files of an issued round for the printer and for the hand-over.

One file for the city and for each district with all certificates in the order in which they are handed over, one
hand-over list for each school and, bound together, for each district. A file is made once; when what stands in it has
changed since, a new version is made beside it. Stopped anywhere and begun anew, the files that are there are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from honors.actions.papers import digest_of, facts_of, keep, read_kept
from honors.choices import CertificateStatus, PrintKind
from honors.errors import refuse
from honors.models import CertificateCopy, HonorRound, PrintFile
from honors.pdf.certificate import draw_merged
from honors.pdf.handover import HandoverFacts, HandoverRow, draw_lists
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.imports.desk import Progress, quiet
from kernel.jobs.actions import enqueue
from kernel.jobs.models import Job
from kernel.orgs.models import Organisation

PRINT = "honors.tasks.print_files"


@dataclass(frozen=True)
class Sheet:
    """A file to be made: for whom, out of what, and how to draw it (bytes and pages)."""

    kind: PrintKind
    org: Organisation
    facts: Sequence[object]
    certificates: int
    design: str
    draw: Callable[[], tuple[bytes, int]]

    @property
    def content(self) -> str:
        """Names what stands in the file, before it is drawn."""
        return digest_of(repr(list(self.facts)).encode())


def order_print_files(*, one: HonorRound, by: User) -> Job:
    """Have the files made in the background; asked for again, only what has changed is made."""
    _may(one, by)
    with transaction.atomic():
        record("round.print_ordered", by=by, subject=one)
        return enqueue(
            PRINT, subject_id=one.pk, title=f"生成截至 {one.as_of} 荣誉证书的打印文件", by=by,
            next_url=f"{one.get_absolute_url()}print/",
        )  # fmt: skip


def make_print_files(*, one: HonorRound, by: User, progress: Progress = quiet) -> int:
    """Make what is missing or has changed; how many files were made now."""
    _may(one, by)
    sheets = _sheets(one)
    if not sheets:
        raise refuse("nothing_to_print")
    made = 0
    for done, sheet in enumerate(sheets):
        progress(done, len(sheets))
        made += _make(one, sheet)
    progress(len(sheets), len(sheets))
    record("round.print_made", by=by, subject=one, files=made, of=len(sheets))
    return made


def hand_out_print(*, row: PrintFile, by: User) -> bytes:
    """A file for a download, noted in the trail."""
    body = read_kept(row.file_name, row.file_digest, str(row))
    record("print.downloaded", by=by, subject=row, kind=row.kind, version=row.version)
    return body


def _may(one: HonorRound, by: User) -> None:
    if not by.holds(HonorPermission.RUN_ROUND):
        raise refuse("no_permission", move="生成打印文件")
    if one.issued_at is None:
        raise refuse("round_not_issued")


def _make(one: HonorRound, sheet: Sheet) -> int:
    """Make one file unless its newest version says the same; 1 when it was made."""
    rows = PrintFile.objects.for_system("files are made for the whole round")
    mine = rows.filter(round=one, kind=sheet.kind, org=sheet.org, design=sheet.design)
    newest = mine.order_by("-version").first()
    if newest is not None and newest.content == sheet.content:
        return 0
    body, pages = sheet.draw()
    with transaction.atomic():
        HonorRound.objects.select_for_update().get(pk=one.pk)
        top: int = mine.aggregate(top=Max("version"))["top"] or 0
        if top != (newest.version if newest else 0):
            return 0  # another worker made it meanwhile
        row = PrintFile(
            round=one, kind=sheet.kind, org=sheet.org, design=sheet.design, version=top + 1,
            certificates=sheet.certificates, pages=pages, content=sheet.content, file_digest=digest_of(body),
        )  # fmt: skip
        keep(row.file_name, body)
        row.save()
    return 1


def _sheets(one: HonorRound) -> list[Sheet]:
    """All files of a round: the city's and the districts' certificates, the lists of schools and of districts."""
    papers = list(
        CertificateCopy.objects.for_system("a round is printed for the whole city")
        .filter(certificate__entry__round=one, certificate__status=CertificateStatus.VALID,
                index=F("certificate__newest"))
        .select_related("certificate__school__parent", "certificate__template")
        .order_by("certificate__school__path", "-certificate__threshold", "name", "certificate__number")
    )  # fmt: skip
    if not papers:
        return []
    schools, districts = dict[Organisation, list[CertificateCopy]](), dict[Organisation, list[Organisation]]()
    for paper in papers:
        school = paper.certificate.school
        if school not in schools:
            districts.setdefault(school.parent, []).append(school)
        schools.setdefault(school, []).append(paper)
    lists = {school: _list_of(one, school, found) for school, found in schools.items()}
    city = next(iter(districts)).get_root()
    sheets = _merged(city, papers)
    for district, members in districts.items():
        sheets += _merged(district, [paper for school in members for paper in schools[school]])
        sheets.append(_lists(district, [lists[school] for school in members]))
        sheets += [_lists(school, [lists[school]]) for school in members]
    return sheets


def _merged(org: Organisation, papers: Sequence[CertificateCopy]) -> list[Sheet]:
    """One file for each design: they may be printed on other paper."""
    designs: dict[str, list[CertificateCopy]] = {}
    for paper in papers:
        template = paper.certificate.template
        designs.setdefault(str(template) if template else "", []).append(paper)
    return [_of_design(org, design, found) for design, found in designs.items()]


def _of_design(org: Organisation, design: str, papers: Sequence[CertificateCopy]) -> Sheet:
    facts = [facts_of(paper) for paper in papers]
    layout = papers[0].certificate.layout
    return Sheet(
        PrintKind.CERTIFICATES, org, facts, len(facts), design[:60],
        lambda: (draw_merged(facts, layout, settings.FONT_DIRS), len(facts)),
    )  # fmt: skip


def _lists(org: Organisation, lists: list[HandoverFacts]) -> Sheet:
    count = sum(len(one.rows) for one in lists)
    return Sheet(PrintKind.HANDOVER, org, lists, count, "", partial(draw_lists, lists, settings.FONT_DIRS))


def _list_of(one: HonorRound, school: Organisation, papers: Sequence[CertificateCopy]) -> HandoverFacts:
    rows = tuple(
        HandoverRow(paper.name, paper.certificate.threshold,
                    paper.certificate.number + (f" 补{paper.index}" if paper.index else ""))
        for paper in papers
    )  # fmt: skip
    parent = school.parent
    return HandoverFacts(
        school=school.name, district=parent.name if parent else "", issuer=papers[0].issuer, as_of=one.as_of, rows=rows
    )
