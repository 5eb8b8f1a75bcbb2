"""Workbooks of ethics: decided sanctions, results of queries, lists of people to ask about."""

from ethics.importers.clearance import ClearanceImporter
from ethics.importers.sanctions import SanctionImporter, people_of

__all__ = ["ClearanceImporter", "SanctionImporter", "people_of"]
