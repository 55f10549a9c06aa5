"""What the answers to one later check say together. Pure: answers in, one word out."""

from __future__ import annotations

from collections.abc import Iterable

from kopir.effects.words import CheckState, Holds, Standing

KNOWN = (Holds.YES, Holds.PARTLY, Holds.NO)
_ONE: dict[str, Standing] = {
    Holds.YES: Standing.HOLDS,
    Holds.PARTLY: Standing.PARTLY,
    Holds.NO: Standing.FAILS,
}


def standing(answers: Iterable[tuple[str, str]]) -> Standing:
    """Of pairs (state, answer). “Cannot be said” is no answer to compare; different known answers differ, also when somebody
    has not spoken yet."""
    rows = [(state, holds) for state, holds in answers if state != CheckState.LAPSED]
    known = {holds for _state, holds in rows if holds in KNOWN}
    if len(known) > 1:
        return Standing.DIFFER
    if any(state == CheckState.DUE for state, _holds in rows):
        return Standing.WAITING
    return _ONE[known.pop()] if known else Standing.SILENT


__all__ = ["KNOWN", "standing"]
