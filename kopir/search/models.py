"""What the search knows of each thing that can be found. A read model: made from the other rooms, never edited."""

from __future__ import annotations

from django.db import models

from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.interactions.models import Matter
from kopir.search.words import Kind


class Document(models.Model):
    """One thing that can be found. `path`: its address without the language. `label`: its number, BIN or code.

    `holds_text`: the document of a public matter; should the matter be restricted before the document is renewed, queries
    leave it out. Of a restricted matter only open fields ever stand here. `sectors`: codes, each between commas.
    `weight`: larger comes first among equally good results.
    """

    PRIVACY = classes(
        open="kind key path name_kk name_ru name_en label text language territory sectors state is_open weight matter holds_text"
    )

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=500, blank=True)
    name_ru = models.CharField(max_length=500, blank=True)
    name_en = models.CharField(max_length=500, blank=True)
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    territory = models.CharField(max_length=9, blank=True)
    sectors = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, blank=True)
    is_open = models.BooleanField(default=True)
    weight = models.SmallIntegerField(default=0)
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+")
    holds_text = models.BooleanField(default=False)

    class Meta:
        db_table = "search_document"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]

    def name(self, language: str) -> LocalisedText:
        return localised_field(self, "name", language)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class IndexRow(models.Model):
    """The folded text of a document, in the table of the database's own text engine (see backends)."""

    PRIVACY = classes(open="document")

    document = models.OneToOneField(
        Document,
        models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index_row",
    )

    class Meta:
        managed = False
        db_table = "search_index"

    def __str__(self) -> str:
        return str(self.pk)


class Cursor(models.Model):
    """How far the journal has been read: the number of the next leaf."""

    PRIVACY = classes(open="next_leaf")

    next_leaf = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.next_leaf)
