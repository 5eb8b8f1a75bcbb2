"""Personal rows: nobody reads, counts, changes or deletes them without saying who asks or why the system does."""

from __future__ import annotations

import ast
import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef
from duty_scene import duties_of, needs_answer_of
from hours_cast import put_down
from house_urls import ROOTS
from issuing import certificate_of, issue
from training_world import published
from world import AS_OF, FAR_SCHOOL, JIANGYAN, SCHOOL, World, person

from honors.actions import printing
from honors.actions.standing import Ground, suspend
from honors.models import (
    Certificate,
    CertificateCopy,
    CertificateEvent,
    Objection,
    PrintFile,
    RoundEntry,
    SchoolList,
    SetAside,
    ShareLink,
)
from kernel.access.actions.accounts import close_account
from kernel.access.actions.invitations import invite
from kernel.access.models import Closure, Invitation
from kernel.exports.actions import ask as ask_export
from kernel.exports.models import Export
from kernel.imports.actions import receive
from kernel.imports.models import ImportRun
from kernel.jobs.models import Job
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager, ScopeRequired
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from staffing.models import (
    Candidate,
    CandidateStep,
    DoctorEntry,
    DoctorLeaver,
    DoctorSnapshot,
    Exemption,
    MeasureStep,
    Plan,
    PlanMove,
    PostMeasure,
    RecruitmentPlan,
    ServiceContract,
    SilverAgreement,
    Vacancy,
    Willingness,
)
from teachers.models import (
    Correction,
    FactDispute,
    LiteracyAssessment,
    Milestone,
    Portrait,
    PortraitUse,
    Post,
    ServiceRecord,
    Teacher,
)
from training.actions import check_ins, enrolments, feeds
from training.actions.outcomes import complete_session
from training.choices import CheckHow, CheckPoint, HourState
from training.models import (
    Attendance,
    CalendarFeed,
    CheckIn,
    ClassTeacherDuty,
    DualCheck,
    DualRecognition,
    Enrolment,
    EnrolmentDecision,
    EthicsAttendance,
    HourClaim,
    HourEntry,
    HourKindTotal,
    HourMove,
    HourStanding,
    HourTotal,
    LastLook,
    NeedsAnswer,
    PracticeStay,
    QualifiedSubject,
    Reminder,
    Requirement,
    SurveyAnswer,
    SurveyTicket,
    TrainingNotice,
)

pytestmark = pytest.mark.django_db

# Models with personal fields that are read without a scope, and why.
UNSCOPED = {
    "accounts.User": "accounts must be found before anybody is signed in; names of officers stand on what they signed",
    "accounts.Grant": "rights are read before any scope is known; pages reach grants through kernel/access/queries",
    "audit.AuditEvent": "its one query takes a record that a scoped query found; sentences hold no L3 or L4 value",
    "audit.RefusalTally": "counters of a minute, read by the chore that turns them into lines",
    "files.StoredFile": "reached through the scoped record it belongs to; the row itself holds no content",
    "training.Trainer": "who teaches stands on the programme, which is open to who is signed in",
    "ethics.Relation": "read of oneself alone, and as a condition before any case is shown",
    "cms.ExemplaryPage": "made for everybody to read, by consent; number of certificate and consent stay at the desk",
    "honors.HonorRound": "that there is a round is no secret; who is in it hangs on scoped entries",
}

