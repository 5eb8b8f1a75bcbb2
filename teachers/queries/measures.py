"""What the facts of all sources are: the registry behind the words of a portrait."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from django.conf import settings

from teachers.rules.portrait_facts import Measure


@cache
def measures() -> dict[str, Measure]:
    """The measures of every source that settings name, by code."""
    modules = dict.fromkeys(path.rpartition(".")[0] for path in settings.TEACHER_FACT_SOURCES)
    return {one.code: one for module in modules for one in import_module(module).MEASURES}
