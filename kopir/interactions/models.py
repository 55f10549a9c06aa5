"""A matter on its way from an author to the post that answers for it, and back."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from kopir.base.actors import Actor
from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES, localised_field
from kopir.interactions.words import (
    NOT_RECEIVED,
    RUNNING,
    WORKED_ON,
    Audience,
    Direction,
    HandOffKind,
    HandOffState,
    Letter,
    MatterState,
    OutcomeKind,
    PartState,
    RestrictedBecause,
    Side,
    StepLetter,
    StepRole,
    Visibility,
    Word,
)
from kopir.organisations.models import Organisation
from kopir.people.models import Person
from kopir.people.words import LANGUAGE_NAMES
from kopir.posts.models import Post, Power
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

LANGUAGE_CHOICES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


class MatterKind(Named):
    """Proposal, enquiry, problem …"""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} code order hint_kk hint_ru hint_en ends_on")

    code = models.SlugField(max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    hint_kk = models.CharField(max_length=300, blank=True)
    hint_ru = models.CharField(max_length=300, blank=True)
    hint_en = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["order"]


class Procedure(models.Model):
    """How matters of a kind are worked on, in one version. Never changed once in force: editing makes a new version,
    running matters keep theirs. All terms are in working days."""

    PRIVACY = classes(
        open="kind version starts_on term_days hand_off_days opinion_days word_days objection_days reopen_days"
        " source is_draft created_at"
    )

    kind = models.ForeignKey(MatterKind, models.PROTECT, related_name="procedures")
    version = models.PositiveIntegerField()
    starts_on = models.DateField()
    term_days = models.PositiveSmallIntegerField()
    hand_off_days = models.PositiveSmallIntegerField()
    opinion_days = models.PositiveSmallIntegerField()
    word_days = models.PositiveSmallIntegerField()
    objection_days = models.PositiveSmallIntegerField()
    reopen_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    is_draft = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="procedure_version_once")]

    @property
    def journal_label(self) -> str:
        return f"{self.kind.journal_label}"

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ProcedureStep(models.Model):
    """`proof`: the act in the journal that proves the step. Letters C and I give the role a part when a matter comes."""

    PRIVACY = classes(open="procedure order name_kk name_ru name_en role letter days proof")

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=StepRole)
    letter = models.CharField(max_length=1, choices=StepLetter)
    days = models.PositiveSmallIntegerField(default=0)
    proof = models.CharField(max_length=80)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["procedure", "order"], name="step_order_once")]

    @property
    def words(self) -> str:
        """The name in the reader's language."""
        return localised_field(self, "name", get_language() or "kk").text

    def __str__(self) -> str:
        return self.name_kk


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, by: Actor) -> MatterQuerySet:
        """Matters whose existence the actor may know: all received ones, and own drafts. Of a restricted matter only the
        open fields may be shown to others: see `readable_by`."""
        received = ~Q(state__in=NOT_RECEIVED)
        if by.is_member:
            return self.filter(received | Q(author_id=by.organisation_id))
        return self.filter(received)

    def with_reading(self, by: Actor) -> MatterQuerySet:
        """Adds `may_read`: whether the actor may read the restricted fields of the row."""
        may = models.Case(models.When(readable(by), then=True), default=False, output_field=models.BooleanField())
        return self.annotate(may_read=may)

    def readable_by(self, by: Actor) -> MatterQuerySet:
        """Matters whose every open and restricted field the actor may read."""
        return self.filter(readable(by))

    def running(self) -> MatterQuerySet:
        return self.filter(state__in=RUNNING)


def past_term() -> Q:
    """Condition: worked on, and its last day has passed. A paused term has no last day."""
    return Q(state__in=WORKED_ON, due_on__lt=timezone.localdate())


def readable(by: Actor) -> Q:
    """Condition: public and received; or the actor is a party; or oversight."""
    received = ~Q(state__in=NOT_RECEIVED)
    if by.oversees:
        return received
    public = received & Q(visibility=Visibility.PUBLIC)
    if by.is_member:
        return public | Q(author_id=by.organisation_id) | Q(pk__in=_joined_by(by))
    if by.is_official:
        return public | (received & _has_part(by))
    return public


