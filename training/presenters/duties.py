"""Needs, duties, evaluation, vocational schools: the acts as sentences."""

from __future__ import annotations

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {}
