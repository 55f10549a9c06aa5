"""What the text says, and which duties follow from it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.organisations.models import Organisation
from kopir.posts.models import Post, Power
from kopir.posts.words import PostKind, Rank
from kopir.regulation.words import (
    AssignmentKind,
    Event,
    EvidenceKind,
    LinkState,
    Mapping,
    NormKind,
    ToWhom,
    Trigger,
    VersionState,
)


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

    @property
    def journal_label(self) -> str:
        return f"{self.norm.journal_label[:280]} · {self.starts_on}"

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

    @property
    def journal_label(self) -> str:
        return f"{self.duty.code}: {self.act}"

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
        constraints = [models.UniqueConstraint(fields=["duty_code", "norm", "address"], name="function_once_a_duty")]

    @property
    def journal_label(self) -> str:
        return f"{self.duty_code} ~ {self.norm.journal_label[:200]}, {self.address}"

    def __str__(self) -> str:
        return f"{self.duty_code} ~ {self.norm_id}:{self.address}"


def in_force_duties(on: date) -> Q:
    """Condition: the duty is in force on the day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
