"""What may be done with sectors. A sector is never deleted: what was written under it stays there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import Draft, act, write
from kopir.sectors import rules
from kopir.sectors.models import OutsideCode, Sector

FOLDER = Path(__file__).parent / "reference"
SOURCE = "Закон РК от 12.04.2005 № 36-III, ст. 5"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What can be edited of a sector, as its form hands it over."""

    name_kk: str
    name_ru: str
    name_en: str = ""
    short_kk: str = ""
    short_ru: str = ""
    short_en: str = ""
    order: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    is_draft: bool = False
    source: str = ""
    source_date: date | None = None


def add(code: str, wording: Wording, *, by: Actor) -> Sector:
    sector = Sector(code=code)
    with act(rules.may_add, by=by, subject=sector):
        if Sector.objects.filter(code=code).exists():
            raise Refused(
                "code_taken",
                _("There is a sector with the code %(code)s already.") % {"code": code},
                _("Take another code, or edit that sector."),
                field="code",
            )
        _take(sector, wording)
        sector.save()
    return sector


def edit(sector: Sector, wording: Wording, *, by: Actor, reason: str = "") -> Sector:
    with act(rules.may_edit, by=by, subject=sector, reason=reason):
        _take(sector, wording)
        sector.save()
    return sector


def end(sector: Sector, *, by: Actor, ends_on: date, reason: str = "") -> Sector:
    """From `ends_on` nothing new is written under it. Raises Refused (`ends_before_start`)."""
    with act(rules.may_end, by=by, subject=sector, reason=reason) as entry:
        if sector.starts_on and ends_on < sector.starts_on:
            raise Refused("ends_before_start", _("A sector cannot end before it starts."), field="ends_on")
        sector.ends_on = ends_on
        sector.save()
        entry.fact(ends_on=ends_on)
    return sector


def _take(sector: Sector, wording: Wording) -> None:
    sector.set_names(*(getattr(wording, f"name_{language}") for language in LANGUAGES))
    for name in ("short_kk", "short_ru", "short_en", "order", "starts_on", "ends_on", "is_draft", "source", "source_date"):
        setattr(sector, name, getattr(wording, name))


# ---- What every installation begins with -----------------------------------------------------------------


def load_reference(*, by: Actor) -> int:
    """Create the sectors that are not there yet; how many were created. Those that exist are left alone."""
    with transaction.atomic():
        known = set(Sector.objects.values_list("code", flat=True))
        drafts = [_create(row, by) for row in _rows("sectors.csv") if row["code"] not in known]
        write(drafts)
    return len(drafts)


def _create(row: dict[str, str], by: Actor) -> Draft:
    sector = Sector(code=row["code"])
    rules.may_add(by, sector).demand()
    named: dict[str, Any] = {name: row[name] for name in row if name.startswith(("name_", "short_"))}
    _take(sector, Wording(**named, order=int(row["code"]), is_draft=bool(row["is_draft"]), source=SOURCE))
    sector.save()
    OutsideCode.objects.bulk_create(
        OutsideCode(sector=sector, vocabulary="icnptso", code=group["code"], title=group["title"])
        for group in _rows("icnptso.csv")
        if group["sector"] == sector.code
    )
    return Draft(rules.may_add.name, by, sector)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
