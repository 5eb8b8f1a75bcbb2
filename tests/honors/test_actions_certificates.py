"""Numbers and papers: consecutive, once, the same when begun anew, frozen as issued."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from issuing import approved, papers
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, at_the_same_moment, build, hand_on, id_number, person

from honors.actions import certificates, computing, rounds
from honors.actions import papers as paper_actions
from honors.choices import RoundState
from honors.models import Certificate, CertificateCopy, HonorRound, NumberSequence, RoundEntry
from honors.pdf.certificate import draw
from honors.rules.numbers import certificate_number
from kernel.accounts.models import User
from kernel.audit.actions import record_many
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db

LONG = [("1993-09", None, "teaching")]
GIVEN = "文华建国志明秀英桂兰玉梅春芳海燕红霞丽娟静敏晓东俊杰宇轩子涵思远雨欣佳怡浩然嘉宁"


def crowd(world: World, count: int) -> None:
    """So many people of 30 years at one school."""
    people = [
        person(f"甲{given}", date(1972, 1, 1), services=LONG, number=id_number(date(1972, 1, 1), place))
        for place, given in enumerate(GIVEN[:count])
    ]
    world.enrol(*people)


def test_numbers_are_consecutive_within_a_series(world: World) -> None:
    crowd(world, 5)
    world.enrol(
        person("远一", date(1972, 2, 1), ("321204", FAR_SCHOOL), LONG),
        person("远二", date(1966, 2, 1), ("321204", FAR_SCHOOL), [("1984-09", None, "teaching")]),
    )
    assert certificates.issue(one=approved(world), by=world["honors"]) == 7
    assert [one.certificate.number for one in papers()] == [
        *(certificate_number(30, 2025, "321202", place) for place in range(1, 6)),
        certificate_number(30, 2025, "321204", 1),
        certificate_number(40, 2025, "321204", 1),
    ]
    assert {(one.threshold, one.region): one.last for one in NumberSequence.objects.all()} == {
        (30, "321202"): 5, (30, "321204"): 1, (40, "321204"): 1,
    }  # fmt: skip


def test_the_next_round_goes_on_where_the_series_stood(world: World) -> None:
    crowd(world, 2)
    certificates.issue(one=approved(world, date(2025, 9, 9)), by=world["honors"])
    world.enrol(person("后来", date(1973, 1, 1), services=LONG))
    certificates.issue(one=approved(world), by=world["honors"])
    assert [one.certificate.number for one in papers()] == [
        certificate_number(30, 2025, "321202", place) for place in (1, 2, 3)
    ]


def test_a_school_has_the_code_of_its_own_place(world: World) -> None:
    """市直属 carries the city's own code."""
    from kernel.orgs.actions import add_school

    add_school(district=world.units["市直属"], name="泰州市第一中学")
    world.enrol(person("直属", date(1972, 1, 1), ("321200", "泰州市第一中学"), LONG))
    certificates.issue(one=approved(world), by=world["honors"])
    assert papers()[0].certificate.number == certificate_number(30, 2025, "321200", 1)


def test_issuing_ends_the_round_and_draws_every_paper(settled: World, settings: Any) -> None:
    one = approved(settled)
    certificates.issue(one=one, by=settled["honors"])
    assert one.state == RoundState.ISSUED
    assert one.issued_at is not None
    for paper in papers():
        body = paper_actions.stored_paper(paper)
        assert body.startswith(b"%PDF")
        assert (Path(settings.MEDIA_ROOT) / paper.file_name).read_bytes() == body
    assert acts("round.issued")[0].detail == {"certificates": 2}


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_an_unapproved_round_gets_no_numbers(settled: World, state: str) -> None:
    one = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    if state == "submitted":
        hand_on(one, settled["honors"])
    with pytest.raises(RuleBroken) as caught:
        certificates.issue(one=one, by=settled["honors"])
    assert caught.value.code == "round_moved"
    assert (papers(), NumberSequence.objects.count()) == ([], 0)


