"""The sealer puts waiting entries into the Merkle tree and signs its root. Writers never wait for it, nor for each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from kopir.base.keys import KeyGone, keep
from kopir.journal import merkle
from kopir.journal.changes import plain
from kopir.journal.models import Entry, Head, Key, Leaf, Node, Unsealed
from kopir.journal.public_keys import key_id, raw, signed_text

BATCH = 2000
LOCK = 0x4B6F7069  # the advisory lock of the sealer on PostgreSQL
FIRST, PUBLIC = "journal.pem", "journal.pub.pem"


@dataclass(frozen=True, slots=True)
class SigningKey:
    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()

    @property
    def id(self) -> str:
        return key_id(self.public)


def signing_key(folder: Path | None = None) -> SigningKey:
    """The key in force. The first is made once: `keys/journal.pem` (private) and `keys/journal.pub.pem` (to be published); for
    those that took its place see key_change.py.

    Raises KeyGone instead of making a second one for a journal that was signed already, which would never verify again.
    """
    folder = folder or settings.KOPIR_KEYS
    known = in_force() if folder == settings.KOPIR_KEYS else ""
    key = held(known, folder) if known else _first(folder)
    if key is None:
        raise KeyGone(
            f"The journal was signed with the key {known}, but {folder / FIRST} is not there, nor {folder / name_of(known)}. "
            "Put the keys of this installation back, from the place where those of its backups are kept. If nobody has "
            "them any more, run: kopir journal new-key --reason lost"
        )
    keep(folder / PUBLIC, public_pem(key.public))
    return key


def in_force() -> str:
    """The id of the key that signs; empty while nothing was signed. Journals of earlier releases have heads but no row of it."""
    return (
        Key.objects.order_by("-size").values_list("pk", flat=True).first()
        or Head.objects.order_by("-size").values_list("key_id", flat=True).first()
        or ""
    )


def name_of(key: str) -> str:
    """The file of a private key that took the place of the first."""
    return f"journal-{key}.pem"


def held(key: str, folder: Path) -> SigningKey | None:
    """The private key of this id, if its file is there."""
    files = (path for path in (folder / name_of(key), folder / FIRST) if path.exists())
    return next((found for found in map(read_key, files) if found.id == key), None)


def _first(folder: Path) -> SigningKey:
    keep(folder / FIRST, private_pem(Ed25519PrivateKey.generate()))
    return read_key(folder / FIRST)


def read_key(path: Path) -> SigningKey:
    private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(private, Ed25519PrivateKey)
    return SigningKey(private)


def private_pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public_pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def head_time(at: datetime) -> str:
    return str(plain(at))


def stored_node(level: int, index: int) -> bytes:
    return bytes.fromhex(Node.objects.values_list("hash", flat=True).get(level=level, index=index))


def stored_proof(prove: Callable[[merkle.Nodes], list[bytes]]) -> list[bytes]:
    """A proof over the stored nodes, with one query: first it is asked which nodes it is made of."""
    wanted: list[tuple[int, int]] = []

    def note(level: int, index: int) -> bytes:
        wanted.append((level, index))
        return b""

    prove(note)
    at = reduce(or_, (Q(level=level, index=index) for level, index in wanted), Q(pk=None))
    rows = Node.objects.filter(at).values_list("level", "index", "hash")
    found = {(level, index): bytes.fromhex(value) for level, index, value in rows}
    return prove(lambda level, index: found[level, index])


class _Growing:
    """Nodes made in this run over nodes stored before."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, int], bytes] = {}

    def __call__(self, level: int, index: int) -> bytes:
        key = level, index
        return self.made[key] if key in self.made else stored_node(level, index)

    def add(self, index: int, leaf: bytes) -> None:
        for level, place, value in merkle.completed_by(index, leaf, self):
            self.made[level, place] = value


def seal(now: datetime | None = None) -> Head | None:
    """Seal all waiting entries and sign one new head; answers it, or None when nothing waited or another sealer is at it."""
    sealed = 0
    while count := _seal_batch():
        sealed += count
        if count < BATCH:
            break
    return _sign(now or timezone.now()) if sealed or _unsigned() else None


def _seal_batch() -> int:
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = list(Unsealed.objects.order_by("entry_id").values_list("entry_id", flat=True)[:BATCH])
        if waiting:
            append(waiting)
        return len(waiting)


def _alone() -> bool:
    """One sealer at a time: SQLite has one writer anyway (BEGIN IMMEDIATE)."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def append(entry_ids: Sequence[int]) -> None:
    """These entries become the next leaves. The caller is the only sealer."""
    contents = dict(Entry.objects.filter(pk__in=entry_ids).values_list("pk", "content"))
    tree, first = _Growing(), size()
    for index, entry_id in enumerate(entry_ids, start=first):
        tree.add(index, merkle.leaf_hash(contents[entry_id].encode()))
    Leaf.objects.bulk_create([Leaf(index=first + n, entry_id=pk) for n, pk in enumerate(entry_ids)])
    Node.objects.bulk_create([Node(level=level, index=index, hash=value.hex()) for (level, index), value in tree.made.items()])
    Unsealed.objects.filter(pk__in=entry_ids).delete()


def size() -> int:
    """Number of leaves in the tree."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def _unsigned() -> bool:
    return (last := size()) > 0 and not Head.objects.filter(size=last).exists()


def _sign(now: datetime) -> Head | None:
    with transaction.atomic():
        if not _alone() or not _unsigned():
            return None
        key = signing_key()
        if not Key.objects.exists():
            remember_first(key.public)
        return sign(key, size(), now)


def remember_first(public: Ed25519PublicKey) -> Key:
    """The public key that a journal began with, so that it is known when its file is lost."""
    return Key.objects.create(pk=key_id(public), public=raw(public), size=0)


def sign(key: SigningKey, total: int, at: datetime) -> Head:
    """The head of all leaves. The caller is the only sealer."""
    root = merkle.root(total, stored_node).hex()
    signature = key.private.sign(signed_text(total, root, head_time(at))).hex()
    return Head.objects.create(size=total, root=root, at=at, key_id=key.id, signature=signature)
