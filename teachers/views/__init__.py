"""Pages of the register, one file per noun."""

from teachers.views import corrections, register, units

__all__ = ["corrections", "register", "units"]