# Every use of for_system in the tree. A new one is a decision: may this read pass by everybody's scope?
FOR_SYSTEM = {
    "config/demo/ethics.py": 4,
    "ethics/actions/appraisals.py": 5,
    "ethics/actions/care.py": 1,
    "ethics/actions/chores.py": 3,
    "ethics/actions/clearance.py": 9,
    "ethics/actions/common.py": 1,
    "ethics/actions/digests.py": 2,
    "ethics/actions/case_common.py": 5,
    "ethics/actions/case_effects.py": 6,
    "ethics/actions/cases.py": 1,
    "ethics/actions/clocks.py": 8,
    "ethics/actions/keeping.py": 16,
    "ethics/actions/receipts.py": 3,
    "ethics/actions/remedies.py": 6,
    "ethics/actions/reports.py": 8,
    "ethics/actions/sanctions.py": 9,
    "ethics/queries/care.py": 2,
    "ethics/queries/clearance.py": 7,
    "ethics/actions/surveys.py": 5,
    "ethics/actions/teacher_side.py": 1,
    "ethics/queries/case_acts.py": 1,
    "ethics/facts.py": 4,
    "ethics/queries/case_facts.py": 4,
    "ethics/queries/case_waiting.py": 1,
    "ethics/queries/cases.py": 7,
    "ethics/queries/mine.py": 5,
    "ethics/queries/open_cases.py": 1,
    "ethics/queries/notices.py": 1,
    "ethics/queries/people.py": 1,
    "ethics/queries/receipts.py": 2,
    "ethics/queries/reports.py": 6,
    "ethics/queries/sanctions.py": 1,
    "ethics/queries/standing.py": 2,
    "ethics/queries/surveys.py": 2,
    "honors/actions/certificates.py": 2,
    "honors/actions/checking.py": 4,
    "honors/actions/common.py": 1,
    "honors/actions/computing.py": 3,
    "honors/actions/copies.py": 1,
    "honors/actions/ethics.py": 2,
    "honors/actions/joining.py": 1,
    "honors/actions/objections.py": 2,
    "honors/actions/papers.py": 2,
    "honors/actions/printing.py": 2,
    "honors/actions/rounds.py": 3,
    "honors/actions/second.py": 1,
    "honors/actions/sharing.py": 1,
    "honors/actions/standing.py": 4,
    "honors/queries/archive.py": 4,
    "honors/queries/check.py": 2,
    "honors/queries/glyphs.py": 1,
    "honors/queries/honoured.py": 1,
    "honors/queries/lists.py": 1,
    "honors/queries/lookahead.py": 1,
    "honors/queries/objections.py": 1,
    "honors/queries/outside.py": 1,
    "honors/queries/publicity.py": 1,
    "honors/queries/roll.py": 1,
    "honors/queries/rounds.py": 4,
    "honors/queries/templates.py": 1,
    "kernel/access/actions/invitations.py": 1,
    "kernel/access/queries/lapse.py": 1,
    "kernel/exports/actions.py": 1,
    "kernel/imports/actions.py": 1,
    "kernel/imports/resealing.py": 1,
    "kernel/jobs/actions.py": 2,
    "kernel/jobs/queries.py": 2,
    "kernel/signoff/actions.py": 2,
    "kernel/signoff/queries.py": 4,
    "staffing/actions/common.py": 1,
    "staffing/actions/candidates.py": 2,
    "staffing/actions/chores.py": 2,
    "staffing/actions/doctors.py": 1,
    "staffing/actions/silver.py": 4,
    "staffing/queries/doctors.py": 4,
    "staffing/queries/recruitment.py": 2,
    "staffing/queries/screening.py": 1,
    "teachers/actions/accounts.py": 1,
    "teachers/actions/corrections.py": 3,
    "teachers/actions/digests.py": 2,
    "teachers/actions/milestones.py": 2,
    "teachers/actions/roster.py": 3,
    "teachers/actions/services.py": 2,
    "teachers/actions/units.py": 3,
    "teachers/queries/accounts.py": 1,
    "teachers/queries/public.py": 1,
    "teachers/queries/register.py": 2,
    "teachers/queries/roster.py": 7,
    "teachers/queries/teaching.py": 4,
    "training/actions/claims.py": 3,
    "training/actions/hours.py": 6,
    "training/actions/hours_ledger.py": 2,
    "training/actions/hours_totals.py": 3,
    "training/actions/duties.py": 1,
    "training/actions/evaluation.py": 4,
    "training/actions/practice.py": 1,
    "training/actions/requirements.py": 9,
    "training/facts.py": 4,
    "training/queries/hours.py": 4,
    "training/queries/hours_import.py": 2,
    "training/queries/hours_map.py": 1,
    "training/queries/hours_sums.py": 4,
    "teachers/actions/transfers.py": 2,
    "staffing/actions/plan_moves.py": 4,
    "staffing/actions/exemptions.py": 1,
    "staffing/actions/measures.py": 4,
    "teachers/actions/posts.py": 5,
    "staffing/actions/plans.py": 2,
    "training/actions/enrolments.py": 1,
    "training/actions/outcomes.py": 2,
    "training/actions/sessions.py": 1,
    "training/actions/waiting.py": 2,
    "training/queries/feeds.py": 2,
    "training/queries/programmes.py": 1,
    "training/queries/evaluation.py": 1,
    "training/queries/kinds.py": 1,
    "training/queries/postings.py": 12,
    "config/demo/duties.py": 7,
    "teachers/queries/literacy.py": 1,
    "teachers/queries/own_facts.py": 3,
    "teachers/actions/portrait_uses.py": 2,
    "teachers/actions/disputes.py": 4,
    "teachers/actions/portraits.py": 3,
    "teachers/actions/literacy.py": 1,
    "staffing/facts.py": 1,
    "honors/facts.py": 1,
    "config/demo/portraits.py": 2,
}

