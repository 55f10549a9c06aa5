"""Posts: work, duties, contacts and memory belong to the post; people come and go."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.organisations.models import Organisation
from kopir.organisations.words import Tier
from kopir.people.models import Person
from kopir.posts.words import AppointmentKind, PostKind, PostState, Rank
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


class Power(Named):
    """What a post may do by itself; an editable list."""

    PRIVACY = classes(open=f"{Named.OPEN_NAMES} code order ends_on")

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["order"]


class TierRule(models.Model):
    """The lowest rank an authorised post may have in a body of this tier. Draft law as data, with its source."""

    PRIVACY = classes(open="tier minimum_rank words_kk words_ru words_en source source_date is_draft")

    tier = models.CharField(max_length=20, choices=Tier, unique=True)
    minimum_rank = models.PositiveSmallIntegerField(choices=Rank)
    words_kk = models.CharField(max_length=200)
    words_ru = models.CharField(max_length=200)
    words_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    source_date = models.DateField(null=True)
    is_draft = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.words_kk


class Post(Named):
    """A post of a state body. `superior`: who is told when it is vacant or silent, and where matters are raised to."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} ref organisation kind rank state territory superior reception_kk reception_ru reception_en"
        " room phone email starts_on ends_on is_demonstration"
    )

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    ref = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=PostKind, default=PostKind.AUTHORISED)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    state = models.CharField(max_length=16, choices=PostState, default=PostState.TO_BE_CONFIRMED)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="posts")
    """Where it works: the territory of its body; what it answers for is its mandates."""
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inferiors")
    reception_kk = models.CharField(max_length=300, blank=True)
    reception_ru = models.CharField(max_length=300, blank=True)
    reception_en = models.CharField(max_length=300, blank=True)
    room = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)
    powers = models.ManyToManyField(Power, through="GrantedPower", related_name="posts")

    class Meta:
        indexes = [models.Index(fields=["territory", "kind"]), models.Index(fields=["organisation", "kind"])]
        constraints = [models.CheckConstraint(condition=~Q(superior=F("id")), name="post_not_over_itself")]


class GrantedPower(models.Model):
    PRIVACY = classes(open="post power legal_basis starts_on")

    post = models.ForeignKey(Post, models.CASCADE, related_name="power_links")
    power = models.ForeignKey(Power, models.PROTECT, related_name="grants")
    legal_basis = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "power"], name="power_once_a_post")]

    def __str__(self) -> str:
        return f"{self.post_id}:{self.power_id}"


class Mandate(models.Model):
    """The post answers for this territory and everything inside it, in this sector (empty: all), for these kinds of
    matters (empty: all)."""

    PRIVACY = classes(open="post territory sector matter_kinds starts_on ends_on")

    post = models.ForeignKey(Post, models.CASCADE, related_name="mandates")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="mandates")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="mandates")
    matter_kinds = models.JSONField(default=list, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["territory", "sector"])]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.territory_id}"


def in_force(on: date, prefix: str = "") -> Q:
    """Condition for dated rows with `starts_on` and `ends_on` (both days included, either may be open)."""
    begun = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": on})
    lasting = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    return begun & lasting


# An appointment as deputy is dated by the absence of the holder, so while it is in force the deputy acts; an acting official
# fills a post that has no holder, and gives way on the day a holder is appointed.
PRECEDENCE = {AppointmentKind.DEPUTY: 0, AppointmentKind.PERMANENT: 1, AppointmentKind.ACTING: 2}


class Appointment(models.Model):
    """A person holds a post from a day to a day, both included. Appointments of one kind to one post never overlap; a
    deputy stands in while the holder is away, an acting official while there is none.

    `shows_name`: the holder's name is published with the post, as officials' names are.
    """

    PRIVACY = classes(open="post kind starts_on ends_on legal_basis shows_name", restricted="recorded_at", personal="person")

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=AppointmentKind, default=AppointmentKind.PERMANENT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    shows_name = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["post", "starts_on"]), models.Index(fields=["person", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"

    @property
    def precedence(self) -> int:
        """Who acts when several are in force: the smallest."""
        return PRECEDENCE[AppointmentKind(self.kind)]
