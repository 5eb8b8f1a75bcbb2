"""Rows of staffing."""

from staffing.models.figures import EstablishmentApproval, SchoolFigures
from staffing.models.pool import LoanTerm, PoolAccount, PoolEntry, PoolLoan, PoolRequest, PoolUnit
from staffing.models.standard import StaffingSetting

__all__ = [
    "EstablishmentApproval", "LoanTerm", "PoolAccount", "PoolEntry", "PoolLoan", "PoolRequest", "PoolUnit",
    "SchoolFigures", "StaffingSetting",
]  # fmt: skip
