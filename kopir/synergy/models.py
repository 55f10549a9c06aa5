"""What may be done together: matters that Köpir proposes to their posts to be worked on as one."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from kopir.base.actors import Actor
from kopir.base.privacy import classes
from kopir.interactions.models import Matter, readable
from kopir.posts.models import Post
from kopir.practices.models import Card
from kopir.synergy.words import Kind, Reply, Side, State


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, by: Actor) -> ProposalQuerySet:
        """Those of which the actor may read every matter: one that was restricted since hides its proposals."""
        may_read = Matter.objects.filter(readable(by), pk=OuterRef("matter"))  # asked of these matters, not of all
        hidden = ProposedMatter.objects.filter(~Exists(may_read), proposal=OuterRef("pk"))
        return self.filter(~Exists(hidden))


class Proposal(models.Model):
    """`key`: ids of its matters, so that the same group is proposed once. `why`: sentences, each by language. `card`: the
    practice that all of them ask for."""

    PRIVACY = classes(open="kind state key why card found_at decided_at")

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    key = models.CharField(max_length=200, unique=True)
    why = models.JSONField(default=list)
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"])]

    @property
    def is_public(self) -> bool:
        """While anybody may read every matter of it."""
        return all(row.matter.is_public for row in self.members.select_related("matter"))

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return self.journal_label


class ProposedMatter(models.Model):
    PRIVACY = classes(open="proposal matter side")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="members")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "matter"], name="matter_once_a_proposal")]

    def __str__(self) -> str:
        return f"{self.matter_id} in {self.proposal_id}"


class Asked(models.Model):
    """A post that answers for one of the matters, and what it says of the proposal."""

    PRIVACY = classes(open="proposal post reply reason at")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="asked")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.WAITING)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["post", "reply"])]
        constraints = [models.UniqueConstraint(fields=["proposal", "post"], name="post_asked_once")]

    def __str__(self) -> str:
        return f"{self.post_id} of {self.proposal_id}"
