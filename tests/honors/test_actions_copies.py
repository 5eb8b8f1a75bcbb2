"""A paper made again: the number stays, the copy counts on, the older ones are superseded, a new name needs two."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from issuing import certificate_of, issue, paper_of, papers
from world import AS_OF, SCHOOL, SISTER, World, acts, build

from honors.actions import copies, second, standing
from honors.actions import papers as paper_actions
from honors.actions.copies import Correction
from honors.models import Certificate, CertificateCopy, CertificateEvent
from honors.queries import check, signatures
from honors.queries.certificates import history
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature

pytestmark = pytest.mark.django_db

ON = AS_OF + timedelta(days=30)
UNIT = Correction("李长青", SISTER, "泰教〔2025〕9号", "单位名称有误")
NAME = replace(UNIT, name="李常青", school_name=SCHOOL, note="姓名录入有误")


@pytest.fixture
def one(settled: World) -> Certificate:
    """李长青's certificate."""
    issue(settled)
    return certificate_of("李长青")


def events() -> list[tuple[Any, ...]]:
    rows = CertificateEvent.objects.for_system("test").order_by("pk")
    return list(rows.values_list("act", "reason", "by__username", "second_by__username"))


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_a_lost_paper_is_made_again(settled: World, one: Certificate, settings: Any) -> None:
    first = paper_of("李长青")
    before = paper_actions.stored_paper(first)
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON, remark="搬家遗失")
    again = paper_of("李长青")
    assert (again.index, again.reason, again.note, again.certificate.number) == (1, "lost", "搬家遗失", one.number)
    assert (again.name, again.school_name, again.issued_on) == (first.name, first.school_name, first.issued_on)
    assert again.token != first.token
    assert again.file_name.endswith(f"/{one.number}-1.pdf")
    assert paper_actions.stored_paper(first) == before, "the old file stays as it was"
    assert paper_actions.stored_paper(again) != before
    assert events() == [("reissued", "lost", "honors", None)]
    assert acts("certificate.reissued")[0].detail == {"number": one.number, "on": str(ON)}


def test_the_older_paper_is_superseded_and_the_newest_answers(settled: World, one: Certificate) -> None:
    copies.reissue(certificate=one, reason="damaged", by=settled["honors"], on=ON)
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    answers = [check.by_link(one.number, index, paper_of("李长青", index).token).status for index in range(3)]
    assert answers == ["superseded", "superseded", "valid"]
    assert check.by_number(one.number, "李长青").status == "valid"


def test_a_paper_that_is_not_drawn_supersedes_nothing(
    settled: World, one: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine stops between the row and the file; the page offers to go on."""
    with monkeypatch.context() as patch:
        patch.setattr(paper_actions, "draw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    token = paper_of("李长青", 1).token
    assert check.by_link(one.number, 0, paper_of("李长青", 0).token).status == "valid"
    assert check.by_link(one.number, 1, token).status == "not_found"
    copies.draw_left(certificate=one, by=settled["honors"])
    assert check.by_link(one.number, 0, paper_of("李长青", 0).token).status == "superseded"
    assert check.by_link(one.number, 1, token).status == "valid"


def left_undrawn(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """An act after which the machine stops between the row and the file."""
    with monkeypatch.context() as patch:
        patch.setattr(paper_actions, "draw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            act()


def test_a_signed_name_is_not_lost_when_the_machine_stops(
    settled: World, one: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper made next bears the name that was signed, and the one left behind is drawn before it."""
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    left_undrawn(monkeypatch, lambda: copies.sign_rename(signature=asked, certificate=one, by=settled["approver"]))
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)
    assert [(paper.index, paper.name) for paper in papers() if paper.certificate_id == one.pk and paper.drawn_at] == [
        (0, "李长青"), (1, "李常青"), (2, "李常青"),
    ]  # fmt: skip
    assert certificate_of("李长青").newest == 2


