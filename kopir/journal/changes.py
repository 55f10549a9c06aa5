"""What an act changed, field by field, by privacy class."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Model

from kopir.base.privacy import Privacy, privacy_of

Values = dict[str, Any]


def plain(value: Any) -> Any:
    """A value as JSON can hold it, the same for the same value on every machine."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return str(value)


def snapshot(subject: Model) -> Values:
    """All stored values of a saved row; nothing for one that is not saved yet. Not those that are computed from others or
    set by themselves (`editable=False`): sort keys, folded names, times of saving."""
    if subject._state.adding:
        return {}
    return {name: plain(getattr(subject, attribute)) for name, attribute in _fields(type(subject))}


@cache
def _fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.attname) for field in model._meta.concrete_fields if field.editable)


def difference(subject: Model, before: Values) -> dict[Privacy, dict[str, list[Any]]]:
    """{class: {field: [before, after]}} of what is not the same; secret values are named, never shown."""
    found: dict[Privacy, dict[str, list[Any]]] = {}
    for name, after in snapshot(subject).items():
        if before.get(name) != after and (before or (after is not None and after != "")):
            privacy = privacy_of(type(subject), name)
            values = [None, None] if privacy == Privacy.SECRET else [before.get(name), after]
            found.setdefault(privacy, {})[name] = values
    return found