PLACES = {
    PlanMove: "taker__name", Candidate: "vacancy__school__name", SilverAgreement: "host__name",
    CandidateStep: "candidate__vacancy__school__name",
    MeasureStep: "measure__school__name",
    EnrolmentDecision: "enrolment__school__name", CheckIn: "enrolment__school__name",
    Attendance: "enrolment__school__name",
    CertificateCopy: "certificate__school__name", CertificateEvent: "certificate__school__name",
    SurveyTicket: "teacher__school__name", SurveyAnswer: "survey__session__programme__org__name",
    Reminder: "requirement__teacher__school__name", DualCheck: "recognition__teacher__school__name",
    PrintFile: "org__name", HourMove: "entry__teacher__school__name", HourClaim: "entry__teacher__school__name",
}  # fmt: skip


def our_models() -> list[type[models.Model]]:
    """Concrete models of the house."""
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in ROOTS]
    return [model for config in ours for model in config.get_models()]


def has_scope(model: type[models.Model]) -> bool:
    managers = (model._default_manager, model._meta.managers_map.get("objects"))
    return all(isinstance(manager, ScopedManager) for manager in managers) and hasattr(model, "visible_q")


def test_personal_models_have_a_scope() -> None:
    personal = {model._meta.label for model in our_models() if getattr(model, "PERSONAL_FIELDS", {})}
    scoped = {model._meta.label for model in our_models() if has_scope(model)}
    assert personal - scoped == set(UNSCOPED)
    assert {"teachers.Teacher", "teachers.Post", "teachers.ServiceRecord", "honors.Certificate"} <= scoped


async def _read_async() -> list[Any]:
    return [one async for one in Teacher.objects.all()]


def _for_update() -> object:
    return list(Teacher.objects.select_for_update())


