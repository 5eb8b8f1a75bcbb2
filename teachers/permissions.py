"""What may be done in the register."""

from __future__ import annotations

from enum import StrEnum


class TeacherPermission(StrEnum):
    VIEW = "teachers.view"
    IMPORT = "teachers.import"
    ADD_SCHOOLS = "teachers.add_schools"
    EXPORT = "teachers.export"
    UNMASK = "teachers.unmask"
    CORRECT = "teachers.correct"
    APPROVE_CORRECTION = "teachers.approve_correction"
