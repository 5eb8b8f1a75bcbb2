"""The acts of ethics as sentences."""

from __future__ import annotations

from ethics.presenters.care import SENTENCES as CARE
from ethics.presenters.cases import SENTENCES as CASES
from ethics.presenters.clearance import SENTENCES as CLEARANCE
from ethics.presenters.handling import SENTENCES as HANDLING
from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {**HANDLING, **CASES, **CLEARANCE, **CARE}