UNSAID: dict[str, Callable[[], object]] = {
    "iteration": lambda: list(Teacher.objects.all()),
    "count": lambda: Teacher.objects.count(),
    "exists": lambda: Teacher.objects.exists(),
    "exclude exists": lambda: Teacher.objects.exclude(name="").exists(),
    "contains": lambda: Teacher.objects.contains(Teacher(pk=1)),
    "len": lambda: len(Teacher.objects.filter(name="陈晓")),
    "bool": lambda: bool(Teacher.objects.all()),
    "slice": lambda: Teacher.objects.all()[:1].get(),
    "get": lambda: Teacher.objects.get(name="陈晓"),
    "first": lambda: Teacher.objects.first(),
    "latest": lambda: Teacher.objects.latest("birth_on"),
    "aggregate": lambda: Teacher.objects.aggregate(Count("pk")),
    "annotate": lambda: list(Teacher.objects.annotate(n=Count("services"))),
    "update": lambda: Teacher.objects.update(name="x"),
    "filtered update": lambda: Teacher.objects.filter(name="陈晓").update(name="x"),
    "bulk update": lambda: Teacher.objects.bulk_update([Teacher(pk=1, name="x")], ["name"]),
    "delete": lambda: Teacher.objects.all().delete(),
    "fast delete": lambda: ServiceRecord.objects.filter(kind="teaching").delete(),
    "filtered delete": lambda: Teacher.objects.filter(name="陈晓").delete(),
    "values": lambda: list(Teacher.objects.values("name")),
    "values list": lambda: list(Teacher.objects.values_list("name", flat=True)),
    "dates": lambda: list(Teacher.objects.dates("birth_on", "year")),
    "in bulk": lambda: Teacher.objects.in_bulk([1]),
    "iterator": lambda: next(Teacher.objects.iterator(), None),
    "async for": lambda: asyncio.run(_read_async()),
    "async count": lambda: asyncio.run(Teacher.objects.acount()),
    "for update": _for_update,
    "subquery": lambda: list(Organisation.objects.filter(pk__in=Teacher.objects.values("school_id"))),
    "exists subquery": lambda: list(Organisation.objects.filter(Exists(Teacher.objects.filter(school=OuterRef("pk"))))),
    "union": lambda: list(Teacher.objects.filter(pk=1).union(Teacher.objects.filter(pk=2))),
    "and": lambda: list(Teacher.objects.filter(pk=1) | Teacher.objects.filter(pk=2)),
    "explain": lambda: Teacher.objects.explain(),
    "raw": lambda: list(Teacher.objects.raw("SELECT * FROM teachers_teacher")),
    "update or create": lambda: Teacher.objects.update_or_create(name="陈晓"),
    "default manager": lambda: list(Teacher._default_manager.all()),
    "from an organisation": lambda: list(Organisation.objects.get(name=SCHOOL).teacher_set.all()),
    "from the person": lambda: list(Teacher(pk=1).services.all()),
    "prefetched": lambda: list(Organisation.objects.filter(name=SCHOOL).prefetch_related("teacher_set")),
    "in a union of others": lambda: list(Post.objects.filter(teacher__name="陈晓")),
}


@pytest.mark.parametrize("way", UNSAID)
def test_a_query_that_nobody_stands_behind_is_stopped(settled: World, way: str) -> None:
    with pytest.raises(ScopeRequired), transaction.atomic():
        UNSAID[way]()
    assert Teacher.objects.for_system("still all there").count() == 4


@pytest.mark.parametrize("model", [one for one in our_models() if has_scope(one)], ids=lambda one: one._meta.label)
def test_it_holds_for_every_scoped_model(settled: World, model: Any) -> None:
    rows = model.objects
    for ask in (rows.count, rows.first, rows.all().delete, rows.exclude(pk=None).delete, rows.filter(pk=None).exists):
        with pytest.raises(ScopeRequired), transaction.atomic():
            ask()


def test_nobody_asks_for_the_system_without_a_reason(world: World) -> None:
    with pytest.raises(ScopeRequired, match="reason"):
        Teacher.objects.for_system("")


def test_a_query_that_cannot_find_anything_is_no_query(world: World) -> None:
    assert list(Teacher.objects.none()) == []


def test_creating_needs_no_scope(settled: World) -> None:
    """An insert reads nothing; what it may insert is the action's business."""
    teacher = settled.people["陈晓"]
    made = ServiceRecord.objects.create(teacher=teacher, kind="aid", start_month=date(2020, 1, 1))
    made.end_month = date(2020, 6, 1)
    made.save()
    assert ServiceRecord.objects.for_system("test").get(pk=made.pk).end_month == date(2020, 6, 1)


