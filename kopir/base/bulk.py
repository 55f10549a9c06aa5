"""Many new rows of one table at once: what `bulk_create` does, in a third of its time, for imports and the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connections, models, router

# Values of these go to the database as they are.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)
# Both databases take so many values in one statement.
_VALUES = 20_000


def insert(rows: Sequence[models.Model]) -> None:
    """Saves rows that are not saved yet, in order, and gives them their numbers. Part of the transaction that is open.

    Not for models with many-table inheritance. Unlike `bulk_create` it does not look at conflicts.
    """
    if not rows:
        return
    model = type(rows[0])
    numbered = model._meta.pk if isinstance(model._meta.pk, models.AutoField) else None
    fields = [field for field in model._meta.concrete_fields if field is not numbered]
    size = max(_VALUES // len(fields), 1)
    for start in range(0, len(rows), size):
        _insert(model, rows[start : start + size], fields, numbered)


def _insert(model: type[models.Model], rows: Sequence[models.Model], fields: list[Any], numbered: Any) -> None:
    using = router.db_for_write(model)
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {places}"  # noqa: S608 - names of the model
    if numbered:
        sql += f" RETURNING {quote(numbered.column)}"
    readers = [_reader(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(_values(readers, row) for row in rows)))
        numbers = [number for (number,) in cursor.fetchall()] if numbered else []
    for place, row in enumerate(rows):
        row._state.adding, row._state.db = False, using
        if numbered:
            setattr(row, numbered.attname, numbers[place])


def _values(readers: list[Callable[[Any], Any]], row: models.Model) -> Iterator[Any]:
    return (read(row) for read in readers)


def _reader(field: Any, connection: Any) -> Callable[[Any], Any]:
    if isinstance(field, _PLAIN):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), connection)
