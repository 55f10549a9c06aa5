"""Old knowledge that comes in from a file: the import, what became of its rows, and which cards it made."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from kopir.base.actors import Actor
from kopir.base.privacy import classes
from kopir.interactions.models import LANGUAGE_CHOICES
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.practices.models.cards import Card
from kopir.practices.words import ImportState, RowFault
from kopir.sectors.models import Sector
from kopir.territories.models import Territory


class ImportQuerySet(models.QuerySet["Import"]):
    def of(self, by: Actor) -> ImportQuerySet:
        """Those of the actor's own post or organisation."""
        if by.is_official:
            return self.filter(owner_id=by.post_id)
        return self.filter(author_id=by.organisation_id) if by.is_member else self.none()


class Import(models.Model):
    """`owner` and `author` become those of the cards. `mapping`: which column is taken for which field. `done`: rows that were
    read; an import that was broken off goes on behind them. `sha256`: the plain form of the file in the store, which is removed
    once all rows are read.

    What came with the file is secret for the journal, so that a trial that is removed leaves no word of it there."""

    PRIVACY = classes(
        open="owner author territory sector state is_trial total done created rejected at finished_at",
        secret="name source dated_on language mapping sha256 left_out",  # noqa: S106 - names of fields
    )

    owner = models.ForeignKey(Post, models.PROTECT, related_name="+")
    author = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    dated_on = models.DateField()
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, blank=True)
    """Empty: worked out from the words of each row."""
    mapping = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    """Columns about persons, which were not even kept."""
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.PREPARED)
    is_trial = models.BooleanField(default=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    other_sheets: Sequence[str] = ()
    """Sheets of the workbook that were not read; known where it has just been handed in, and not kept."""

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done=models.F("created") + models.F("rejected")), name="every_row_made_or_rejected"
            )
        ]

    @property
    def is_public(self) -> bool:
        return False

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}"

    def __str__(self) -> str:
        return self.name


class ImportedCard(models.Model):
    """Which row a card came from. `digest`: of the words taken, so that one practice is not taken twice."""

    PRIVACY = classes(open="card origin row digest")

    card = models.OneToOneField(Card, models.CASCADE, related_name="imported")
    origin = models.ForeignKey(Import, models.CASCADE, related_name="cards")
    row = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["origin", "digest"], name="practice_once_an_import")]

    def __str__(self) -> str:
        return f"row {self.row} of {self.origin_id}"


class RejectedRow(models.Model):
    """`cells`: what the row held, personal numbers masked."""

    PRIVACY = classes(open="origin row column fault", restricted="cells")

    origin = models.ForeignKey(Import, models.CASCADE, related_name="rejected_rows")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=12, choices=RowFault)
    cells = models.JSONField(default=list)
    """Pairs of heading and cell, in the order of the file: PostgreSQL keeps no order of keys."""

    class Meta:
        ordering = ["row"]

    def __str__(self) -> str:
        return f"rejected row {self.row} of {self.origin_id}"
