"""Workbooks of the register: the roster, and assessments of digital literacy."""

from teachers.importers.literacy import LiteracyImporter
from teachers.importers.roster import RosterImporter

__all__ = ["LiteracyImporter", "RosterImporter"]
