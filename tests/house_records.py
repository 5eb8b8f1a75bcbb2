"""How to reach every address: a record for each part of it, and who sees that record.

Everything lies at 海陵区实验小学: its teacher, that teacher's honour, a workbook that its officer sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone
from duty_scene import duties_of
from issuing import issue, paper_of
from training_world import programme, session
from world import AS_OF, HAILING, SCHOOL, SISTER, World, id_number, roster, row, scan

from ethics.actions.care import warn
from ethics.actions.clearance import ask_clearance, make_batch
from ethics.actions.receipts import make_receipt
from ethics.actions.sanctions import Decision, record_sanction
from ethics.choices import HandlingKind
from ethics.choices.care import WarningLevel
from ethics.choices.clearance import SubjectKind
from ethics.models import (
    Appraisal,
    Case,
    CasePaper,
    ClearanceBatch,
    Prohibition,
    Relation,
    Remedy,
    Report,
    ReporterIdentity,
    Supervisor,
    Survey,
)
from ethics.permissions import EthicsPermission as Ethics
from honors.actions import printing
from honors.actions.sharing import share
from honors.actions.standing import Ground, ask_revocation
from honors.actions.templates import add_template
from honors.models import (
    Certificate,
    HonorRound,
    Objection,
    PrintFile,
    RoundEntry,
    SchoolList,
    SetAside,
)
from honors.permissions import HonorPermission as Honor
from honors.rules.lookahead import first_year
from kernel.access.actions.grants import give
from kernel.access.actions.invitations import invite
from kernel.access.actions.resets import reset
from kernel.access.choices import Reset
from kernel.access.permissions import AccessPermission as Access
from kernel.accounts.models import Grant
from kernel.audit.models import AuditEvent
from kernel.crypto.seal import lookup_digest
from kernel.exports.actions import ask as ask_export
from kernel.exports.permissions import ExportPermission as Export
from kernel.files.actions import kept
from kernel.imports.actions import receive
from kernel.jobs.actions import enqueue
from staffing.actions import ledger, pool
from staffing.actions.exemptions import ask as ask_exemption
from staffing.actions.measures import propose
from staffing.actions.requests import ask_posts
from staffing.choices import FigureStage, MeasureGround, MeasureKind
from staffing.models import (
    Candidate,
    DoctorCount,
    DoctorSnapshot,
    Plan,
    PlanMove,
    PlanRule,
    PoolLoan,
    RecruitmentPlan,
    SilverAgreement,
    Vacancy,
)
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.pool import usual_term
from staffing.rules.figures import year_on
from teachers.actions import portraits
from teachers.actions.corrections import ask_name
from teachers.actions.portrait_uses import decide, note_look
from teachers.actions.portrait_versions import draft
from teachers.actions.units import ask_rename
from teachers.models import FactDispute, Portrait, Teacher
from teachers.permissions import TeacherPermission as Register
from training.actions import enrolments, feeds, programmes, samples
from training.actions.claims import Claim, claim
from training.choices import ClaimKind
from training.permissions import TrainingPermission as Training

PAPER = b"%PDF-1.4\n%%EOF\n"
HANGING = date(2024, 9, 10)  # the day of a round whose list hangs out for everybody
Parts = Callable[["Scene"], list[Any]]


@dataclass(frozen=True)
class Reach:
    """How to reach an address, and who finds something there.

    parts: what to put into the address.
    sees: the permissions by any of which the query shows the record, where they hold over its unit.
    owners: people of the cast who see it because it is their own.
    needs, lacking: a permission that the view asks for itself, and its answer to who lacks it.
    get, post: the answer to a call without a form when all is well (post: 302 where only POST is answered).
    answers: for the few addresses that go by something else than door and record: method, viewer -> answer.
    """

    parts: Parts | None = None
    sees: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    lacking: int = 404
    get: int = 200
    post: int = 0
    answers: Callable[[str, Any], int] | None = None
    moves: bool = True  # whether the record goes with the teacher to another unit

    @property
    def has_record(self) -> bool:
        return bool(self.sees or self.owners)


@dataclass
class Scene:
    """The records asked for, by a short name, and the path of the unit where they lie."""

    world: World
    place: str
    records: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.records[name]

    def url(self, name: str, reach: Reach) -> str:
        return reverse(name, args=reach.parts(self) if reach.parts else [])

    def move_to_district(self) -> None:
        """The teacher, and what follows the teacher, to the district itself: a school is then below the record."""
        district, school = self.world.units[HAILING], self.world.units[SCHOOL]
        for model in (Teacher, RoundEntry, SchoolList, Certificate, Case, Report, Survey):
            model.objects.for_system("a test moves").filter(school=school).update(school=district)
        Supervisor.objects.for_system("a test moves").filter(org=school).update(org=district)
        self.records["school_id"] = district.pk
        self.records["printed"] = PrintFile.objects.for_system("scene").filter(org=district).first()
        self.place = district.path


def build(world: World, at_once: Any) -> Scene:
    """A settled world in which every address leads somewhere."""
    scene = Scene(world, world.units[SCHOOL].path, {"school_id": world.units[SCHOOL].pk})
    scene.records["no"] = world.people["李长青"].teacher_no
    _honours(scene)
    _register(scene)
    with at_once():
        scene.records["run"] = receive(
            data=roster([row("新人", AS_OF.replace(year=1991)), row("")]), filename="名册.xlsx", kind="roster",
            options={}, by=world["school"],
        )  # fmt: skip
    _portraits(scene)
    _hours(scene)
    _ethics(scene)
    scene.records |= duties_of(scene.world, scene["entry"].teacher)
    _access(scene)
    _staffing(scene)
    _training(scene)
    options = {"columns": ["name", "id_number"], "asked": {}, "words": ""}
    scene.records["taken"] = ask_export(kind="roster", options=options, reason="用途", by=world["school"])
    scene.records["session"] = UserSession.objects.create(
        user=world["school"], ip="10.0.0.1", session_key="of another browser"
    )
    scene.records["job"] = enqueue("kernel.imports.tasks.judge", subject_id="1", title="核对", by=world["school"])
    return scene


def _honours(scene: Scene) -> None:
    world, keep = scene.world, scene.records
    one = issue(world)
    printing.make_print_files(one=one, by=world["honors"])
    keep["paper"] = paper_of("李长青")
    keep["certificate"] = certificate = keep["paper"].certificate
    ground = Ground("in_error", "泰教〔2026〕1号", "错发")
    keep["asked"] = ask_revocation(certificate=certificate, ground=ground, by=world["honors"], on=AS_OF)
    today = timezone.localdate()
    keep["link"] = share(certificate=certificate, last_day=today, by=world["teacher"], on=today)
    keep["printed"] = PrintFile.objects.for_system("scene").get(org__name=SCHOOL)
    keep["entry"] = entry = RoundEntry.objects.for_system("scene").get(teacher__user=world["teacher"])
    with kept([scan()]) as (picture,):
        keep["picture"] = picture
        keep["objection"] = Objection.objects.create(
            round=one, entry=entry, teacher=entry.teacher, source="self", text="x", made_by=world["teacher"], once="1"
        )
        keep["objection"].files.add(picture)
        RoundEntry.objects.for_system("scene").filter(pk=entry.pk).update(answer="paper", answer_file=picture)
        SchoolList.objects.for_system("scene").filter(school=entry.school).update(handed_over_file=picture)
        keep["note"] = SetAside.objects.create(
            teacher=entry.teacher, effect="held", ground="x", from_on=AS_OF, recorded_by=world["honors"]
        )
    keep["design"] = add_template(values={"name": "金色样式"}, by=world["honors"])
    HonorRound.objects.create(
        as_of=HANGING,
        state="publicity",
        made_by=world["honors"],
        publicity_from=today - timedelta(days=1),
        publicity_until=today + timedelta(days=5),
    )


def _register(scene: Scene) -> None:
    world, keep = scene.world, scene.records
    keep["wish"] = ask_name(
        teacher=keep["entry"].teacher,
        name="李常青",
        reason="户口簿为准",
        files=[("户口簿.pdf", PAPER)],
        by=world["teacher"],
    )
    keep["unit"] = world.units[SCHOOL]
    keep["change"] = ask_rename(
        school=world.units[SCHOOL], name="海陵区新实验小学", on=AS_OF, document="文", reason="更名", by=world["city"]
    )


def _portraits(scene: Scene) -> None:
    """A portrait that the teacher has seen, an objection to a fact, a decision, a draft of the set of dimensions."""
    world, keep, today = scene.world, scene.records, timezone.localdate()
    me = keep["entry"].teacher
    portraits.refresh(teacher_ids=[me.pk], on=today)
    seen = Portrait.objects.for_system("scene").select_related("teacher__school", "version").get(teacher=me)
    note_look(portrait=seen, by=world["teacher"], on=today)
    given: dict[str, Any] = {"purpose": "award", "decision": "推荐", "confirmed": True, "on": today}
    keep["decision"] = decide(portrait=seen, by=world["school"], **given)
    keep["dispute"] = FactDispute.objects.create(
        teacher=me, measure="ethics.appraisal", fact="ethics.appraisal/2025", title="等次",
        value=["ethics.appraisal", "2025", 1, "2025-12-31", 0, ""], permission=Ethics.APPRAISE, reason="不对",
        asked_by=world["teacher"],
    )  # fmt: skip
    keep["draft"] = draft(by=world.user("city"), on=today)


def _hours(scene: Scene) -> None:
    """Hours that the teacher claims, with a paper."""
    today = timezone.localdate()
    what = Claim(
        ClaimKind.COURSE, "省级名师课堂观摩", "江苏省教师培训中心", "", "province", 80, today - timedelta(days=9),
        today - timedelta(days=9),
    )  # fmt: skip
    made = claim(what=what, files=[scan()], once="hours of the scene", by=scene.world["teacher"], on=today)
    scene.records["claim"], scene.records["hours"] = made, made.entry


def _ethics(scene: Scene) -> None:
    """A sanction of the teacher, a receipt that the school's officer asked for."""
    world, keep = scene.world, scene.records
    on = timezone.localdate()
    decision = Decision(HandlingKind.Q4, on, on, "海陵区教育局", "泰海教通〔2026〕1号")
    keep["sanction"] = record_sanction(teacher=keep["entry"].teacher, decision=decision, by=world.command_line, on=on)
    keep["query"] = ask_clearance(
        subject=SubjectKind.NEW_TEACHER, name="某", id_number=id_number(date(1999, 1, 1)), unit=world.units[SCHOOL],
        authorised_on=on, files=[scan()], by=world["school"], on=on,
    )  # fmt: skip
    batch = keep["batch"] = make_batch(by=world.command_line, on=on)
    ClearanceBatch.objects.filter(pk=batch.pk).update(unit=world.units[SCHOOL])
    keep["prohibition"] = Prohibition.objects.create(
        name="某", id_number="x", id_digest="x", code="B1", from_on=on, decided_by="法院", document="文",
        recorded_by=world.command_line,
    )  # fmt: skip
    keep["warning"] = warn(
        level=WarningLevel.REMINDER, school=world.units[SCHOOL], teacher=None, ground="x", by=world.command_line, on=on
    )  # fmt: skip
    keep["appraisal"] = Appraisal.objects.create(
        teacher=keep["entry"].teacher, school=world.units[SCHOOL], year=2025, state="objected", grade="passed"
    )  # fmt: skip
    _case(scene)
    people = [(keep["no"], "")]
    keep["receipt"] = make_receipt(
        people=people, purpose="registration", by=world["school"], on=on, asked_on=on
    )  # fmt: skip


