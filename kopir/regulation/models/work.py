"""What falls due, what proves it, what a post plans, reports and replies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES
from kopir.posts.models import Post
from kopir.regulation.models.law import Duty
from kopir.regulation.words import (
    Mapping,
    ObligationState,
    PlanState,
    ProofKind,
    ProofState,
    ReportState,
)


class Obligation(models.Model):
    """A duty of a post for one period or one occasion. `subject_*`: the occasion (a matter), as the journal names it.

    The due day is a working day. `planned_on` and `plan_note` are the post's own plan for the year.
    """

    PRIVACY = classes(
        open="duty post period_start period_end due_on state done_on waived_until reason subject_kind subject_id subject_label"
        " planned_on plan_note"
    )

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="obligations")
    post = models.ForeignKey(Post, models.PROTECT, related_name="obligations")
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=ObligationState, default=ObligationState.DUE)
    done_on = models.DateField(null=True, blank=True)
    waived_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_label = models.CharField(max_length=300, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    plan_note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "due_on"]),
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["subject_kind", "subject_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "post", "period_end", "subject_kind", "subject_id"], name="obligation_once_a_period"
            ),
            models.CheckConstraint(
                condition=~Q(state=ObligationState.WAIVED) | (Q(waived_until__isnull=False) & ~Q(reason="")),
                name="waiver_has_reason_and_end",
            ),
            models.CheckConstraint(condition=~Q(state=ObligationState.DONE) | Q(done_on__isnull=False), name="done_has_a_day"),
        ]

    @property
    def journal_label(self) -> str:
        return f"{self.duty.code} · {self.due_on}"

    @property
    def is_moved(self) -> bool:
        """The last day is not the one that the rule names."""
        return self.due_on != self.period_end

    def __str__(self) -> str:
        return f"{self.duty_id}:{self.post_id}:{self.due_on}"


class Proof(models.Model):
    """What shows that an obligation was met. `entry_id`: the journal's; such a proof needs no second person.

    `given_by`, `checked_by`: posts; `giver`, `checker`: persons by number, so that nobody checks their own proof.
    """

    PRIVACY = classes(
        open="obligation kind mapping state entry_id url number dated_on words file_sha256 file_size file_mime given_by given_at"
        " checked_by checked_at expires_on reason",
        restricted="file_name",
        personal="giver checker",
    )

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=10, choices=ProofKind)
    mapping = models.CharField(max_length=8, choices=Mapping, default=Mapping.WHOLE)
    state = models.CharField(max_length=10, choices=ProofState, default=ProofState.SUBMITTED)
    entry_id = models.BigIntegerField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.BigIntegerField(null=True, blank=True)
    file_mime = models.CharField(max_length=100, blank=True)
    given_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="given_proofs")
    giver = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()
    checked_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="checked_proofs")
    checker = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "expires_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "entry_id"], condition=Q(entry_id__isnull=False), name="entry_proves_once"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(checker__isnull=True) | ~Q(giver=F("checker")),
                name="proof_checked_by_another",
            ),
        ]

    @property
    def journal_label(self) -> str:
        return self.obligation.journal_label

    def __str__(self) -> str:
        return f"{self.obligation_id}:{self.kind}"


class Plan(models.Model):
    """The year of a post. `rows`: what was approved, by language; `hash`: SHA-256 over their canonical JSON. What happens to
    the obligations later does not change them."""

    PRIVACY = classes(open="post year state rows approved_at approved_by hash")

    post = models.ForeignKey(Post, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    rows = models.JSONField(default=list, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=300, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "year"], name="plan_once_a_year")]

    @property
    def journal_label(self) -> str:
        return str(self.year)

    def __str__(self) -> str:
        return f"{self.post_id}:{self.year}"


class Report(models.Model):
    """A post's periodic report to the post above. `content`: sections with their texts and figures, by language, each figure
    with its source; `comment_*`: what the post adds in its own words."""

    PRIVACY = classes(open="post to since until state content comment_kk comment_ru made_at sent_at hash", personal="author")

    post = models.ForeignKey(Post, models.PROTECT, related_name="reports")
    to = models.ForeignKey(Post, models.PROTECT, null=True, related_name="received_reports")
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.DRAFT)
    content = models.JSONField(default=dict)
    comment_kk = models.TextField(blank=True)
    comment_ru = models.TextField(blank=True)
    author = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-until"]
        indexes = [models.Index(fields=["post", "until"])]

    @property
    def journal_label(self) -> str:
        return f"{self.since} – {self.until}"

    def __str__(self) -> str:
        return f"{self.post_id}: {self.since}–{self.until}"


class Reply(models.Model):
    """The right of reply: what a post says of its figure; stands beside the figure wherever it is shown."""

    PRIVACY = classes(open="post duty_code since until text language at")

    post = models.ForeignKey(Post, models.PROTECT, related_name="replies")
    duty_code = models.SlugField(max_length=60, blank=True)
    """Empty: of all duties of the post."""
    since = models.DateField()
    until = models.DateField()
    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "until"])]

    @property
    def journal_label(self) -> str:
        return f"{self.since} – {self.until}"

    def __str__(self) -> str:
        return f"{self.post_id}: {self.since}–{self.until}"


class Feed(models.Model):
    """A calendar address of a post, behind a token. The token itself is not kept: its SHA-256 is."""

    PRIVACY = classes(open="post language made_at closed_at", secret="token_hash", personal="person_id")  # noqa: S106 - a class of fields

    post = models.ForeignKey(Post, models.CASCADE, related_name="feeds")
    person_id = models.BigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, default="kk")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"{self.post_id}"


class Cursor(models.Model):
    """How far a job has read the journal: the next leaf of its tree. `name`: the job. `seen_on`: the day on which it last
    went over everything, for jobs that do so once a day."""

    PRIVACY = classes(open="name next_leaf seen_on")

    name = models.CharField(max_length=40, unique=True)
    next_leaf = models.BigIntegerField(default=0)
    seen_on = models.DateField(null=True)

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return self.name
