"""What may be done with the establishment."""

from __future__ import annotations

from enum import StrEnum


class StaffingPermission(StrEnum):
    VIEW = "staffing.view"
    FIGURES = "staffing.figures"  # enter the yearly figures of schools
    ESTABLISH = "staffing.establish"  # note what the 编办 approved, set the local standard
    REQUEST = "staffing.request"  # ask for posts of the pool
    CHECK = "staffing.check"  # check the requests of schools
    POOL = "staffing.pool"  # put entries of the pool before the second person
    SIGN = "staffing.sign"  # the second signature
    PLAN = "staffing.plan"  # make plans of reallocation and forecasts
    RECRUIT = "staffing.recruit"  # plan vacancies, lead candidates to their post, agreements with retired teachers
