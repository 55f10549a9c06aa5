"""One organisation, and lists of them by filter, paged by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.base.lists import Page, names_hold, page_of
from kopir.base.tongue import LANGUAGES, base_language
from kopir.organisations.models import Organisation, OrganisationSector, ServedTerritory
from kopir.organisations.words import LegalForm, Status
from kopir.sectors.models import Sector
from kopir.territories.models import Territory, inside

PAGE = 50


def organisations_visible_to(by: Actor) -> QuerySet[Organisation]:
    """Organisations are open to everybody; a row that was merged into another leads to it and is not listed."""
    return Organisation.objects.filter(merged_into__isnull=True)


def organisation_for(by: Actor, ref: str) -> Organisation:
    """The organisation that stands under `ref` today. When it was merged, its `ref` differs from the asked one:
    the page then redirects to it."""
    rows = Organisation.objects.select_related("territory", "territory__parent", "merged_into")
    found = rows.filter(ref=ref).first()
    while found is not None and found.merged_into_id is not None:
        found = rows.get(pk=found.merged_into_id)
    if found is None:
        raise Refused("no_such_organisation", _("There is no such organisation."), hidden=True)
    return found


@dataclass(frozen=True)
class OrganisationFilter:
    """Empty values do not filter. `territory` takes everything seated inside it and, with `served`, also those that
    serve it, a place inside it or a place around it. `text`: words of a name in any spelling, or a BIN."""

    territory: Territory | None = None
    served: bool = True
    sector: Sector | None = None
    legal_form: str = ""
    status: str = ""
    kind: str = ""
    body_kind: str = ""
    text: str = ""
    with_demonstration: bool = True

    def condition(self) -> Q:
        found = Q()
        for name in ("legal_form", "status", "kind", "body_kind"):
            if value := getattr(self, name):
                found &= Q(**{name: value})
        if self.sector:
            found &= self._working_in(self.sector)
        if self.territory:
            found &= self._place(self.territory)
        if self.text.strip():
            found &= _words(self.text)
        return found if self.with_demonstration else found & Q(is_demonstration=False)

    def _working_in(self, sector: Sector) -> Q:
        """A place holds fewer than a sector: with both, those of the place are looked through."""
        links = OrganisationSector.objects.filter(sector=sector)
        if self.territory and self.territory.level:
            return Q(Exists(links.filter(organisation=OuterRef("pk"))))
        return Q(pk__in=links.values("organisation_id"))

    def _place(self, territory: Territory) -> Q:
        if not territory.level:
            return Q()
        inside_it = inside("territory", territory)
        if not self.served:
            return inside_it
        seated = Organisation.objects.filter(inside_it).values("pk")
        links = ServedTerritory.objects.filter(inside_it | Q(territory__in=_above(territory))).values("organisation_id")
        return Q(pk__in=seated.union(links))  # each by its own index; with OR all organisations would be read


def _above(territory: Territory) -> list[str]:
    """Codes of the regions and districts a territory lies in; who serves them serves it too."""
    code = territory.code
    return [code[:kept] + "0" * (9 - kept) for kept in (6, 4, 2) if code[:kept] + "0" * (9 - kept) != code]


def _words(text: str) -> Q:
    """A BIN, or words of the name."""
    number = "".join(text.split())
    if number.isdecimal() and len(number) == 12:
        return Q(bin=number)
    return names_hold(text)


def list_organisations(
    by: Actor,
    filters: OrganisationFilter | None = None,
    language: str = "kk",
    after: str = "",
    limit: int = PAGE,
    before: str = "",
) -> Page[Organisation]:
    """In the order of the reader's alphabet."""
    rows = organisations_visible_to(by).filter((filters or OrganisationFilter()).condition())
    named = with_names(rows, "territory", "territory__parent", also=["territory__level", "territory__parent__level"])
    return page_of(named, language, after=after, before=before, limit=limit)


def count_organisations(by: Actor, filters: OrganisationFilter | None = None) -> int:
    return organisations_visible_to(by).filter((filters or OrganisationFilter()).condition()).count()


_COLUMNS = """
    ref bin kind name_kk name_ru name_en legal_form legal_form_name status status_name territory_code territory_kk
    territory_ru address phone email
    website starts_on ends_on source source_date to_be_confirmed demonstration
"""


def rows_for_csv(by: Actor, filters: OrganisationFilter | None = None, language: str = "kk") -> Iterator[list[str]]:
    """First the names of the columns, then a row for each organisation, read as they are written. Make the cells safe
    with `kopir.base.tables.csv_lines`."""
    yield _COLUMNS.split()
    rows = organisations_visible_to(by).filter((filters or OrganisationFilter()).condition())
    rows = rows.select_related("territory").order_by(f"sort_{base_language(language)}", "id")
    with override(language):
        words = {**dict(LegalForm.choices), **dict(Status.choices)}
        labels = {value: str(label) for value, label in words.items()}
    for row in rows.iterator(chunk_size=1000):
        yield _cells(row, labels)


def _cells(row: Organisation, labels: dict[str, str]) -> list[str]:
    source, on = next((row.provenance[f"name_{code}"] for code in LANGUAGES if f"name_{code}" in row.provenance), ("", ""))
    place = row.territory
    cells = [row.ref, row.bin, row.kind, row.name_kk, row.name_ru, row.name_en]
    cells += [words for code in (row.legal_form, row.status) for words in (code, labels.get(code, ""))]
    cells += [place.code, place.name_kk, place.name_ru] if place else ["", "", ""]
    cells += [row.address, row.phone, row.email, row.website]
    cells += [str(day) if day else "" for day in (row.starts_on, row.ends_on)]
    return [*cells, source, on, _mark(row.to_be_confirmed), _mark(row.is_demonstration)]


def _mark(value: bool) -> str:
    return str(int(value))
