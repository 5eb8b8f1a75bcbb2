"""The ordinal of a month in SQL, so that reading a whole city's months makes no date of each."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler


class MonthOrdinal(Func):
    """year * 12 + month - 1 of a date column, as ``teachers.rules.months`` counts; NULL stays NULL."""

    arity = 1
    output_field = IntegerField()
    template = "(EXTRACT(YEAR FROM %(expressions)s)::int * 12 + EXTRACT(MONTH FROM %(expressions)s)::int - 1)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        # SQLite keeps a date as its text.
        text = (
            "(CAST(substr(%(expressions)s, 1, 4) AS integer) * 12 + CAST(substr(%(expressions)s, 6, 2) AS integer) - 1)"
        )
        return self.as_sql(compiler, connection, template=text, **extra)

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Any]:
        return []  # both give integers
