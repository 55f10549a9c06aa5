"""What moves when two organisations become one, in words an administrator decides by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.references import belongings

ALWAYS = {
    "interactions.matter": gettext_lazy("Matters"),
    "organisations.membership": gettext_lazy("Members, and requests to act for it"),
    "organisations.subordination": gettext_lazy("Links to bodies above and below"),
}
KINDS = ALWAYS | {
    "organisations.succession": gettext_lazy("Links to bodies before and after"),
    "posts.post": gettext_lazy("Posts"),
    "practices.card": gettext_lazy("Practice cards"),
    "effects.effect": gettext_lazy("Effect cards"),
    "": gettext_lazy("All else: messages, notices, places, sources of money and so on"),
}


def beside(one: Organisation, other: Organisation) -> Iterator[tuple[str, int, int, bool]]:
    """What belongs to each, in the order of KINDS; never marked as alike."""
    counted = belongings((one, other))
    first, second = (_by_kind(counted[row.pk]) for row in (one, other))
    for kind, words in KINDS.items():
        if kind in ALWAYS or first[kind] or second[kind]:
            yield str(words), first[kind], second[kind], False


def moved(pair: SamePair) -> str:
    """What a merging moved, in one line; empty when that was nothing."""
    total: Counter[str] = Counter()
    for label, _name, numbers in pair.undo.get("moved", ()):
        total[label] += len(numbers)
    counted = _by_kind(total)
    return "; ".join(f"{words}: {counted[kind]}" for kind, words in KINDS.items() if counted[kind])


def merged(pair: SamePair) -> str:
    what = moved(pair)
    return _("The two are one organisation now.") + (" " + _("Moved: %(what)s.") % {"what": what} if what else "")


def goes_back(pair: SamePair) -> str:
    said, what = _("Everything that the merging moved goes back; what was changed by hand since then stays."), moved(pair)
    return f"{said} " + _("Moved: %(what)s.") % {"what": what} if what else said


def _by_kind(counted: Mapping[str, int]) -> Counter[str]:
    total: Counter[str] = Counter()
    for label, number in counted.items():
        total[label if label in KINDS else ""] += number
    return total
