"""Covers and trees, as files of their own, so that a slow line may leave them out."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.practices import queries
from kopir.practices.models import Card
from kopir.practices.queries import Branch
from kopir.practices.words import CardKind, Repeated
from kopir.web.practices import drawing
from kopir.web.practices.drawing import Node


@require_safe
def cover(request: HttpRequest, ref: str) -> HttpResponse:
    card = queries.card_for(request.actor, ref)  # type: ignore[attr-defined]
    code = card.sector.code if card.sector else "0"
    number = int("".join(sign for sign in code if sign.isdigit()) or 0)
    drawn = drawing.Cover(
        str(card),
        number,
        card.level,
        card.people_reached or 0,
        card.adoptions.count(),
        card.kind == CardKind.FAILED,
    )
    return _picture(drawing.cover(drawn))


@require_safe
def tree(request: HttpRequest, ref: str) -> HttpResponse:
    card = queries.card_for(request.actor, ref)  # type: ignore[attr-defined]
    branches = queries.tree(queries.adoptions_of(card))
    return _picture(drawing.tree(_("Tree of adoptions: %(title)s") % {"title": card}, [_pioneer(card), *_nodes(branches)]))


def _pioneer(card: Card) -> Node:
    return Node(0, str(card.territory or ""), str(card.author or card.owner), "", _("the pioneer"))


def _nodes(branches: list[Branch]) -> Iterator[Node]:
    for branch in branches:
        row = branch.adoption
        yield Node(branch.depth, str(row.territory), str(row.who), row.repeated, str(Repeated(row.repeated).label))
        yield from _nodes(branch.followers)


def _picture(svg: str) -> HttpResponse:
    answer = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=300"
    return answer
