"""Rows of staffing."""

from staffing.models.allowance import AllowanceEdition, AllowanceTier
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
from staffing.models.standard import StaffingSetting

__all__ = [
    "AllowanceEdition",
    "AllowanceTier",
    "Births",
    "EstablishmentApproval",
    "Exemption",
    "ForecastSetting",
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
    "SchoolFigures",
    "SchoolPlace",
    "StaffingSetting",
    "SubjectShare",
    "Willingness",
]  # fmt: skip
