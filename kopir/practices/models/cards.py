"""A practice card: what was tried, by whom, with what result, and whether it can be repeated."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import get_language

from kopir.base.actors import Actor
from kopir.base.fields import Named, Titled
from kopir.base.fold import fold
from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES, LocalisedText, localised
from kopir.interactions.models import LANGUAGE_CHOICES, Matter
from kopir.journal.models import Entry
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.practices.models.sides import OneSide
from kopir.practices.models.ways import Way
from kopir.practices.words import (
    PUBLIC,
    CardKind,
    CardState,
    Doubt,
    EvidenceKind,
    EvidenceLevel,
    EvidenceState,
    ReviewSide,
    ReviewState,
    TakesPartAs,
)
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


class CardQuerySet(models.QuerySet["Card"]):
    def public(self) -> CardQuerySet:
        return self.filter(state__in=PUBLIC)

    def written_by(self, by: Actor) -> CardQuerySet:
        """Cards of the actor's own post or organisation."""
        if by.is_official:
            return self.filter(owner_id=by.post_id)
        return self.filter(author_id=by.organisation_id) if by.is_member else self.none()

    def visible_to(self, by: Actor) -> CardQuerySet:
        """Public ones, own ones, and those one was asked to review."""
        public = Q(state__in=PUBLIC)
        if by.is_official:
            asked = Review.objects.filter(post_id=by.post_id).values("card")
            return self.filter(public | Q(owner_id=by.post_id) | Q(pk__in=asked))
        if by.is_member:
            asked = Review.objects.filter(organisation_id=by.organisation_id).values("card")
            return self.filter(public | Q(author_id=by.organisation_id) | Q(pk__in=asked))
        return self.filter(public)

    def worked_with(self) -> CardQuerySet:
        """Somebody has done something with it, as the journal says; a card that an import made and nobody touched is not named
        there."""
        number = Cast(OuterRef("pk"), CharField())
        named = Entry.objects.filter(subject_kind="practices.card", subject_id=number)
        above = Entry.objects.filter(parent_kind="practices.card", parent_id=number)
        return self.filter(Exists(named) | Exists(above))

    def not_only_imported(self) -> CardQuerySet:
        """Without drafts that came from a file and wait untouched: there may be thousands."""
        return self.filter(Q(imported__isnull=True) | Q(pk__in=Card.objects.filter(imported__isnull=False).worked_with()))


class Card(Titled["CardText"], models.Model):
    """`owner`: the post that looks after the card, also when an organisation wrote it (`author`). `level` follows from the
    evidence and is never typed. A published card is not edited: a new one `replaces` it."""

    PRIVACY = classes(
        open="ref kind state owner author matter sector territory way cost_tenge months people_reached replaces doubt"
        " review_on level published_at withdrawn_because language is_demonstration created_at updated_at"
    )

    ref = models.SlugField(max_length=20, unique=True, null=True)
    kind = models.CharField(max_length=10, choices=CardKind, default=CardKind.WORKED)
    state = models.CharField(max_length=14, choices=CardState, default=CardState.DRAFT)
    owner = models.ForeignKey(Post, models.PROTECT, related_name="practices")
    author = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="practices")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="practices")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="practices")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="practices")
    way = models.ForeignKey(Way, models.PROTECT, null=True, related_name="practices")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    """The language it was first written in."""
    cost_tenge = models.PositiveBigIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    people_reached = models.PositiveIntegerField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    doubt = models.CharField(max_length=12, choices=Doubt, blank=True)
    review_on = models.DateField(null=True)
    level = models.PositiveSmallIntegerField(choices=EvidenceLevel, default=EvidenceLevel.DESCRIBED)
    published_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-published_at"]), models.Index(fields=["owner", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(published_at__isnull=False, review_on__isnull=False),
                name="public_card_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state=CardState.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="withdrawn_card_has_reason",
            ),
            models.CheckConstraint(condition=Q(state=CardState.NEEDS_REVIEW) | Q(doubt=""), name="doubt_only_in_review"),
        ]

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_running(self) -> bool:
        return self.state in (CardState.PUBLISHED, CardState.NEEDS_REVIEW)

    @property
    def journal_label(self) -> str:
        return self.ref or f"№ {self.pk}"

    def __str__(self) -> str:
        return self.title.text or self.journal_label


