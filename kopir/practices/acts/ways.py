"""Which ways of interaction were used in a matter."""

from __future__ import annotations

from collections.abc import Sequence

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.interactions.models import Matter
from kopir.journal.acts import act
from kopir.practices import rules
from kopir.practices.models import Way, WayUse


def name_ways(matter: Matter, *, by: Actor, ways: Sequence[Way]) -> list[WayUse]:
    """The ways named replace those named before."""
    with act(rules.may_name_way, by=by, subject=matter) as entry:
        matter_uses = WayUse.objects.filter(matter=matter)
        there = set(matter_uses.values_list("way_id", flat=True))
        matter_uses.exclude(way__in=ways).delete()
        made = [WayUse(matter=matter, way=way, post_id=by.post_id) for way in ways if way.pk not in there]
        for use in made:
            use.save()
            entry.also(use)
        names = {language: ", ".join(way.name(language).text for way in ways) or "—" for language in LANGUAGES}
        entry.fact(matter=matter.number, way=names)
    return made
