"""Files for the printer and the hand-over: made once, a new version when the content changed, resumable."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.db import IntegrityError, transaction
from issuing import approved, certificate_of, issue
from world import AS_OF, FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, SISTER, World, acts, id_number, person

from honors.actions import copies, printing, standing
from honors.actions.papers import keep, read_kept
from honors.models import HonorRound, PrintFile
from honors.queries.prints import shelves, top_shelves
from kernel.errors import RuleBroken
from kernel.jobs.actions import Interrupted
from kernel.jobs.models import Job

pytestmark = pytest.mark.django_db

LONG = [("1993-09", None, "teaching")]
ON = AS_OF + timedelta(days=9)


def person_at(name: str, school: str, code: str, place: int, since: str = "1993-09") -> Any:
    number = id_number(date(1966, 1, 1), place)
    return person(name, date(1966, 1, 1), (code, school), [(since, None, "teaching")], number=number)


@pytest.fixture
def one(world: World) -> HonorRound:
    """Five people at three schools of two districts, one of them of 40 years."""
    world.enrol(
        person_at("丙三", SCHOOL, "321202", 1),
        person_at("甲四", SCHOOL, "321202", 2, "1984-09"),
        person_at("乙三", SCHOOL, "321202", 3),
        person_at("丁三", SISTER, "321202", 4),
        person_at("戊三", FAR_SCHOOL, "321204", 5),
    )
    return issue(world)


def files() -> dict[tuple[str, str, int], PrintFile]:
    rows = PrintFile.objects.for_system("test").select_related("org", "round")
    return {(row.org.name, row.kind, row.version): row for row in rows}


def read(row: PrintFile) -> list[str]:
    body = read_kept(row.file_name, row.file_digest, str(row))
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    assert len(texts) == row.pages
    return ["".join(text.split()) for text in texts]


def names(texts: list[str]) -> list[str]:
    return [name for text in texts for name in ("甲四", "乙三", "丙三", "丁三", "戊三") if name in text]


def test_a_file_for_the_city_each_district_and_each_school(world: World, one: HonorRound) -> None:
    assert printing.make_print_files(one=one, by=world["honors"]) == 8
    assert set(files()) == {
        ("泰州市", "certificates", 1),
        *((district, kind, 1) for district in (HAILING, JIANGYAN) for kind in ("certificates", "handover")),
        *((school, "handover", 1) for school in (SCHOOL, SISTER, FAR_SCHOOL)),
    }
    assert acts("round.print_made")[0].detail == {"files": 8, "of": 8}


def test_certificates_lie_in_the_order_in_which_they_are_handed_over(world: World, one: HonorRound) -> None:
    """District, school, threshold, name; a page each."""
    printing.make_print_files(one=one, by=world["honors"])
    found = files()
    order = names(read(found["泰州市", "certificates", 1]))
    assert [name for name in order if name != "戊三"] == ["甲四", "丙三", "乙三", "丁三"]
    assert names(read(found[HAILING, "certificates", 1])) == ["甲四", "丙三", "乙三", "丁三"]
    assert found["泰州市", "certificates", 1].pages == 5
    (listed,) = read(found[SCHOOL, "handover", 1])
    assert [listed.index(name) for name in ("甲四", "丙三", "乙三")] == sorted(
        listed.index(name) for name in ("甲四", "丙三", "乙三")
    )
    assert "合计3份" in listed
    assert found[HAILING, "handover", 1].pages == 2


def test_made_again_nothing_is_made(world: World, one: HonorRound) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    before = {key: (row.pk, row.file_digest, row.drawn_at) for key, row in files().items()}
    assert printing.make_print_files(one=one, by=world["honors"]) == 0
    assert {key: (row.pk, row.file_digest, row.drawn_at) for key, row in files().items()} == before


def test_what_changed_gets_a_new_version_and_the_old_one_stays(world: World, one: HonorRound) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    old = read(files()[SCHOOL, "handover", 1])
    copies.reissue(certificate=certificate_of("乙三"), reason="lost", by=world["honors"], on=ON)
    assert printing.make_print_files(one=one, by=world["honors"]) == 4, "city, district twice, the school"
    found = files()
    assert "补1" in read(found[SCHOOL, "handover", 2])[0]
    assert read(found[SCHOOL, "handover", 1]) == old
    assert (SISTER, "handover", 2) not in found


def test_what_does_not_hold_is_not_printed(world: World, one: HonorRound) -> None:
    ground = standing.Ground("doubt", "文号")
    standing.suspend(certificate=certificate_of("乙三"), ground=ground, by=world["honors"], on=ON)
    printing.make_print_files(one=one, by=world["honors"])
    assert "乙三" not in names(read(files()["泰州市", "certificates", 1]))


@pytest.mark.parametrize("stop_at", range(8))
def test_stopped_anywhere_and_begun_anew(
    world: World, one: HonorRound, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    """Stopped after the file was put in place and before its row was written: the hardest moment."""
    kept = list[str]()

    def power_cut(name: str, body: bytes) -> None:
        keep(name, body)
        kept.append(name)
        if len(kept) == stop_at + 1:
            raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("honors.actions.printing.keep", power_cut)
        with pytest.raises(OSError, match="power cut"):
            printing.make_print_files(one=one, by=world["honors"])
    assert len(files()) == stop_at
    assert printing.make_print_files(one=one, by=world["honors"]) == 8 - stop_at
    assert len(files()) == 8
    for row in files().values():
        read(row)


def test_paused_it_stops_between_two_files(world: World, one: HonorRound) -> None:
    told = list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise Interrupted

    with pytest.raises(Interrupted):
        printing.make_print_files(one=one, by=world["honors"], progress=progress)
    assert len(files()) == 3
    assert told == [(0, 8), (1, 8), (2, 8), (3, 8)]


def test_the_count_is_honest_when_it_goes_on(world: World, one: HonorRound) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    told = list[tuple[int, int]]()
    printing.make_print_files(one=one, by=world["honors"], progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (8, 8)


def test_ordered_on_the_page_and_made_behind_it(world: World, one: HonorRound, at_once: Any, sign_in: Any) -> None:
    with at_once():
        sign_in("honors").post(f"/honors/rounds/{AS_OF}/print/make/")
    job = Job.objects.for_system("test").get(task=printing.PRINT)
    assert (job.state, job.done, job.total) == ("done", 8, 8)
    page = sign_in("honors").get(f"/honors/rounds/{AS_OF}/print/").content.decode()
    assert page.count("下载（") == 8


def test_the_page_of_the_round_offers_them(world: World, one: HonorRound, sign_in: Any) -> None:
    url = f"/honors/rounds/{AS_OF}/"
    assert "还没有生成" in sign_in("honors").get(url).content.decode()
    assert "打印文件和交接清单" not in sign_in("school").get(url).content.decode()
    printing.make_print_files(one=one, by=world["honors"])
    assert sign_in("honors").get(url).content.decode().count("下载（") == 5, "the city's and the districts'"
    assert sign_in("school").get(url).content.decode().count("下载（") == 1
    assert "下载（" not in sign_in("approver").get(url).content.decode()


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_refused_before_the_certificates_are_there(settled: World) -> None:
    one = approved(settled)
    for act in (printing.make_print_files, printing.order_print_files):
        with refused("round_not_issued"):
            act(one=one, by=settled["honors"])


def test_refused_when_nothing_holds(settled: World) -> None:
    one = issue(settled)
    for name in ("李长青", "王远山"):
        ground = standing.Ground("doubt", "文号")
        standing.suspend(certificate=certificate_of(name), ground=ground, by=settled["honors"], on=ON)
    with refused("nothing_to_print"):
        printing.make_print_files(one=one, by=settled["honors"])


def test_only_who_runs_rounds_makes_files(world: World, one: HonorRound) -> None:
    for who in ("school", "city", "approver"):
        with refused("no_permission"):
            printing.order_print_files(one=one, by=world[who])


@pytest.mark.parametrize(
    ("who", "seen", "top"),
    [
        ("honors", {"泰州市", HAILING, JIANGYAN, SCHOOL, SISTER, FAR_SCHOOL}, {"泰州市", HAILING, JIANGYAN}),
        ("district", {HAILING, SCHOOL, SISTER}, {HAILING}),
        ("school", {SCHOOL}, {SCHOOL}),
        ("far_school", {FAR_SCHOOL}, {FAR_SCHOOL}),
        ("approver", set(), set()),
    ],
)
def test_each_sees_the_files_of_the_own_units(
    world: World, one: HonorRound, who: str, seen: set[str], top: set[str]
) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    user = world.user(who)
    assert {shelf.org.name for shelf in shelves(user, one)} == seen
    assert {shelf.org.name for shelf in top_shelves(user, one)} == top


def test_the_newest_version_is_offered(world: World, one: HonorRound) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    copies.reissue(certificate=certificate_of("乙三"), reason="lost", by=world["honors"], on=ON)
    printing.make_print_files(one=one, by=world["honors"])
    (shelf,) = shelves(world.user("school"), one)
    assert shelf.handover is not None
    assert shelf.handover[0].version == 2
    assert shelf.certificates == []


def test_a_download_is_noted_and_a_neighbours_is_not_there(world: World, one: HonorRound, sign_in: Any) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    row = files()[SCHOOL, "handover", 1]
    url = f"/honors/rounds/{AS_OF}/print/{row.pk}.pdf"
    answer = sign_in("school").get(url)
    assert answer.content.startswith(b"%PDF")
    assert "%E4%BA%A4%E6%8E%A5%E6%B8%85%E5%8D%95" in answer["Content-Disposition"]
    assert len(acts("print.downloaded")) == 1
    for who, status in (("far_school", 404), ("far_district", 404), ("approver", 403), ("teacher", 403)):
        assert sign_in(who).get(url).status_code == status


def test_the_page_costs_the_same_for_few_files_and_for_many(
    world: World, sign_in: Any, django_assert_num_queries: Any
) -> None:
    world.enrol(person_at("丙三", SCHOOL, "321202", 1))
    printing.make_print_files(one=issue(world), by=world["honors"])
    later = AS_OF + timedelta(days=1)
    world.enrol(person_at("丁三", SISTER, "321202", 4), person_at("戊三", FAR_SCHOOL, "321204", 5))
    printing.make_print_files(one=issue(world, later), by=world["honors"])
    for day in (AS_OF, later):
        client = sign_in("honors")
        with django_assert_num_queries(6):
            client.get(f"/honors/rounds/{day}/print/")


def test_the_database_holds_one_file_of_a_version(world: World, one: HonorRound) -> None:
    printing.make_print_files(one=one, by=world["honors"])
    row = files()[SCHOOL, "handover", 1]
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintFile.objects.create(
            round=one, kind=row.kind, org=row.org, version=1, certificates=1, pages=1, content="x", file_digest="y"
        )
