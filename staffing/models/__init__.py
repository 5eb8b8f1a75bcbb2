"""Rows of staffing."""

from staffing.models.allowance import AllowanceEdition, AllowanceTier
from staffing.models.doctors import (
    DoctorCount,
    DoctorEntry,
    DoctorLeaver,
    DoctorSetting,
    DoctorSnapshot,
    HigherSchool,
)
from staffing.models.exemption import Exemption
from staffing.models.figures import EstablishmentApproval, SchoolFigures
from staffing.models.forecast import Births, ForecastSetting
from staffing.models.measures import MeasureSetting, MeasureStep, PostMeasure
from staffing.models.plans import (
    Plan,
    PlanLine,
    PlanMove,
    PlanRule,
    PlanSetting,
    SchoolPlace,
    SubjectShare,
    Willingness,
)
from staffing.models.pool import LoanTerm, PoolAccount, PoolEntry, PoolLoan, PoolRequest, PoolUnit
from staffing.models.recruitment import (
    Candidate,
    CandidateStep,
    RecruitmentPlan,
    RecruitmentSetting,
    ServiceContract,
    Vacancy,
)
from staffing.models.silver import SilverAgreement, SilverSetting
from staffing.models.standard import StaffingSetting

__all__ = [
    "AllowanceEdition",
    "AllowanceTier",
    "Births",
    "Candidate",
    "CandidateStep",
    "DoctorCount",
    "DoctorEntry",
    "DoctorLeaver",
    "DoctorSetting",
    "DoctorSnapshot",
    "EstablishmentApproval",
    "Exemption",
    "ForecastSetting",
    "HigherSchool",
    "LoanTerm",
    "MeasureSetting",
    "MeasureStep",
    "Plan",
    "PlanLine",
    "PlanMove",
    "PlanRule",
    "PlanSetting",
    "PoolAccount",
    "PoolEntry",
    "PoolLoan",
    "PoolRequest",
    "PoolUnit",
    "PostMeasure",
    "RecruitmentPlan",
    "RecruitmentSetting",
    "SchoolFigures",
    "SchoolPlace",
    "ServiceContract",
    "SilverAgreement",
    "SilverSetting",
    "StaffingSetting",
    "SubjectShare",
    "Vacancy",
    "Willingness",
]  # fmt: skip
