"""Finding over one index."""

from kopir.search.queries.facets import Facets
from kopir.search.queries.finding import (
    Found,
    Hit,
    in_order,
    newest,
    search,
    suggest,
    visible_to,
)
from kopir.search.queries.picking import organisations, places
from kopir.search.queries.wanted import Search

__all__ = ["Facets", "Found", "Hit", "Search", "in_order", "newest", "organisations", "places", "search", "suggest", "visible_to"]
