"""Reading the use of memory. Figures are counts and medians of matters; they tell of no person."""

from kopir.memory.queries.adoptions import adoption_named, adoptions_to_name
from kopir.memory.queries.figures import Axis, Line, MemoryFilter, Sheet, Use, sheet
from kopir.memory.queries.repeats import Repeat, repeats_unseen
from kopir.memory.queries.suggesting import Scope, Suggested, suggested_way, unfit_ways
from kopir.memory.queries.writing import being_written

__all__ = [
    "Axis",
    "Line",
    "MemoryFilter",
    "Repeat",
    "Scope",
    "Sheet",
    "Suggested",
    "Use",
    "adoption_named",
    "adoptions_to_name",
    "being_written",
    "repeats_unseen",
    "sheet",
    "suggested_way",
    "unfit_ways",
]
