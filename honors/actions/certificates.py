"""Numbers and papers of an approved round.

The database holds the work: a number is given in the transaction that writes the certificate's row, a file is drawn
under a temporary name and put in its place, then its digest is noted. Stopped anywhere and begun anew, nothing is
lost, doubled or skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from honors.actions.computing import drop_honoured
from honors.actions.papers import draw_copy
from honors.choices import EntryState, RoundState
from honors.errors import refuse
from honors.models import Certificate, CertificateCopy, HonorRound, NumberSequence, RoundEntry
from honors.models.certificate import new_token
from honors.permissions import HonorPermission
from honors.queries.templates import template_at
from honors.rules.numbers import certificate_number
from kernel.accounts.models import User
from kernel.audit.actions import line, record, record_many
from kernel.imports.desk import Progress, quiet

CHUNK = 100  # papers drawn before progress is told
NUMBERED = 1000  # certificates numbered in one transaction

Series = tuple[int, int, str]  # (threshold, year, region)


def issue(*, one: HonorRound, by: User, progress: Progress = quiet) -> int:
    """Number and draw everything of an approved round that is not yet; the number of certificates of the round."""
    if not (by.holds(HonorPermission.RUN_ROUND) or by.holds(HonorPermission.APPROVE)):
        raise refuse("no_permission", move="制证")
    if one.state not in {RoundState.APPROVED, RoundState.ISSUED}:
        raise refuse("round_moved", state=RoundState.APPROVED.label)
    numbered = 0
    while given := _number_chunk(one, by):
        numbered += given
        progress(numbered, 0)
    total = _first_copies(one).count()
    progress(total - _first_copies(one).filter(drawn_at=None).count(), total)
    for chunk in _undrawn(one):
        for copy in chunk:
            draw_copy(copy)
        progress(total - _first_copies(one).filter(drawn_at=None).count(), total)
    with transaction.atomic():
        if HonorRound.objects.filter(pk=one.pk, state=RoundState.APPROVED).update(
            state=RoundState.ISSUED, issued_at=timezone.now()
        ):
            record("round.issued", by=by, subject=one, certificates=total)
    one.refresh_from_db()
    return total


@transaction.atomic
def _number_chunk(one: HonorRound, by: User) -> int:
    """Give numbers to the next people of the round, in the order of the list; how many."""
    # One worker at a time gives numbers, whatever the round: two rounds may hold the same person.
    list(HonorRound.objects.select_for_update().filter(Q(pk=one.pk) | Q(state=RoundState.APPROVED)).order_by("pk"))
    drop_honoured(one, by)
    waiting = (
        RoundEntry.objects.for_system("a round is numbered for the whole city")
        .filter(round=one, state=EntryState.CANDIDATE, certificate__isnull=True)
        .select_related("teacher", "school")
        .defer("teacher__id_number", "teacher__phone")  # sealed, and not wanted here
        .order_by("-threshold", "school__path", "teacher__name", "pk")[:NUMBERED]
    )
    made = []
    assert one.approved_at  # the moment that decides the design, whenever work goes on
    templates = {years: template_at(years, one.approved_at) for years in {entry.threshold for entry in waiting}}
    series: list[Series] = []
    for entry in waiting:
        if not entry.school.division_code:
            raise refuse("region_missing", school=entry.school)
        series.append((entry.threshold, one.as_of.year, entry.school.division_code))
    numbers = {key: iter(next_numbers(key, count)) for key, count in sorted(Counter(series).items())}
    for entry, key in zip(waiting, series, strict=True):
        template = templates[entry.threshold]
        made.append(
            Certificate(
                number=next(numbers[key]), entry=entry, teacher=entry.teacher, school=entry.school,
                threshold=entry.threshold, template=template,
            )
        )  # fmt: skip
    Certificate.objects.bulk_create(made)
    CertificateCopy.objects.bulk_create(
        CertificateCopy(
            certificate=certificate, index=0, name=certificate.entry.name, school_name=certificate.entry.school_name,
            issuer=(certificate.template and certificate.template.issuer) or settings.CERTIFICATE_ISSUER,
            issued_on=one.as_of, printed_on=timezone.localdate(),
            token=new_token(), made_by=by,
        )
        for certificate in made
    )  # fmt: skip
    record_many(line("certificate.numbered", by=by, subject=one, number=one.number) for one in made)
    return len(made)


def next_number(threshold: int, year: int, region: str) -> str:
    """The next number of a series."""
    return next_numbers((threshold, year, region), 1)[0]


def next_numbers(series: Series, count: int) -> list[str]:
    """The next numbers of a series. Its row is locked until the transaction ends, so no number is given twice and none
    is left out when the transaction fails. Who needs several series takes them in order, lest two wait for each other.
    """
    threshold, year, region = series
    row, _created = NumberSequence.objects.select_for_update().get_or_create(
        threshold=threshold, year=year, region=region
    )
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return [certificate_number(*series, place) for place in range(first, first + count)]


def _first_copies(one: HonorRound) -> Any:
    copies = CertificateCopy.objects.for_system("a round is drawn for the whole city")
    return copies.filter(certificate__entry__round=one, index=0).select_related("certificate__template")


def _undrawn(one: HonorRound) -> Iterator[list[CertificateCopy]]:
    """Papers not drawn yet, a chunk at a time."""
    while chunk := list(_first_copies(one).filter(drawn_at=None).order_by("certificate__number")[:CHUNK]):
        yield chunk