def _joined_by(by: Actor) -> models.QuerySet[Matter, Any]:
    return Matter.objects.filter(author_id=by.organisation_id, joined_into__isnull=False).values("joined_into")


def _has_part(by: Actor) -> Q:
    parts = Part.objects.filter(post_id=by.post_id).values("matter")
    hand_offs = HandOff.objects.filter(Q(to_post_id=by.post_id) | Q(from_post_id=by.post_id)).values("matter")
    above = Q(accountable__superior_id=by.post_id)
    joined_in = Q(joined_into__accountable_id=by.post_id)
    return Q(accountable_id=by.post_id) | above | joined_in | Q(pk__in=parts) | Q(pk__in=hand_offs)


# What figures read, and nothing else of a matter: their indexes hold it all.
COUNTED_BY = ("territory", "sector", "accountable")
COUNTED = ("state", "outcome", "word", "due_on")
ANSWERED = ("first_answered_at", "answered_in")
CLOSED = ("state", "outcome", "closed_at", "territory", "accountable", "kind")


class Matter(models.Model):
    """`accountable` is the one post that answers for the matter now; the database refuses a running matter without one.
    `due_on` is empty while the term is paused. `round` counts how often an outcome could be declared: it grows when the
    matter is contested or reopened. `contests` says whether the one way up was used."""

    PRIVACY = classes(
        open="number kind procedure state visibility territory sector language received_at clock_from due_on term_days"
        " accountable"
        " joined_into closed_at round contests is_demonstration answered_at word_due_on route updated_at"
        " first_answered_at answered_in outcome word",
        restricted="title text author asked offered for_whom people_concerned restricted_because"
        " objection objection_answer objected_at"
        " appeal_number created_at legal_question",
        personal="person",
    )

    number = models.CharField(max_length=20, unique=True, null=True)
    kind = models.ForeignKey(MatterKind, models.PROTECT, null=True, related_name="matters", db_index=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, related_name="matters")
    state = models.CharField(max_length=10, choices=MatterState, default=MatterState.DRAFT)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    restricted_because = models.CharField(max_length=20, choices=RestrictedBecause, blank=True)
    author = models.ForeignKey(Organisation, models.PROTECT, related_name="matters", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="matters", db_index=False)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="matters", db_index=False)
    other_sectors = models.ManyToManyField(Sector, related_name="+", blank=True)
    asked = models.TextField(blank=True)
    offered = models.TextField(blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    people_concerned = models.PositiveIntegerField(null=True)
    legal_question = models.CharField(max_length=10, blank=True)
    """What the author answered to "is this a legal appeal?": yes, no or nothing yet."""
    appeal_number = models.CharField(max_length=60, blank=True)
    is_demonstration = models.BooleanField(default=False)

    accountable = models.ForeignKey(Post, models.PROTECT, null=True, related_name="accountable_for", db_index=False)
    route = models.JSONField(default=list)
    """Why this post: steps in words, each {"kk": …, "ru": …, "en": …}."""
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined_matters")
    received_at = models.DateTimeField(null=True)
    clock_from = models.DateTimeField(null=True)
    """When the term of this round began: at receipt, and anew when contested or reopened."""
    term_days = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    word_due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    contests = models.PositiveSmallIntegerField(default=0)
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)
    objection_answer = models.TextField(blank=True)
    first_answered_at = models.DateTimeField(null=True, editable=False)
    """When a post first answered, in the first round. This and the three below repeat what `outcomes` say, so that a country's
    figures are counted from one index; `acts/declaring.py` alone writes them."""
    answered_in = models.PositiveIntegerField(null=True, editable=False)
    """Tenths of days from receipt to that answer: as exact as the median is shown."""
    outcome = models.CharField(max_length=14, choices=OutcomeKind, null=True, editable=False)
    """What the outcome of this round is, as soon as there is one."""
    word = models.CharField(max_length=10, choices=Word, null=True, editable=False)
    """What the first author said of it."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["accountable", "state", "due_on"]),
            models.Index(fields=["author", "state", "-id"]),
            models.Index(fields=["territory", "state", "-id"]),
            models.Index(fields=["sector", "state", "-id"]),
            models.Index(fields=["kind", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["-received_at"]),
            models.Index(fields=["updated_at", "territory"], name="changed_lately"),
            models.Index(fields=COUNTED, name="counted_everywhere"),
            models.Index(fields=ANSWERED, name="answered_everywhere"),
            models.Index(fields=CLOSED, name="counted_when_closed"),
            models.Index(fields=["id", "visibility", "state"], name="matter_shown"),
            *(models.Index(fields=[of, *COUNTED, *ANSWERED], name=f"counted_by_{of}") for of in COUNTED_BY),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=RUNNING)
                | Q(
                    accountable__isnull=False, number__isnull=False, kind__isnull=False, procedure__isnull=False,
                    territory__isnull=False, sector__isnull=False, received_at__isnull=False,
                ),
                name="running_matter_has_accountable_post",
            ),
            models.CheckConstraint(
                condition=Q(state=MatterState.JOINED, joined_into__isnull=False)
                | (~Q(state=MatterState.JOINED) & Q(joined_into__isnull=True)),
                name="joined_matter_has_target",
            ),
            models.CheckConstraint(condition=~Q(joined_into=F("id")), name="matter_not_joined_to_itself"),
            models.CheckConstraint(
                condition=~Q(state=MatterState.CLOSED) | Q(closed_at__isnull=False), name="closed_matter_has_date"
            ),
        ]  # fmt: skip

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state not in NOT_RECEIVED

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def open_title(self) -> str:
        """The title for whoever may read it; nothing otherwise. Queries set `may_read` for their reader."""
        return self.title if getattr(self, "may_read", self.is_public) else ""

    @property
    def journal_label(self) -> str:
        return self.number or f"№ {self.pk}"  # the same in all three languages

    def __str__(self) -> str:
        return self.journal_label


class Registration(models.Model):
    """One row a received matter, never removed: the left side of "received = open + closed + joined". Its id gives the
    number, so that two writers never get the same one."""

    PRIVACY = classes(open="matter received_at")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="registration")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"registration {self.pk}"


class Part(models.Model):
    """A responsibility letter that drives something: R is in that post's queue, C is an asked opinion with its own term,
    I gets notices and the digest."""

    PRIVACY = classes(
        open="matter post letter asked_by due_on state since ended_at",
        restricted="question answer waiver_reason",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="parts")
    letter = models.CharField(max_length=1, choices=Letter)
    asked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=PartState, default=PartState.ACTIVE)
    answer = models.TextField(blank=True)
    waiver_reason = models.TextField(blank=True)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "state", "letter", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "post", "letter"],
                condition=Q(state=PartState.ACTIVE),
                name="one_living_part",
            )
        ]

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"{self.letter} {self.post_id} in {self.matter_id}"


class HandOff(models.Model):
    """Two phases: offered, then accepted or not. Until acceptance the sender stays accountable."""

    PRIVACY = classes(
        open="matter kind direction from_post to_post missing_power offered_at due_on state decided_at",
        restricted="reason answer",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="hand_offs")
    kind = models.CharField(max_length=12, choices=HandOffKind, default=HandOffKind.HAND_OVER)
    direction = models.CharField(max_length=10, choices=Direction)
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="sent_hand_offs")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="received_hand_offs")
    missing_power = models.ForeignKey(Power, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    offered_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=HandOffState, default=HandOffState.OFFERED)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_post", "state", "due_on"]),
            models.Index(fields=["from_post", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(state=HandOffState.OFFERED), name="one_open_hand_off"),
            models.CheckConstraint(condition=~Q(from_post=F("to_post")), name="hand_off_goes_elsewhere"),
        ]

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"hand-off {self.pk} of {self.matter_id}"


class ClockPause(models.Model):
    """Days from `starts_on` up to `ends_on` do not count; on `ends_on` the term runs again. An open pause has no end."""

    PRIVACY = classes(open="matter starts_on ends_on post", restricted="reason")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.TextField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter"], condition=Q(ends_on__isnull=True), name="one_open_pause")]

    def __str__(self) -> str:
        return f"pause of {self.matter_id}"


class ClockExtension(models.Model):
    PRIVACY = classes(open="matter days at post legal_ground", restricted="reason")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    legal_ground = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"extension of {self.matter_id}"


class Waiting(models.Model):
    """From when to when the matter waited, and for whom. Exactly one row of a running matter is open."""

    PRIVACY = classes(open="matter side post began_at ended_at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="waits")
    side = models.CharField(max_length=10, choices=Side)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["side", "ended_at"])]
        constraints = [models.UniqueConstraint(fields=["matter"], condition=Q(ended_at__isnull=True), name="one_open_wait")]

    def __str__(self) -> str:
        return f"{self.matter_id} waits for {self.side}"


class Message(models.Model):
    """Between the parties inside a matter; `internal` ones are seen by state bodies with a part only."""

    PRIVACY = classes(restricted="matter audience side organisation post text language at", personal="person")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="messages")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PARTIES)
    side = models.CharField(max_length=10, choices=Side)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    at = models.DateTimeField(auto_now_add=True)

    is_public = False

    class Meta:
        indexes = [models.Index(fields=["matter", "id"])]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessageMark(models.Model):
    """When a message reached an organisation or a post (`delivered_at`: shown in its notices) and was read by it."""

    PRIVACY = classes(restricted="message organisation post delivered_at read_at")

    message = models.ForeignKey(Message, models.CASCADE, related_name="marks")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    delivered_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "organisation"], condition=Q(post__isnull=True), name="mark_once_organisation"
            ),
            models.UniqueConstraint(fields=["message", "post"], condition=Q(post__isnull=False), name="mark_once_post"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"mark of {self.message_id}"


class Outcome(models.Model):
    """What the accountable post declares; one a round."""

    PRIVACY = classes(open="matter round kind post at", restricted="statement language evidence evidence_link")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="outcomes")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=OutcomeKind)
    statement = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    evidence = models.TextField(blank=True)
    evidence_link = models.URLField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="outcomes")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"])]
        constraints = [models.UniqueConstraint(fields=["matter", "round"], name="one_outcome_a_round")]

    def __str__(self) -> str:
        return f"outcome {self.round} of {self.matter_id}"


class AuthorWord(models.Model):
    """What one author (the first or a joined one) says of an outcome."""

    PRIVACY = classes(open="outcome organisation word at", restricted="text")

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="words")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["word", "outcome"], name="words_said")]
        constraints = [models.UniqueConstraint(fields=["outcome", "organisation"], name="one_word_an_author")]

    def __str__(self) -> str:
        return f"{self.word} on {self.outcome_id}"


class Attachment(models.Model):
    """A private file of a matter; who may read the matter may read it (internal ones: state bodies with a part)."""

    PRIVACY = classes(restricted="matter message outcome audience name sha256 size mime at removed_at", personal="person")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="attachments")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, related_name="attachments")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PARTIES)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    is_public = False

    def __str__(self) -> str:
        return f"file {self.pk}"


class AnswerTemplate(Named):
    """A typical answer; `post` empty: for all posts."""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} post text_kk text_ru order ends_on")

    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="answer_templates")
    text_kk = models.TextField()
    text_ru = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["order"]


class Conservation(models.Model):
    """Result of one hourly count, public."""

    PRIVACY = classes(open="at received open closed joined unowned substituted broken_links good details")

    at = models.DateTimeField()
    received = models.PositiveBigIntegerField()
    open = models.PositiveBigIntegerField()
    closed = models.PositiveBigIntegerField()
    joined = models.PositiveBigIntegerField()
    unowned = models.PositiveBigIntegerField()
    substituted = models.PositiveBigIntegerField()
    broken_links = models.PositiveBigIntegerField()
    good = models.BooleanField()
    details = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.at} {self.good}"