def _case(scene: Scene) -> None:
    """A lead about the teacher with a served paper and a review, a report with a name, a supervisor, a survey."""
    world, keep, today = scene.world, scene.records, timezone.localdate()
    school, me = world.units[SCHOOL], keep["entry"].teacher
    keep["case"] = case = Case.objects.create(
        number="SD2026-90001", channel="report", school=school, teacher=me, gist="x", registered_on=today, once="case"
    )
    with kept([scan()]) as (picture,):
        keep["served"] = picture
        paper = CasePaper(case=case, kind="invitation", text="x", served_on=today)
        paper.save()
        paper.files.add(picture)
        keep["report"] = Report.objects.create(code_digest="0" * 64, once="r", kind="parent", school=school, text="x")
        keep["report"].files.add(picture)
    keep["remedy"] = Remedy.objects.create(
        case=case, step="review", route="D12", body="department", text="x", lodged_on=today, lodged_by=world["teacher"],
        once="m",
    )  # fmt: skip
    ReporterIdentity.objects.create(report=keep["report"], name="吴家长")
    keep["relation"] = Relation.objects.create(
        user=world["nobody"], teacher=me, kind="interest", declared_on=today, declared_by=world["nobody"]
    )
    until = today + timedelta(days=90)
    keep["supervisor"] = Supervisor.objects.create(
        org=school, name="监督员", kind="parent", code_digest="1" * 64, since_on=HANGING, until_on=until,
        made_by=world["nobody"],
    )  # fmt: skip
    keep["survey"] = Survey.objects.create(
        year=2026, school=school, opens_on=today, closes_on=until, made_by=world["nobody"]
    )