def test_neighbours_see_nothing_of_each_other(settled: World, at_once: Any) -> None:
    """Of every scoped model there are rows here, and of none a neighbour's."""
    one = issue(settled)
    printing.make_print_files(one=one, by=settled["honors"])
    for name in ("李长青", "王远山"):
        certificate = certificate_of(name)
        suspend(certificate=certificate, ground=Ground("doubt", "文号"), by=settled["honors"], on=AS_OF)
    receive(data=b"x", filename="x.csv", kind="roster", options={}, by=settled["school"])
    for name in ("李长青", "王远山"):
        person_ = settled.people[name]
        Correction.objects.create(
            teacher=person_, kind="name", old={"name": name}, new={"name": "甲"}, reason="试", state="asked",
            asked_by=settled["city"],
        )  # fmt: skip
    signoff.ask(kind="test", subject=one, reason="试", by=settled["school"])

    for name, once in (("李长青", "1"), ("王远山", "2")):
        teacher = settled.people[name]
        SetAside.objects.create(
            teacher=teacher, effect="held", ground="x", from_on=AS_OF, recorded_by=settled["honors"]
        )
        Objection.objects.create(round=one, teacher=teacher, source="public", text="x", once=once)

    plan = Plan.objects.create(unit=settled.city, year=2026, made_by=settled["city"])
    for name in ("李长青", "王远山"):
        Willingness.objects.create(teacher=settled.people[name], is_willing=True)
        Exemption.objects.create(
            teacher=settled.people[name], school=settled.people[name].school, ground="family", paper="证明",
            starts_on=AS_OF, until=AS_OF + timedelta(days=9), asked_by=settled["city"],
        )  # fmt: skip
        measure = PostMeasure.objects.create(
            teacher=settled.people[name], school=settled.people[name].school, kind="end", ground="two_years",
            facts="考核", proposed_by=settled["city"], proposed_on=AS_OF,
        )  # fmt: skip
        MeasureStep.objects.create(measure=measure, move="propose", happened_on=AS_OF, by=settled["city"])
        PlanMove.objects.create(plan=plan, taker=settled.people[name].school, stage="primary", subject="语文", posts=1)

    def paths(model: Any, who: str) -> set[str]:
        place = PLACES.get(model) or ("school__name" if hasattr(model, "school") else "teacher__school__name")
        return set(model.objects.visible_to(settled.user(who)).values_list(place, flat=True))

    everybody = (
        Teacher, Post, ServiceRecord, Milestone, Correction, RoundEntry, SchoolList, SetAside, Certificate,
        CertificateCopy, CertificateEvent, PlanMove, Willingness, Exemption,
        PostMeasure, MeasureStep,
    )  # fmt: skip
    for model in everybody:
        assert paths(model, "school") == {SCHOOL}, model
        assert paths(model, "far_school") == paths(model, "far_district") == {FAR_SCHOOL}, model
        assert paths(model, "city") == {SCHOOL, FAR_SCHOOL}, model
        assert paths(model, "nobody") == set(), model
    for own in (ImportRun, Job, Signature):
        assert own.objects.visible_to(settled.user("school")).exists()
        for other in ("district", "city", "far_school", "nobody"):
            assert not own.objects.visible_to(settled.user(other)).exists()
    invite(full_name="新人", org=settled.units[SCHOOL], register_no="", by=settled["sysadmin"])
    close_account(user=settled["nobody"], reason="离职", by=settled["sysadmin"])
    for kept in (Invitation, Closure):
        assert kept.objects.visible_to(settled.user("sysadmin")).count() == 1
        for other in ("school", "city", "secadmin", "auditadmin"):
            assert not kept.objects.visible_to(settled.user(other)).exists()
    options = {"columns": ["name"], "asked": {}, "words": ""}
    for who in ("school", "far_school"):
        ask_export(kind="roster", options=options, reason="用途", by=settled[who])
    assert [one.unit.name for one in Export.objects.visible_to(settled.user("school"))] == [SCHOOL]
    assert [one.unit.name for one in Export.objects.visible_to(settled.user("far_school"))] == [FAR_SCHOOL]
    for other in ("district", "city", "approver", "nobody"):  # none of the two needs another person
        assert not Export.objects.visible_to(settled.user(other)).exists()
    assert paths(PrintFile, "school") == {SCHOOL}
    assert paths(PrintFile, "far_school") == {FAR_SCHOOL}
    assert paths(PrintFile, "far_district") == {FAR_SCHOOL, JIANGYAN}
    assert paths(PrintFile, "approver") == paths(PrintFile, "nobody") == set()
    assert paths(Objection, "district") == {SCHOOL}
    assert paths(Objection, "far_district") == {FAR_SCHOOL}
    assert paths(Objection, "honors") == {SCHOOL, FAR_SCHOOL}
    assert paths(Objection, "school") == paths(Objection, "nobody") == set()
    _train(settled)
    trained: tuple[Any, ...] = (Enrolment, EnrolmentDecision, CheckIn, Attendance)
    for model in trained:
        assert paths(model, "school") == {SCHOOL}, model
        assert paths(model, "far_school") == paths(model, "far_district_training") == {FAR_SCHOOL}, model
        assert paths(model, "city_training") == {SCHOOL, FAR_SCHOOL}, model
        assert paths(model, "nobody") == paths(model, "city") == set(), model
    owned: tuple[Any, ...] = (CalendarFeed, TrainingNotice)
    for own in owned:
        assert own.objects.visible_to(settled.user("teacher")).count() == 1, own
        for other in ("school", "city_training", "nobody"):
            assert not own.objects.visible_to(settled.user(other)).exists(), own
    covered = {*trained, *owned, *_hours(settled, paths), *_duties(settled, paths), *_come_and_go(settled, paths)}
    covered |= {*everybody, Objection, PrintFile, ShareLink, ImportRun, Job, Signature, Invitation, Closure, Export}
    covered |= {Portrait, PortraitUse, FactDispute, LiteracyAssessment}  # tests/teachers/test_portrait_neighbours.py
    # Those of ethics: tests/ethics/test_neighbours.py
    assert {model for model in our_models() if has_scope(model) and model._meta.app_label != "ethics"} == covered


