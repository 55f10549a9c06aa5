"""Nouns of practices."""

from kopir.practices.models.cards import Block, BlockUse, Card, CardText, Evidence, Participant, Review
from kopir.practices.models.grounds import Ground
from kopir.practices.models.importing import Import, ImportedCard, RejectedRow
from kopir.practices.models.reading import ReadMark
from kopir.practices.models.spreading import Adoption, Ask, Proposal, Use
from kopir.practices.models.ways import Way, WayStep, WayUse

__all__ = [
    "Adoption",
    "Ask",
    "Block",
    "BlockUse",
    "Card",
    "CardText",
    "Evidence",
    "Ground",
    "Import",
    "ImportedCard",
    "Participant",
    "Proposal",
    "ReadMark",
    "RejectedRow",
    "Review",
    "Use",
    "Way",
    "WayStep",
    "WayUse",
]
