"""An effect card: the need, the people, the chain from input to impact, the money, what both sides say of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kopir.base.actors import Actor
from kopir.base.fields import Titled
from kopir.base.fold import fold
from kopir.base.privacy import classes
from kopir.effects.models.indicators import Goal, Indicator
from kopir.effects.words import (
    PUBLIC,
    Agreed,
    ChainLevel,
    EffectOf,
    EffectState,
    Party,
    Tested,
)
from kopir.interactions.models import LANGUAGE_CHOICES, Matter
from kopir.organisations.models import Organisation
from kopir.organisations.words import FundingSource
from kopir.posts.models import Post
from kopir.practices.models import Adoption
from kopir.regulation.models import Obligation
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


class EffectQuerySet(models.QuerySet["Effect"]):
    def public(self) -> EffectQuerySet:
        return self.filter(state__in=PUBLIC)

    def of_party(self, by: Actor) -> EffectQuerySet:
        """Cards of which the actor's own post or organisation is a party."""
        if by.is_official:
            return self.filter(post_id=by.post_id)
        return self.filter(organisation_id=by.organisation_id) if by.is_member else self.none()

    def visible_to(self, by: Actor) -> EffectQuerySet:
        """Public ones; drafts for both parties."""
        public = Q(state__in=PUBLIC)
        if by.is_official:
            return self.filter(public | Q(post_id=by.post_id))
        if by.is_member:
            return self.filter(public | Q(organisation_id=by.organisation_id))
        return self.filter(public)


class Effect(Titled["EffectText"], models.Model):
    """Two parties: `organisation` (an NGO) and `post` (the state body's side); `begun_by` wrote the card, the other one judges
    its evidence and accepts its measurements. `starts_on` and `ends_on`: of the work. `no_measure_because`: "not measurable yet"
    is a lawful answer, with its reason, until `no_measure_until`. `people_planned`: how many people it is for. At most one of
    `matter`, `adoption`, `obligation` is set, as `of` says; a project has none."""

    PRIVACY = classes(
        open="ref of state begun_by organisation post matter adoption obligation sector territory language starts_on ends_on"
        " people_planned no_measure_until published_at withdrawn_because is_demonstration created_at updated_at"
    )

    ref = models.SlugField(max_length=20, unique=True, null=True)
    of = models.CharField(max_length=10, choices=EffectOf)
    state = models.CharField(max_length=10, choices=EffectState, default=EffectState.DRAFT)
    begun_by = models.CharField(max_length=12, choices=Party)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="effects")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="effects")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="effect")
    adoption = models.OneToOneField(Adoption, models.PROTECT, null=True, related_name="effect")
    obligation = models.OneToOneField(Obligation, models.PROTECT, null=True, related_name="effect")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="effects")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="effects")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    """The language it was first written in."""
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    people_planned = models.PositiveIntegerField(null=True)
    no_measure_until = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-published_at"]),
            models.Index(fields=["territory", "state"]),
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["post", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(post__isnull=False), name="effect_has_party"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC)
                | Q(published_at__isnull=False, territory__isnull=False, sector__isnull=False),
                name="public_effect_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=EffectState.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="withdrawn_effect_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="effect_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(
                    Q(of=EffectOf.MATTER, matter__isnull=False, adoption__isnull=True, obligation__isnull=True)
                    | Q(of=EffectOf.ADOPTION, matter__isnull=True, adoption__isnull=False, obligation__isnull=True)
                    | Q(of=EffectOf.DUTY, matter__isnull=True, adoption__isnull=True, obligation__isnull=False)
                    | Q(of=EffectOf.PROJECT, matter__isnull=True, adoption__isnull=True, obligation__isnull=True)
                ),
                name="effect_of_one_thing",
            ),
        ]  # fmt: skip

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def journal_label(self) -> str:
        return self.ref or f"№ {self.pk}"

    def __str__(self) -> str:
        return self.title.text or self.journal_label


TEXTS = (
    "title", "need", "need_source", "people", "did", "changed", "gained", "otherwise", "no_measure_because",
)  # fmt: skip


class EffectText(models.Model):
    """The words of a card in one language. `need` with its source; `people`: whom it concerns; `did`: what was done; `changed`:
    what changed for people, in a sentence; `gained`: what the state body gained; `otherwise`: what would have had to be done
    otherwise."""

    PRIVACY = classes(open=f"effect language folded {' '.join(TEXTS)}")

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    title = models.CharField(max_length=200, blank=True)
    need = models.TextField(blank=True)
    need_source = models.CharField(max_length=500, blank=True)
    people = models.TextField(blank=True)
    did = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    gained = models.TextField(blank=True)
    otherwise = models.TextField(blank=True)
    no_measure_because = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["effect", "language"], name="effect_text_once")]

    def set_words(self, words: dict[str, str]) -> None:
        """Set the words given and everything computed from them."""
        for name, value in words.items():
            setattr(self, name, value)
        self.folded = fold(f"{self.title} {self.need} {self.people} {self.changed}")[:4000]

    @property
    def is_public(self) -> bool:
        return self.effect.is_public

    def __str__(self) -> str:
        return self.title


class ChainStep(models.Model):
    """A step of the result chain, with the assumption on which the next one rests and the day it is to be tested."""

    PRIVACY = classes(open="effect level order text language assumption test_on tested tested_at finding")

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="chain")
    level = models.PositiveSmallIntegerField(choices=ChainLevel)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    assumption = models.CharField(max_length=300, blank=True)
    test_on = models.DateField(null=True)
    tested = models.CharField(max_length=6, choices=Tested, default=Tested.OPEN)
    tested_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["level", "order", "pk"]
        indexes = [models.Index(fields=["tested", "test_on"])]

    @property
    def is_public(self) -> bool:
        return self.effect.is_public

    @property
    def journal_label(self) -> str:
        return self.effect.journal_label

    def __str__(self) -> str:
        return self.text


class Gain(models.Model):
    """A goal or a plan's indicator that the state body came nearer to."""

    PRIVACY = classes(open="effect goal indicator words language url")

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="gains")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="gains")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="gains")
    words = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    url = models.URLField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False) | Q(indicator__isnull=False) | ~Q(words=""), name="gain_is_named"
            )
        ]

    def __str__(self) -> str:
        return self.words or str(self.goal or self.indicator)


class Money(models.Model):
    """What was spent, whole tenge of a year, by source."""

    PRIVACY = classes(open="effect year source tenge")

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="money")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20, choices=FundingSource)
    tenge = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["year", "source"]
        constraints = [models.UniqueConstraint(fields=["effect", "year", "source"], name="money_once_a_year_and_source")]

    def __str__(self) -> str:
        return f"{self.year} {self.source} {self.tenge}"


class Confirmation(models.Model):
    """What a party says of the effect as a whole; a new word stands beside the old one, the newest counts. `lapsed_at`: when
    the words it spoke of were changed; from then on it is shown but does not count."""

    PRIVACY = classes(open="effect party agreed words language at lapsed_at")

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="confirmations")
    party = models.CharField(max_length=12, choices=Party)
    agreed = models.CharField(max_length=10, choices=Agreed)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["effect", "party", "-id"])]

    @property
    def is_public(self) -> bool:
        return self.effect.is_public

    @property
    def journal_label(self) -> str:
        return self.effect.journal_label

    def __str__(self) -> str:
        return f"{self.party}: {self.agreed}"
