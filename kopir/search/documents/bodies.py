"""Organisations and posts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import QuerySet

from kopir.organisations.models import Organisation
from kopir.organisations.words import Kind as OrganisationKind
from kopir.organisations.words import Status
from kopir.posts.models import Post
from kopir.posts.words import PostState
from kopir.search.documents.findable import codes, findable, keys
from kopir.search.documents.made import LONGEST_TEXT, Made
from kopir.search.models import Document
from kopir.search.words import Kind


def _organisations(given: Sequence[str]) -> Iterator[Made]:
    for row in _organisation_rows().filter(pk__in=given).prefetch_related("sectors"):
        names = [row.name_kk, row.name_ru, row.name_en, row.short_kk, row.short_ru, row.short_en]
        yield Made(_organisation(row), names)


def _organisation(row: Organisation) -> Document:
    document = Document(
        kind=Kind.ORGANISATION,
        key=str(row.pk),
        path=f"organisations/{row.ref}/",
        label=row.bin,
        **_named(row),
    )
    about = "\n".join(text for text in (row.about_kk, row.about_ru, row.about_en) if text)
    document.text, document.dated_on = about[:LONGEST_TEXT], row.starts_on
    document.territory, document.state = row.territory_id or "", row.status
    document.sectors = codes(sector.code for sector in row.sectors.all())
    document.is_open = row.status == Status.ACTIVE
    document.weight = (3 if row.kind == OrganisationKind.STATE_BODY else 2) if document.is_open else 0
    return document


def _organisation_rows() -> QuerySet[Organisation]:
    return Organisation.objects.filter(merged_into=None)


def _posts(given: Sequence[str]) -> Iterator[Made]:
    for row in Post.objects.filter(pk__in=given).select_related("organisation"):
        body = row.organisation
        document = Document(kind=Kind.POST, key=str(row.pk), path=f"posts/{row.ref}/", **_named(row))
        document.territory, document.state, document.dated_on = row.territory_id, row.state, row.starts_on
        document.is_open = row.state != PostState.ENDED
        document.weight = 4 if document.is_open else -1
        names = [row.name_kk, row.name_ru, row.name_en]
        yield Made(document, names, also=[body.name_kk, body.name_ru, body.name_en])


def _named(row: Organisation | Post) -> dict[str, str]:
    return {"name_kk": row.name_kk, "name_ru": row.name_ru, "name_en": row.name_en}


def _posts_of(bodies: Collection[str]) -> set[str]:
    return keys(Post.objects.filter(organisation__in=bodies).values_list("pk", flat=True))


findable(
    Kind.ORGANISATION,
    "organisations.organisation",
    rows=_organisation_rows,
    make=_organisations,
    states=Status,
)
findable(
    Kind.POST,
    "posts.post",
    rows=Post.objects.all,
    make=_posts,
    states=PostState,
    follows={"organisations.organisation": _posts_of},
)