def _access(scene: Scene) -> None:
    """A grant of the school's officer, one that was lent long ago, a request for a strong role at the district, one to
    reset the second factors of a strong role there."""
    world, keep = scene.world, scene.records
    keep["someone"] = world["nobody"]
    held = keep["held"] = Grant.objects.get(user=world["school"])
    held.valid_until = timezone.localdate() + timedelta(days=400)
    held.save()
    keep["lent"] = Grant.objects.create(
        user=world["teacher"], role=held.role, org=held.org, valid_from=date(2021, 1, 1), valid_until=date(2021, 2, 1),
        kind="delegated", on_behalf_of=held,
    )  # fmt: skip
    keep["asked_grant"] = give(
        user=world["nobody"], role="security_admin", org=world.units[HAILING], on=timezone.localdate(), until=None,
        reason="任命", by=world.user("secadmin"),
    )  # fmt: skip
    keep["asked_reset"] = reset(
        user=world["district_secadmin"], what=Reset.FACTORS, reason="手机遗失", by=world.user("sysadmin")
    )
    unit = world.units[SCHOOL]
    keep["slip"], _code = invite(full_name="新人", org=unit, register_no="", by=world.user("sysadmin"))


def _staffing(scene: Scene) -> None:
    """A loan to the school, a request of the school, posts of it that wait for the second signature."""
    world, keep, today = scene.world, scene.records, timezone.localdate()
    sister, school, district = world.units[SISTER], world.units[SCHOOL], world.units[HAILING]
    ground = ledger.Ground("泰编办〔2026〕1号", today, world["city"], world["signer"])
    for unit in (sister, school):
        ledger.change_approved(unit=unit, posts=20, ground=ground)
    ledger.put_in(unit=sister, pool=district, posts=5, ground=ground)
    start, end = usual_term(today)
    keep["loan"] = PoolLoan.objects.create(
        borrower=school, pool=district, posts=2, starts_on=start, ends_on=end, document="文"
    )
    ledger.lend(loan=keep["loan"], ground=ground)
    keep["pool_request"] = ask_posts(
        school=school, subject="数学", stage=FigureStage.PRIMARY, posts=1, reason="缺员", starts_on=start,
        ends_on=end, by=world["school"], on=today,
    )  # fmt: skip
    keep["deed"] = pool.ask_put_in(unit=school, pool=district, posts=1, document="文", by=world["city"])
    keep["school_year"] = year_on(today)
    _plans(scene)
    keep["measure"] = propose(
        teacher=world.people["李长青"], kind=MeasureKind.CONVERT, ground=MeasureGround.UNFIT, to_category="support",
        term_months=12, facts="聘期考核", by=world["school"], on=today,
    )  # fmt: skip
    keep["exemption"] = ask_exemption(
        teacher=world.people["李长青"], ground="family", until=today + timedelta(days=90), paper="证明",
        by=world["school"], on=today,
    )  # fmt: skip
    _come_and_go(scene)


