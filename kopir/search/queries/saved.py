"""Searches that people keep."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.search.models import SavedSearch
from kopir.search.queries.wanted import Search


def saved_by(by: Actor) -> QuerySet[SavedSearch]:
    """The newest first."""
    rows = SavedSearch.objects.filter(person_id=by.person_id or 0)
    return rows.select_related("territory").order_by("-pk")


def saved_for(by: Actor, pk: int) -> SavedSearch:
    """The actor's own. Raises Refused(hidden)."""
    found = saved_by(by).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", _("There is no such saved search."), hidden=True)
    return found


def wanted_of(saved: SavedSearch) -> Search:
    """The search itself, narrowed to what came since the person was last told."""
    return Search(
        saved.text, saved.kind, saved.territory, saved.sector, saved.language, saved.state, saved.period,
        since_document=saved.seen,
    )  # fmt: skip


def address_of(wanted: Search) -> str:
    """The page of a search without its language: `/search/?q=…`."""
    given = {
        "q": wanted.text, "kind": wanted.kind, "where": wanted.territory.pk if wanted.territory else "",
        "sector": wanted.sector, "language": wanted.language, "state": wanted.state, "period": wanted.period,
        "since": wanted.since_document or "",
    }  # fmt: skip
    return "/search/?" + urlencode({name: value for name, value in given.items() if value})
