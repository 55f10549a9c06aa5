"""Goals and indicators of the library, and readings of an indicator that were taken from outside."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.effects.words import Better, Counted, Kind, Library, OverPlaces, OverTime
from kopir.organisations.models import Organisation
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


class LongNamed(Named):
    """Titles of goals and indicators are sentences."""

    name_kk = models.CharField(max_length=1000, blank=True)
    name_ru = models.CharField(max_length=1000, blank=True)
    name_en = models.CharField(max_length=1000, blank=True)

    class Meta:
        abstract = True


class Goal(LongNamed):
    """A goal or a target: of the Sustainable Development Goals, or an item of a body's plan (`body`)."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} library code parent body url order source source_date ends_on"
        " short_kk short_ru short_en is_demonstration"
    )

    library = models.CharField(max_length=10, choices=Library)
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="goals")
    short_kk = models.CharField(max_length=200, blank=True)
    short_ru = models.CharField(max_length=200, blank=True)
    short_en = models.CharField(max_length=200, blank=True)
    url = models.URLField(blank=True)
    order = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)
    source_date = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["library", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["library", "code", "body"], name="goal_code_once", nulls_distinct=False)]


class Indicator(LongNamed):
    """`unit_*`: in words. `counted`: what the value of one period holds. `over_time` and `over_places`: the two rules of adding
    up. `body` or `organisation`: whose own or plan indicator it is; both empty for the common library. `kind` is empty while
    nobody has said how it is measured; such an indicator can be named as a goal but not measured."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} library code goal body organisation kind better counted over_time over_places unit_kk unit_ru"
        " unit_en method_kk method_ru method_en sector order source source_date ends_on is_demonstration"
    )

    library = models.CharField(max_length=10, choices=Library)
    code = models.CharField(max_length=60)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="indicators")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="plan_indicators")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="own_indicators")
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    better = models.CharField(max_length=4, choices=Better, default=Better.MORE)
    counted = models.CharField(max_length=12, choices=Counted, default=Counted.PER_PERIOD)
    over_time = models.CharField(max_length=8, choices=OverTime, default=OverTime.SUM)
    over_places = models.CharField(max_length=10, choices=OverPlaces, default=OverPlaces.SUM)
    unit_kk = models.CharField(max_length=100, blank=True)
    unit_ru = models.CharField(max_length=100, blank=True)
    unit_en = models.CharField(max_length=100, blank=True)
    method_kk = models.TextField(blank=True)
    method_ru = models.TextField(blank=True)
    method_en = models.TextField(blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="indicators")
    order = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)
    source_date = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["library", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "code", "body", "organisation"],
                name="indicator_code_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Kind.SHARE, Kind.MEAN]) | ~(Q(over_time=OverTime.SUM) | Q(over_places=OverPlaces.SUM)),
                name="shares_and_means_are_not_added",
            ),
        ]

    @property
    def unit(self) -> LocalisedText:
        return localised_field(self, "unit", get_language() or "kk")

    @property
    def method(self) -> LocalisedText:
        return localised_field(self, "method", get_language() or "kk")


class Reading(models.Model):
    """A value of an indicator in a place and period, taken from outside with its source: of life quality, of a plan, of places
    to compare with. `part` and `whole` where the source gives them (a share: part of whole; a mean: sum and number)."""

    PRIVACY = classes(open="indicator territory starts_on ends_on value part whole source source_date is_demonstration")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="readings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    part = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    whole = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    source = models.CharField(max_length=300)
    source_date = models.DateField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["ends_on", "pk"]
        indexes = [models.Index(fields=["territory", "indicator", "-ends_on"])]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "territory", "starts_on", "ends_on"], name="reading_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="reading_period"),
        ]

    @property
    def journal_label(self) -> str:
        return f"{self.indicator.code} {self.territory_id} {self.ends_on}"

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.territory_id} {self.ends_on}"


class NgoHelps(models.Model):
    """An organisation says that it can help in a sphere and place, with how many people a year: the offer side of needs and
    coverage."""

    PRIVACY = classes(open="organisation sector territory people_a_year words language since ends_on is_demonstration")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="helps")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="helps")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="helps")
    people_a_year = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="kk")
    since = models.DateField()
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sector", "territory"],
                condition=Q(ends_on__isnull=True),
                name="help_once",
            )
        ]

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sector_id} {self.territory_id}"


__all__ = ["Goal", "Indicator", "NgoHelps", "Reading"]