def _come_and_go(scene: Scene) -> None:
    """A plan of recruitment of the school with a candidate, an agreement with somebody retired, a count of doctors."""
    world, keep, today = scene.world, scene.records, timezone.localdate()
    school = world.units[SCHOOL]
    keep["recruitment"] = RecruitmentPlan.objects.create(
        unit=school, year=keep["school_year"], title="校园招聘", made_by=world["nobody"], submitted_by=world["nobody"],
        decided_by=world["city"], document="文", state="approved",
    )  # fmt: skip
    keep["vacancy"] = Vacancy.objects.create(
        plan=keep["recruitment"], school=school, stage="primary", subject="数学", posts=1, least_degree="bachelor",
        starts_on=today,
    )  # fmt: skip
    born = date(2003, 5, 6)
    number = id_number(born)
    keep["candidate"] = Candidate.objects.create(
        vacancy=keep["vacancy"], name="应聘者", id_number=number, id_digest=lookup_digest(number), sex="1",
        birth_on=born, graduated_from="某大学", graduated_in=2026, degree="bachelor", registered_by=world["nobody"],
    )  # fmt: skip
    number = id_number(born.replace(year=1965))
    keep["silver"] = SilverAgreement.objects.create(
        name="银龄", id_number=number, id_digest=lookup_digest(number), birth_on=born.replace(year=1965),
        former_unit="某校", title="高级教师", host=school, scheme="city", duty="teaching", starts_on=today,
        ends_on=today + timedelta(days=300), hours=100, subsidy=1, subsidy_source="x", health_on=today,
        asked_by=world["nobody"],
    )  # fmt: skip
    keep["silver_rules"] = "silver"
    count = keep["doctors"] = DoctorSnapshot.objects.create(
        year=2025, as_of=AS_OF, baseline_on=AS_OF, document="文", made_by=world["city"]
    )
    DoctorCount.objects.create(
        snapshot=count, school=school, kind="university", teachers=1, teaching_doctors=1, doctors=1, new=1
    )


def _plans(scene: Scene) -> None:
    """A plan with a move to the school, and what an officer forbade."""
    world, keep = scene.world, scene.records
    school, told = world.units[SCHOOL], {"unmet": 0, "moves": 1, "early": 0, "hectometres": 0}
    keep["plan"] = Plan.objects.create(
        unit=school, year=keep["school_year"], state="solved", status="optimal", gap=0, seconds=1, ways=1, of_ways=1,
        objective=told, greedy=told, made_by=world["city"],
    )  # fmt: skip
    keep["plan_rule"] = PlanRule.objects.create(plan=keep["plan"], kind="ban", taker=school)
    keep["plan_move"] = PlanMove.objects.create(
        plan=keep["plan"], taker=school, stage="primary", subject="语文", posts=1, state="open"
    )


def _training(scene: Scene) -> None:
    """A school's own programme that the district agreed to and drew, the teacher's place in it and calendar."""
    world, keep = scene.world, scene.records
    one = programme(world, "school", SCHOOL, approval="school")
    keep["lesson"] = session(world, one, "school")
    programmes.submit(one=one, by=world.user("school"))
    programmes.agree(one=one, by=world.user("district_training"))
    keep["course"] = one
    keep["seat"] = enrolments.enrol(session=keep["lesson"], teacher=world.people["李长青"], by=world.user("teacher"))
    (keep["sample"],) = samples.draw(count=1, by=world.user("district_training"))
    keep["feed"] = feeds.open_feed(by=world.user("teacher"))


def _to(*names: str) -> Parts:
    """Keys of records of the scene; a dotted name goes on to an attribute, a value that is no name stands itself."""

    def parts(scene: Scene) -> list[Any]:
        found = []
        for name in names:
            head, _, tail = name.partition(".")
            value = scene[head] if head in scene.records else head
            found.append(getattr(value, tail or "pk", value))
        return found

    return parts


def _any(*permissions: str) -> frozenset[str]:
    return frozenset(map(str, permissions))


