"""Old knowledge comes in: a file is handed in, its columns are named, its rows become drafts; a trial goes without a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base import files, stored
from kopir.base.actors import SYSTEM, Actor
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.posts.models import Post
from kopir.practices import rules
from kopir.practices.acts.writing import owner_of
from kopir.practices.flow import IMPORT
from kopir.practices.importing.fields import FIELDS, doubled, propose
from kopir.practices.importing.reading import plain, read, read_plain
from kopir.practices.importing.rows import Reader, Rejected, Taken
from kopir.practices.models import Card, CardText, Import, ImportedCard, RejectedRow
from kopir.practices.words import ImportState, RowFault
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

BATCH = 200
Row = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file besides: where it is from, of which day, and what holds for rows that do not say it."""

    source: str
    dated_on: date
    territory: Territory | None = None
    sector: Sector | None = None
    language: str = ""
    is_trial: bool = True

    def row(self, name: str) -> Import:
        """Not saved."""
        return Import(
            name=Path(name).name[:200], source=self.source.strip()[:300], dated_on=self.dated_on, territory=self.territory,
            sector=self.sector, language=self.language, is_trial=self.is_trial,
        )  # fmt: skip


def hand_in(path: Path, name: str, about: About, *, by: Actor, owner: Post | None = None) -> Import:
    """Reads the file once and keeps its rows in a plain form; nothing is made yet. `owner`: for whom the command line does
    it. The same file that waits or is under way is the same import."""
    row = about.row(name)
    with act(rules.may_import, by=by, subject=row) as entry:
        row.owner_id = _owner(by, owner, about).pk
        row.author_id = by.organisation_id if by.is_member else None
        found = read(path, name)
        row.total, row.left_out = len(found.rows), found.left_out
        row.mapping = propose(found.headings)
        stored = files.store(SimpleUploadedFile("import.csv", plain(found)))
        row.sha256 = stored.sha256
        known = _known(row)
        if known is None:
            row.save()
        else:
            entry.subject = row = known
    row.other_sheets = found.other_sheets
    return row


def _owner(by: Actor, owner: Post | None, about: About) -> Post:
    if by.is_official:
        return Post.objects.get(pk=by.post_id)
    if owner is not None and by.is_system:
        return owner
    if about.territory is None:
        raise Refused("no_post", _("Say for which place, so that a post looks after the cards."), field="place")
    return owner_of(about.territory, about.sector)


def _known(row: Import) -> Import | None:
    """The same file of the same hands."""
    same = Import.objects.filter(sha256=row.sha256, owner=row.owner_id, author=row.author_id).first()
    if same is not None and same.state == ImportState.DONE:
        said = _("This file was imported already: import %(number)s, %(count)d cards.")
        words = said % {"number": same.pk, "count": same.created}
        raise Refused("imported_already", words, _("Remove that import first, if it is a trial."), field="file")
    return same


def begin_import(row: Import, mapping: Mapping[str, str], *, by: Actor) -> Import:
    """`mapping`: {column: field}; columns that are not named are not taken."""
    with act(rules.may_begin_import, by=by, subject=row):
        row.mapping = demand_mapping(mapping)
        IMPORT.move(row, "begin")
        row.save()
    return row


def demand_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """Raises Refused when no card could be made by it."""
    chosen = {column: field for column, field in mapping.items() if field in FIELDS}
    if "title" not in chosen.values():
        raise Refused("no_title", _("Say which column holds the title."))
    if len(set(chosen.values()) - {"title", "place", "sector"}) == 0:
        raise Refused("no_words", _("Say which column tells of the problem or of what was done."))
    if doubled(chosen):
        raise Refused("twice", _("The title, a number, the place and the sector are taken from one column each."))
    return chosen


# ---- Rows ----------------------------------------------------------------------------------------------------------


def go_on(
    row: Import, *, by: Actor = SYSTEM, most: int | None = None, progress: Callable[[Import], None] = lambda row: None
) -> Import:
    """Reads on behind the last row that was read, in batches of one transaction each: whoever kills it loses nothing, and two
    at once do not make a card twice. `most`: no more batches than this."""
    rows, at, batches = read_plain(row.sha256, row.done), row.done, 0
    reader = Reader(row)
    while row.state == ImportState.RUNNING and (most is None or batches < most):
        batch = list(islice(rows, BATCH))
        try:
            if not _one_batch(row, reader, batch, at, by):
                break
        except Import.DoesNotExist:  # it was removed meanwhile
            break
        at, batches = at + len(batch), batches + 1
        progress(row)
    return row


