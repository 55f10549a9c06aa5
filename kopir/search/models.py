"""What the search knows of each thing that can be found. A read model: made from the other rooms, never edited."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.interactions.models import Matter
from kopir.people.models import Person
from kopir.search.words import Kind, Rhythm, Verdict
from kopir.territories.models import Territory

# What the facets and the right to see read, and nothing else: a frequent word is found in a quarter of all documents.
COUNTED = ("kind", "territory", "sectors", "language", "state", "dated_on", "matter", "holds_text")


class Document(models.Model):
    """One thing that can be found. `path`: its address without the language. `label`: its number, BIN or code.

    `holds_text`: what is compared by meaning: a public matter, a practice in use. Should the matter be restricted before the
    document is renewed, queries leave it out. Of a restricted matter only open fields ever stand here.
    `sectors`: codes, each between commas. `weight`: larger comes first among equally good results.
    `awaits_meaning`: its passages are to be made or dropped.
    `dated_on`: the day by which its kind is told apart in time: receipt of a matter, begin of a post or organisation.
    """

    PRIVACY = classes(
        open="kind key path name_kk name_ru name_en label text language territory sectors state is_open weight matter holds_text"
        " awaits_meaning dated_on"
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
    awaits_meaning = models.BooleanField(default=False)
    dated_on = models.DateField(null=True)

    class Meta:
        db_table = "search_document"
        indexes = [
            models.Index(fields=["id"], condition=Q(awaits_meaning=True), name="document_awaits_meaning"),
            models.Index(fields=["id", *COUNTED], name="document_counted"),
        ]
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


class Walk(models.Model):
    """How far one looks for what the journal did not tell, row by row: through the rows of a kind for missing documents and, as
    kind `gone`, through the documents for rows that are gone. `after`: the last key looked at; empty at the beginning.
    `is_hurried`: an act in bulk was read, so the walk began anew and goes on at once, to its end."""

    PRIVACY = classes(open="kind after is_hurried")

    kind = models.CharField(max_length=12, unique=True)
    after = models.CharField(max_length=20, blank=True)
    is_hurried = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.after}"


class Rebuild(models.Model):
    """The whole index being made anew, so that it goes on where it stopped. `from_leaf`: what the journal says from here on
    is read again afterwards. `kind` and `after`: how far it has come."""

    PRIVACY = classes(open="from_leaf kind after done total began_at ended_at")

    from_leaf = models.BigIntegerField()
    kind = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


class Passage(models.Model):
    """A paragraph of a document, or the whole of it (part 0), as numbers. Rows are never changed but made anew, so that a
    larger id means a newer one (see meaning/memory.py).

    `source`: by what and from which text the numbers were made; a passage of another source is out of date. `vector`: signed
    bytes; empty without an encoder. `terms`: unsigned 32-bit numbers of the words, of wholes only: part 0 and, of what is told
    in several languages, the whole of each telling.
    """

    PRIVACY = classes(open="document part language source vector terms")

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages")
    part = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    source = models.CharField(max_length=80)
    vector = models.BinaryField()
    terms = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "part"], name="passage_once")]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.part}"


class Judgement(models.Model):
    """Somebody's decision whether two matters are the same; `first` has the smaller id. The last word stands."""

    PRIVACY = classes(open="first second verdict at", restricted="reason", personal="person")

    first = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    second = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="judged_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="judged_in_order"),
        ]

    @property
    def journal_label(self) -> str:
        return f"{self.first.journal_label} · {self.second.journal_label}"

    def __str__(self) -> str:
        return f"{self.first_id}~{self.second_id} {self.verdict}"


class SavedSearch(models.Model):
    """A search that a person keeps, and is told of what is new in it. `seen`: the id of the newest document when the person
    was last told; what came into the index later is new. The narrowing is written as in an address."""

    PRIVACY = classes(
        restricted="text kind territory sector language state period rhythm seen told_at created_at", personal="person"
    )

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_searches")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, blank=True)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, related_name="+")
    sector = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=4, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    seen = models.BigIntegerField(default=0)
    told_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["rhythm", "told_at"])]

    is_public = False

    @property
    def journal_label(self) -> str:
        return f"№ {self.pk}" if self.pk else "№"

    def __str__(self) -> str:
        return self.text