TEXTS = (
    "title", "problem", "people", "context", "steps", "results", "failed", "conditions", "law", "because",
)  # fmt: skip


class CardText(models.Model):
    """The words of a card in one language. `steps`: one a line. `failed`: what did not work; `because`: of a card that
    tells of a failure, why."""

    PRIVACY = classes(open=f"card language folded {' '.join(TEXTS)}")

    card = models.ForeignKey(Card, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    title = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    people = models.TextField(blank=True)
    context = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    results = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    because = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    law = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)
    """Title, problem and people, folded: what the filter by words of the list looks in."""

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["card", "language"], name="card_text_once")]

    def set_words(self, words: Mapping[str, str]) -> None:
        """Set the words given and everything computed from them."""
        for name, value in words.items():
            setattr(self, name, value)
        self.folded = fold(f"{self.title} {self.problem} {self.people}")[:4000]

    @property
    def is_public(self) -> bool:
        return self.card.is_public

    @property
    def step_lines(self) -> list[str]:
        return [line.strip(" \t-–•") for line in self.steps.splitlines() if line.strip(" \t-–•")]

    def __str__(self) -> str:
        return self.title


class Participant(OneSide, models.Model):
    """A post or an organisation, never a person."""

    PRIVACY = classes(open="card order takes_part_as post organisation")

    card = models.ForeignKey(Card, models.CASCADE, related_name="participants")
    order = models.PositiveSmallIntegerField(default=0)
    takes_part_as = models.CharField(max_length=10, choices=TakesPartAs)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(post__isnull=True) ^ Q(organisation__isnull=True), name="participant_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.takes_part_as} in {self.card_id}"


class Block(Named):
    """A piece of work that many practices are made of; kept by a post and used by cards again and again."""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} text_kk text_ru text_en post ends_on is_demonstration")

    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    @property
    def text(self) -> LocalisedText:
        return localised({code: getattr(self, f"text_{code}") for code in LANGUAGES}, get_language() or "kk")


class BlockUse(models.Model):
    PRIVACY = classes(open="card block order")

    card = models.ForeignKey(Card, models.CASCADE, related_name="block_uses")
    block = models.ForeignKey(Block, models.PROTECT, related_name="uses")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["card", "block"], name="block_once_a_card")]

    def __str__(self) -> str:
        return f"block {self.block_id} of {self.card_id}"


class Review(OneSide, models.Model):
    """One asked view of a draft: a peer's (post) or the other side's (organisation or post)."""

    PRIVACY = classes(open="card side post organisation state asked_at decided_at", restricted="words")

    card = models.ForeignKey(Card, models.CASCADE, related_name="reviews")
    side = models.CharField(max_length=6, choices=ReviewSide)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.ASKED)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(post__isnull=True) ^ Q(organisation__isnull=True), name="reviewer_is_one"),
            models.UniqueConstraint(
                fields=["card", "side"],
                condition=Q(state__in=[ReviewState.ASKED, ReviewState.AGREED]),
                name="one_living_review_a_side",
            ),
        ]

    @property
    def is_public(self) -> bool:
        return self.card.is_public

    @property
    def journal_label(self) -> str:
        return self.card.journal_label

    def __str__(self) -> str:
        return f"review {self.pk} of {self.card_id}"


class Evidence(models.Model):
    """What shows the result of a card, or of an adoption of it. A file, a link or a named document."""

    PRIVACY = classes(
        open="card adoption kind state words language url number dated_on expires_on file_name file_sha256 file_size"
        " file_mime given_at giver_post giver_organisation"
    )

    card = models.ForeignKey(Card, models.CASCADE, related_name="evidence")
    adoption = models.ForeignKey("practices.Adoption", models.CASCADE, null=True, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    state = models.CharField(max_length=8, choices=EvidenceState, default=EvidenceState.VALID)
    words = models.CharField(max_length=500)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    url = models.URLField(blank=True)
    number = models.CharField(max_length=100, blank=True)
    dated_on = models.DateField()
    expires_on = models.DateField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    file_mime = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    giver_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    giver_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["state", "expires_on"])]

    @property
    def is_public(self) -> bool:
        return self.card.is_public

    @property
    def journal_label(self) -> str:
        return self.card.journal_label

    def __str__(self) -> str:
        return f"evidence {self.pk} of {self.card_id}"


__all__ = ["TEXTS", "Block", "BlockUse", "Card", "CardText", "Evidence", "Participant", "Review"]
