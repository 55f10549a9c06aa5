"""What refers to an organisation, asked from the models themselves, so that an app written later is not forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, ManyToOneRel, Model, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kopir.organisations.models import MatchKey, Organisation, SamePair

# Rows about the pair of rows itself; they stay where they are.
STAYING: tuple[type[Model], ...] = (SamePair, MatchKey, Organisation)


def references() -> Iterator[tuple[type[Model], str]]:
    """Every (model, field) of the installed apps that points to an organisation and moves with a merge."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model not in STAYING:
            yield relation.related_model, relation.field.name


def belongings(organisations: Iterable[Organisation]) -> dict[int, Counter[str]]:
    """How many rows of each model refer to each of them: {number: {label of the model: how many}}. One query."""
    found = list(references())
    counted = {f"n{place}": _number(model, name) for place, (model, name) in enumerate(found)}
    rows = Organisation._base_manager.filter(pk__in=[one.pk for one in organisations]).values("pk", **counted)
    return {row["pk"]: _together(dict(row), found) for row in rows}


def _number(model: type[Model], name: str) -> Coalesce:
    rows = model._base_manager.filter(**{name: OuterRef("pk")}).order_by().values(name)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), Value(0))


def _together(row: dict[str, Any], found: list[tuple[type[Model], str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for place, (model, _name) in enumerate(found):
        total[model._meta.label_lower] += row[f"n{place}"]
    return total