def _come_and_go(settled: World, paths: Callable[[Any, str], set[str]]) -> set[type[models.Model]]:
    """A candidate, a contract, an agreement and a counted doctor at each of two schools."""
    plan = RecruitmentPlan.objects.create(unit=settled.city, year=2026, title="试", made_by=settled["city"])
    count = DoctorSnapshot.objects.create(year=2026, as_of=AS_OF, baseline_on=AS_OF, made_by=settled["city"])
    for name in ("李长青", "王远山"):
        teacher = settled.people[name]
        vacancy = Vacancy.objects.create(
            plan=plan, school=teacher.school, stage="primary", subject="语文", posts=1, least_degree="bachelor",
            starts_on=AS_OF,
        )  # fmt: skip
        who = {"name": name, "id_number": "x", "birth_on": AS_OF}
        candidate = Candidate.objects.create(
            vacancy=vacancy, id_digest=name, sex="1", graduated_in=2026, degree="bachelor",
            registered_by=settled["city"], **who,
        )  # fmt: skip
        CandidateStep.objects.create(candidate=candidate, name="shortlist", by=settled["city"])
        ServiceContract.objects.create(
            candidate=candidate, teacher=teacher, school=teacher.school, number="1", signed_on=AS_OF, starts_on=AS_OF,
            ends_on=AS_OF.replace(year=2030), probation_until=AS_OF, service_until=AS_OF,
        )  # fmt: skip
        SilverAgreement.objects.create(
            host=teacher.school, id_digest=name, former_unit="x", title="x", scheme="city", duty="teaching",
            starts_on=AS_OF, ends_on=AS_OF.replace(year=2030), hours=1, subsidy=1, subsidy_source="x",
            health_on=AS_OF, asked_by=settled["city"], **who,
        )  # fmt: skip
        seen = {"snapshot": count, "teacher": teacher, "school": teacher.school, "name": name}
        DoctorEntry.objects.create(education="博士", is_new=True, **seen)
        DoctorLeaver.objects.create(reason="left", **seen)
    found: tuple[Any, ...] = (
        Candidate, CandidateStep, ServiceContract, SilverAgreement, DoctorEntry, DoctorLeaver,
    )  # fmt: skip
    for model in found:
        assert paths(model, "school") == paths(model, "district") == {SCHOOL}, model
        assert paths(model, "far_school") == paths(model, "far_district") == {FAR_SCHOOL}, model
        assert paths(model, "city") == {SCHOOL, FAR_SCHOOL}, model
        for other in ("nobody", "teacher", "honors", "signer"):
            assert paths(model, other) == set(), model
    return set(found)


