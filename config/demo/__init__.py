"""Demonstration cities: fictitious people (ID region 321299, which is assigned to no place), the same each time.

They are made as a city would make them: workbooks go through the import desk, and a round through its two signatures.
``City`` is small; ``WholeCity`` has the size of the real one.
"""

from config.demo.sheets import SERVICES_HEAD, TEACHERS_HEAD
from config.demo.small import City, faulty_workbook
from config.demo.whole import WholeCity

__all__ = ["SERVICES_HEAD", "TEACHERS_HEAD", "City", "WholeCity", "faulty_workbook"]
