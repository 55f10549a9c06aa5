"""A figure's definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kopir.base.errors import Words

OWN = _("Köpir, counted now")


@dataclass(frozen=True, slots=True)
class Definition:
    """`rule`: how it is counted, in words. `inputs`: which rows are counted. `source`: whose data."""

    code: str
    name: Words
    rule: Words
    inputs: Words
    source: Words = OWN
