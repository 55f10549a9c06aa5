"""The small country with everything at once: its Regulation, its practice cards, its effects."""

from __future__ import annotations

from tests.effects.asking import Later
from tests.regulation.duties import Regulated


class Whole(Regulated, Later):
    """Each part adds its own; none knows of the others."""
