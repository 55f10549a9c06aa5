"""From the rows of the other rooms to documents of the search. Each maker takes keys and answers what is to be found of them;
a key for which nothing comes back is not to be found (a draft, a merged organisation) and leaves the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from kopir.base.fold import fold, mend_script, skeleton
from kopir.interactions.models import Matter
from kopir.interactions.words import NOT_RECEIVED, RUNNING
from kopir.organisations.models import Organisation
from kopir.organisations.words import Kind as OrganisationKind
from kopir.organisations.words import Status
from kopir.posts.models import Post
from kopir.posts.words import PostState
from kopir.search.about import words_of
from kopir.search.backends import IndexText
from kopir.search.models import Document
from kopir.search.words import Kind
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.words import Level

LONGEST_TEXT = 20_000
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Made:
    """A document and the words under which it is found. `also`: words beside names and text."""

    document: Document
    names: list[str] = field(default_factory=list)
    sounds: str = ""
    also: list[str] = field(default_factory=list)

    def index_text(self) -> IndexText:
        names = " ".join(self.names)
        body = [self.document.label, self.document.text, *self.also]
        return IndexText(
            self.document.pk,
            in_small_letters(names),
            " ".join(dict.fromkeys(fold(name) for name in self.names if name)),
            self.sounds or skeleton(names),
            fold(" ".join(part for part in body if part)),
        )


def in_small_letters(text: str) -> str:
    """Words as they are written, but for case and letters of the wrong script."""
    return " ".join(_WORD.findall(mend_script(text).casefold()))


Maker = Callable[[Sequence[str]], Iterator[Made]]


def make(kind: Kind, keys: Sequence[str]) -> list[Made]:
    """What is to be found of these rows, in no order. A few queries, however many keys."""
    return list(_MAKERS[kind](keys))


def keys_of(kind: Kind) -> Iterator[str]:
    """Keys of all rows of a kind that are to be found."""
    return (str(key) for key in _ROWS[kind]().values_list("pk", flat=True).iterator())


def _names(row: Territory | Sector | Organisation | Post) -> dict[str, str]:
    return {"name_kk": row.name_kk, "name_ru": row.name_ru, "name_en": row.name_en}


# ---- Territories -----------------------------------------------------------------------------------------

_PLACE_WEIGHT = {
    Level.COUNTRY: 6,
    Level.REGION: 6,
    Level.DISTRICT: 5,
    Level.RURAL_DISTRICT: 1,
    Level.SETTLEMENT: 0,
}


def _territories(keys: Sequence[str]) -> Iterator[Made]:
    rows = Territory.objects.filter(pk__in=keys).prefetch_related("former_names")
    for row in rows:
        former = [name for old in row.former_names.all() for name in (old.name_kk, old.name_ru, old.name_en)]
        document = Document(
            kind=Kind.TERRITORY,
            key=row.pk,
            path=f"territories/{row.pk}/",
            label=row.pk,
            territory=row.pk,
            **_names(row),
        )
        document.is_open, document.weight = row.ends_on is None, _PLACE_WEIGHT[Level(row.level)]
        if row.ends_on is not None:
            document.weight = -2
        names = [row.name_kk, row.name_ru, row.name_en]
        yield Made(
            document, names, row.skeletons.replace("\n", " "), [row.official_kk, row.official_ru, *former]
        )


# ---- Sectors ---------------------------------------------------------------------------------------------


def _sectors(keys: Sequence[str]) -> Iterator[Made]:
    for row in Sector.objects.filter(pk__in=keys):
        document = Document(kind=Kind.SECTOR, key=str(row.pk), path=f"sectors/{row.code}/", **_names(row))
        document.sectors, document.is_open, document.weight = f",{row.code},", row.ends_on is None, 5
        short = [row.short_kk, row.short_ru, row.short_en]
        yield Made(document, [row.name_kk, row.name_ru, row.name_en, *short], also=words_of(row.code))


# ---- Organisations ---------------------------------------------------------------------------------------


def _organisations(keys: Sequence[str]) -> Iterator[Made]:
    rows = _organisation_rows().filter(pk__in=keys).prefetch_related("sectors")
    for row in rows:
        yield Made(
            _organisation(row),
            [row.name_kk, row.name_ru, row.name_en, row.short_kk, row.short_ru, row.short_en],
        )


def _organisation(row: Organisation) -> Document:
    document = Document(
        kind=Kind.ORGANISATION,
        key=str(row.pk),
        path=f"organisations/{row.ref}/",
        label=row.bin,
        **_names(row),
    )
    document.text = "\n".join(text for text in (row.about_kk, row.about_ru, row.about_en) if text)[
        :LONGEST_TEXT
    ]
    document.territory, document.state = row.territory_id or "", row.status
    document.sectors = _codes(sector.code for sector in row.sectors.all())
    document.is_open = row.status == Status.ACTIVE
    document.weight = (3 if row.kind == OrganisationKind.STATE_BODY else 2) if document.is_open else 0
    return document


def _codes(codes: Iterable[str]) -> str:
    listed = ",".join(codes)
    return f",{listed}," if listed else ""


def _organisation_rows() -> QuerySet[Organisation]:
    return Organisation.objects.filter(merged_into=None)


# ---- Posts -----------------------------------------------------------------------------------------------


def _posts(keys: Sequence[str]) -> Iterator[Made]:
    for row in Post.objects.filter(pk__in=keys).select_related("organisation"):
        body = row.organisation
        document = Document(kind=Kind.POST, key=str(row.pk), path=f"posts/{row.ref}/", **_names(row))
        document.territory, document.state = row.territory_id, row.state
        document.is_open = row.state != PostState.ENDED
        document.weight = 4 if document.is_open else -1
        yield Made(
            document, [row.name_kk, row.name_ru, row.name_en], also=[body.name_kk, body.name_ru, body.name_en]
        )


# ---- Matters ---------------------------------------------------------------------------------------------


def _matter_rows() -> QuerySet[Matter]:
    return Matter.objects.exclude(state__in=NOT_RECEIVED)


def _matters(keys: Sequence[str]) -> Iterator[Made]:
    rows = _matter_rows().filter(pk__in=keys).select_related("kind", "territory", "sector", "author")
    for row in rows:
        assert row.kind and row.territory and row.sector, "a received matter has them"
        document = Document(
            kind=Kind.MATTER, key=str(row.pk), path=f"interactions/{row.number}/", label=row.number or ""
        )
        document.territory, document.sectors, document.state = (
            row.territory_id or "",
            f",{row.sector.code},",
            row.state,
        )
        document.language, document.is_open, document.matter = row.language, row.state in RUNNING, row
        document.weight = 3 if document.is_open else 2
        made = Made(document, also=[*row.kind.names.values(), *row.territory.names.values()])
        if row.is_public:
            _add_text(made, row)
        yield made


def _add_text(made: Made, row: Matter) -> None:
    """What only readers of the matter may know."""
    document = made.document
    setattr(document, f"name_{row.language}", row.title)
    document.text = "\n".join(text for text in (row.text, row.asked, row.offered) if text)[:LONGEST_TEXT]
    document.holds_text = True
    made.names = [row.title]
    made.also += [row.for_whom, *row.author.names.values()]


_MAKERS: dict[Kind, Maker] = {
    Kind.TERRITORY: _territories,
    Kind.SECTOR: _sectors,
    Kind.ORGANISATION: _organisations,
    Kind.POST: _posts,
    Kind.MATTER: _matters,
}
_ROWS: dict[Kind, Callable[[], QuerySet[Any]]] = {
    Kind.TERRITORY: Territory.objects.all,
    Kind.SECTOR: Sector.objects.all,
    Kind.ORGANISATION: _organisation_rows,
    Kind.POST: Post.objects.all,
    Kind.MATTER: _matter_rows,
}
