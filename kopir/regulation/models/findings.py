"""Where the Regulation cannot be done."""

from __future__ import annotations

from django.db import models

from kopir.base.privacy import classes
from kopir.organisations.models import Organisation
from kopir.posts.models import Post, Power
from kopir.regulation.words import (
    Contradiction,
    FindingState,
)


class Finding(models.Model):
    """A contradiction between a duty and what a post or body can do. `key` names the occasion and stays the same over runs.

    `facts`: what led to it, as data; the sentences are made from them in the reader's language (findings/words).
    """

    PRIVACY = classes(
        open="rule key body post duty_code territory power facts state opened_on seen_on resolved_on resolved_by accepted_until"
        " reason times sent_to answer"
    )

    rule = models.CharField(max_length=16, choices=Contradiction)
    key = models.CharField(max_length=200, unique=True)
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="findings")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="findings")
    duty_code = models.SlugField(max_length=60, blank=True)
    territory = models.CharField(max_length=9, blank=True)
    """Code of the place where it is found: the body's seat."""
    power = models.ForeignKey(Power, models.PROTECT, null=True, related_name="findings")
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    opened_on = models.DateField()
    seen_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    resolved_by = models.BigIntegerField(null=True, blank=True)
    """Number of the journal entry after which it was gone, when one of the finding's own page did it."""
    accepted_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    """How often it has come: 2 and more is a recurring one."""
    sent_to = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="findings_sent_up")
    answer = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "rule", "territory"]),
            models.Index(fields=["body", "state"]),
            models.Index(fields=["post", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.key}"

    @property
    def journal_label(self) -> str:
        return f"{self.get_rule_display()}: {self.key}"[:300]