def _one_batch(row: Import, reader: Reader, batch: Sequence[Row], at: int, by: Actor) -> bool:
    """Whether this one was the next; another hand may have read on or finished it."""
    with transaction.atomic():
        now = Import.objects.select_for_update().values_list("done", "state").get(pk=row.pk)
        if now != (at, ImportState.RUNNING):
            return False
        with act(rules.may_import_rows, by=by, subject=row) as entry:
            made, rejected = _sorted(reader, batch, row)
            _keep(row, made)
            insert(rejected)
            row.done += len(batch)
            row.created, row.rejected = row.created + len(made), row.rejected + len(rejected)
            entry.fact(count=len(batch))
            if row.done >= row.total or not batch:
                _finish(row)
            row.save()
    return True


def _finish(row: Import) -> None:
    IMPORT.move(row, "finish")
    row.finished_at = timezone.now()
    transaction.on_commit(partial(_remove_file, row.sha256))


def _remove_file(sha256: str) -> None:
    """The plain form has served, unless another import still reads it, or the same is attached somewhere."""
    if not Import.objects.filter(sha256=sha256).exclude(state=ImportState.DONE).exists():
        stored.forget(sha256, besides=Import)


def _sorted(reader: Reader, batch: Sequence[Row], row: Import) -> tuple[list[tuple[int, Taken]], list[RejectedRow]]:
    """Rows that become cards, and those that do not with the reason."""
    made: list[tuple[int, Taken]] = []
    rejected: list[RejectedRow] = []
    read_of = dict(batch)
    for number, cells in batch:
        try:
            made.append((number, reader.take(cells)))
        except Rejected as fault:
            rejected.append(_rejected(row, number, cells, fault))
    digests = [taken.digest for _number, taken in made]
    seen = set(ImportedCard.objects.filter(origin=row, digest__in=digests).values_list("digest", flat=True))
    fresh = []
    for number, taken in made:
        if taken.digest in seen:
            rejected.append(_rejected(row, number, read_of[number], Rejected(RowFault.TWICE)))
        else:
            seen.add(taken.digest)
            fresh.append((number, taken))
    return fresh, rejected


def _rejected(row: Import, number: int, cells: dict[str, str], fault: Rejected) -> RejectedRow:
    return RejectedRow(origin=row, row=number, column=fault.column[:200], fault=fault.fault, cells=list(cells.items()))


def _keep(row: Import, made: Sequence[tuple[int, Taken]]) -> None:
    cards = [_card(row, taken) for _number, taken in made]
    insert(cards)
    for card in cards:
        card.ref = f"P-{card.pk:04}"
    Card.objects.bulk_update(cards, ["ref"])
    texts, origins = [], []
    for card, (number, taken) in zip(cards, made, strict=True):
        text = CardText(card=card, language=taken.language)
        text.set_words(taken.words)
        texts.append(text)
        origins.append(ImportedCard(card=card, origin=row, row=number, digest=taken.digest))
    insert(texts)
    insert(origins)


def _card(row: Import, taken: Taken) -> Card:
    return Card(
        kind=taken.kind, owner_id=row.owner_id, author_id=row.author_id, language=taken.language,
        territory_id=taken.territory_id, sector_id=taken.sector_id, **taken.numbers,
    )  # fmt: skip


# ---- Afterwards ----------------------------------------------------------------------------------------------------


def keep_import(row: Import, *, by: Actor) -> Import:
    """A trial that was good: its cards stay."""
    with act(rules.may_keep_import, by=by, subject=row):
        row.is_trial = False
        row.save()
    return row


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`kept`: cards somebody has worked with; the import stays then, for their source's sake, and is no trial any more."""

    gone: int
    kept: list[Card]


def forget_import(row: Import, *, by: Actor) -> Forgotten:
    """Its cards and everything about them go, except those somebody has worked with. The journal says that there was an import
    of so many cards, and no word of what it held."""
    sha256 = row.sha256
    with act(rules.may_forget_import, by=by, subject=row) as entry:
        kept = list(Card.objects.filter(imported__origin=row).worked_with().prefetch_related("texts"))
        gone = Card.objects.filter(imported__origin=row).exclude(pk__in=[card.pk for card in kept])
        number = gone.count()
        gone.delete()
        _forget(row, bool(kept))
        entry.fact(gone=number, kept=len(kept))
        transaction.on_commit(partial(_remove_file, sha256))
    return Forgotten(number, kept)


def _forget(row: Import, stays: bool) -> None:
    if not stays:
        number = row.pk
        row.delete()
        row.pk = number  # the entry still names it
        return
    row.rejected_rows.all().delete()
    row.is_trial, row.total = False, row.done
    if row.state == ImportState.RUNNING:
        IMPORT.move(row, "finish")
        row.finished_at = timezone.now()
    row.save()
