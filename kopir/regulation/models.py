"""The Regulation as data: what the text says, which duties follow from it, what falls due, what proves it, what hinders.

A norm has versions in time; its provisions have stable addresses. A duty is dated and points at an address, so that an
amendment which leaves the provision alone leaves the duty alone. Obligations are duty × post × period.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES, LocalisedText, localised_field
from kopir.organisations.models import Organisation
from kopir.posts.models import Post, Power
from kopir.posts.words import PostKind, Rank
from kopir.regulation.words import (
    AssignmentKind,
    Contradiction,
    Event,
    EvidenceKind,
    FindingState,
    LinkState,
    Mapping,
    NormKind,
    ObligationState,
    PlanState,
    ProofKind,
    ProofState,
    ReportState,
    ToWhom,
    Trigger,
    VersionState,
)

# ---- What the text says --------------------------------------------------------------------------------------------


class Norm(Named):
    """A normative document; its names are its titles. `scope`: the body whose regulation it is (kind `functions`)."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} ref kind number adopted_on issuer issuer_kk issuer_ru issuer_en scope is_draft source"
        " is_demonstration"
    )

    ref = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=NormKind)
    number = models.CharField(max_length=60, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    issuer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="issued_norms")
    issuer_kk = models.CharField(max_length=300, blank=True)
    issuer_ru = models.CharField(max_length=300, blank=True)
    issuer_en = models.CharField(max_length=300, blank=True)
    """Who adopted it, as the document says; also when the body is not in the register."""
    scope = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="own_norms")
    is_draft = models.BooleanField(default=False)
    """Not the official text: shown as such wherever it is quoted."""
    source = models.CharField(max_length=500, blank=True)
    is_demonstration = models.BooleanField(default=False)


