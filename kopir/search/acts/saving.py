"""A person keeps a search; what comes into the index afterwards and may be seen by anybody is told, as a number and an address.

No title stands in the notice: what is restricted later would stay readable there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import VISITOR, Actor
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.search import rules
from kopir.search.models import Document, SavedSearch
from kopir.search.queries import Search, newest
from kopir.search.queries.saved import address_of, wanted_of
from kopir.search.words import Rhythm

MOST = 30
WEEK = timedelta(days=7)


def save(wanted: Search, *, by: Actor, rhythm: str = Rhythm.WEEKLY) -> SavedSearch:
    """Keep this search from now on: what is there already is not told."""
    saved = SavedSearch(
        person_id=by.person_id, text=wanted.text, kind=wanted.kind, territory=wanted.territory, sector=wanted.sector,
        language=wanted.language, state=wanted.state, period=wanted.period, rhythm=rhythm,
    )  # fmt: skip
    with act(rules.may_save, by=by, subject=saved):
        _demand_worth(saved)
        saved.seen, saved.told_at = _newest_document(), timezone.now()
        saved.save()
    return saved


def _demand_worth(saved: SavedSearch) -> None:
    if not saved.text.strip():
        raise Refused("no_words", _("A search without words cannot be kept."), _("Write what you look for."))
    own = SavedSearch.objects.filter(person_id=saved.person_id)
    if own.count() >= MOST:
        raise Refused("too_many", _("You keep as many searches as one can."), _("Take back one that you no longer need."))
    same = own.filter(text=saved.text, kind=saved.kind, territory=saved.territory, sector=saved.sector)
    if same.filter(language=saved.language, state=saved.state, period=saved.period).exists():
        raise Refused("saved_already", _("You keep this search already."))


def _newest_document() -> int:
    return Document.objects.aggregate(newest=Max("pk"))["newest"] or 0


def change_saved(saved: SavedSearch, *, by: Actor, rhythm: str) -> SavedSearch:
    with act(rules.may_change_saved, by=by, subject=saved):
        saved.rhythm = Rhythm(rhythm)
        saved.save()
    return saved


def forget(saved: SavedSearch, *, by: Actor) -> None:
    with act(rules.may_forget, by=by, subject=saved):
        SavedSearch.objects.filter(pk=saved.pk).delete()  # the row itself keeps its id for the entry


def tell_what_is_new(now: datetime | None = None) -> int:
    """Tell each person what has come to the saved searches whose time it is; answers how many were told."""
    moment = now or timezone.now()
    due = Q(rhythm=Rhythm.AT_ONCE) | Q(rhythm=Rhythm.WEEKLY, told_at__lte=moment - WEEK)
    newest_now = _newest_document()
    rows = SavedSearch.objects.filter(due, seen__lt=newest_now, person__is_active=True)
    return sum(_tell(saved, moment, newest_now) for saved in rows.select_related("person", "territory"))


def _tell(saved: SavedSearch, moment: datetime, newest_now: int) -> bool:
    """What anybody may see, so that nothing is told which the person may not."""
    found = [pk for pk in newest(VISITOR, wanted_of(saved)) if pk <= newest_now]
    with transaction.atomic():
        if found:
            tell(
                "search.found", key=f"search:{saved.pk}:{newest_now}", person=saved.person, subject=saved,
                weight=Weight.NEWS if saved.rhythm == Rhythm.AT_ONCE else Weight.DIGEST,
                path=address_of(wanted_of(saved)), facts={"words": saved.text, "number": len(found)},
            )  # fmt: skip
        SavedSearch.objects.filter(pk=saved.pk).update(seen=newest_now, told_at=moment)
    return bool(found)
