"""The journal: entries nobody can change, the tree that seals them, and the stream of looks and refusals.

No foreign keys and no cascade: an entry outlives everything it speaks of. Triggers in the database refuse UPDATE and
DELETE (see triggers.py).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Role
from kopir.base.privacy import classes


class Entry(models.Model):
    """One act. `content` is the canonical JSON that is hashed; the other columns repeat parts of it for finding.

    `is_open`: anybody may read it. `hash`: SHA-256 of the content, hexadecimal.
    """

    PRIVACY = classes(
        open="at act actor_role post_id organisation_id subject_kind subject_id subject_label parent_kind parent_id is_open hash",
        restricted="content request_id",
        personal="person_id",
    )

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    actor_role = models.CharField(max_length=20)
    person_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    parent_kind = models.CharField(max_length=60, blank=True)
    parent_id = models.CharField(max_length=40, blank=True)
    is_open = models.BooleanField()
    request_id = models.CharField(max_length=40, blank=True)
    content = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["parent_kind", "parent_id"]),
            models.Index(fields=["act", "id"]),
            models.Index(fields=["post_id", "id"]),
            models.Index(fields=["organisation_id", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.act} {self.subject_label}"


class Withheld(models.Model):
    """Personal and restricted values of an entry, apart, so that they can be erased while the hash stays.

    The entry's content holds the SHA-256 of `salt` + `values`. May be deleted (scrubbing), never changed.
    """

    PRIVACY = classes(personal="values", secret="salt")

    entry_id = models.BigIntegerField(primary_key=True)
    salt = models.CharField(max_length=32)
    values = models.TextField()

    def __str__(self) -> str:
        return str(self.entry_id)


class Unsealed(models.Model):
    """Entries that wait for the sealer: written with the entry, removed when it becomes a leaf."""

    PRIVACY: dict = {}

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry_id)


class Leaf(models.Model):
    """Which entry is leaf number `index` of the tree. The order is that of sealing."""

    PRIVACY = classes(open="entry_id")

    index = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.index} = entry {self.entry_id}"


class Node(models.Model):
    """Hash of a complete subtree (see merkle.py); leaves are level 0."""

    PRIVACY = classes(open="level index hash")

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_node_at_a_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """A signed root of the first `size` leaves."""

    PRIVACY = classes(open="root at key_id signature")

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class Key(models.Model):
    """A public key of the journal; the newest row names the one that signs. Rows never change: a key holds until the `size` of
    the next one.

    `public`: raw, hexadecimal. `size`: of the first head it signs, 0 for the key that the journal began with. Each later one
    begins with the head that ends with the entry about the change: `why` it took the place of the one before, and that one's
    signature of the same head, empty when it was gone.
    """

    class Why(models.TextChoices):
        SCHEDULED = "scheduled", _("on schedule")
        HANDED_OVER = "handed-over", _("its keeper handed it over")
        STOLEN = "stolen", _("stolen, or feared to be")
        LOST = "lost", _("lost")

    PRIVACY = classes(open="id public size why signature_before")

    id = models.CharField(max_length=16, primary_key=True)
    public = models.CharField(max_length=64)
    size = models.BigIntegerField(unique=True)
    why = models.CharField(max_length=20, choices=Why, blank=True)
    signature_before = models.CharField(max_length=128, blank=True)

    @property
    def journal_label(self) -> str:
        return self.pk

    def __str__(self) -> str:
        return f"{self.pk} from {self.size}"


class Access(models.Model):
    """The second stream: refusals, looks at what is not open, sign-ins. Written apart from any act, so a rollback spares it."""

    class What(models.TextChoices):
        REFUSED = "refused", _("refused")
        LOOKED = "looked", _("looked at what is not open")
        EXPORTED = "exported", _("downloaded")
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")

    PRIVACY = classes(
        open="at what",
        restricted="actor_role post_id organisation_id permission code subject_kind subject_id request_id path",
        personal="person_id",
    )

    at = models.DateTimeField()
    what = models.CharField(max_length=20, choices=What)
    actor_role = models.CharField(max_length=20)
    person_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    permission = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=60, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"]),
            models.Index(fields=["person_id", "id"]),
        ]

    @property
    def role_label(self) -> str:
        return str(Role(self.actor_role).label)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
