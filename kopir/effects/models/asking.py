"""People's own word: surveys without an account; and the later check of both sides."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.effects.models.cards import Effect
from kopir.effects.words import (
    CheckState,
    Entrance,
    HiddenBecause,
    Holds,
    Party,
    QuestionKind,
    SurveyState,
    WordsState,
)
from kopir.interactions.models import LANGUAGE_CHOICES, Matter
from kopir.organisations.models import Organisation
from kopir.posts.models import Post


class Survey(models.Model):
    """`ref` stands in the short address on paper. `invited`: how many were asked, so that those who did not answer show.
    `smallest`: fewer answers than this are not shown. `hardness`: bits of work a device does before an answer is
    taken. `digest`: SHA-256 over all answers, written when it closes."""

    PRIVACY = classes(
        open="ref effect state entrance title_kk title_ru title_en opens_on closes_on invited smallest hardness"
        " is_demonstration created_at closed_at digest"
    )

    ref = models.SlugField(max_length=16, unique=True)
    effect = models.ForeignKey(Effect, models.PROTECT, related_name="surveys")
    state = models.CharField(max_length=8, choices=SurveyState, default=SurveyState.DRAFT)
    entrance = models.CharField(max_length=6, choices=Entrance, default=Entrance.CODES)
    title_kk = models.CharField(max_length=200, blank=True)
    title_ru = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    invited = models.PositiveIntegerField(null=True)
    smallest = models.PositiveSmallIntegerField(default=5)
    hardness = models.PositiveSmallIntegerField(default=16)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    @property
    def is_public(self) -> bool:
        return self.state != SurveyState.DRAFT and self.effect.is_public

    @property
    def title(self) -> LocalisedText:
        return localised_field(self, "title", get_language() or "kk")

    @property
    def journal_label(self) -> str:
        return self.ref

    def __str__(self) -> str:
        return self.title.text or self.ref


class Question(models.Model):
    """`choices`: of a choice, a list of {"kk": …, "ru": …, "en": …}. `confirms`: its "yes" is the people's own word on the
    effect as a whole."""

    PRIVACY = classes(open="survey order kind text_kk text_ru text_en choices measure confirms")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind)
    text_kk = models.CharField(max_length=300)
    text_ru = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list)
    measure = models.ForeignKey("effects.Measure", models.SET_NULL, null=True, related_name="questions")
    confirms = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "order"], name="question_order_once"),
            models.UniqueConstraint(fields=["survey"], condition=Q(confirms=True), name="one_question_confirms"),
            models.CheckConstraint(condition=Q(confirms=False) | Q(kind=QuestionKind.YES_NO), name="yes_or_no_confirms"),
            models.CheckConstraint(condition=Q(order__gte=1, order__lte=5), name="five_questions_at_most"),
        ]

    @property
    def is_public(self) -> bool:
        return self.survey.is_public

    @property
    def journal_label(self) -> str:
        return self.survey.ref

    @property
    def text(self) -> LocalisedText:
        return localised_field(self, "text", get_language() or "kk")

    def __str__(self) -> str:
        return self.text.text


class Code(models.Model):
    """A one-time code, printed on paper. Only its keyed hash is kept, so that nobody reads it from the database; which answer
    it was used for is not kept."""

    PRIVACY = classes(open="survey made_at used_at", secret="code_hash")  # noqa: S106 - a class of fields

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateField(null=True)
    """The day alone: a time would tie the code to its answer."""

    def __str__(self) -> str:
        return f"code {self.pk} of {self.survey_id}"


class Response(models.Model):
    """One person's answers. `stamp`: hash of the work done by the device; the same work is not taken twice. Its number is drawn
    by chance, so that the order of rows does not tell who answered when."""

    PRIVACY = classes(restricted="survey language on", secret="stamp")  # noqa: S106 - a class of fields

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    on = models.DateField()
    stamp = models.CharField(max_length=64, unique=True, null=True)

    is_public = False

    def __str__(self) -> str:
        return f"response {self.pk}"


class Answer(models.Model):
    """`value`: 0 or 1, 1 to 5, or the place of the choice. `words`: of free text, shown once somebody has read it."""

    PRIVACY = classes(restricted="response question value words state hidden_because")

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.SmallIntegerField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=8, choices=WordsState, default=WordsState.WAITING)
    hidden_because = models.CharField(max_length=10, choices=HiddenBecause, blank=True)

    is_public = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_answer_a_question")]
        indexes = [models.Index(fields=["question", "value"])]

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return f"answer {self.pk}"


class CheckTerm(models.Model):
    """After how many days from closing the effect is asked for again; editable, dated."""

    PRIVACY = classes(open="days starts_on ends_on")

    days = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["days"]
        constraints = [models.UniqueConstraint(fields=["days"], condition=Q(ends_on__isnull=True), name="check_term_once")]

    @property
    def journal_label(self) -> str:
        return str(self.days)

    def __str__(self) -> str:
        return str(self.days)


class Check(models.Model):
    """One question to one side, so many days after the closing of a matter (or the end of a card's work): does it hold?
    `round`: of the matter, so that a matter opened and closed again is asked about again. The people concerned are asked by a
    `survey`."""

    PRIVACY = classes(
        open="matter effect days round survey party post organisation due_on state holds number answered_at asked_at"
        " is_demonstration",
        restricted="words language photo_name photo_sha256 photo_mime",
    )

    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="checks")
    effect = models.ForeignKey(Effect, models.PROTECT, null=True, related_name="checks")
    days = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    party = models.CharField(max_length=12, choices=Party)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="checks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="checks")
    survey = models.OneToOneField(Survey, models.PROTECT, null=True, related_name="check_of")
    due_on = models.DateField()
    """When it is asked; thirty days later what is not answered counts as unanswered."""
    state = models.CharField(max_length=10, choices=CheckState, default=CheckState.DUE)
    holds = models.CharField(max_length=8, choices=Holds, blank=True)
    number = models.PositiveIntegerField(null=True)
    """How many people it holds for, when given."""
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    photo_name = models.CharField(max_length=200, blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    photo_mime = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["post", "state", "due_on"]),
            models.Index(fields=["organisation", "state", "due_on"]),
            models.Index(fields=["holds", "matter"], name="checks_answered"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(matter__isnull=True) ^ Q(effect__isnull=True), name="check_of_one_thing"),
            models.UniqueConstraint(
                fields=["matter", "round", "days", "party", "organisation"],
                condition=Q(matter__isnull=False),
                name="check_once_a_matter",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["effect", "days", "party"],
                condition=Q(effect__isnull=False),
                name="check_once_an_effect",
            ),
        ]

    @property
    def about(self) -> Matter | Effect:
        found = self.matter or self.effect
        assert found is not None
        return found

    @property
    def is_public(self) -> bool:
        return self.about.is_public

    @property
    def who(self) -> Post | Organisation | None:
        return self.post or self.organisation

    @property
    def journal_label(self) -> str:
        return self.about.journal_label

    def __str__(self) -> str:
        return f"check {self.pk}"


class FormalReply(models.Model):
    """The right of reply of a body beside its figure of formal closings, for a period."""

    PRIVACY = classes(open="body post since until text language at")

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "until"])]

    @property
    def journal_label(self) -> str:
        return f"{self.since} – {self.until}"

    def __str__(self) -> str:
        return f"{self.body_id}: {self.since}–{self.until}"
