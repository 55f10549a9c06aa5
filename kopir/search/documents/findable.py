"""The kinds of things that can be found, one registration each. A new kind (norms, duties, practices, effects) is found after
three steps: a member of `words.Kind` with its `words.ONE`, a module beside this one that ends in

    findable(Kind.PRACTICE, "practices.card", rows=published, make=_cards, states=CardState)

and that module's name in this package's `__init__`. `rows` answers what is to be found at all, `make` turns keys into
documents. Nothing else has to be told: the index follows the journal by the model's name, the page counts the kind among its
facets, `kopir search rebuild` and the check of every minute go through all kinds.

What not everybody may read does not enter the index; a document of a matter carries the matter, and queries ask it again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, TextChoices

from kopir.search.documents.made import Made
from kopir.search.words import Kind

Maker = Callable[[Sequence[str]], Iterator[Made]]
Follow = Callable[[Collection[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Findable:
    """`model`: the name under which the journal speaks of a row. `states`: the choices of a document's state.
    `follows`: by the name of another model, which own keys are to be renewed when its rows change."""

    kind: Kind
    model: str
    rows: Callable[[], QuerySet[Any]]
    make: Maker
    states: type[TextChoices] | None = None
    follows: Mapping[str, Follow] = field(default_factory=dict)


REGISTERED: dict[Kind, Findable] = {}


def findable(kind: Kind, model: str, **given: Any) -> None:
    REGISTERED[kind] = Findable(kind, model, **given)


def keys(pks: Iterable[Any]) -> set[str]:
    return {str(pk) for pk in pks}


def codes(given: Iterable[str]) -> str:
    """As they stand in `Document.sectors`: each between commas."""
    listed = ",".join(given)
    return f",{listed}," if listed else ""
