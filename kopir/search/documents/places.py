"""Territories and sectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kopir.search.about import words_of
from kopir.search.documents.findable import codes, findable
from kopir.search.documents.made import Made
from kopir.search.models import Document
from kopir.search.words import Kind
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.spelling import aliases
from kopir.territories.words import Level

WEIGHT = {
    Level.COUNTRY: 6,
    Level.REGION: 6,
    Level.DISTRICT: 5,
    Level.RURAL_DISTRICT: 1,
    Level.SETTLEMENT: 0,
}


def _territories(given: Sequence[str]) -> Iterator[Made]:
    rows = Territory.objects.filter(pk__in=given).prefetch_related("former_names")
    for row in rows:
        former = [name for old in row.former_names.all() for name in (old.name_kk, old.name_ru, old.name_en)]
        document = Document(
            kind=Kind.TERRITORY,
            key=row.pk,
            path=f"territories/{row.pk}/",
            label=row.pk,
            territory=row.pk,
            **named(row),
        )
        document.is_open, document.weight = row.ends_on is None, WEIGHT[Level(row.level)]
        if row.ends_on is not None:
            document.weight = -2
        usual = aliases().get(row.pk, ())
        names = [row.name_kk, row.name_ru, row.name_en, *usual]
        also = [row.official_kk, row.official_ru, *former, *usual]
        yield Made(document, names, row.skeletons.replace("\n", " "), also)


def _sectors(given: Sequence[str]) -> Iterator[Made]:
    for row in Sector.objects.filter(pk__in=given):
        document = Document(kind=Kind.SECTOR, key=str(row.pk), path=f"sectors/{row.code}/", **named(row))
        document.sectors, document.is_open, document.weight = codes([row.code]), row.ends_on is None, 5
        short = [row.short_kk, row.short_ru, row.short_en]
        yield Made(document, [row.name_kk, row.name_ru, row.name_en, *short], also=words_of(row.code))


def named(row: Territory | Sector) -> dict[str, str]:
    return {"name_kk": row.name_kk, "name_ru": row.name_ru, "name_en": row.name_en}


findable(Kind.TERRITORY, "territories.territory", rows=Territory.objects.all, make=_territories)
findable(Kind.SECTOR, "sectors.sector", rows=Sector.objects.all, make=_sectors)