def test_nothing_is_corrected_while_a_paper_is_left_undrawn(
    settled: World, one: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer reads the older paper; what stands on the one that was made is drawn first."""
    by = settled["honors"]
    left_undrawn(monkeypatch, lambda: copies.correct(certificate=one, correction=UNIT, by=by, on=ON))
    with refused("copy_left"):
        copies.correct(certificate=one, correction=NAME, by=by, on=ON)
    copies.draw_left(certificate=one, by=by)
    assert isinstance(copies.correct(certificate=one, correction=NAME, by=by, on=ON), Signature)


def test_an_older_paper_drawn_late_does_not_count_again(
    settled: World, one: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = settled["honors"]
    left_undrawn(monkeypatch, lambda: copies.reissue(certificate=one, reason="lost", by=by, on=ON))
    left_undrawn(monkeypatch, lambda: copies.reissue(certificate=one, reason="damaged", by=by, on=ON))
    for index in (2, 1):
        paper_actions.draw_copy(paper_of("李长青", index))
        assert certificate_of("李长青").newest == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_made_at_once_the_later_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first waits with its drawing until the second is done."""
    world = build()
    world.settle()
    issue(world)
    one, slow, made, done = certificate_of("李长青"), list[threading.Thread](), threading.Event(), threading.Event()
    real = paper_actions.draw_copy

    def draw(copy: CertificateCopy) -> None:
        if threading.current_thread() in slow:
            made.set()
            assert done.wait(20)
        real(copy)

    def again(reason: str) -> None:
        try:
            copies.reissue(certificate=one, reason=reason, by=world.user("honors"), on=ON)
        finally:
            connection.close()

    monkeypatch.setattr(copies, "draw_copy", draw)
    slow.append(threading.Thread(target=again, args=("lost",)))
    slow[0].start()
    assert made.wait(20)
    other = threading.Thread(target=again, args=("damaged",))
    other.start()
    other.join()
    done.set()
    slow[0].join()
    assert certificate_of("李长青").newest == 2
    assert [(paper.index, paper.reason) for paper in papers() if paper.certificate_id == one.pk and paper.drawn_at] == [
        (0, ""), (1, "lost"), (2, "damaged"),
    ]  # fmt: skip


def test_a_corrected_unit_needs_no_second_person(settled: World, one: Certificate) -> None:
    copies.correct(certificate=one, correction=UNIT, by=settled["honors"], on=ON)
    again = paper_of("李长青")
    assert (again.index, again.school_name, again.reason, again.document) == (1, SISTER, "corrected", "泰教〔2025〕9号")
    assert events() == [("corrected", "corrected", "honors", None)]


def test_a_corrected_name_needs_a_second_person(settled: World, one: Certificate) -> None:
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    assert check.by_number(one.number, "李长青").status == "valid", "nothing has changed yet"
    assert len(papers()) == 2
    copies.sign_rename(signature=asked, certificate=one, by=settled["approver"])
    assert check.by_number(one.number, "李常青").status == "valid"
    assert check.by_number(one.number, "李长青").status == "superseded"
    assert check.by_link(one.number, 0, paper_of("李长青", 0).token).name == "李长青", "the old paper as it was issued"
    assert events() == [("renamed", "corrected", "honors", "approver")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"document": " "}, "ground_missing"),
        ({"note": ""}, "correction_missing"),
        ({"school_name": SCHOOL}, "nothing_corrected"),
        ({"name": " "}, "nothing_corrected"),
        ({"name": "李\U0002ffff青"}, "glyph_not_drawn"),
    ],
)
def test_a_correction_that_says_too_little(settled: World, one: Certificate, change: dict[str, str], code: str) -> None:
    with refused(code):
        copies.correct(certificate=one, correction=replace(UNIT, **change), by=settled["honors"], on=ON)
    assert len(papers()) == 2


@pytest.mark.parametrize("who", ["school", "district", "city", "approver", "teacher", "nobody"])
def test_only_who_runs_rounds_makes_papers_again(settled: World, one: Certificate, who: str) -> None:
    with refused("no_permission"):
        copies.reissue(certificate=one, reason="lost", by=settled[who], on=ON)
    with refused("no_permission"):
        copies.draw_left(certificate=one, by=settled[who])


def test_a_suspended_certificate_gets_no_new_paper(settled: World, one: Certificate) -> None:
    standing.suspend(certificate=one, ground=standing.Ground("doubt", "文号"), by=settled["honors"], on=ON)
    with refused("status_not_fit"):
        copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON)


def test_nothing_is_made_while_another_person_is_asked(settled: World, one: Certificate) -> None:
    copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    ways: list[Callable[[], object]] = [
        lambda: copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON),
        lambda: copies.correct(certificate=one, correction=UNIT, by=settled["honors"], on=ON),
    ]
    for again in ways:
        with refused("request_waits"):
            again()


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2025, 9, 9), "day_before_issue"), (timezone.localdate() + timedelta(days=1), "day_in_future")],
)
def test_the_day_is_between_the_issue_and_today(settled: World, one: Certificate, on: date, code: str) -> None:
    with refused(code):
        copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=on)
    assert len(papers()) == 2, "and nothing is left of it"


def test_a_reason_of_another_act_is_none(settled: World, one: Certificate) -> None:
    for reason in ("", "corrected", "untrue"):
        with refused("reason_class_missing"):
            copies.reissue(certificate=one, reason=reason, by=settled["honors"], on=ON)


def test_who_asked_does_not_sign_and_others_without_the_duty_neither(settled: World, one: Certificate) -> None:
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    for who in ("honors", "city", "district", "school"):
        with refused("no_permission"):
            copies.sign_rename(signature=asked, certificate=one, by=settled[who])
    second.turn_down(signature=asked, certificate=one, by=settled["approver"], answer="材料不全")
    with refused("signature_decided"):
        copies.sign_rename(signature=asked, certificate=one, by=settled["approver"])
    assert len(papers()) == 2


