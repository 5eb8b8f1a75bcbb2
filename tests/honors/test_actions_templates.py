"""A design is made by one person, put in force by another, and what was printed with it never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from commands import run
from django.db import IntegrityError, transaction
from django.utils import timezone
from issuing import approved, certificate_of, issue, paper_of, papers
from pypdf import PdfReader
from world import World, acts, at_the_same_moment, build, person

from honors.actions import certificates, printing
from honors.actions.copies import reissue
from honors.actions.papers import facts_of, stored_paper
from honors.actions.templates import (
    add_template,
    approve_template,
    change_template,
    discard_template,
    retire_template,
    revise_template,
)
from honors.models import CertificateTemplate, PrintFile
from honors.pdf.certificate import draw
from honors.pdf.layout import DEFAULT_LAYOUT
from honors.queries.templates import template_at
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db

TODAY, NOW = timezone.localdate, timezone.now


def made(world: World, **values: Any) -> CertificateTemplate:
    return add_template(values={"name": "金色样式", **values}, by=world["honors"])


def in_force(world: World, on: date | None = None, **values: Any) -> CertificateTemplate:
    one = made(world, **values)
    approve_template(template=one, seen=one.stamp, on=on or TODAY(), by=world["approver"])
    return one


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def test_a_draft_becomes_the_design_in_force(world: World) -> None:
    one = made(world, title="  从教荣誉证书 ", wording="特颁此证。\r\n\r\n谨致谢意。  ")
    assert (one.state, one.version, one.layout.title) == ("draft", 1, "从教荣誉证书")
    assert one.layout.wording == ("特颁此证。", "谨致谢意。")
    assert template_at(30, NOW()) is None
    approve_template(template=one, seen=one.stamp, on=TODAY(), by=world["approver"])
    assert template_at(30, NOW()) == template_at(40, NOW()) == one
    assert template_at(30, NOW() - timedelta(days=1)) is None
    retire_template(template=one, by=world["approver"])
    assert template_at(30, NOW()) is None
    for act in ("made", "approved", "retired"):
        assert len(acts(f"template.{act}")) == 1


def test_the_latest_for_these_years_is_in_force(world: World) -> None:
    then = NOW() + timedelta(days=10)
    both = in_force(world, name="通用")
    thirty = in_force(world, name="三十年", threshold=30)
    later = in_force(world, name="以后", on=timezone.localdate(then))
    assert (template_at(30, NOW()), template_at(40, NOW())) == (thirty, both)
    assert template_at(30, then) == template_at(40, then) == later


def test_who_may_do_what(world: World) -> None:
    one = made(world)
    for who in ("school", "city", "approver", "nobody"):
        by = world[who]
        assert code_of(partial(add_template, values={"name": "另一"}, by=by)) == "no_permission"
        assert code_of(partial(discard_template, template=one, by=by)) == "no_permission"
        assert code_of(partial(change_template, template=one, values={}, by=by)) == "no_permission"
        assert code_of(partial(revise_template, template=one, by=by)) == "no_permission"
    for who in ("honors", "city", "nobody"):
        by = world[who]
        assert code_of(partial(approve_template, template=one, seen=one.stamp, on=TODAY(), by=by)) == "no_permission"
        assert code_of(partial(retire_template, template=one, by=by)) == "no_permission"


def test_maker_and_approver_are_two_people(world: World) -> None:
    one = made(world)
    CertificateTemplate.objects.filter(pk=one.pk).update(made_by=world["approver"])
    one.refresh_from_db()
    refused = code_of(lambda: approve_template(template=one, seen=one.stamp, on=TODAY(), by=world["approver"]))
    assert refused == "template_same_person"
    rows = CertificateTemplate.objects.filter(pk=one.pk)
    for values in (
        {"approved_by": world["approver"], "approved_at": timezone.now(), "effective_from": TODAY()},
        {"state": "approved"},
        {"state": "approved", "approved_by": world["honors"]},
        {"approved_by": world["honors"], "approved_at": timezone.now(), "effective_from": TODAY()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_a_retired_design_has_its_moment(world: World) -> None:
    one = in_force(world)
    rows = CertificateTemplate.objects.filter(pk=one.pk)
    for values in ({"state": "retired"}, {"retired_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="template_retired_at_a_moment"), transaction.atomic():
            rows.update(**values)


def test_an_approval_binds_to_what_was_seen(world: World) -> None:
    one = made(world)
    seen = one.stamp
    change_template(template=one, values={"title": "荣誉证明"}, by=world["honors"])
    assert one.title == "荣誉证明"
    changed = code_of(lambda: approve_template(template=one, seen=seen, on=TODAY(), by=world["approver"]))
    early = code_of(
        lambda: approve_template(template=one, seen=one.stamp, on=TODAY() - timedelta(days=1), by=world["approver"])
    )
    assert (changed, early) == ("template_changed", "template_starts_early")


def test_what_was_approved_is_never_edited(world: World) -> None:
    one = in_force(world)
    assert (
        code_of(lambda: change_template(template=one, values={"title": "改"}, by=world["honors"])) == "template_moved"
    )
    assert code_of(lambda: discard_template(template=one, by=world["honors"])) == "template_moved"
    new = revise_template(template=one, by=world["honors"])
    assert (new.version, new.state, new.design == one.design) == (2, "draft", True)
    assert code_of(lambda: revise_template(template=one, by=world["honors"])) == "template_open_draft"
    assert code_of(lambda: made(world)) == "template_used_name"
    discard_template(template=new, by=world["honors"])
    assert list(CertificateTemplate.objects.all()) == [one]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "template_name_missing"),
        ({"issuer": "局" * 61}, "issuer_long"),
        ({"seal": "image"}, "seal_missing"),
        ({"seal": "image", "seal_png": b"x", "seal_size": 60}, "seal_size"),
        ({"seal": "image", "seal_png": b"x"}, "picture_kind"),
        ({"wording": "{nam}"}, "placeholder_unknown"),
        ({"wording": "\U000323af"}, "glyph_missing"),
    ],
)
def test_a_design_that_cannot_be_printed_is_not_saved(world: World, values: dict[str, Any], code: str) -> None:
    assert code_of(lambda: made(world, **values)) == code
    assert not CertificateTemplate.objects.exists()
    one = made(world)
    if "name" not in values:
        assert code_of(lambda: change_template(template=one, values=values, by=world["honors"])) == code
        one.refresh_from_db()
        assert one.layout == DEFAULT_LAYOUT


def test_certificates_keep_the_design_of_their_day(settled: World, settings: Any) -> None:
    """The day of approval decides, not the day up to which years were counted."""
    thirty = in_force(settled, threshold=30, issuer="泰州市人民政府", width=250, height=170)
    issue(settled)
    first, second = papers()
    designs = [(one.certificate.template, one.issuer) for one in (first, second)]
    assert designs == [(thirty, "泰州市人民政府"), (None, settings.CERTIFICATE_ISSUER)]
    sizes = []
    for one in (first, second):
        body = stored_paper(one)
        sizes.append(tuple(round(float(side) * 25.4 / 72) for side in PdfReader(BytesIO(body)).pages[0].mediabox[2:]))
        assert body == draw(facts_of(one), one.certificate.layout, settings.FONT_DIRS)
    assert sizes == [(250, 170), (297, 210)]
    retire_template(template=thirty, by=settled["approver"])
    new = revise_template(template=thirty, by=settled["honors"])
    change_template(template=new, values={"title": "荣誉证明"}, by=settled["honors"])
    first, _second = papers()
    assert stored_paper(first) == draw(facts_of(first), first.certificate.layout, settings.FONT_DIRS)


def test_one_round_has_one_design_whatever_happens_meanwhile(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was in force at the moment of approval, though the round is numbered over hours in which it is retired and
    another is put in force."""
    settled.enrol(person("又一人", date(1972, 2, 1), services=[("1993-09", None, "teaching")]))
    monkeypatch.setattr(certificates, "NUMBERED", 1)
    first = in_force(settled)
    one = approved(settled)
    assert certificates._number_chunk(one, settled["honors"]) == 1
    in_force(settled, name="以后", threshold=30)
    assert certificates._number_chunk(one, settled["honors"]) == 1
    retire_template(template=first, by=settled["approver"])
    certificates.issue(one=one, by=settled["honors"])
    assert [paper.certificate.template for paper in papers()] == [first] * 3


