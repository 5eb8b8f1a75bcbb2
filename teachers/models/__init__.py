"""Rows of the register."""

from teachers.models.correction import Correction
from teachers.models.milestone import Milestone
from teachers.models.post import Post
from teachers.models.service import ServiceRecord
from teachers.models.teacher import Teacher

__all__ = ["Correction", "Milestone", "Post", "ServiceRecord", "Teacher"]
