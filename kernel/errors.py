"""Refusals: one exception with a code for programs and a sentence for people; sentences that are kept."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext


class RuleBroken(Exception):
    """A request that a rule refuses; nothing has been written when it is raised.

    ``code`` is stable and ASCII (tests, JSON output); ``sentence`` says in Chinese what is wrong and what to do about
    it, with a ``{name}`` for each of the values. ``message`` is the sentence in the language of who asks. The
    catalogue finds the sentence here as in any call of gettext, so it is written out as one string.
    """

    def __init__(self, code: str, sentence: str, **values: object) -> None:
        said = gettext(sentence)
        self.message = said.format(**values) if values else said
        super().__init__(self.message)
        self.code = code


def _shape(template: str) -> re.Pattern[str]:
    """What a filled template looks like."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(f"(?P<{one}>.*?)" if at % 2 else re.escape(one) for at, one in enumerate(parts)))


@cache
def _shapes() -> list[tuple[re.Pattern[str], str]]:
    tables = [import_string(path) for path in settings.KEPT_SENTENCES]
    templates = {one for table in tables for one in table.values() if not one.startswith("{detail")}
    return [(_shape(one), one) for one in sorted(templates, key=len, reverse=True)]  # the one that says most first


def retold(text: str) -> str:
    """A sentence that is kept in Chinese (in a verdict, an entry, the trail) in the language of who reads it.

    Its table, named in settings, gives the sentence and the words that were filled in; what no table knows stays as
    it is.
    """
    if get_language() == settings.LANGUAGE_CODE or not text:
        return text
    if (said := gettext(text)) != text:
        return said
    for shape, template in _shapes():
        if found := shape.fullmatch(text):
            return gettext(template).format(
                **{key: gettext(word) if word else "" for key, word in found.groupdict().items()}
            )
    parts = text.removesuffix("。").split("；")
    told = [retold(part) for part in parts] if parts != [text] else parts
    return text if any(new == old for new, old in zip(told, parts, strict=True)) else "; ".join(told) + "."