_DAY = str(AS_OF)
_TEACHER, _ASKER = frozenset({"teacher"}), frozenset({"school"})
_PERSON = Reach(_to("no"), sees=_any(Register.VIEW), owners=_TEACHER)
_WISH = Reach(_to("wish"), sees=_any(Register.CORRECT, Register.APPROVE_CORRECTION), owners=_TEACHER)
_UNIT = Reach(_to("unit"), sees=_any(Register.VIEW), moves=False)
_PORTRAIT = Reach(_to("no"), sees=_any(Register.PORTRAIT), owners=_TEACHER)
_DISPUTE = Reach(_to("dispute"), sees=_any(Ethics.APPRAISE), owners=_TEACHER)
_SET = Reach(_to("2"), sees=_any(Register.SET_PORTRAIT, Register.APPROVE_PORTRAIT), moves=False)
_RUN, _JOB = Reach(_to("run"), owners=_ASKER), Reach(_to("job"), owners=_ASKER)
_EXPORT = Reach(_to("taken.number"), sees=_any(Export.APPROVE, Export.VIEW_ALL), owners=_ASKER, moves=False)
_ROUND, _DESIGN = Reach(_to(_DAY)), Reach(_to("design"))
_ENTRY = Reach(_to(_DAY, "entry"), sees=_any(Honor.VIEW))
_LIST = Reach(_to(_DAY, "school_id"), sees=_any(Honor.VIEW))
_OBJECTION = Reach(_to(_DAY, "objection"), sees=_any(Honor.DECIDE_OBJECTION), owners=_TEACHER)
_PAPER = Reach(_to("certificate.number"), sees=_any(Honor.DOWNLOAD), owners=_TEACHER)
_HOURS = Reach(_to("hours"), sees=_any(Training.VIEW), owners=_TEACHER)
_HOURS_OF = Reach(_to("no"), sees=_any(Training.VIEW), owners=_TEACHER)
_PLAN = Reach(_to("plan"), sees=_any(Staffing.PLAN, Staffing.SIGN), moves=False)
_RECRUIT = Reach(_to("recruitment"), sees=_any(Staffing.RECRUIT), moves=False)
_POSTS = Reach(_to("unit"), sees=_any(Staffing.VIEW), moves=False)
_OWED = Reach(_to("requirement"), sees=_any(Training.VIEW), owners=_TEACHER)
_STAY = Reach(_to("stay"), sees=_any(Training.VIEW), owners=_TEACHER)
_RESULT = Reach(_to("survey_session.programme_id"), sees=_any(Training.EVALUATE), moves=False)
_GRANT = Reach(_to("held"), sees=_any(Access.GRANT), moves=False)
_REQUEST = Reach(_to("asked_grant"), sees=_any(Access.GRANT, Access.SIGN), moves=False)
_RESET = Reach(_to("asked_reset"), sees=_any(Access.ACCOUNTS, Access.SIGN), moves=False)
_COURSE = Reach(_to("course"), sees=_any(Training.VIEW), owners=_TEACHER, moves=False)
_LESSON = replace(_COURSE, parts=_to("lesson"))
_ROOM = Reach(_to("lesson"), sees=_any(Training.RUN_SESSION), moves=False)
_SEAT = replace(_COURSE, parts=_to("seat"))
_CERTIFICATE = Reach(_to("certificate.number"), sees=_any(Honor.VIEW), owners=_TEACHER)


def _all(reach: Reach, prefix: str, *names: str) -> dict[str, Reach]:
    return {f"{prefix}{name}": reach for name in names}


def _leads_on_or(answer: int) -> Callable[[str, Any], int]:
    """Officers, and strangers, are led on to another page; the others get this answer."""
    return lambda method, viewer: 302 if viewer.is_anonymous or viewer.permissions else answer


_LEADS_ON, _NOT_SET_UP = Reach(get=302, post=302), Reach(get=404, post=404)

_SANCTION = Reach(_to("sanction"), sees=_any(Ethics.VIEW), owners=_TEACHER)
_QUERY = Reach(_to("query"), sees=_any(Ethics.CLEARANCE, Ethics.SEND_CLEARANCE, Ethics.CLEARANCE_DETAIL), moves=False)
_RECEIPT = Reach(_to("receipt.number"), sees=_any(Ethics.VIEW), owners=_ASKER, moves=False)

_HANDLES = _any(Ethics.DESK, Ethics.INVESTIGATE, Ethics.PROPOSE, Ethics.DECIDE, Ethics.APPEAL)
_CASE = Reach(_to("case.number"), sees=_HANDLES)
_REMEDY = Reach(_to("case.number", "remedy"), sees=_HANDLES)
_MY_CASE = Reach(_to("case.number"), owners=_TEACHER)
_REPORT = Reach(_to("report"), sees=_any(Ethics.DESK))
CASES: dict[str, Reach] = {
    **_all(_CASE, "ethics_", "case", "keep_sign"),
    "ethics_keep_ask": replace(_CASE, post=200),
    "ethics_case_move": replace(_CASE, parts=_to("case.number", "accept"), post=200),
    "ethics_case_file": replace(_CASE, parts=_to("case.number", "served")),
    "ethics_remedy_accept": _REMEDY,
    "ethics_remedy_decide": replace(_REMEDY, post=200),
    "ethics_relation_end": Reach(_to("relation"), owners=frozenset({"somebody without an office"})),
    "ethics_my_case": _MY_CASE,
    "ethics_my_case_lodge": replace(_MY_CASE, post=200),
    "ethics_my_case_act": replace(_MY_CASE, parts=_to("case.number", "state"), post=200),
    "ethics_my_case_file": replace(_MY_CASE, parts=_to("case.number", "served")),
    **_all(_REPORT, "ethics_report", "", "_lead"),
    **_all(replace(_REPORT, post=200), "ethics_report_", "decline", "ask"),
    "ethics_report_file": replace(_REPORT, parts=_to("report", "served")),
    "ethics_identity": Reach(_to("report"), sees=_any(Ethics.IDENTITY)),
    "ethics_supervisor_end": Reach(_to("supervisor"), sees=_any(Ethics.DESK)),
    "ethics_survey": Reach(_to("survey"), sees=_any(Ethics.DESK)),
    "report_follow": Reach(get=302, post=302),  # without a code one is led to where it is asked for
}

