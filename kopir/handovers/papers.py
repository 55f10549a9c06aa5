"""A pack as a paper, in each of the three languages, to be printed, signed by hand or filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kopir.base.tongue import localised
from kopir.handovers.models import Item, Note, Pack
from kopir.handovers.queries.packs import Group, groups
from kopir.handovers.words import MISSING, ItemState
from kopir.notices.texts import say_day
from kopir.papers import Heading, Paper, Points, Table, Words
from kopir.papers import Note as Small
from kopir.papers.blocks import Block


def pack_paper(pack: Pack, items: Sequence[Item], notes: Sequence[Note], language: str) -> Paper:
    """`items`: those that the reader may see, as `items_of` gives them."""
    with override(language):
        post = _heading(pack.post.name(language).text)
        last = say_day(pack.ends_on.isoformat(), language)
        blocks = list(_blocks(pack, items, notes, language))
        subtitle = _("%(post)s. Last day of the one who leaves: %(day)s") % {"post": post, "day": last}
        footer = f"{post} · {pack.ends_on:%d.%m.%Y}"
        return Paper(_("Hand-over pack"), language, blocks, subtitle=subtitle, footer=footer, landscape=True)


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]


def _say(names: Mapping[str, str], language: str) -> str:
    return localised(names, language).text


def _blocks(pack: Pack, items: Sequence[Item], notes: Sequence[Note], language: str) -> Iterator[Block]:
    if pack.signed_at is None:
        yield Small(_("Not signed by the successor yet: answers may still change."))
    if pack.missing:
        yield Heading(_("What is missing"))
        yield Points([str(MISSING[code]) % {"number": number} for code, number in pack.missing.items()])
    for group in groups(items):
        yield from _group(group, language)
    if notes:
        yield Heading(_("From the one who leaves"))
    for note in notes:
        yield Heading(note.question.name(language).text, level=2)
        yield Words(note.text)
    yield from _signatures(pack, language)


def _group(group: Group, language: str) -> Iterator[Block]:
    yield Heading(f"{group.title}: {len(group.rows)}")
    header = ["№", pgettext("pack", "What"), _("Story"), _("State"), _("Day"), _("Answer of the successor")]
    cells = [_cells(number, row, language) for number, row in enumerate(group.rows, start=1)]
    if group.is_to_know:
        yield Table(header[:-1], [row[:-1] for row in cells], widths=(4, 32, 36, 16, 12))
    else:
        yield Table(header, cells, widths=(4, 26, 32, 12, 10, 16))


def _cells(number: int, row: Item, language: str) -> list[Any]:
    story = "\n".join(_say(line, language) for line in row.story)
    day = f"{row.due_on:%d.%m.%Y}" if row.due_on else "—"
    return [number, _heading(_say(row.title, language)), story, _say(row.status, language), day, _answer(row)]


def _answer(row: Item) -> str:
    said = str(ItemState(row.state).label) if row.state != ItemState.WAITING else "—"
    return "\n".join(filter(None, (said, row.words, row.answer)))


def _signatures(pack: Pack, language: str) -> Iterator[Block]:
    yield Heading(_("Signatures"))
    if pack.offered_hash and pack.offered_at:
        yield Words(_("Signed by the one who leaves on %(day)s.") % {"day": _day(pack.offered_at, language)})
        yield Small(_("Hash of the content (SHA-256): %(hash)s") % {"hash": pack.offered_hash})
    elif pack.offered_at:
        yield Words(_("Made without the one who left, on %(day)s.") % {"day": _day(pack.offered_at, language)})
    if pack.signed_at:
        yield Words(_("Signed by the successor on %(day)s.") % {"day": _day(pack.signed_at, language)})
        yield Small(_("Hash of the content (SHA-256): %(hash)s") % {"hash": pack.hash})
    yield Small(_("Both signatures are acts in the journal of Köpir; their receipts can be checked offline."))


def _day(moment: Any, language: str) -> str:
    return say_day(timezone.localdate(moment).isoformat(), language)
