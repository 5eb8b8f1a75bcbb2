"""What may be done in training. A teacher's own pages ask for no permission: the query finds the own rows."""

from __future__ import annotations

from enum import StrEnum


class TrainingPermission(StrEnum):
    VIEW = "training.view"
    PLAN = "training.plan"  # programmes, courses and sessions of the own unit
    REVIEW_PLAN = "training.review_plan"  # the schools' own plans: agree, return, sample
    GIVE_SEATS = "training.give_seats"  # hand seats on to the units below
    ENROL = "training.enrol"  # enrol people of the own unit
    APPROVE_SCHOOL = "training.approve_school"  # the school's step of the approval chain
    APPROVE_DISTRICT = "training.approve_district"  # the district's step
    RUN_SESSION = "training.run_session"  # room screen, attendance, completion
    SET_RULES = "training.set_rules"  # dated rows
    # Hours
    CHECK_CLAIM = "training.check_claim"
    APPROVE_HOURS = "training.approve_hours"
    LOCK_HOURS = "training.lock_hours"
    REVERSE_HOURS = "training.reverse_hours"
    IMPORT_HOURS = "training.import_hours"
    EXPORT = "training.export"
    # Needs, duties, evaluation, vocational schools
    ASSIGN = "training.assign"
    EVALUATE = "training.evaluate"
    VOCATIONAL = "training.vocational"
