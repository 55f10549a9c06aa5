"""How a practice spreads: who adopted it from whom, did the effect repeat, what the pioneer was asked, to whom it is proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kopir.base.privacy import classes
from kopir.interactions.models import LANGUAGE_CHOICES, Matter
from kopir.organisations.models import Organisation
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.practices.models.cards import Card
from kopir.practices.models.sides import OneSide
from kopir.practices.words import AskKind, ProposalState, Repeated
from kopir.territories.models import Territory

ONE_ADOPTER = Q(post__isnull=True) ^ Q(organisation__isnull=True)


class Adoption(OneSide, models.Model):
    """`learned_from`: the adoption whose experience was taken; empty: the pioneer's. `asked_on`: when the result was last
    asked for. Only cards in public are adopted, so all of it is public."""

    PRIVACY = classes(
        open="card post organisation territory started_on changed because language learned_from repeated result result_at"
        " next_ask_on in_group is_demonstration at"
    )

    card = models.ForeignKey(Card, models.PROTECT, related_name="adoptions")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="adoptions")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="adoptions")
    started_on = models.DateField()
    changed = models.TextField(blank=True)
    because = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    learned_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    repeated = models.CharField(max_length=10, choices=Repeated, default=Repeated.TOO_EARLY)
    result = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True)
    next_ask_on = models.DateField(null=True)
    in_group = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["started_on", "pk"]
        indexes = [models.Index(fields=["next_ask_on"])]
        constraints = [
            models.CheckConstraint(condition=ONE_ADOPTER, name="adopter_is_one"),
            models.CheckConstraint(condition=~Q(learned_from=F("id")), name="adoption_not_from_itself"),
            models.UniqueConstraint(fields=["card", "post", "territory"], name="post_adopts_once_a_place"),
            models.UniqueConstraint(fields=["card", "organisation", "territory"], name="ngo_adopts_once_a_place"),
        ]

    @property
    def journal_label(self) -> str:
        return self.card.journal_label

    def __str__(self) -> str:
        return f"adoption {self.pk} of {self.card_id}"


class Use(models.Model):
    """“I used it”, once a post or an organisation."""

    PRIVACY = classes(open="card post organisation at")

    card = models.ForeignKey(Card, models.CASCADE, related_name="uses")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_ADOPTER, name="user_is_one"),
            models.UniqueConstraint(fields=["card", "post"], name="use_once_a_post"),
            models.UniqueConstraint(fields=["card", "organisation"], name="use_once_an_ngo"),
        ]

    def __str__(self) -> str:
        return f"use of {self.card_id}"


class Ask(OneSide, models.Model):
    """A question to the pioneer or an invitation to a visit, with its answer; open to everybody, so that it is asked once."""

    PRIVACY = classes(open="card kind post organisation text language wished_on answer answered_at at", personal="person")

    card = models.ForeignKey(Card, models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=10, choices=AskKind)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    wished_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=ONE_ADOPTER, name="asker_is_one")]

    @property
    def journal_label(self) -> str:
        return self.card.journal_label

    def __str__(self) -> str:
        return f"ask {self.pk} of {self.card_id}"


class Proposal(models.Model):
    """To a post with the same need that has not adopted the card. `matter`: the open matter that shows the need."""

    PRIVACY = classes(open="card post matter state words decided_at at")

    card = models.ForeignKey(Card, models.CASCADE, related_name="proposals")
    post = models.ForeignKey(Post, models.CASCADE, related_name="proposals")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OFFERED)
    words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "post"], name="card_proposed_once_a_post")]

    @property
    def journal_label(self) -> str:
        return self.card.journal_label

    def __str__(self) -> str:
        return f"proposal {self.pk} of {self.card_id}"
