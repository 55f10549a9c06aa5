"""Territories by code and by place in the tree."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import base_language
from kopir.territories.models import Territory, TerritoryName, lineage
from kopir.territories.words import Level


def in_force(on: date | None = None) -> Q:
    """Condition "exists on that day" (today)."""
    day = on or timezone.localdate()
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_on=None) | Q(ends_on__gt=day))


def sorted_by() -> str:
    """The column that sorts names in the reader's language."""
    return f"sort_{base_language(get_language())}"


def territory_for(by: Actor, code: str) -> Territory:
    """Anybody may see every territory, also one that has ended. Raises Refused when there is no such code."""
    territory = Territory.objects.select_related("parent").filter(code=code).first()
    if territory is None:
        raise Refused("no_territory", _("There is no territory with this code."), _("Find it by its name."), hidden=True)
    return territory


def regions() -> QuerySet[Territory]:
    """Regions and cities of republican significance in force, with their places on the tile map."""
    return Territory.objects.filter(in_force(), level=Level.REGION).order_by(sorted_by())


def children(territory: Territory) -> QuerySet[Territory]:
    """What stands right under it and is in force; higher levels first, because a level may be missing."""
    return territory.children.filter(in_force()).order_by("level", sorted_by())


def breadcrumbs(territory: Territory) -> list[Territory]:
    """What holds it, the country first, itself not among them."""
    return list(Territory.objects.filter(code__in=lineage(territory.code)[1:]).order_by("level"))


def former_names(territory: Territory) -> QuerySet[TerritoryName]:
    """Names that were in force before, the latest first."""
    return territory.former_names.order_by("-ends_on", "-pk")
