"""Every model says which of its fields are personal data, at which grade; the gravest are sealed."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from house_urls import ROOTS

from kernel.crypto.fields import SealedTextField

GRADES = {"L1", "L2", "L3", "L4"}

# What Wagtail keeps of every page, and our own base of them.
_PAGE = """id path depth numchild translation_key locale latest_revision live has_unpublished_changes first_published_at
    last_published_at live_revision go_live_at expire_at expired locked locked_at locked_by title draft_title slug
    content_type url_path owner seo_title show_in_menus search_description latest_revision_created_at alias_of page_ptr
    summary _revisions _workflow_states _specific_workflow_states index_entries """

# The fields that hold no personal data, written out: a new field has to be put here or be graded on its model.
# Keys to other rows say who is meant only together with those rows, which are graded themselves.
NOT_PERSONAL = {
    "cms.HomePage": _PAGE,
    "cms.NoticeIndexPage": _PAGE,
    "cms.NoticePage": f"{_PAGE} kind published_on number issuer body",
    "cms.CaseIndexPage": _PAGE,
    "cms.CasePage": f"{_PAGE} given_on text notice lesson",
    "cms.ExemplaryIndexPage": _PAGE,
    "cms.ExemplaryPage": f"{_PAGE} show_name show_unit body",
    "cms.PolicyIndexPage": _PAGE,
    "cms.PolicyPage": f"{_PAGE} number issuer level issued_on effective_on status replaced_by body",
    "cms.StandardPage": f"{_PAGE} way body",
    "cms.SeasonIndexPage": f"{_PAGE} intro",
    "cms.HonourRollPage": f"{_PAGE} intro",
    "cms.EthicsPlacesPage": f"{_PAGE} intro",
    "cms.StatisticsPage": f"{_PAGE} intro",
    "cms.SecondPersonTask": "id name content_type active task_ptr groups",
    "training.HourCycle": "id first_year last_year due_tenths document set_by set_at",
    "training.HourRule": "id effective_from minutes day_tenths higher_percent document set_by set_at",
    "training.HourCap": "id rule mode year_tenths cycle_tenths",
    "training.HourEntry": "id teacher source enrolment key attempt put_by put_at",
    "training.HourMove": "id entry seq name by at",
    "training.HourStanding": "entry teacher seq",
    "training.HourTotal": "id teacher cycle months reckoned_on",
    "training.HourKindTotal": "id teacher cycle",
    "training.HourClaim": "id entry files once made_by made_at",
    "orgs.Organisation": """id path depth numchild kind name parent division_code school_code stage location_type
        ownership zone_name closed_on closed_by merged_into""",
    "orgs.OrganisationName": "id org name valid_from valid_until document",
    "accounts.User": """id password last_login is_superuser is_staff is_active date_joined kind groups
        user_permissions password_changed_at must_change_password factor_stamp""",
    "accounts.OldPassword": "id user password set_at",
    "audit.AuditEvent": "id at kind act actor_id subject_type subject_id detail",
    "audit.AuditLink": "sequence event_id form previous digest",
    "audit.AuditAnchor": "day sequence digest made_at key_name mac",
    "audit.RefusalTally": "id minute act place times",
    "accounts.Grant": """id user role org valid_from valid_until kind on_behalf_of duty is_strong granted_by granted_at
        second_by ended_by ended_at""",
    "access.Invitation": """id org code_digest made_by made_at expires_at used_by used_at withdrawn_by
        withdrawn_at""",
    "access.Closure": "id user kind closed_at closed_by reopened_at reopened_by",
    "jobs.Job": """id task subject_id title asked_by asked_at state done total leased_until fence finished_at problem
        next_url""",
    "jobs.Chore": "name next_at leased_until fence failures done_at",
    "files.StoredFile": "id content_type size digest kept_at",
    "calendar.CalendarYear": "id year document noted_by noted_at",
    "calendar.CalendarDay": "id year day is_working name",
    "staffing.SchoolFigures": """id school year stage pupils classes boarders special_classes resource_rooms day_form
        location_type source entered_by entered_at""",
    "staffing.EstablishmentApproval": "id unit effective_from posts document source noted_by noted_at",
    "staffing.StaffingSetting": """id effective_from combine rounding small_threshold class_primary class_junior
        class_senior class_special special_ratio boarders_per_post posts_per_special_class posts_per_resource_room
        cover_percent jump_percent reserve_days loan_years loan_years_most due_days document set_by set_at""",
    "staffing.PoolUnit": """unit approved pooled_out lent_out borrowed_in disposal stock reserved in_post""",
    "staffing.PoolRequest": """id school pool subject stage posts reason starts_on ends_on state asked_by asked_at
        checked_by checked_at check_note reserved_by reserved_at reserved_until decided_by decided_at answer""",
    "staffing.PoolLoan": """id borrower pool request posts subject stage starts_on ends_on state document
        reminded_on""",
    "staffing.LoanTerm": "id loan act ends_on document made_by signed_by made_at",
    "staffing.PoolAccount": "id owner holder state request loan balance",
    "staffing.PoolEntry": """id kind source target posts happened_on document ground note made_by signed_by made_at""",
    "signoff.Signature": "id kind subject_type subject_id state asked_by asked_at decided_by decided_at",
    "imports.ImportRun": "id kind uploaded_by uploaded_at digest options state problem counts applied_at",
    "exports.ExportSequence": "id year last",
    "exports.Export": """id number kind title asked_by asked_at unit paths scope_words rows grade state needs_approval
        approved_by problem file file_name digest size made_at expires_at downloads""",
    "teachers.Teacher": "id user id_kind school created_at updated_at",
    "teachers.Milestone": "id teacher",
    "teachers.PortraitVersion": """id number effective_from state document reason least_percent least_cohort
        stale_months first_days made_by made_at approved_by approved_at""",
    "teachers.PortraitWeight": "id version code weight standard",
    "teachers.Portrait": "id teacher version year on made_on district",
    "teachers.PortraitCohort": "id version year district stage subject cuts",
    "teachers.FactDispute": """id teacher measure permission state asked_by asked_at decided_by decided_at""",
    "teachers.PortraitUse": "id teacher version decided_by decided_at flagged_at reviewed_by reviewed_at",
    "teachers.LiteracyAssessment": "id teacher year put_by put_at",
    "teachers.Post": "id teacher org",
    "teachers.ServiceRecord": "id teacher updated_at",
    "teachers.Correction": """id teacher kind files state asked_by asked_at checked_by checked_at decided_by
        decided_at""",
    "training.Base": """id kind name org host address capacity recognised_on document ended_on
        ended_reason recorded_by recorded_at""",
    "training.EthicsAttendance": "id event teacher school recorded_by",
    "training.EthicsEvent": "id kind title org base place speaker held_on hours recorded_by recorded_at",
    "training.Survey": "id session form kind opens_on closes_on",
    "training.SurveyAnswer": "id survey marks",
    "training.SurveyForm": """id kind effective_from questions delay_days open_days threshold document set_by
        set_at""",
    "training.SurveyTicket": "id survey teacher school",
    "training.NeedsAnswer": "id survey teacher school topics",
    "training.NeedsSurvey": "id org year title note most opens_on closes_on made_by made_at",
    "training.NeedsTopic": "id survey position title kind",
    "training.ProgrammeGround": "id programme topic named_by named_at",
    "training.DualCheck": "id recognition document recorded_by recorded_at",
    "training.DualRecognition": "id teacher document recorded_by recorded_at",
    "training.PracticeRule": """id effective_from days_required years window anchor_year recheck_years
        general_subjects document set_by set_at""",
    "training.PracticeStay": """id teacher base recorded_by recorded_at confirmed_by confirmed_at struck_by
        struck_at""",
    "training.ClassTeacherDuty": "id teacher school recorded_by recorded_at",
    "training.DutyRule": """id kind effective_from is_on hours months days months_before remind_days document
        set_by set_at""",
    "training.LastLook": "id teacher post on",
    "training.QualifiedSubject": "id teacher recorded_by recorded_at",
    "training.Reminder": "id requirement",
    "training.Requirement": "id teacher counts_from rule hours_needed waived_by waived_at made_at",
    "training.ShortageSubject": "id year subject stage document set_by set_at",
    "training.Term": "id name starts_on ends_on set_by set_at",
    "training.TrainingSetting": """id effective_from ethics_share freeze_hours code_seconds code_grace opens_minutes
        late_minutes second_minutes document set_by set_at""",
    "training.Season": "id name starts_on ends_on theme made_by made_at",
    "training.Programme": """id org season year title kind level mode hours ethics_share target target_stage
        target_subject places is_free fee_note needs outcome approval needs_second_check state made_by made_at
        submitted_at reviewed_by reviewed_at returned_reason published_at closed_at closed_reason""",
    "training.Course": "id programme position title hours is_ethics",
    "training.Trainer": "id teacher",
    "training.Session": """id programme course title starts_at ends_at place is_online capacity hours trainers
        makes_up_for uid sequence state opened_at second_from second_until completed_by completed_at cancelled_by
        cancelled_at cancelled_reason made_at changed_at""",
    "training.PlanSample": "id programme drawn_by drawn_at result finding looked_by looked_at",
    "training.SeatQuota": "id session org parent seats given taken",
    "training.Enrolment": """id session teacher school quota enrolled_by asked_at makes_up_for sequence
        changed_at""",
    "training.EnrolmentDecision": "id enrolment step by at",
    "training.CheckIn": "id enrolment by",
    "training.Attendance": "id enrolment by at",
    "training.CalendarFeed": "id teacher made_at ended_at",
    "training.TrainingNotice": "id teacher session stamp at",
    "ethics.Sanction": "id teacher replaces confirmed_by recorded_by recorded_at start_told_on end_told_on",
    "ethics.Bar": "id sanction teacher",
    "ethics.SanctionEvent": "id sanction by at",
    "ethics.StandingSetting": """id effective_from q5_auto_end category_move_barred held_by_case barred_by_sanction
        appraisal_years cap_months bar_months grave_floor document set_by set_at""",
    "ethics.ReceiptSequence": "year last",
    "ethics.StandingReceipt": "id number purpose on asked_by unit made_at people clear stale_on stale_seen_at",
    "ethics.ReceiptLine": "id receipt place teacher",
    "ethics.ClearanceSetting": "id effective_from valid_days recheck_months retention_years document set_by",
    "ethics.ClearanceBatch": "id number unit made_by made_on people",
    "ethics.Clearance": "id subject teacher unit authorisation asked_by asked_on batch noted_by",
    "ethics.Prohibition": "id recorded_by recorded_at",
    "ethics.CareSetting": """id effective_from reminder_months window_months person_count school_count objection_days
        document set_by""",
    "ethics.Warning": "id school teacher public_text given_by",
    "ethics.Appraisal": "id teacher school year state graded_by told_on object_until locked_on locked_by",
    "ethics.Accountability": "id unit decided_by_unit ground person decided_on recorded_by",
    "ethics.CaseSerial": "last year",
    "ethics.Relation": "id declared_by declared_on ended_on teacher user",
    "ethics.Case": """id above_school channel erased_on keep_until made_at made_by number once school
        teacher tombstone_digest""",
    "ethics.CaseHand": "id case duty since user",
    "ethics.CaseStep": "id at by case hand source target",
    "ethics.CasePaper": "id at by case files",
    "ethics.CaseSanction": "id case sanction",
    "ethics.Remedy": "id body case decided_by files lodged_by once",
    "ethics.PowerSetting": "id deciders document effective_from filing group kinds private proposers set_by",
    "ethics.CaseLimit": "id document effective_from kind length set_at set_by unit",
    "ethics.CaseClock": "id case document estimated length remedy reminded_on unit",
    "ethics.ClockPause": "id clock from_on until_on",
    "ethics.ClockLog": "id at by clock why",
    "ethics.KeepExtension": "id asked_at asked_by case signed_at signed_by until_on",
    "ethics.Supervisor": "id code_digest kind made_by org since_on until_on",
    "ethics.Report": "id above_school case files kind made_at once school state supervisor",
    "ethics.ReporterIdentity": "id report",
    "ethics.ReportMessage": "id at by files from_desk once report",
    "ethics.Survey": "id closes_on made_by opens_on school year",
    "ethics.SurveyClass": "id families name survey",
    "ethics.SurveyAnswer": "id at of_class once report scores",
    "honors.NumberSequence": "id threshold year region last",
    "honors.Certificate": "id number entry teacher school threshold newest status template revoked_by revoked_second",
    "honors.CertificateCopy": """id certificate index issuer issued_on printed_on reason made_by file_digest
        drawn_at""",
    "honors.CertificateTemplate": """id name version threshold state width height margin_top margin_right
        margin_bottom margin_left has_border shows_unit title occasion salutation wording date_style issuer seal
        seal_png seal_size made_by made_at changed_at approved_by approved_at effective_from
        retired_at""",
    "honors.RoundSetting": "id effective_from publicity_days allow_posthumous document set_by set_at",
    "honors.HonorRound": """id as_of state made_by made_at sent_out_at publicity_from publicity_until publicity_note
        submitted_by submitted_at approved_by approved_at issued_at archived_by archived_at archive_digest looked_at
        computed_at rule_source""",
    "honors.RoundEntry": """id round teacher school threshold state computed_at carried_over confirmed_by confirmed_at
        answered_by answered_at answer_file""",
    "honors.SetAside": "id teacher recorded_by recorded_at lifted_by lifted_at",
    "honors.SchoolList": """id round school state sent_by sent_at checked_by checked_at closed_note handed_over_on
        handed_over_by handed_over_file""",
    "honors.Objection": """id round entry teacher source files made_by made_at once state remedy decided_by
        decided_at""",
    "honors.CertificateEvent": "id certificate act by second_by on at",
    "honors.PrintFile": "id round kind org design version certificates pages content file_digest drawn_at",
    "honors.ShareLink": "id certificate made_by made_on ends_on ended_at",
    "staffing.SchoolPlace": "school longitude latitude source",
    "staffing.SubjectShare": "id effective_from stage subject lessons is_scarce document",
    "staffing.PlanSetting": """id effective_from weight_base weight_rural weight_scarce most_km school_percent
        school_least district_most due_years same_district_km other_district_km teaching_preschool teaching_primary
        teaching_junior teaching_senior seconds document head_years exchange_percent exempt_years_most""",
    "staffing.Plan": """id unit year mode state parent options notes problem status gap seconds ways of_ways objective
        greedy document made_by made_at submitted_by submitted_at decided_by decided_at answer""",
    "staffing.PlanLine": "id plan school stage subject need in_post weight",
    "staffing.PlanRule": "id plan kind giver taker stage subject posts is_applied",
    "staffing.PlanMove": """id plan method giver taker stage subject posts hectometres state giver_agreed_by
        giver_agreed_at taker_agreed_by taker_agreed_at teacher_agreed_at closed_by closed_at loan""",
    "staffing.AllowanceEdition": """id effective_from sick_months personal_months secondment_months counts_research
        counts_management counts_study only_establishment document set_by set_at""",
    "staffing.AllowanceTier": "id edition years yuan",
    "staffing.MeasureSetting": "id effective_from statement_days term_months_most document",
    "staffing.PostMeasure": """id teacher school protection_checked proposed_by proposed_on noticed_on state_until
        decided_by approved_by served_on""",
    "staffing.MeasureStep": "id measure by at",
    "staffing.Exemption": "id teacher school asked_by asked_at decided_by decided_at ended_by ended_on",
    "staffing.Willingness": "id teacher said_at exempt_by",
    "staffing.Births": "id unit year births source",
    "staffing.RecruitmentSetting": """id effective_from service_years funded_years contract_years probation_months
        due_days document set_by""",
    "staffing.RecruitmentPlan": """id unit year title state document made_by made_at submitted_by submitted_at
        decided_by decided_at answer""",
    "staffing.Vacancy": """id plan school stage subject posts taken route needs_normal least_degree conditions
        starts_on""",
    "staffing.Candidate": "id vacancy registered_by registered_at",
    "staffing.CandidateStep": "id candidate by at",
    "staffing.ServiceContract": "id candidate teacher school reminded_on",
    "staffing.SilverSetting": """id effective_from age_most age_most_higher term_months_most health_days
        hours_least_higher subsidy_usual due_days document set_by""",
    "staffing.SilverAgreement": """id teacher host scheme duty subject starts_on ends_on hours subsidy_source
        is_insured state renews asked_by asked_at decided_by decided_at ended_on reminded_on""",
    "staffing.DoctorSetting": """id effective_from baseline_on deadline_on new_target university_percent
        college_percent document set_by""",
    "staffing.HigherSchool": "school kind set_by",
    "staffing.DoctorSnapshot": "id year as_of baseline_on document made_by made_at",
    "staffing.DoctorCount": "id snapshot school kind teachers teaching_doctors doctors new",
    "staffing.DoctorEntry": "id snapshot teacher school",
    "staffing.DoctorLeaver": "id snapshot teacher school",
    "staffing.ForecastSetting": """id effective_from kindergarten enter_primary enter_junior enter_senior
        enter_vocational attrition document""",
}


def our_models() -> list[type[models.Model]]:
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in ROOTS]
    return [model for config in ours for model in config.get_models()]


def complaints(model: Any) -> list[str]:
    """What is wrong with a model's declaration."""
    declared = model.__dict__.get("PERSONAL_FIELDS")
    if declared is None:
        return ["says nothing"]
    fields = {field.name: field for field in model._meta.get_fields() if not field.auto_created or field.concrete}
    harmless = set(NOT_PERSONAL.get(model._meta.label, "").split())
    found = [f"{name}: no such field" for name in declared.keys() - fields.keys()]
    found += [f"{name}: neither graded nor listed" for name in fields.keys() - declared.keys() - harmless]
    found += [f"{name}: graded and listed" for name in declared.keys() & harmless]
    found += [f"{name}: listed and gone" for name in harmless - fields.keys()]
    found += [f"{name}: no grade {grade}" for name, grade in declared.items() if grade not in GRADES]
    for name, grade in declared.items():
        grave = grade == "L4" or "phone" in name
        if grave and not isinstance(fields.get(name), SealedTextField) and not name.endswith("_digest"):
            found.append(f"{name}: in clear")
    return found


