"""Why something was found, in sentences: never a bare percentage."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.tongue import localised
from kopir.search.meaning.found import Shared, people_names
from kopir.search.tried.subjects import Subject
from kopir.territories.models import COUNTRY, Territory, lineage
from kopir.territories.words import Level

WORDS = 4
NUMBERS = 3


def reasons(
    subject: Subject, common: Shared | None, territory: Territory | None, sectors: frozenset[str], *, near_meaning: bool
) -> list[str]:
    """What speaks for it, the strongest first; at least one sentence."""
    found = [*_words(common), _place(subject, territory), _people(common), _field(subject, sectors), *_numbers(common)]
    said = [one for one in found if one]
    if near_meaning and not (common and common.words):
        said.insert(0, _("It says nearly the same in other words."))
    return said or [_("The texts are alike.")]


def _words(common: Shared | None) -> list[str]:
    if not common or not common.words:
        return []
    pairs = [one if one == other else f"{one} – {other}" for one, other in common.words[:WORDS]]
    return [_("Both speak of: %(words)s.") % {"words": ", ".join(pairs)}]


def _numbers(common: Shared | None) -> list[str]:
    if not common or not common.numbers:
        return []
    return [_("The same numbers: %(numbers)s.") % {"numbers": ", ".join(common.numbers[:NUMBERS])}]


def _people(common: Shared | None) -> str:
    if not common or not common.people:
        return ""
    language = get_language() or "kk"
    names = [localised(one, language).text for one in people_names(common.people)]
    return _("The same people: %(people)s.") % {"people": ", ".join(names[:NUMBERS])}


def _field(subject: Subject, sectors: frozenset[str]) -> str:
    if subject.sector is None or subject.sector.code not in sectors:
        return ""
    return _("The same field: %(sector)s.") % {"sector": _named(subject.sector.names)}


def _place(subject: Subject, territory: Territory | None) -> str:
    """The same place, or one within the other; else the same region."""
    if territory is None or subject.territory is None or territory.level == Level.COUNTRY:
        return ""
    there = subject.territory
    if there.pk == territory.pk:
        return _("The same place: %(place)s.") % {"place": _named(there.names)}
    if territory.pk in lineage(there.pk) or (there.pk in lineage(territory.pk) and there.pk != COUNTRY):
        return _("Near: %(place)s.") % {"place": _named(there.names)}
    return _("In the same region: %(place)s.") % {"place": _named(there.names)} if is_near(subject, territory) else ""


def is_near(subject: Subject, territory: Territory | None) -> bool:
    """Within the same region."""
    if territory is None or subject.territory_id is None or territory.level == Level.COUNTRY:
        return False
    return subject.territory_id[:2] == territory.pk[:2]


def _named(names: dict[str, str]) -> str:
    return localised(names, get_language() or "kk").text
