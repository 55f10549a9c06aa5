"""The regions and districts that every installation begins with."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from kopir.base.actors import Actor
from kopir.journal.acts import act
from kopir.territories import rules
from kopir.territories.acts.editing import former_names
from kopir.territories.models import COUNTRY, Territory, lineage
from kopir.territories.naming import kind_of, level_of, readable
from kopir.territories.spelling import aliases, refresh
from kopir.territories.words import Kind, Level, NameOrigin

FOLDER = Path(__file__).parent.parent / "reference"
SOURCE = "КАТО, НК РК 11-2025"
SOURCE_DATE = date(2026, 7, 17)


def load_reference(*, by: Actor) -> int:
    """Create the country, its regions and districts that are not there yet; how many were created.

    Territories that exist are left alone, whatever they are called by now; only what they are found by is renewed, for usual
    spellings may have been added.
    """
    with transaction.atomic():
        known = set(Territory.objects.values_list("code", flat=True))
        missing = [territory for territory in reference() if territory.code not in known]
        if missing:
            _create(missing, by)
        _renew_spellings()
    return len(missing)


def _renew_spellings() -> None:
    changed = []
    for territory in Territory.objects.filter(code__in=aliases()).prefetch_related("former_names"):
        before = territory.skeletons
        refresh(territory, former_names(territory))
        if territory.skeletons != before:
            changed.append(territory)
    Territory.objects.bulk_update(changed, ["folded", "skeletons"])


def _create(missing: list[Territory], by: Actor) -> None:
    first = missing[0] if missing[0].code == COUNTRY else Territory.objects.get(code=COUNTRY)
    with act(rules.may_import, by=by, subject=first) as entry:
        Territory.objects.bulk_create(missing)
        entry.fact(created=len(missing), updated=0, ended=0, source=SOURCE, as_of=SOURCE_DATE)


def reference() -> Iterator[Territory]:
    """All territories of the reference data, not saved, the country first."""
    yield country()
    known = {COUNTRY}
    for row in [*_rows("regions.csv"), *_rows("districts.csv")]:
        territory = build(row["code"], row["name_kk"], row["name_ru"], en=row.get("name_en", ""))
        territory.parent_id = nearest(territory.code, known)
        if "tile_column" in row:
            territory.tile_column, territory.tile_row = int(row["tile_column"]), int(row["tile_row"])
        known.add(territory.code)
        yield territory


def country() -> Territory:
    row = Territory(code=COUNTRY, level=Level.COUNTRY, kind=Kind.COUNTRY, name_en_origin=NameOrigin.GIVEN)
    row.set_names("Қазақстан Республикасы", "Республика Казахстан", "Republic of Kazakhstan")
    refresh(row)
    return row


def build(code: str, kk: str, ru: str, *, en: str = "", source: str = SOURCE, on: date = SOURCE_DATE) -> Territory:
    """A territory from the classifier's code and names, not saved and without its parent."""
    kind = kind_of(code, kk, ru)
    names = readable(code, kk, ru, kind)
    row = Territory(code=code, level=level_of(code), kind=kind, source=source, source_date=on)
    row.official_kk, row.official_ru = kk, ru
    row.set_names(names.kk, names.ru, en or names.en)
    row.name_en_origin = NameOrigin.GIVEN if en else NameOrigin.TRANSLITERATED
    refresh(row)
    return row


def nearest(code: str, known: Container[str]) -> str | None:
    """The closest known territory that holds this one. A level may be missing, e.g. in cities that have no rural districts."""
    return next((above for above in lineage(code)[1:] if above in known and above != code), None)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