def test_a_paper_made_again_and_the_print_file_keep_the_design(settled: World) -> None:
    """Two designs make two print files: they may be printed on other paper."""
    in_force(settled, threshold=30, width=250, height=170)
    one = issue(settled)
    reissue(certificate=certificate_of("李长青"), reason="lost", by=settled["honors"], on=TODAY())
    page = PdfReader(BytesIO(stored_paper(paper_of("李长青", 1)))).pages[0]
    assert round(float(page.mediabox[2]) * 25.4 / 72) == 250
    printing.make_print_files(one=one, by=settled["honors"])
    city = PrintFile.objects.for_system("test").filter(kind="certificates", org=settled.city)
    assert {(row.design, row.pages, row.version) for row in city} == {("金色样式 第1版", 1, 1), ("", 1, 1)}


def test_fonts_are_checked_against_the_register(world: World) -> None:
    world.enrol(person("张\U0002a6d6", date(1990, 1, 1)))
    answer = run("check_fonts", "--text", "泰\U000323af")
    assert answer["everyday"] == {"of": 8105, "drawn": 8105}
    assert answer["level_3"]["of"] == 87_887
    assert answer["register_missing"] == {"names": ["\U0002a6d6"], "units": []}
    assert answer["text_missing"] == ["\U000323af"]
    assert "张" not in str(answer["register_missing"]), "no name can be read out of the answer"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_several_officers_at_once_make_one_draft() -> None:
    world = build()
    made_at_once = at_the_same_moment(6, lambda: made(world))
    assert sorted(code_or_version(one) for one in made_at_once) == ["1", *["template_used_name"] * 5]
    one = CertificateTemplate.objects.get()
    approve_template(template=one, seen=one.stamp, on=TODAY(), by=world["approver"])
    revised = at_the_same_moment(6, lambda: revise_template(template=one, by=world["honors"]))
    assert sorted(code_or_version(one) for one in revised) == ["2", *["template_open_draft"] * 5]


def code_or_version(result: Any) -> str:
    return str(getattr(result, "version", None) or getattr(result, "code", result))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_and_an_approval_at_once_never_both_count() -> None:
    """Whatever comes first, nothing is in force that the second person has not seen."""
    world = build()
    for _turn in range(5):
        one = made(world, title="荣誉证书")
        seen, jobs = one.stamp, iter(["change", "approve"])

        def work(one: CertificateTemplate = one, seen: str = seen, jobs: Any = jobs) -> None:
            if next(jobs) == "change":
                change_template(template=one, values={"title": "荣誉证明"}, by=world["honors"])
            else:
                approve_template(template=one, seen=seen, on=TODAY(), by=world["approver"])

        results = at_the_same_moment(2, work)
        now = CertificateTemplate.objects.get(name=one.name)
        assert sum(result is None for result in results) == 1, results
        assert (now.state, now.title) in {("approved", "荣誉证书"), ("draft", "荣誉证明")}
        CertificateTemplate.objects.all().delete()
