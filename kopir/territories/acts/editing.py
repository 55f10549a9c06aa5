"""Changes made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import act
from kopir.territories import rules
from kopir.territories.models import Territory, TerritoryName
from kopir.territories.spelling import refresh
from kopir.territories.words import NameOrigin


def edit(
    territory: Territory,
    *,
    by: Actor,
    names: Mapping[str, str],
    starts_on: date | None,
    ends_on: date | None,
    renamed_on: date | None = None,
    reason: str = "",
) -> Territory:
    """Names and dates. `renamed_on`: the new names are in force from this day and the old ones become history;
    without it the change is a correction of a mistake."""
    with act(rules.may_edit, by=by, subject=territory, reason=reason) as entry:
        if renamed_on and territory.names != {language: name for language, name in names.items() if name}:
            entry.also(keep_former(territory, renamed_on, territory.source))
        if names.get("en", "") != territory.name_en:
            territory.name_en_origin = NameOrigin.GIVEN if names.get("en") else ""
        territory.set_names(**{language: names.get(language, "") for language in LANGUAGES})
        refresh(territory, former_names(territory))
        territory.starts_on, territory.ends_on = starts_on, ends_on
        territory.save()
    return territory


def keep_former(territory: Territory, renamed_on: date, source: str) -> TerritoryName:
    """The names as they are become history that ends the day before `renamed_on`."""
    last = territory.former_names.order_by("-ends_on").first()
    return TerritoryName.objects.create(
        territory=territory,
        **{f"name_{language}": getattr(territory, f"name_{language}") for language in LANGUAGES},
        starts_on=last.ends_on + timedelta(days=1) if last else territory.starts_on,
        ends_on=renamed_on - timedelta(days=1),
        source=source,
    )


def former_names(territory: Territory) -> Iterator[str]:
    for former in territory.former_names.all():
        yield from (former.name_kk, former.name_ru, former.name_en)