def test_a_request_is_turned_down_whatever_became_of_the_certificate(settled: World, one: Certificate) -> None:
    """It cannot be agreed to any more, yet it does not hang for ever."""
    for status in ("suspended", "revoked"):
        asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
        assert isinstance(asked, Signature)
        if status == "suspended":
            standing.suspend(certificate=one, ground=standing.Ground("doubt", "文号"), by=settled["honors"], on=ON)
        else:
            ground = standing.Ground("untrue", "文号", "失实")
            revocation = standing.ask_revocation(certificate=one, ground=ground, by=settled["honors"], on=ON)
            standing.sign_revocation(signature=revocation, certificate=one, by=settled["approver"])
        assert certificate_of("李长青").status == status
        with refused("status_not_fit"):
            copies.sign_rename(signature=asked, certificate=one, by=settled["approver"])
        second.turn_down(signature=asked, certificate=one, by=settled["approver"], answer="已暂停或撤销")
        assert asked.state == "refused"
        if status == "suspended":
            standing.resume(certificate=one, document="文号", by=settled["honors"], on=ON)


def test_a_request_is_taken_back_whatever_became_of_the_certificate(settled: World, one: Certificate) -> None:
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    standing.suspend(certificate=one, ground=standing.Ground("doubt", "文号"), by=settled["honors"], on=ON)
    second.take_back(signature=asked, by=settled["honors"])
    assert asked.state == "withdrawn"


def test_a_signature_is_for_its_own_certificate(settled: World, one: Certificate) -> None:
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    with pytest.raises(ValueError, match="something else"):
        copies.sign_rename(signature=asked, certificate=certificate_of("王远山"), by=settled["approver"])
    with pytest.raises(ValueError, match="something else"):
        standing.sign_revocation(signature=asked, certificate=one, by=settled["approver"])


def test_the_history_tells_it_in_sentences(settled: World, one: Certificate) -> None:
    copies.reissue(certificate=one, reason="lost", by=settled["honors"], on=ON, remark="搬家遗失")
    told = history(settled.user("honors"), one)[0]
    assert (told.on, told.what, told.note) == (ON, "补发证书：遗失补发", "搬家遗失")
    assert history(settled.user("school"), one)[0].note == ""


def test_a_request_is_told_in_a_sentence(settled: World, one: Certificate) -> None:
    asked = copies.correct(certificate=one, correction=NAME, by=settled["honors"], on=ON)
    assert isinstance(asked, Signature)
    assert signatures.says(asked) == "更正姓名：李长青 → 李常青"


def test_the_database_holds_copies_apart(settled: World, one: Certificate) -> None:
    rows = CertificateCopy.objects.for_system("test")
    values = rows.filter(certificate=one).values(
        "certificate_id", "name", "school_name", "issuer", "issued_on", "printed_on", "made_by_id"
    )[0]
    for wrong in (
        {"index": 0},
        {"index": 1},
        {"index": 1, "reason": "corrected"},
        {"index": 1, "reason": "lost", "file_digest": "x"},
        {"index": 1, "reason": "lost", "token": paper_of("李长青").token},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.create(**{"token": "t", **values, **wrong})


def test_a_first_paper_from_before_has_the_local_day() -> None:
    """Drawn at one in the morning of 11 September."""
    before = import_module("honors.migrations.0011_first_copies")
    drawn = SimpleNamespace(drawn_at=datetime(2025, 9, 10, 17, tzinfo=UTC), issued_on=AS_OF)
    assert before.printed_on(drawn) == date(2025, 9, 11)
    assert before.printed_on(SimpleNamespace(drawn_at=None, issued_on=AS_OF)) == AS_OF


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_never_written_over(settings: Any) -> None:
    paper_actions.keep("a/b.pdf", b"one")
    paper_actions.keep("a/b.pdf", b"one")
    paper_actions.keep("a/b.pdf", b"two")
    folder = Path(settings.MEDIA_ROOT) / "a"
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert kept.pop("b.pdf") == b"two"
    assert list(kept.values()) == [b"one"]
    assert next(iter(kept)).endswith(".stray")


def test_a_folder_without_hard_links_does_too(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", none)
    paper_actions.keep("a/b.pdf", b"one")
    paper_actions.keep("a/b.pdf", b"one")
    assert [path.name for path in (Path(settings.MEDIA_ROOT) / "a").iterdir()] == ["b.pdf"]


def test_a_draft_that_a_killed_worker_left_does_no_harm(settings: Any) -> None:
    """Killed between giving the file its name and taking the draft's away, both are one file: it must not be cut."""
    paper_actions.keep("a/b.pdf", b"one")
    folder = Path(settings.MEDIA_ROOT) / "a"
    (folder / "b.drawing").hardlink_to(folder / "b.pdf")
    paper_actions.keep("a/b.pdf", b"other")
    assert {path.read_bytes() for path in folder.iterdir()} == {b"one", b"other"}
    assert not (folder / "b.drawing").exists()


def test_a_drawn_paper_is_not_drawn_again(settled: World, one: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = paper_of("李长青")
    before = paper_actions.stored_paper(paper)
    monkeypatch.setattr(paper_actions, "draw", lambda *_: b"other bytes")
    paper_actions.draw_copy(paper)
    assert paper_actions.stored_paper(paper) == before


def test_a_lost_file_is_told(settled: World, one: Certificate, settings: Any) -> None:
    paper = paper_of("李长青")
    (Path(settings.MEDIA_ROOT) / paper.file_name).unlink()
    with refused("file_missing"):
        paper_actions.hand_out(copy=paper, by=settled["honors"])
