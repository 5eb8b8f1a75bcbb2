"""Refusals: one exception with a code for programs and a sentence for people."""

from __future__ import annotations

from django.utils.translation import gettext


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
