"""The search backend that Wagtail asks for by the name of its module: the database's own, made to know Chinese.

It takes the backend of modelsearch for the database in use, has it index every run of Chinese characters as pairs
(``cms.rules.words``), and rewrites what is asked in the same way. The editors' desk searches by it as well.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from modelsearch.backends.database import SearchBackend as of_this_database
from modelsearch.query import Phrase, PlainText, SearchQuery

from cms.rules.words import index_text, query_text

_MARK = "indexes_pairs"


def _index_pairs(indexer: Any) -> None:
    """Have an indexer put pairs into the index, once."""
    if getattr(indexer, _MARK, False):
        return
    plain = indexer.prepare_value

    def prepare_value(self: Any, value: Any) -> str:
        if isinstance(value, str):
            return index_text(value)
        prepared: str = plain(self, value)  # lists and dicts come back here with each of their texts
        return prepared

    indexer.prepare_value = prepare_value
    setattr(indexer, _MARK, True)


def _rewritten(query: Any) -> Any:
    if isinstance(query, str):
        return query_text(query)
    if isinstance(query, PlainText):
        return PlainText(query_text(query.query_string), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return PlainText(query_text(query.query_string), operator="and")
    return query


def SearchBackend(params: dict[str, Any]) -> Any:  # named so by Wagtail
    """The backend of this database, for Chinese."""
    base: type[Any] = type(of_this_database(dict(params)))
    indexer = getattr(import_module(base.__module__), "ObjectIndexer", None)
    if indexer is not None:
        _index_pairs(indexer)

    class Chinese(base):
        def search(self, query: str | SearchQuery, *args: Any, **kwargs: Any) -> Any:
            return super().search(_rewritten(query), *args, **{"operator": "and", **kwargs})

        def autocomplete(self, query: str | SearchQuery, *args: Any, **kwargs: Any) -> Any:
            return super().autocomplete(_rewritten(query), *args, **{"operator": "and", **kwargs})

    return Chinese(params)
