"""Rows of the register."""

from teachers.models.correction import Correction
from teachers.models.literacy import LiteracyAssessment
from teachers.models.milestone import Milestone
from teachers.models.portrait import (
    FactDispute,
    Portrait,
    PortraitCohort,
    PortraitUse,
    PortraitVersion,
    PortraitWeight,
)
from teachers.models.post import Post
from teachers.models.service import ServiceRecord
from teachers.models.teacher import Teacher

__all__ = [
    "Correction", "FactDispute", "LiteracyAssessment", "Milestone", "Portrait", "PortraitCohort", "PortraitUse",
    "PortraitVersion", "PortraitWeight", "Post", "ServiceRecord", "Teacher",
]  # fmt: skip
