"""What a chart is, before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 440
"""Of every chart, in the units of its drawing: narrow enough to be read on a phone, where nothing scrolls sideways."""


@dataclass(frozen=True, slots=True)
class Chart:
    """`name`: a slug, unique on its page. `description`: in a sentence, what is seen. `header` and `rows`: the same as a table,
    `numeric` the columns of numbers. `spec`: Vega-Lite; colours stand in it by their meaning (see looks.py)."""

    name: str
    title: str
    description: str
    spec: dict[str, Any]
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    numeric: frozenset[int] = frozenset()

    @property
    def columns(self) -> list[Any]:
        """The header as tables of pages take it."""
        return [(words, "number") if n in self.numeric else words for n, words in enumerate(self.header)]