class NormVersion(models.Model):
    """The text from a day on, until the next published version begins. A published version is never changed."""

    PRIVACY = classes(open="norm number starts_on state source note_kk note_ru note_en hash announced_at")

    norm = models.ForeignKey(Norm, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    source = models.CharField(max_length=500, blank=True)
    """Where this text was taken from: an address or the name of the file."""
    note_kk = models.CharField(max_length=500, blank=True)
    note_ru = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the canonical JSON of its provisions, fixed when it is published."""
    announced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["norm", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["norm", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["norm", "starts_on"], condition=~Q(state=VersionState.WITHDRAWN), name="one_version_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.norm} · {self.starts_on}"


class Provision(models.Model):
    """A heading, point or subpoint: the same thought in each language that the document has.

    `address` is stable over versions (`3`, `3.2`, `chapter-2`): links and duties point at it.
    """

    PRIVACY = classes(open="version address order level marker is_heading text_kk text_ru text_en folded")

    version = models.ForeignKey(NormVersion, models.CASCADE, related_name="provisions")
    address = models.CharField(max_length=60)
    order = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    marker = models.CharField(max_length=20, blank=True)
    is_heading = models.BooleanField(default=False)
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "address"], name="address_once_a_version")]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.address}"

    def text(self, language: str) -> LocalisedText:
        return localised_field(self, "text", language)


# ---- Which duties follow from it -----------------------------------------------------------------------------------


class Duty(Named):
    """What a post must do, from a day to a day. Its names say it shortly in official words, `plain` in everyday ones.

    An amended duty is a new row with the same `code` and a later `starts_on`; the older row ends the day before.
    `tiers` empty: bodies of every tier. `rrule`: RFC 5545, each occurrence is a day on which the duty is due.
    `term_days`: working days, after an event or before a due day. `evidence_days`: how long a proof holds (None: for good).
    """

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} code norm address order tiers post_kind to_whom plain_kk plain_ru plain_en trigger rrule event"
        " term_days minimum_rank evidence evidence_days consequence_kk consequence_ru consequence_en starts_on ends_on is_draft"
        " changed_on ended_by"
    )

    code = models.SlugField(max_length=60)
    norm = models.ForeignKey(Norm, models.PROTECT, related_name="duties")
    address = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    tiers = models.JSONField(default=list, blank=True)
    post_kind = models.CharField(max_length=12, choices=PostKind, default=PostKind.AUTHORISED)
    to_whom = models.CharField(max_length=12, choices=ToWhom, default=ToWhom.NGOS)
    plain_kk = models.CharField(max_length=500, blank=True)
    plain_ru = models.CharField(max_length=500, blank=True)
    plain_en = models.CharField(max_length=500, blank=True)
    trigger = models.CharField(max_length=10, choices=Trigger)
    rrule = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=24, choices=Event, blank=True)
    term_days = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_rank = models.PositiveSmallIntegerField(choices=Rank, null=True, blank=True)
    evidence = models.CharField(max_length=12, choices=EvidenceKind)
    evidence_days = models.PositiveSmallIntegerField(null=True, blank=True)
    consequence_kk = models.CharField(max_length=500, blank=True)
    consequence_ru = models.CharField(max_length=500, blank=True)
    consequence_en = models.CharField(max_length=500, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    is_draft = models.BooleanField(default=True)
    changed_on = models.DateField(null=True, blank=True)
    """From this day its provision reads otherwise than when the duty was drawn from it; an administrator must look."""
    ended_by = models.ForeignKey(NormVersion, models.SET_NULL, null=True, blank=True, related_name="ended_duties")
    """The version that dropped its provision; if that version is withdrawn the duty goes on."""
    powers = models.ManyToManyField(Power, through="NeededPower", related_name="duties")

    class Meta:
        ordering = ["order", "code"]
        indexes = [models.Index(fields=["norm", "address"])]
        constraints = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="duty_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="duty_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(trigger=Trigger.PERIOD) & ~Q(rrule="") & Q(event=""))
                | (Q(trigger=Trigger.EVENT) & ~Q(event="") & Q(rrule="") & Q(term_days__isnull=False))
                | Q(trigger=Trigger.STANDING, rrule="", event=""),
                name="duty_has_what_its_trigger_needs",
            ),
        ]

    def plain(self, language: str) -> LocalisedText:
        """In everyday words; the official ones when nobody has written any."""
        found = localised_field(self, "plain", language)
        return found if found.text else self.name(language)

    def concerns(self, tier: str) -> bool:
        return not self.tiers or tier in self.tiers


class NeededPower(models.Model):
    """A power without which the duty cannot be done by the post itself."""

    PRIVACY = classes(open="duty power")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="power_links")
    power = models.ForeignKey(Power, models.PROTECT, related_name="duty_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "power"], name="power_once_a_duty")]

    def __str__(self) -> str:
        return f"{self.duty_id}:{self.power_id}"


class DutyStep(Named):
    """A step of a duty; steps follow one another, `days` in working days. `power`: what this step needs."""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} duty order days power")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    power = models.ForeignKey(Power, models.PROTECT, null=True, blank=True, related_name="steps")

    class Meta:
        ordering = ["duty", "order"]
        constraints = [models.UniqueConstraint(fields=["duty", "order"], name="duty_step_order_once")]


class ProvingAct(models.Model):
    """An act of the journal that proves a duty when the duty's post did it. One act may prove several duties; who confirmed
    that stands here as text, like in the journal."""

    PRIVACY = classes(open="duty act mapping confirmed_by confirmed_at")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="proving_acts")
    act = models.CharField(max_length=80)
    mapping = models.CharField(max_length=8, choices=Mapping, default=Mapping.WHOLE)
    confirmed_by = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["duty", "act"]
        constraints = [models.UniqueConstraint(fields=["duty", "act"], name="act_once_a_duty")]

    def __str__(self) -> str:
        return f"{self.duty_id}:{self.act}"


class Assignment(models.Model):
    """A post has a duty, or a step of it, by decision and not by the general rule, from a day to a day.

    OWNER: of all posts of the body only this one owns the duty. STEP: does one step. DELEGATED: does the duty for a time
    in place of `instead_of`.
    """

    PRIVACY = classes(open="duty_code body post kind step_order instead_of legal_basis starts_on ends_on")

    duty_code = models.SlugField(max_length=60)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="duty_assignments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="duty_assignments")
    kind = models.CharField(max_length=10, choices=AssignmentKind)
    step_order = models.PositiveSmallIntegerField(null=True, blank=True)
    instead_of = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="delegated_duties")
    legal_basis = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body", "duty_code"])]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=AssignmentKind.STEP) & Q(step_order__isnull=False))
                | (~Q(kind=AssignmentKind.STEP) & Q(step_order__isnull=True)),
                name="step_assignment_names_its_step",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AssignmentKind.DELEGATED) | Q(ends_on__isnull=False, instead_of__isnull=False),
                name="delegation_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_code}:{self.post_id}"


class FunctionLink(models.Model):
    """A duty and a function of a department that look alike; what a person said of them is remembered by address."""

    PRIVACY = classes(open="duty_code norm address likeness shared state judged_by judged_at")

    duty_code = models.SlugField(max_length=60)
    norm = models.ForeignKey(Norm, models.CASCADE, related_name="function_links")
    address = models.CharField(max_length=60)
    likeness = models.FloatField(default=0)
    """0 to 1: share of the words that matter which both have."""
    shared = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.PROPOSED)
    judged_by = models.CharField(max_length=300, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty_code", "norm", "address"], name="function_once_a_duty")
        ]

    def __str__(self) -> str:
        return f"{self.duty_code} ~ {self.norm_id}:{self.address}"


# ---- What falls due, and what proves it ----------------------------------------------------------------------------


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
            models.CheckConstraint(
                condition=~Q(state=ObligationState.DONE) | Q(done_on__isnull=False), name="done_has_a_day"
            ),
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

    PRIVACY = classes(
        open="post to since until state content comment_kk comment_ru made_at sent_at hash", personal="author"
    )

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

    PRIVACY = classes(open="post language made_at closed_at", secret="token_hash", personal="person_id")

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


# ---- Where it cannot be done ---------------------------------------------------------------------------------------


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


def in_force_duties(on: date) -> Q:
    """Condition: the duty is in force on the day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