@pytest.mark.parametrize("stop_at", [0, 1, 4])
def test_stopped_while_drawing_and_begun_anew(world: World, monkeypatch: pytest.MonkeyPatch, stop_at: int) -> None:
    """Nothing is lost, doubled or skipped, and what was drawn is not drawn again."""
    crowd(world, 5)
    one, drawn = approved(world), list[str]()

    def failing(copy: CertificateCopy) -> None:
        if len(drawn) == stop_at:
            raise OSError("disk full")
        drawn.append(copy.certificate.number)
        paper_actions.draw_copy(copy)

    with monkeypatch.context() as patch:
        patch.setattr("honors.actions.certificates.draw_copy", failing)
        with pytest.raises(OSError, match="disk full"):
            certificates.issue(one=one, by=world["honors"])
    assert one.state == RoundState.APPROVED
    before = {paper.certificate.number: (paper.pk, paper.token, paper.file_digest) for paper in papers()}
    assert len(before) == 5
    assert sum(bool(digest) for _pk, _token, digest in before.values()) == stop_at
    assert certificates.issue(one=one, by=world["honors"]) == 5
    after = {paper.certificate.number: (paper.pk, paper.token, paper.file_digest) for paper in papers()}
    assert {number: values[:2] for number, values in after.items()} == {
        number: values[:2] for number, values in before.items()
    }
    assert all(after[number] == before[number] for number in drawn)
    assert all(digest for _pk, _token, digest in after.values())
    assert (one.state, NumberSequence.objects.get().last, len(acts("certificate.numbered"))) == ("issued", 5, 5)


