"""Error reports without personal data."""

from __future__ import annotations

import re
from collections.abc import ItemsView
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from kernel.grades import LOWEST
from kernel.redact import redacted

# What forms and addresses call personal values that no model calls so.
_MORE = ("login", "number", "answer", "words", "q", "data", "text", "contact", "evidence", "filename")


@cache
def personal_names() -> frozenset[str]:
    """Every field that some model declares as personal, of whatever grade above the public one."""
    graded = (getattr(model, "PERSONAL_FIELDS", {}) for model in apps.get_models())
    return frozenset(name for fields in graded for name, grade in fields.items() if grade > LOWEST) | frozenset(_MORE)


class PersonalReporter(ExceptionReporter):
    """A report in which no identity or mobile number is left, wherever it stood."""

    def get_traceback_html(self) -> SafeString:
        return mark_safe(redacted(super().get_traceback_html()))  # noqa: S308 - as Django drew it, with less in it

    def get_traceback_text(self) -> SafeString:
        return mark_safe(redacted(super().get_traceback_text()))  # noqa: S308 - as Django drew it, with less in it


class PersonalFilter(SafeExceptionReporterFilter):
    """Hides, besides what Django holds for secret, all that was posted, what the models name as personal, and of the
    variables of every frame everything but their kind, whatever a view says of itself."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def cleanse_setting(self, key: Any, value: Any) -> Any:
        if isinstance(key, str) and key.lower() in personal_names():
            return self.cleansed_substitute
        cleansed = super().cleanse_setting(key, value)
        return redacted(cleansed) if isinstance(cleansed, str) else cleansed

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        if request is None:
            return {}
        posted = request.POST.copy()
        for name in posted:
            posted[name] = self.cleansed_substitute
        return posted

    def get_traceback_frame_variables(self, request: HttpRequest, tb_frame: Any) -> ItemsView[str, Any]:
        """The names of the variables alone: a value may be a row, a form, a list of either."""
        return {name: self._told(name, value) for name, value in tb_frame.f_locals.items()}.items()

    def _told(self, name: str, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            plain = not re.fullmatch(r"[0-9]{11,18}", str(value))
            return value if plain and name not in personal_names() else self.cleansed_substitute
        return f"<{type(value).__name__}>"
