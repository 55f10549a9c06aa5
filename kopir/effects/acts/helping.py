"""An organisation says where it can help: the offer side of needs and coverage."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.effects import rules
from kopir.effects.models import NgoHelps
from kopir.journal.acts import act
from kopir.organisations.models import Organisation
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


def say_help(
    organisation: Organisation, *, by: Actor, sector: Sector, territory: Territory, people_a_year: int | None = None,
    words: str = "", language: str = "kk", is_demonstration: bool = False,
) -> NgoHelps:  # fmt: skip
    """Said again for the same sector and place, it takes the place of what was said before."""
    row = NgoHelps(
        organisation=organisation, sector=sector, territory=territory, language=language, since=timezone.localdate(),
        is_demonstration=is_demonstration or organisation.is_demonstration,
    )  # fmt: skip
    with act(rules.may_say_help, by=by, subject=row, permit_on=organisation) as entry:
        if people_a_year is not None and people_a_year < 1:
            raise Refused("no_people", _("Say how many people you can help in a year, or leave it empty."), field="people_a_year")
        for before in NgoHelps.objects.filter(organisation=organisation, sector=sector, territory=territory, ends_on=None):
            entry.watch(before)
            before.ends_on = timezone.localdate()
            before.save()
        row.people_a_year, row.words = people_a_year, hide_personal_numbers(words.strip())[0][:300]
        row.save()
        entry.fact(sector=sector.names, place=territory.names)
    return row


def end_help(row: NgoHelps, *, by: Actor) -> NgoHelps:
    """From today on it is not counted any more."""
    with act(rules.may_end_help, by=by, subject=row) as entry:
        row.ends_on = timezone.localdate()
        row.save()
        entry.fact(sector=row.sector.names, place=row.territory.names)
    return row


__all__ = ["end_help", "say_help"]
