"""What each figure of the public pages means: its rule, its inputs, its source. Every number on a screen names one of these."""

from kopir.web.public.definitions.closings import CLOSINGS
from kopir.web.public.definitions.definition import OWN, Definition
from kopir.web.public.definitions.effects import EFFECTS
from kopir.web.public.definitions.matters import MATTERS

DEFINITIONS = {one.code: one for one in (*MATTERS, *EFFECTS, *CLOSINGS)}

__all__ = ["DEFINITIONS", "OWN", "Definition"]