REACH: dict[str, Reach] = {
    **CASES,
    # ethics
    **_all(_QUERY, "clearance", "", "_dispute", "_settle"),
    "clearance_detail": replace(_QUERY, sees=_any(Ethics.CLEARANCE_DETAIL), post=200),
    "clearance_yearly": Reach(),
    "batch_list": Reach(post=302),
    "batch_export": Reach(_to("batch"), sees=_any(Ethics.SEND_CLEARANCE), moves=False),
    "prohibition_lift": Reach(_to("prohibition")),
    "warning_done": Reach(_to("warning"), sees=_any(Ethics.WARN), moves=False),
    "appraisal_school": Reach(_to("unit", "2025"), sees=_any(Ethics.APPRAISE), moves=False, post=404),
    "appraisal_year": Reach(post=404),
    "appraisal_own": Reach(post=404),
    "appraisal_answer": Reach(_to("unit", "2025", "appraisal"), sees=_any(Ethics.APPRAISE), moves=False),
    **_all(_SANCTION, "sanction", "", "_confirm", "_extend", "_undo"),
    "sanction_list": Reach(post=302),
    **_all(_RECEIPT, "receipt", "", "_seen"),
    # signing in and out goes by whether somebody is signed in
    "account_login": Reach(answers=lambda method, viewer: 200 if viewer.is_anonymous else 302),
    "account_logout": Reach(answers=lambda method, viewer: 302 if viewer.is_anonymous or method == "POST" else 200),
    "account_set_password": Reach(get=409, post=409),
    # the second factor: whoever holds a role has one, and has used it
    "mfa_reauthenticate": Reach(answers=lambda method, viewer: 200 if viewer.permissions else 302),
    "mfa_deactivate_totp": Reach(answers=_leads_on_or(404)),
    "mfa_view_recovery_codes": Reach(get=404),
    **_all(_LEADS_ON, "", "second_factor", "mfa_authenticate", "mfa_activate_totp", "mfa_generate_recovery_codes"),
    **_all(_LEADS_ON, "mfa_", "list_webauthn", "add_webauthn", "login_webauthn", "reauthenticate_webauthn"),
    # asks who it is before it looks whether there is such a passkey
    **_all(replace(_LEADS_ON, parts=_to("1")), "mfa_", "edit_webauthn", "remove_webauthn"),
    "session_end": Reach(_to("session"), owners=_ASKER, moves=False),
    "identity_remove": Reach(_to("1")),
    # identities elsewhere: none is set up
    "socialaccount_login_error": Reach(get=401),
    **_all(replace(_NOT_SET_UP, parts=_to("city")), "openid_connect_", "login", "callback"),
    **_all(_NOT_SET_UP, "", "dingtalk_login", "dingtalk_callback", "feishu_login", "feishu_callback"),
    **_all(_NOT_SET_UP, "", "weixin_login", "weixin_callback"),
    "icon": Reach(get=302),
    # the public site: its pages take no form but the roll's; no picture and no attachment is there
    "site_desk": Reach(get=302),
    "wagtail_serve": Reach(_to(""), post=405),
    "site_picture": Reach(_to("x.png"), get=404),
    "site_attachment": Reach(_to("1", "x.pdf"), get=404),
    # any account may be granted something, and accounts belong to no unit
    **_all(Reach(_to("someone")), "", "access_person", "grant_new"),
    **_all(Reach(_to("someone")), "account_", "detail", "close", "reopen", "unlock", "reset_factors"),
    "account_reset_password": Reach(_to("someone")),  # without a reason: back, with a sentence
    **_all(_GRANT, "grant_", "end", "extend"),
    **_all(_REQUEST, "grant_request", "", "_sign", "_refuse", "_withdraw"),
    **_all(_RESET, "reset_request", "", "_sign", "_refuse", "_withdraw"),
    "grant_lend": Reach(_to("held"), owners=_ASKER),
    "grant_take_back": Reach(_to("lent"), owners=_ASKER | _TEACHER),
    "invitation_withdraw": Reach(_to("slip")),
    "import_list": Reach(
        needs=_any(Register.IMPORT, Training.IMPORT_HOURS, Ethics.RECORD, Ethics.SEND_CLEARANCE), lacking=403
    ),
    "audit_event": Reach(lambda _scene: [AuditEvent.objects.earliest("pk").pk]),
    "import_template": Reach(_to("roster"), needs=_any(Register.IMPORT)),
    **_all(_JOB, "job", "", "_pause", "_resume"),
    **_all(_RUN, "import_", "run", "confirm", "retry", "drop", "refused"),
    **_all(_EXPORT, "export", "", "_approve", "_refuse", "_withdraw"),
    "export_file": replace(_EXPORT, get=409),  # it waits for its second person
    "teacher": _PERSON,
    "teacher_unmask": replace(_PERSON, sees=_any(Register.UNMASK)),
    "correction_ask": replace(_PERSON, sees=_any(Register.CORRECT)),
    **_all(_PORTRAIT, "portrait", "", "_pdf"),
    "portrait_mine": Reach(
        answers=lambda method, viewer: 302 if viewer.is_anonymous or viewer.name == "teacher" else 200
    ),
    "portrait_decide": _PORTRAIT,
    "literacy_mine": Reach(post=200),
    "dispute_ask": Reach(_to("no"), owners=_TEACHER, get=404, post=404),  # no fact is named
    **_all(_DISPUTE, "dispute", "", "_settle", "_withdraw"),
    "portrait_review": Reach(_to("decision"), sees=_any(Register.PORTRAIT), owners=_TEACHER),
    **_all(_SET, "portrait_version", "", "_ask"),
    "portrait_version_change": replace(_SET, post=200),
    **_all(replace(_SET, post=404), "portrait_version_", "sign", "refuse", "withdraw"),  # nothing waits
    **_all(_WISH, "correction", "", "_check", "_approve", "_refuse", "_withdraw"),
    "correction_file": replace(_WISH, parts=lambda scene: [scene["wish"].pk, scene["wish"].files.get().pk]),
    "unit": _UNIT,
    "unit_ask": replace(_UNIT, parts=_to("unit", "merge")),
    **_all(replace(_UNIT, parts=_to("unit", "change")), "unit_", "sign", "refuse", "withdraw"),
    "hour_entry": _HOURS,
    **_all(replace(_HOURS, sees=_any(Training.APPROVE_HOURS)), "hour_", "approve", "refuse"),
    "hour_reverse": replace(_HOURS, sees=_any(Training.REVERSE_HOURS)),
    "hour_withdraw": Reach(_to("hours"), owners=_TEACHER),
    "hour_claim_file": replace(
        _HOURS,
        parts=lambda scene: [scene["hours"].pk, scene["claim"].files.get().pk],
        sees=_any(Training.CHECK_CLAIM),
    ),
    **_all(_HOURS_OF, "hours_", "sheet", "transcript", "workbook"),
    "requirement": _OWED,
    **_all(_OWED, "requirement_", "waive", "unwaive"),
    "requirement_list": Reach(post=302),
    "class_duty_end": Reach(_to("class_duty"), sees=_any(Training.ASSIGN)),
    "duty_overview_district": Reach(_to("district_of")),
    "ethics_settings": Reach(_to("care")),
    "duty_rule_new": Reach(_to("shortage")),
    "survey_answer": Reach(_to("survey_ticket"), owners=_TEACHER),
    "evaluation_programme": _RESULT,
    "evaluation_trainer": replace(_RESULT, parts=_to("survey_trainer")),
    "needs_survey": Reach(_to("needs"), sees=_any(Training.VIEW), moves=False),
    "needs_answer": Reach(_to("needs"), owners=_TEACHER, moves=False),
    "practice_person": Reach(_to("no"), sees=_any(Training.VIEW), owners=_TEACHER),
    **_all(_STAY, "stay_", "confirm", "strike"),
    "dual_detail": replace(_STAY, parts=_to("dual")),
    "base_detail": Reach(_to("base")),
    "ethics_event": Reach(_to("event")),
    "event_attend": Reach(_to("event"), post=200),
    "hours_queue": Reach(post=302),
    "hours_province": Reach(get=302, post=302),
    "hour_cycle_add": Reach(post=200),
    # searches are sent by POST, and the address that they lead to bears the words sealed
    **_all(Reach(post=302), "", "teacher_list", "certificate_list"),
    **_all(replace(_ROUND, post=302), "round", "", "_outside"),
    "publicity": Reach(_to(str(HANGING)), post=302),
    "publicity_object": Reach(_to(str(HANGING))),
    **_all(
        _ROUND,
        "round_",
        "compute",
        "retry",
        "discard",
        "submit",
        "approve",
        "give_back",
        "export",
        "archive_file",
        "send_out",
        "call_back",
        "close_checking",
        "publish",
        "reopen",
        "recompute_changed",
        "archive",
    ),
    **_all(_ROUND, "", "school_lists", "lists_check", "objection_list", "print_files", "print_files_make"),
    **_all(Reach(_to(_DAY), owners=_TEACHER), "mine_", "confirm", "object"),
    **_all(_ENTRY, "", "round_entry", "entry_scan"),
    "entry_set_aside": replace(_ENTRY, post=200),
    "entry_lift": replace(_ENTRY, parts=_to(_DAY, "entry", "note")),
    **_all(_LIST, "", "school_list", "list_send", "list_check", "list_return", "list_receipt"),
    **_all(replace(_LIST, post=200), "list_", "paper", "hand_over"),
    "objection": _OBJECTION,
    "objection_file": replace(_OBJECTION, parts=_to(_DAY, "objection", "picture")),
    "template_preview": Reach(post=409),  # an empty form is refused
    **_all(_DESIGN, "template", "", "_edit", "_specimen", "_revise", "_approve", "_retire", "_discard"),
    **_all(_COURSE, "programme", "", "_edit", "_submit", "_agree", "_publish", "_return", "_cancel", "_finish"),
    **_all(_COURSE, "", "course_add", "session_new"),
    **_all(_LESSON, "session", "", "_edit", "_cancel", "_complete"),
    **_all(_LESSON, "", "seats_give", "enrol_own", "waiting_fill", "check_in"),
    "enrol_people": replace(_LESSON, post=302),  # a search
    "check_in_code": replace(_LESSON, parts=_to("lesson", "ABCDEF")),
    **_all(_ROOM, "room_", "screen", "open", "second"),
    "paper_list": replace(_ROOM, post=302),  # nobody ticked
    **_all(_SEAT, "enrolment_", "withdraw", "decide"),
    "sample_finding": Reach(_to("sample"), sees=_any(Training.REVIEW_PLAN), moves=False),
    "calendar_feed": Reach(_to("feed.token")),
    "lookahead_people": Reach(lambda scene: [first_year(timezone.localdate()), 30]),
    "print_file": Reach(_to(_DAY, "printed"), sees=_any(Honor.DOWNLOAD)),
    "certificate_file": _PAPER,
    "certificate_copy": replace(_PAPER, parts=_to("certificate.number", "0")),
    **_all(_CERTIFICATE, "certificate", "", "_draw", "_share"),
    "certificate_act": replace(_CERTIFICATE, parts=_to("certificate.number", "suspend"), post=200),
    **_all(replace(_CERTIFICATE, parts=_to("certificate.number", "asked")), "certificate_", "sign", "withdraw"),
    "certificate_share_end": Reach(_to("certificate.number", "link"), owners=_TEACHER),
    **_all(Reach(_to("link.token")), "shared", "", "_file"),
    "staffing_school": Reach(
        lambda scene: [scene["unit"].pk, scene["school_year"]], sees=_any(Staffing.VIEW), moves=False
    ),
    **_all(_POSTS, "pool_unit", "", "_export", "_approve"),
    "pool_unit_move": replace(_POSTS, parts=_to("unit", "put-in")),
    **_all(_PLAN, "plan", "", "_compare", "_again", "_submit", "_drop", "_rule_add"),
    "plan_rule_drop": replace(_PLAN, parts=_to("plan", "plan_rule")),
    **_all(_PLAN, "plan_", "accept", "return"),
    **_all(Reach(_to("plan_move"), sees=_any(Staffing.VIEW), moves=False), "plan_move", "", "_agree", "_decline"),
    "measure_new": replace(_PERSON, sees=_any(Staffing.REQUEST), owners=frozenset()),
    "measure": Reach(_to("measure"), sees=_any(Staffing.REQUEST), moves=False),
    "measure_move": Reach(_to("measure", "withdraw"), sees=_any(Staffing.REQUEST), moves=False),
    "exemption_new": replace(_PERSON, sees=_any(Staffing.REQUEST), owners=frozenset()),
    "exemption": Reach(_to("exemption"), sees=_any(Staffing.REQUEST), moves=False),
    "exemption_move": Reach(_to("exemption", "confirm"), sees=_any(Staffing.REQUEST), moves=False),
    "allowance_person": replace(_PERSON, owners=frozenset()),
    "pool_loan": Reach(_to("loan"), sees=_any(Staffing.VIEW), moves=False),
    "pool_loan_act": Reach(_to("loan", "return"), sees=_any(Staffing.VIEW), moves=False),
    "pool_request_new": Reach(_to("unit"), sees=_any(Staffing.REQUEST), moves=False),
    "pool_request": Reach(_to("pool_request"), sees=_any(Staffing.VIEW), moves=False),
    "pool_request_move": Reach(_to("pool_request", "check"), sees=_any(Staffing.VIEW), moves=False),
    "pool_signature": Reach(_to("deed"), sees=_any(Staffing.VIEW), moves=False),
    "pool_signature_decide": Reach(_to("deed", "sign"), sees=_any(Staffing.VIEW), moves=False),
    "recruitment_plan": _RECRUIT,
    "recruitment_move": replace(_RECRUIT, parts=_to("recruitment", "close")),
    "vacancy_drop": replace(_RECRUIT, parts=_to("vacancy")),
    "candidate_new": replace(_RECRUIT, parts=_to("vacancy")),
    **_all(replace(_RECRUIT, parts=_to("candidate")), "candidate", "", "_appoint", "_reveal"),
    "candidate_move": replace(_RECRUIT, parts=_to("candidate", "shortlist")),
    "silver_agreement": replace(_RECRUIT, parts=_to("silver")),
    "silver_renew": replace(_RECRUIT, parts=_to("silver"), get=302, post=302),  # not approved yet
    "silver_move": replace(_RECRUIT, parts=_to("silver", "approve")),
    "doctors_year": replace(_RECRUIT, parts=_to("doctors.year")),
    "people_rules": Reach(_to("silver_rules")),
    "check_copy": Reach(_to("certificate.number", "0", "paper.token")),
    "check_token": Reach(_to("paper.token")),
}
