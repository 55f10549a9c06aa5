"""The akimats of a new installation: one state body for each region and district in force, all to be confirmed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.journal.acts import Draft, write
from kopir.organisations import keys, rules
from kopir.organisations.models import Organisation, Subordination
from kopir.organisations.naming import akimat_names
from kopir.organisations.words import BodyKind, Kind, Status, Tier
from kopir.territories.models import Territory
from kopir.territories.words import Kind as TerritoryKind
from kopir.territories.words import Level

SOURCE = "territories"


def create_akimats(*, by: Actor) -> int:
    """How many were made. A territory that has an akimat already keeps it, whoever made it; running again adds only what
    is missing. The akimat of a district answers to that of its region."""
    rules.may_create(by, None).demand()
    with transaction.atomic():
        known = _known()
        places = [place for place in _places() if place.code not in known]
        made = [_akimat(place) for place in places]
        Organisation.objects.bulk_create(made)
        keys.refresh(made, new=True)
        regions = {**known, **{row.territory_id: row.pk for row in made}}
        links = {row.pk: _link(row, regions) for row in made}
        Subordination.objects.bulk_create([link for link in links.values() if link])
        write([_draft(row, links[row.pk], by) for row in made])
    return len(made)


def _places() -> list[Territory]:
    today = timezone.localdate()
    kinds = Q(level__in=[Level.REGION, Level.DISTRICT]) | Q(kind=TerritoryKind.CITY_DISTRICT)
    rows = Territory.objects.filter(kinds, Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return list(rows.order_by("code"))


def _known() -> dict[str | None, int]:
    rows = Organisation.objects.filter(kind=Kind.STATE_BODY, body_kind=BodyKind.AKIMAT, merged_into=None, territory__isnull=False)
    return dict(rows.exclude(status=Status.ENDED).values_list("territory_id", "pk"))


def _akimat(place: Territory) -> Organisation:
    row = Organisation(
        kind=Kind.STATE_BODY,
        body_kind=BodyKind.AKIMAT,
        tier=Tier.REGION if place.level == Level.REGION else Tier.DISTRICT,
        ref=f"akimat-{place.code}",
        territory=place,
        to_be_confirmed=True,
    )
    row.set_names(**akimat_names(place.name_kk, place.name_ru, place.name_en))
    today = timezone.localdate().isoformat()
    row.provenance = {f"name_{language}": [place.source or SOURCE, today] for language in row.names}
    return row


def _link(row: Organisation, regions: dict[str | None, int]) -> Subordination | None:
    """To the akimat of the region; none for a region itself."""
    above = regions.get(f"{str(row.territory_id)[:2]}0000000")
    if above is None or above == row.pk:
        return None
    return Subordination(lower=row, higher_id=above, source=SOURCE)


def _draft(row: Organisation, link: Subordination | None, by: Actor) -> Draft:
    draft = Draft(rules.may_create.name, by, row)
    if link:
        draft.also(link)
    return draft
