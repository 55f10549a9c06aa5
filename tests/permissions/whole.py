"""The small country with everything at once: its Regulation, its practice cards."""

from __future__ import annotations

from tests.practices.world import Memory
from tests.regulation.duties import Regulated


class Whole(Regulated, Memory):
    """Each part adds its own; none knows of the others."""
