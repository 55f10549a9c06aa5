"""Places and sectors that no duty-holder covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kopir.base.tongue import in_all_languages
from kopir.posts.queries import Gap
from kopir.posts.words import GapKind
from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.words import Contradiction, Resolution

# A vacant post is a finding of its own.
HOLES = (GapKind.NOWHERE, GapKind.COUNTRY_ONLY)


@rule(Contradiction.NO_COVER, Resolution.WIDEN_MANDATE)
def no_cover(facts: Facts) -> Iterator[Found]:
    """A region or district in which for some sectors no post of the place or the region answers. One finding a place; none
    while there are no duties."""
    by_place: dict[str, list[Gap]] = defaultdict(list)
    for gap in facts.gaps if facts.duties else ():
        if gap.kind in HOLES:
            by_place[gap.territory.pk].append(gap)
    for code, rows in by_place.items():
        yield Found(
            Contradiction.NO_COVER,
            f"no_cover:{code}",
            territory=code,
            facts={
                "place": rows[0].territory.names,
                "sectors": [gap.sector.names for gap in rows],
                "sector_codes": [gap.sector.code for gap in rows],
                "kind": in_all_languages(GapKind(rows[0].kind).label),
            },
        )
