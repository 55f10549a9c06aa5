"""`kopir journal new-key`: another key takes over, and the journal itself says so.

Everything happens while no other sealer works, in one transaction: the new private key is on disk, under a name of its own,
before the row that puts it in force is committed. Killed before that, the old key stays in force, and a file is left of a key
that signs nothing; killed after it, the new key is in force, and `settle`, which runs at each start, removes the old file.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor
from kopir.base.keys import KeyGone, keep, put
from kopir.base.tongue import in_all_languages
from kopir.journal import rules
from kopir.journal.acts import act
from kopir.journal.keys import list_file
from kopir.journal.models import Entry, Head, Key
from kopir.journal.public_keys import ACT, key_id, load_public_key, raw, signed_text
from kopir.journal.sealing import (
    FIRST,
    LOCK,
    PUBLIC,
    SigningKey,
    append,
    head_time,
    held,
    in_force,
    name_of,
    private_pem,
    public_pem,
    read_key,
    remember_first,
    sign,
    signing_key,
    size,
)

LIST = "journal.keys.json"
Why = Key.Why


def change_key(why: Key.Why, *, by: Actor = SYSTEM) -> Key:
    """Raises KeyGone when the reason and what is in `keys/` contradict each other; nothing is changed then."""
    with transaction.atomic():
        _be_the_only_sealer()
        before = Key.objects.order_by("-size").first() or remember_first(_public_of_first())
        old = held(before.pk, settings.KOPIR_KEYS)
        _demand_sense(why, before.pk, old)
        key = _put_in_force(_made(), before, old, why, by)
    settle()
    return key


def _be_the_only_sealer() -> None:
    """Waits for one at work; those that come after find the new key. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _public_of_first() -> Ed25519PublicKey:
    """Of a journal from an earlier release, which has no row of its key yet; its published key will do when that is lost."""
    known, folder = in_force(), settings.KOPIR_KEYS
    if not known or held(known, folder):
        return signing_key().public
    public = load_public_key((folder / PUBLIC).read_bytes()) if (folder / PUBLIC).is_file() else None
    if public is None or key_id(public) != known:
        raise KeyGone(
            f"The public key {known} is needed, so that the heads it signed can be checked. "
            f"Put the published one there as {folder / PUBLIC}, then run the command again."
        )
    return public


def _demand_sense(why: Key.Why, known: str, old: SigningKey | None) -> None:
    if old is None and why not in (Why.LOST, Why.STOLEN):
        raise KeyGone(
            f"The private key {known} is not in {settings.KOPIR_KEYS}, so it cannot sign that another takes its place. "
            "Put it back, or say --reason lost, or --reason stolen."
        )
    if old is not None and why == Why.LOST:
        raise KeyGone(f"The key {known} is not lost: it is in {settings.KOPIR_KEYS}. Say another reason.")


def _made() -> SigningKey:
    """Always a fresh one: whoever took the folder may have taken what an unfinished change left there."""
    key = SigningKey(Ed25519PrivateKey.generate())
    keep(settings.KOPIR_KEYS / name_of(key.id), private_pem(key.private))
    return key


def _put_in_force(new: SigningKey, before: Key, old: SigningKey | None, why: Key.Why, by: Actor) -> Key:
    key = Key(pk=new.id, public=raw(new.public), why=why)
    with act(rules.may_replace_key, by=by, subject=key) as entry:
        entry.fact(code=str(why), why=in_all_languages(why.label), public=key.public, before=before.public)
    append([Entry.objects.get(act=ACT, subject_id=key.pk).pk])
    head = sign(new, size(), _at())
    key.size = head.size
    if old:
        key.signature_before = old.private.sign(signed_text(head.size, head.root, head_time(head.at))).hex()
    key.save(force_insert=True)
    return key


def _at() -> datetime:
    """Not before any head that the old key signed, even when the clock was put back: it holds until this moment."""
    last, now = Head.objects.aggregate(last=Max("at"))["last"], timezone.now()
    return max(last, now) if last else now


# ---- What is left in keys/ -------------------------------------------------------------------------------


def settle() -> None:
    """Private keys that this journal has replaced are removed; the public ones stand beside the one in force. A key that the
    journal does not know is left: it signs nothing here, and may be that of another database which the folder served."""
    signing_key()
    if _replaced() or _stale():
        with transaction.atomic():
            _be_the_only_sealer()
            for path in _replaced():
                path.unlink(missing_ok=True)
            for path, content in _stale():
                put(path, content)


def _replaced() -> list[Path]:
    folder, ids = settings.KOPIR_KEYS, list(Key.objects.exclude(pk=in_force()).values_list("pk", flat=True))
    found = [path for path in (folder / name_of(key) for key in ids) if path.exists()]
    with suppress(FileNotFoundError):  # another process may settle at the same time
        found += [folder / FIRST] if ids and read_key(folder / FIRST).id in ids else []
    return found


def _stale() -> list[tuple[Path, bytes]]:
    """Public files that do not hold what they should."""
    if not Key.objects.filter(size__gt=0).exists():
        return []
    wanted = {PUBLIC: public_pem(signing_key().public), LIST: list_file()}
    files = [(settings.KOPIR_KEYS / name, content) for name, content in wanted.items()]
    return [(path, content) for path, content in files if not path.exists() or path.read_bytes() != content]
