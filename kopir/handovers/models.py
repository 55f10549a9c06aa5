"""Hand-over packs: what a post has at the moment when its holder changes, offered by the one and taken by the other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES
from kopir.handovers.words import DECIDED, RUNNING, TO_KNOW, ItemState, PackState, PromiseState
from kopir.people.models import Person
from kopir.posts.models import Appointment, Post

LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


class Terms(models.Model):
    """One row, edited by an administrator; all in days. `days_ahead`: how long before the last day a pack is begun. `days_back`:
    departures longer ago get none (an installation begins with old appointments). `stall_days`: how long a matter may lie
    after the change before it counts as stalled."""

    PRIVACY = classes(open="days_ahead days_back remind_days stall_days")

    days_ahead = models.PositiveSmallIntegerField(default=30)
    days_back = models.PositiveSmallIntegerField(default=30)
    remind_days = models.PositiveSmallIntegerField(default=3)
    stall_days = models.PositiveSmallIntegerField(default=14)

    journal_label = "№ 1"

    def __str__(self) -> str:
        return self.journal_label


class Question(Named):
    """A short question to the one who leaves. One that is not asked any more has an end."""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} code order ends_on")

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order"]


class Pack(models.Model):
    """One a change: `appointment` is the one that ends. `content` is what was signed, as it was signed, and `hash` the SHA-256
    of its canonical JSON; `offered` and `offered_hash` are the leaver's. `first_act_on` and `stalled` are counted later, from
    the journal."""

    PRIVACY = classes(
        open="post appointment state ends_on begun_at offered_at offered_hash signed_at hash first_act_on stalled"
        " is_demonstration",
        restricted="content offered missing",
        personal="leaver successor",
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="packs")
    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="pack")
    leaver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    successor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=PackState, default=PackState.ASSEMBLING)
    ends_on = models.DateField()
    """The last day of the leaver."""
    begun_at = models.DateTimeField()
    missing = models.JSONField(default=dict, editable=False)
    """By the codes of MISSING, with how many."""
    offered = models.JSONField(default=dict, editable=False)
    offered_hash = models.CharField(max_length=64, blank=True)
    offered_at = models.DateTimeField(null=True)
    content = models.JSONField(default=dict, editable=False)
    hash = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    first_act_on = models.DateField(null=True)
    stalled = models.PositiveIntegerField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["post", "state"]), models.Index(fields=["state", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PackState.SIGNED) | (~Q(hash="") & Q(signed_at__isnull=False, successor__isnull=False)),
                name="signed_pack_has_hash",
            )
        ]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_without_leaver(self) -> bool:
        return self.offered_at is not None and not self.offered_hash

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"{self.post} {self.ends_on}"


class Item(models.Model):
    """One thing of a pack. Its words are those of the day on which it was assembled. `matter`: number of the matter whose
    parties alone may read them."""

    PRIVACY = classes(
        open="pack state decided_at answered_at",
        restricted="key kind order title story status due_on path matter words answer answered_by draft",
    )

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="items")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    order = models.PositiveIntegerField(default=0)
    title = models.JSONField(default=dict)
    story = models.JSONField(default=list)
    status = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    path = models.CharField(max_length=200, blank=True)
    matter = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    words = models.TextField(blank=True)
    """The question, or why it is refused."""
    answer = models.TextField(blank=True)
    answered_by = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict)
    """What is being typed, by the number of the person: the successor's decision, or a reply to his question, which the leaver
    and the post above may both be writing; each writer sees only their own."""

    is_public = False

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["pack", "key"], name="item_once_a_pack")]

    @property
    def is_to_know(self) -> bool:
        """It is read only; nothing has to be decided."""
        return self.kind in TO_KNOW

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    def typed_by(self, person: int | None) -> dict[str, str]:
        """The person's own draft."""
        found = self.draft.get(str(person))
        return found if isinstance(found, dict) else {}

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"{self.pack_id}: {self.key}"


class Note(models.Model):
    """The leaver's answer to one question, kept while it is written."""

    PRIVACY = classes(open="pack question", restricted="text language at")

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="notes")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    at = models.DateTimeField(auto_now=True)

    is_public = False

    class Meta:
        ordering = ["question__order"]
        constraints = [models.UniqueConstraint(fields=["pack", "question"], name="note_once_a_question")]

    def __str__(self) -> str:
        return f"{self.pack_id}: {self.question_id}"


class Promise(models.Model):
    """Words with a date, said in the name of the post. They belong to the post and outlive its holders. `key`: where they were
    said, as Saying calls it."""

    PRIVACY = classes(open="post state judged_at", restricted="key quote language said_on due_on label path matter")

    post = models.ForeignKey(Post, models.PROTECT, related_name="promises")
    key = models.CharField(max_length=60)
    quote = models.TextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    said_on = models.DateField()
    due_on = models.DateField()
    label = models.CharField(max_length=60)
    """Number of the matter."""
    path = models.CharField(max_length=200)
    matter = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.FOUND)
    judged_at = models.DateTimeField(null=True)

    is_public = False

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["post", "state", "due_on"])]
        constraints = [models.UniqueConstraint(fields=["post", "key", "due_on"], name="promise_once_a_day")]

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"{self.post_id}: {self.due_on}"