def _train(world: World) -> None:
    """A person of each of two schools in a session of the city, approved, checked in on paper, and done with."""
    _one, at = published(world, approval="school")
    rows = [
        enrolments.enrol(session=at, teacher=world.people[name], by=world.user(who))
        for name, who in (("李长青", "teacher"), ("王远山", "city_training"))
    ]
    enrolments.decide(enrolment=rows[0], agreed=True, by=world.user("school"))
    EnrolmentDecision.objects.create(
        enrolment=rows[1], step="school", agreed=True, by=world["far_school"], at=at.starts_at
    )
    check_ins.note_present(
        session=at, point=CheckPoint.FIRST, enrolments=[row.pk for row in rows], how=CheckHow.PAPER, note="签到表",
        by=world.user("city_training"),
    )  # fmt: skip
    complete_session(session=at, by=world.user("city_training"), at=at.ends_at)
    feeds.open_feed(by=world.user("teacher"))


def _duties(settled: World, paths: Callable[[Any, str], set[str]]) -> set[type[models.Model]]:
    """What is owed, surveys, needs, practice and lectures, of two people."""
    for name in ("李长青", "王远山"):
        teacher = settled.people[name]
        needs_answer_of(teacher, duties_of(settled, teacher))
    found = {
        ClassTeacherDuty, DualCheck, DualRecognition, EthicsAttendance, LastLook, NeedsAnswer, PracticeStay,
        QualifiedSubject, Reminder, Requirement, SurveyAnswer, SurveyTicket,
    }  # fmt: skip
    for model in found:
        assert paths(model, "school") == {SCHOOL}, model
        assert paths(model, "far_school") == paths(model, "far_district_training") == {FAR_SCHOOL}, model
        assert paths(model, "city_training") == {SCHOOL, FAR_SCHOOL}, model
        assert paths(model, "honors") == paths(model, "nobody") == set(), model
    return found


def _hours(settled: World, paths: Callable[[Any, str], set[str]]) -> set[type[models.Model]]:
    """The ledger of hours, with a claim of each of two people."""
    for name, once in (("李长青", "1"), ("王远山", "2")):
        entry = put_down(settled.people[name], settled["city"], state=HourState.APPROVED)
        HourClaim.objects.create(entry=entry, claim_kind="course", organiser="x", once=once, made_by=settled["city"])
    ledger = {HourEntry, HourMove, HourStanding, HourTotal, HourKindTotal, HourClaim}
    for model in ledger:
        assert paths(model, "school") == {SCHOOL}, model
        assert paths(model, "far_school") == paths(model, "far_district_training") == {FAR_SCHOOL}, model
        assert paths(model, "city_training") == {SCHOOL, FAR_SCHOOL}, model
        assert paths(model, "honors") == paths(model, "nobody") == set(), model
    return set(ledger)


def test_a_person_sees_the_own_record_and_no_other(settled: World) -> None:
    settled.enrol(person("孙同校", date(1980, 1, 1)))
    me = settled.user("teacher")
    assert [one.name for one in Teacher.objects.visible_to(me)] == ["李长青"]
    assert {one.teacher.name for one in ServiceRecord.objects.visible_to(me).select_related("teacher")} == {"李长青"}


def uses_of_for_system(root: Path) -> dict[str, int]:
    """Calls of ``for_system`` by file."""
    found: Counter[str] = Counter()
    for folder in ROOTS:
        for path in sorted((root / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr == "for_system":
                    found[path.relative_to(root).as_posix()] += 1
    return dict(found)


def test_every_system_query_is_on_the_list() -> None:
    assert uses_of_for_system(Path(settings.BASE_DIR)) == FOR_SYSTEM


def test_a_new_system_query_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "teachers").mkdir()
    (tmp_path / "teachers" / "views.py").write_text(
        'rows = Teacher.objects.for_system("quick")\nall_of = T.for_system\n'
    )
    assert uses_of_for_system(tmp_path) == {"teachers/views.py": 2}
