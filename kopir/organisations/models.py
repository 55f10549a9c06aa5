"""State bodies and NGOs as one noun."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText
from kopir.organisations.naming import readable
from kopir.organisations.words import (
    BodyKind,
    FundingSource,
    Kind,
    LegalForm,
    MembershipState,
    PairState,
    Status,
    Tier,
)
from kopir.people.models import Person
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

LIVING = Q(merged_into__isnull=True)


class Organisation(Named):
    """`provenance`: {field: [source, date]} of values that came from a register. `merged_into`: the row is kept only so
    that old addresses and links lead on. `is_demonstration`: shown with a mark, never real."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} ref kind body_kind tier short_kk short_ru short_en bin legal_form status territory"
        " address phone email website about_kk about_ru about_en starts_on ends_on is_branch to_be_confirmed is_demonstration"
        " address_folded provenance merged_into created_at updated_at",
    )

    kind = models.CharField(max_length=12, choices=Kind)
    body_kind = models.CharField(max_length=20, choices=BodyKind, blank=True)
    tier = models.CharField(max_length=20, choices=Tier, blank=True)
    ref = models.SlugField(max_length=60, unique=True)
    """Stays for ever in addresses: the BIN, or a made one."""
    short_kk = models.CharField(max_length=120, blank=True)
    short_ru = models.CharField(max_length=120, blank=True)
    short_en = models.CharField(max_length=120, blank=True)
    bin = models.CharField(max_length=12, blank=True)
    legal_form = models.CharField(max_length=8, choices=LegalForm, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="seated")
    """The seat."""
    address = models.CharField(max_length=500, blank=True)
    address_folded = models.CharField(max_length=500, blank=True, editable=False)
    phone = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    about_kk = models.TextField(blank=True)
    about_ru = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_branch = models.BooleanField(default=False)
    """A branch or representation: an NGO when its head is one."""
    to_be_confirmed = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    provenance = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sectors = models.ManyToManyField(Sector, through="OrganisationSector", related_name="organisations")
    serves = models.ManyToManyField(Territory, through="ServedTerritory", related_name="served_by")

    class Meta:
        # Of living rows only: an index on `merged_into` itself would tempt SQLite to walk them all. `living_counted` holds all
        # that is counted of a place's organisations, so that their rows are not read.
        indexes = [
            models.Index(fields=["kind", "territory", "status"], condition=LIVING, name="living_by_place"),
            models.Index(fields=["kind", "status"], condition=LIVING, name="living_by_status"),
            models.Index(fields=["kind", "id", "updated_at"], condition=LIVING, name="living_counted"),
            models.Index(fields=["kind", "sort_kk", "id"], condition=LIVING, name="living_in_kazakh_order"),
            models.Index(fields=["kind", "sort_ru", "id"], condition=LIVING, name="living_in_russian_order"),
            models.Index(fields=["kind", "sort_en", "id"], condition=LIVING, name="living_in_english_order"),
            models.Index(fields=["merged_into"], condition=~LIVING, name="merged_rows"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bin"],
                condition=~Q(bin="") & LIVING,
                name="one_organisation_a_bin",
            ),
            models.CheckConstraint(condition=Q(kind="ngo") | ~Q(tier=""), name="state_body_has_tier"),
        ]

    def name(self, language: str) -> LocalisedText:
        """Registers keep many names in capitals; they are shown as people write."""
        found = super().name(language)
        return LocalisedText(readable(found.text), found.language, found.is_fallback)


class OrganisationSector(models.Model):
    PRIVACY = classes(open="organisation sector")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sector_links")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="organisation_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "sector"], name="sector_once_an_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.sector_id}"


class ServedTerritory(models.Model):
    PRIVACY = classes(open="organisation territory")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="served_links")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="served_links", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "territory"], name="territory_served_once")]
        indexes = [models.Index(fields=["territory", "organisation"], name="served_by_place")]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.territory_id}"


class FundingShare(models.Model):
    """What part of an NGO's money came from where in a year; `percent` may be unknown."""

    PRIVACY = classes(open="organisation year source percent stated_by")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20, choices=FundingSource)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    stated_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "source"], name="source_once_a_year"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class Subordination(models.Model):
    """`lower` answers to `higher` from a day to a day."""

    PRIVACY = classes(open="lower higher starts_on ends_on source")

    lower = models.ForeignKey(Organisation, models.CASCADE, related_name="higher_links")
    higher = models.ForeignKey(Organisation, models.CASCADE, related_name="lower_links")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(lower=F("higher")), name="nobody_is_under_itself"),
            models.UniqueConstraint(fields=["lower"], condition=Q(ends_on__isnull=True), name="one_higher_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} under {self.higher_id}"


class Succession(models.Model):
    """On a day, `after` took over from `before` (renamed, reorganised)."""

    PRIVACY = classes(open="before after on source")

    before = models.ForeignKey(Organisation, models.CASCADE, related_name="successors")
    after = models.ForeignKey(Organisation, models.CASCADE, related_name="predecessors")
    on = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="nobody_succeeds_itself")]

    def __str__(self) -> str:
        return f"{self.before_id} -> {self.after_id}"


class Membership(models.Model):
    """A person may act for an organisation while this is in force."""

    PRIVACY = classes(
        open="organisation",
        restricted="state requested_at decided_at ended_at reason",
        personal="person position decided_by",
    )

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    position = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.REQUESTED)
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=["requested", "active"]),
                name="one_living_membership",
            )
        ]

    is_public = False

    def __str__(self) -> str:
        return f"membership {self.pk}"


class MatchKey(models.Model):
    """A key under which rows that may be the same organisation meet: a name without its legal form, an address.
    Computed (see keys.py); never shown."""

    PRIVACY = classes(restricted="organisation key")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="match_keys")
    key = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="match_key_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.key}"


class SamePair(models.Model):
    """Two rows that may be the same organisation; `first` has the smaller id. A decision is remembered."""

    PRIVACY = classes(open="first second score why state decided_at undo", personal="decided_by")

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    why = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PairState, default=PairState.PROPOSED)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict)
    """What merging moved, so that it can be undone."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}~{self.second_id}"
