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
    PORTRAIT = "teachers.portrait"  # look at the portraits of one's units, note what was decided with one
    SET_PORTRAIT = "teachers.set_portrait"  # draft the set of dimensions
    APPROVE_PORTRAIT = "teachers.approve_portrait"  # the second person