def test_stopped_while_numbering_leaves_no_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chunk that fails gives its numbers back."""
    crowd(world, 5)
    one = approved(world)
    monkeypatch.setattr(certificates, "NUMBERED", 2)
    with monkeypatch.context() as patch:
        patch.setattr(certificates, "record_many", self_destruct(after=1))
        with pytest.raises(RuntimeError, match="power cut"):
            certificates.issue(one=one, by=world["honors"])
    assert (len(papers()), NumberSequence.objects.get().last) == (2, 2)
    certificates.issue(one=one, by=world["honors"])
    assert [paper.certificate.number for paper in papers()] == [
        certificate_number(30, 2025, "321202", n) for n in range(1, 6)
    ]


def self_destruct(after: int) -> Any:
    calls = list[int]()

    def write(lines: Any) -> None:
        record_many(lines)
        calls.append(1)
        if len(calls) > after:
            raise RuntimeError("power cut")

    return write


def test_issuing_twice_is_issuing_once(settled: World) -> None:
    one = approved(settled)
    certificates.issue(one=one, by=settled["honors"])
    before = [(paper.certificate.number, paper.token, paper.file_digest, paper.drawn_at) for paper in papers()]
    assert certificates.issue(one=one, by=settled["honors"]) == 2
    assert [(paper.certificate.number, paper.token, paper.file_digest, paper.drawn_at) for paper in papers()] == before
    assert len(acts("round.issued")) == 1


def test_a_held_person_gets_no_number(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    assert {paper.name for paper in papers()} == {"李长青", "王远山"}


def test_what_was_issued_stays_whatever_the_register_says_later(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    paper = next(one for one in papers() if one.name == "李长青")
    body = paper_actions.stored_paper(paper)
    settled.enrol(person("李改名", date(1972, 3, 8), ("321202", "海陵区第二初级中学")))
    settled.units[SCHOOL].name = "海陵区改名小学"
    settled.units[SCHOOL].save()
    again = CertificateCopy.objects.for_system("test").select_related("certificate__teacher").get(pk=paper.pk)
    assert again.certificate.teacher.name == "李改名"
    assert (again.name, again.school_name, again.issuer) == ("李长青", SCHOOL, "泰州市教育局")
    assert paper_actions.stored_paper(again) == body
    assert draw(paper_actions.facts_of(again)) == body, "drawn from the frozen facts the bytes are the same"


def test_an_honour_is_given_once_in_a_life(settled: World) -> None:
    certificates.issue(one=approved(settled, date(2024, 9, 10)), by=settled["honors"])
    later = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    names = RoundEntry.objects.for_system("test").filter(round=later).values_list("teacher__name", flat=True)
    assert set(names) == {"周缺页"}


def test_forty_years_come_after_thirty(world: World) -> None:
    world.enrol(person("老师", date(1966, 10, 1), services=[("1984-09", None, "teaching")]))
    for year in (2020, 2023, 2025):
        one = rounds.make_round(as_of=date(year, 9, 10), by=world["honors"], background=False)
        if RoundEntry.objects.for_system("test").filter(round=one).exists():
            hand_on(one, world["honors"])
            rounds.approve(one=one, seen=one.stamp, by=world["approver"], background=False)
            certificates.issue(one=one, by=world["honors"])
    assert [(paper.certificate.threshold, paper.issued_on.year) for paper in papers()] == [(30, 2020), (40, 2025)]


def test_the_database_gives_an_honour_once(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    first = next(one for one in papers() if one.name == "李长青").certificate
    other = RoundEntry.objects.for_system("test").get(teacher__name="周缺页")
    copy = Certificate(
        number="TZ30-2025-321202-999999", entry=other, teacher_id=first.teacher_id, school_id=first.school_id,
        threshold=30,
    )  # fmt: skip
    once = r"certificate_once_per_threshold|teacher_id, .*threshold"
    rows = Certificate.objects.for_system("test").filter(pk=first.pk)
    two = {"revoked_by": settled["honors"], "revoked_second": settled["approver"]}
    with pytest.raises(IntegrityError, match=once), transaction.atomic():
        copy.save()
    rows.update(status="revoked", revoked_reason="untrue", **two)
    with pytest.raises(IntegrityError, match=once), transaction.atomic():
        copy.save()
    rows.update(revoked_reason="in_error")
    copy.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(number=copy.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateCopy.objects.for_system("test").filter(certificate=first).update(file_digest="")


def test_a_token_has_at_least_eighty_random_bits(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    tokens = [paper.token for paper in papers()]
    assert len(set(tokens)) == len(tokens)
    assert all(len(token) * 6 >= 80 for token in tokens)


def test_an_altered_file_is_not_handed_out(settled: World, settings: Any, sign_in: Any) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    paper = papers()[0]
    path = Path(settings.MEDIA_ROOT) / paper.file_name
    path.write_bytes(path.read_bytes().replace(b"PDF-1", b"PDF-2", 1))
    with pytest.raises(RuleBroken) as caught:
        paper_actions.hand_out(copy=paper, by=settled["honors"])
    assert caught.value.code == "file_altered"
    assert acts("certificate.downloaded") == []


def test_a_download_is_noted(settled: World) -> None:
    certificates.issue(one=approved(settled), by=settled["honors"])
    paper_actions.hand_out(copy=papers()[0], by=settled["school"])
    assert [(one.actor_name, one.subject_id) for one in acts("certificate.downloaded")] == [
        ("school", str(papers()[0].certificate.pk))
    ]


# --- at once, where the database can ---------------------------------------------------------------------------------

postgres = pytest.mark.postgresql


@postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers() -> None:
    """The series does not even exist when they begin."""

    def take() -> str:
        with transaction.atomic():
            return certificates.next_number(30, 2026, "321281")

    numbers = at_the_same_moment(20, take)
    assert sorted(map(str, numbers)) == [certificate_number(30, 2026, "321281", place) for place in range(1, 21)]
    assert NumberSequence.objects.get().last == 20


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_gives_its_number_back() -> None:
    failures = iter([True, False] * 10)

    def take() -> str:
        with transaction.atomic():
            number = certificates.next_number(30, 2026, "321281")
            if next(failures):
                raise ValueError(number)
            return number

    numbers = [one for one in at_the_same_moment(20, take) if isinstance(one, str)]
    assert sorted(numbers) == [certificate_number(30, 2026, "321281", place) for place in range(1, 11)]


@postgres
@pytest.mark.django_db(transaction=True)
def test_several_workers_number_one_round_once() -> None:
    world = build()
    crowd(world, 40)
    one, by = approved(world), world["honors"]
    certificates.NUMBERED, before = 7, certificates.NUMBERED
    try:
        done = at_the_same_moment(8, lambda: _until_done(one, by))
    finally:
        certificates.NUMBERED = before
    assert sum(done) == 40
    assert [paper.certificate.number for paper in papers()] == [
        certificate_number(30, 2025, "321202", n) for n in range(1, 41)
    ]


@postgres
@pytest.mark.django_db(transaction=True)
def test_two_rounds_never_number_one_person_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look for who was honoured elsewhere before either has written."""
    world = build()
    crowd(world, 5)
    rounds_, gate = iter([approved(world), approved(world, AS_OF - timedelta(days=1))]), threading.Barrier(2)
    real = computing.drop_honoured

    def drop(one: HonorRound, by: User) -> int:
        dropped = real(one, by)
        with suppress(threading.BrokenBarrierError):
            gate.wait(2)
        return dropped

    monkeypatch.setattr(certificates, "drop_honoured", drop)
    done = at_the_same_moment(2, lambda: certificates.issue(one=next(rounds_), by=world["honors"]))
    assert sorted(done) == [0, 5]
    assert {one.state for one in HonorRound.objects.all()} == {RoundState.ISSUED}
    assert [paper.certificate.number for paper in papers()] == [
        certificate_number(30, 2025, "321202", place) for place in range(1, 6)
    ]


def _until_done(one: HonorRound, by: Any) -> int:
    total = 0
    while made := certificates._number_chunk(one, by):
        total += made
    return total
