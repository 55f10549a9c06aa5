"""Reads of sectors. All of them are public."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.errors import Refused
from kopir.sectors.models import Sector


def in_force(on: date | None = None) -> Q:
    """Condition "in force on that day" (today)."""
    day = on or timezone.localdate()
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_on=None) | Q(ends_on__gt=day))


def sectors_in_force(on: date | None = None) -> QuerySet[Sector]:
    """In the order of the law."""
    return Sector.objects.filter(in_force(on))


def all_sectors() -> QuerySet[Sector]:
    """Also those that have ended or have not begun, with their codes in outside vocabularies."""
    return Sector.objects.prefetch_related("outside_codes")


def sector_for(code: str) -> Sector:
    """Anybody may see every sector, also one that has ended. Raises Refused when there is no such code."""
    sector = Sector.objects.prefetch_related("outside_codes").filter(code=code).first()
    if sector is None:
        raise Refused("no_sector", _("There is no sector with this code."), _("Look at the list of sectors."), hidden=True)
    return sector
