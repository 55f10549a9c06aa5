"""What is measured on a card, the values of each period, the evidence, and honest comparison."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from kopir.base.actors import Actor
from kopir.base.privacy import classes
from kopir.effects.models.cards import Effect
from kopir.effects.models.indicators import Indicator
from kopir.effects.words import (
    COUNTING,
    PUBLIC,
    Adequacy,
    ComparedWith,
    Dimension,
    MeasurementState,
    Party,
    PieceKind,
)
from kopir.interactions.models import LANGUAGE_CHOICES
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.territories.models import Territory


def amount(*, null: bool = False) -> models.DecimalField[Decimal | None, Decimal | None]:
    """A column for a value of any indicator: 20 digits, four after the point."""
    return models.DecimalField(max_digits=20, decimal_places=4, null=null)


class Measure(models.Model):
    """An indicator as a card uses it: where it began, where it should come to. For shares and means `baseline_whole` says of
    how many the baseline was taken."""

    PRIVACY = classes(
        open="effect indicator order baseline baseline_whole baseline_on baseline_source target target_on method source"
    )

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measures")
    order = models.PositiveSmallIntegerField(default=0)
    baseline = amount(null=True)
    baseline_whole = amount(null=True)
    baseline_on = models.DateField(null=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    target = amount(null=True)
    target_on = models.DateField(null=True)
    method = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["effect", "indicator"], name="indicator_once_a_card")]

    @property
    def is_public(self) -> bool:
        return self.effect.is_public

    @property
    def journal_label(self) -> str:
        return f"{self.effect.journal_label} {self.indicator.code}"

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.effect_id}"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, by: Actor) -> MeasurementQuerySet:
        """Accepted ones of public cards; both parties see all of theirs."""
        public = Q(state__in=COUNTING, measure__effect__state__in=PUBLIC)
        if by.is_official:
            return self.filter(public | Q(measure__effect__post_id=by.post_id))
        if by.is_member:
            return self.filter(public | Q(measure__effect__organisation_id=by.organisation_id))
        return self.filter(public)


class Measurement(models.Model):
    """One value of a period and a place. A share has `part` and `whole`, a mean `part` (the sum) and `whole` (the number), and
    `value` follows; counts and sums have `value`; yes or no is 1 or 0. Of people: `overlap_low` and `overlap_high` say how many
    of them are surely, and may be, counted already in an earlier measurement of this card (empty: unknown).
    `key`: made on the device, so that what is sent twice arrives once. `hash`: SHA-256 of the frozen values."""

    PRIVACY = classes(
        open="measure territory starts_on ends_on value part whole overlap_low overlap_high state submitted_at decided_at"
        " hash version note source",
        restricted="returned_because key made_at",
    )

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="measurements")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="measurements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = amount()
    part = amount(null=True)
    whole = amount(null=True)
    overlap_low = models.PositiveIntegerField(null=True)
    overlap_high = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=MeasurementState, default=MeasurementState.DRAFT)
    returned_because = models.CharField(max_length=1000, blank=True)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    """Grows when a frozen value is opened again."""
    hash = models.CharField(max_length=64, blank=True)
    key = models.UUIDField(null=True, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["ends_on", "territory_id", "pk"]
        indexes = [models.Index(fields=["state", "submitted_at"])]
        constraints = [
            models.UniqueConstraint(fields=["measure", "territory", "starts_on", "ends_on"], name="one_value_a_period_and_place"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="measurement_period"),
            models.CheckConstraint(condition=~Q(state=MeasurementState.FROZEN) | ~Q(hash=""), name="frozen_value_has_hash"),
        ]

    objects = MeasurementQuerySet.as_manager()

    @property
    def is_public(self) -> bool:
        """What nobody has accepted is between the two parties."""
        return self.state in COUNTING and self.measure.effect.is_public

    @property
    def journal_label(self) -> str:
        return f"{self.measure.effect.journal_label} {self.starts_on}–{self.ends_on}"

    def __str__(self) -> str:
        return f"{self.value} of {self.measure_id}"


class Breakdown(models.Model):
    """A part of a measurement by sex, age, disability, or town and village. `group`: a code of the dimension."""

    PRIVACY = classes(open="measurement dimension group value whole")

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="breakdowns")
    dimension = models.CharField(max_length=12, choices=Dimension)
    group = models.CharField(max_length=20)
    value = amount()
    whole = amount(null=True)

    class Meta:
        ordering = ["dimension", "group"]
        constraints = [models.UniqueConstraint(fields=["measurement", "dimension", "group"], name="breakdown_once")]

    def __str__(self) -> str:
        return f"{self.dimension}:{self.group}"


class Comparison(models.Model):
    """One stated comparison of a measure. `rule`: a word for how the places were chosen. Figures and sentences are computed
    from the measurements and readings whenever it is shown."""

    PRIVACY = classes(open="measure compared_with rule language made_at")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="comparisons")
    compared_with = models.CharField(max_length=8, choices=ComparedWith)
    places = models.ManyToManyField(Territory, related_name="+", blank=True)
    rule = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    @property
    def journal_label(self) -> str:
        return self.measure.journal_label

    def __str__(self) -> str:
        return f"{self.compared_with} of {self.measure_id}"


class Piece(models.Model):
    """A piece of evidence; kept once, used by any number of cards. `keeps_place`: the photo's place and time were kept by choice;
    otherwise they were stripped."""

    PRIVACY = classes(
        open="kind words language url number dated_on expires_on expired_at file_name file_sha256 file_size file_mime"
        " keeps_place survey giver_post giver_organisation given_at is_demonstration"
    )

    kind = models.CharField(max_length=8, choices=PieceKind)
    words = models.CharField(max_length=500)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    url = models.URLField(blank=True)
    number = models.CharField(max_length=100, blank=True)
    dated_on = models.DateField()
    expires_on = models.DateField(null=True)
    expired_at = models.DateTimeField(null=True)
    """When it was noted that it had run out; from then on it shows nothing."""
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    file_size = models.PositiveBigIntegerField(default=0)
    file_mime = models.CharField(max_length=120, blank=True)
    keeps_place = models.BooleanField(default=False)
    survey = models.ForeignKey("effects.Survey", models.PROTECT, null=True, related_name="pieces")
    giver_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    giver_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return self.words


class PieceUse(models.Model):
    """A piece on a card, for the whole effect or for one measurement; judged by the party that did not give it."""

    PRIVACY = classes(open="piece effect measurement adequacy judged_by judged_at judgement added_at removed_at")

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="uses")
    effect = models.ForeignKey(Effect, models.CASCADE, related_name="evidence")
    measurement = models.ForeignKey(Measurement, models.PROTECT, null=True, related_name="evidence")
    adequacy = models.CharField(max_length=8, choices=Adequacy, default=Adequacy.WAITING)
    judged_by = models.CharField(max_length=12, choices=Party, blank=True)
    judged_at = models.DateTimeField(null=True)
    judgement = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "effect", "measurement"],
                condition=Q(removed_at__isnull=True),
                name="piece_once_a_place",
                nulls_distinct=False,
            )
        ]

    @property
    def is_public(self) -> bool:
        return self.effect.is_public

    @property
    def journal_label(self) -> str:
        return self.effect.journal_label

    def __str__(self) -> str:
        return f"{self.piece_id} on {self.effect_id}"
