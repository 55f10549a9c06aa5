"""Reads of territories. All of them are public."""

from kopir.territories.queries.addresses import AddressMatcher, recognise
from kopir.territories.queries.finding import (
    breadcrumbs,
    children,
    former_names,
    in_force,
    regions,
    territory_for,
)
from kopir.territories.queries.suggesting import Suggestion, label_all, meant, resolve, suggest

__all__ = [
    "AddressMatcher",
    "Suggestion",
    "breadcrumbs",
    "children",
    "former_names",
    "in_force",
    "label_all",
    "meant",
    "recognise",
    "regions",
    "resolve",
    "suggest",
    "territory_for",
]
