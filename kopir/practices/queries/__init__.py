"""Reading practices. The right to see is inside each."""

from kopir.practices.queries.adoptions import (
    Branch,
    Spread,
    adoption_for,
    adoptions_of,
    ask_for,
    by_region,
    spread,
    tree,
)
from kopir.practices.queries.cards import (
    CardFilter,
    blocks_in_force,
    card_for,
    card_from,
    cards_with,
    count_cards,
    csv_rows,
    evidence_for,
    evidence_of,
    list_cards,
    own_cards,
    review_for,
    story,
)
from kopir.practices.queries.evidence import facts_of
from kopir.practices.queries.needs import Need, same_needs
from kopir.practices.queries.own import proposal_for, waiting_for
from kopir.practices.queries.reading import ReadingDay, lists, reading_list
from kopir.practices.queries.ways import WayCount, counted_ways, way_for, ways_in_force, ways_of

__all__ = [
    "Branch",
    "CardFilter",
    "Need",
    "ReadingDay",
    "Spread",
    "WayCount",
    "adoption_for",
    "adoptions_of",
    "ask_for",
    "blocks_in_force",
    "by_region",
    "card_for",
    "card_from",
    "cards_with",
    "count_cards",
    "counted_ways",
    "csv_rows",
    "evidence_for",
    "evidence_of",
    "facts_of",
    "list_cards",
    "lists",
    "own_cards",
    "proposal_for",
    "reading_list",
    "review_for",
    "same_needs",
    "spread",
    "story",
    "tree",
    "waiting_for",
    "way_for",
    "ways_in_force",
    "ways_of",
]