@pytest.mark.parametrize("model", our_models(), ids=lambda one: one._meta.label)
def test_the_declaration_is_whole(model: type[models.Model]) -> None:
    assert complaints(model) == []


def test_the_list_speaks_of_models_that_are_there() -> None:
    assert set(NOT_PERSONAL) == {model._meta.label for model in our_models()}


@pytest.mark.django_isolate_apps("teachers")
def test_each_fault_is_found() -> None:
    class Silent(models.Model):
        name = models.CharField(max_length=9)

        class Meta:
            app_label = "teachers"

        def __str__(self) -> str:
            return self.name

    class Loose(models.Model):
        PERSONAL_FIELDS = {"id_number": "L4", "phone": "L3", "gone": "L2", "name": "L5", "id_digest": "L4"}

        id_number = models.CharField(max_length=18)
        id_digest = models.CharField(max_length=64)
        phone = models.CharField(max_length=18)
        name = models.CharField(max_length=9)
        secret = SealedTextField()

        class Meta:
            app_label = "teachers"

        def __str__(self) -> str:
            return self.name

    assert complaints(Silent) == ["says nothing"]
    assert sorted(complaints(Loose)) == [
        "gone: no such field",
        "id: neither graded nor listed",
        "id_number: in clear",
        "name: no grade L5",
        "phone: in clear",
        "secret: neither graded nor listed",
    ]
