"""The level of evidence, computed from what is attached. Five steps; each needs the ones below it.

1 described: it is told what was done and why it should work; nothing shows it yet.
2 measured: evidence in force shows the state before and after.
3 compared: and how it went for people or places without it, so that the change is not just the times.
4 checked by others: and somebody who had no part in it has checked it.
5 repeated elsewhere: and at least two other places that adopted it report, with evidence of their own, that the effect
  repeated, and they are more than half of those that know their result.

A card of what did not work is judged in the same way: its evidence shows that the effect did not come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kopir.practices.words import EvidenceKind, EvidenceLevel

if TYPE_CHECKING:
    from kopir.base.errors import Words

PLACES = 2

RULES: dict[EvidenceLevel, Words] = {
    EvidenceLevel.DESCRIBED: _("It is told what was done and why it should work; nothing attached shows the result yet."),
    EvidenceLevel.MEASURED: _("Evidence in force shows how it was before and after."),
    EvidenceLevel.COMPARED: _(
        "It also shows how it went in the same time for people or places without it,"
        " so that the change is not due to the times alone."
    ),
    EvidenceLevel.CHECKED: _("Somebody who had no part in it has checked it too."),
    EvidenceLevel.REPEATED: _(
        "At least two other places also report, with evidence of their own, that the effect repeated there; they are more than"
        " half of those that know."
    ),
}

NEXT: dict[EvidenceLevel, Words] = {
    EvidenceLevel.MEASURED: _("Attach a measurement before and after."),
    EvidenceLevel.COMPARED: _("Attach a comparison with people or places without it."),
    EvidenceLevel.CHECKED: _("Ask somebody who had no part in it to check, and attach what they found."),
    EvidenceLevel.REPEATED: _("It needs two places that adopted it and show with evidence that the effect repeated."),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """`kinds`: of the card's own evidence in force. `repeated`: adoptions with the answer yes and evidence in force.
    `known`: adoptions that know their result, whatever it is."""

    kinds: Collection[str]
    repeated: int = 0
    known: int = 0


def level(facts: Facts) -> EvidenceLevel:
    reached = EvidenceLevel.DESCRIBED
    for step, is_met in _steps(facts):
        if not is_met:
            break
        reached = step
    return reached


def _steps(facts: Facts) -> list[tuple[EvidenceLevel, bool]]:
    return [
        (EvidenceLevel.MEASURED, EvidenceKind.MEASURED in facts.kinds),
        (EvidenceLevel.COMPARED, EvidenceKind.COMPARED in facts.kinds),
        (EvidenceLevel.CHECKED, EvidenceKind.INDEPENDENT in facts.kinds),
        (EvidenceLevel.REPEATED, facts.repeated >= PLACES and 2 * facts.repeated > facts.known),
    ]
