"""Territories by the KATO classifier.

The code itself is the primary key: nine digits in groups 2+2+2+3, so everything inside a territory lies in one range of
codes and no tree has to be walked. The country stands above as 000000000.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.territories.words import Kind, Level, NameOrigin

COUNTRY = "000000000"
# How many leading digits a territory of each level shares with everything inside it.
PREFIX = {Level.COUNTRY: 0, Level.REGION: 2, Level.DISTRICT: 4, Level.RURAL_DISTRICT: 6, Level.SETTLEMENT: 9}


class Territory(Named):
    """A dated territory; one that disappears from the classifier keeps its row and gets `ends_on`."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} official_kk official_ru name_en_origin parent level kind starts_on ends_on skeletons "
        "tile_column tile_row source source_date"
    )

    code = models.CharField(max_length=9, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    level = models.SmallIntegerField(choices=Level)
    kind = models.CharField(max_length=20, choices=Kind)
    official_kk = models.CharField(max_length=500, blank=True)
    official_ru = models.CharField(max_length=500, blank=True)
    """As the classifier writes it, with its abbreviations; the names are the same in readable words (naming.py)."""
    name_en_origin = models.CharField(max_length=20, choices=NameOrigin, blank=True)
    skeletons = models.TextField(blank=True, editable=False)
    """Spelling skeletons of all names, each between two line ends: what the place picker looks in."""
    tile_column = models.SmallIntegerField(null=True)
    tile_row = models.SmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["parent", "sort_kk"]),
            models.Index(fields=["level", "sort_kk"]),
            models.Index(fields=["level", "sort_ru"]),
            models.Index(fields=["level", "sort_en"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=4), name="territory_level_known"),
            models.CheckConstraint(condition=Q(parent__isnull=False) | Q(level=0), name="territory_has_parent"),
        ]

    @property
    def code_range(self) -> tuple[str, str]:
        """First and last code inside, itself included."""
        kept = PREFIX[Level(self.level)]
        return self.code, self.code[:kept] + "9" * (9 - kept)

    def holds(self, code: str) -> bool:
        first, last = self.code_range
        return first <= code <= last


class TerritoryName(models.Model):
    """A former name, with the days it was in force."""

    PRIVACY = classes(open="territory name_kk name_ru name_en starts_on ends_on source")

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="former_names")
    name_kk = models.CharField(max_length=500, blank=True)
    name_ru = models.CharField(max_length=500, blank=True)
    name_en = models.CharField(max_length=500, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name_kk or self.name_ru


def inside(field: str, territory: Territory) -> Q:
    """Condition "the territory in `field` lies inside this one": `Matter.objects.filter(inside("territory", district))`."""
    if territory.level == Level.COUNTRY:
        return Q()
    first, last = territory.code_range
    return Q(**{f"{field}__gte": first, f"{field}__lte": last})


def within(field: str, territory: Territory | None, *, only_seated: bool = False) -> Q:
    """`inside`, or no condition when no territory is chosen. `only_seated`: of the territory itself (the country, when none
    is), not of those inside it."""
    if only_seated:
        return Q(**{field: territory or COUNTRY})
    return inside(field, territory) if territory else Q()


def lineage(code: str) -> list[str]:
    """Codes of all territories that may hold this one, itself first, the country last. Some may not exist as rows."""
    codes = [code, *(code[:kept] + "0" * (9 - kept) for kept in (6, 4, 2)), COUNTRY]
    return list(dict.fromkeys(codes))
