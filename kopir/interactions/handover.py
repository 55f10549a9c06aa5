"""What a post has in the room of interactions: open matters with their story, work and opinions, offers, people, messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.tongue import LANGUAGES, in_all_languages, in_each_language
from kopir.interactions.models import HandOff, Matter, Message, MessageMark, Outcome, Part
from kopir.interactions.telling import path_of
from kopir.interactions.words import (
    RUNNING,
    Audience,
    HandOffKind,
    HandOffState,
    Letter,
    MatterState,
    PartState,
    Side,
)
from kopir.journal.models import Entry
from kopir.journal.queries import withheld_of
from kopir.journal.sentences import sentence
from kopir.notices.texts import say_day
from kopir.posts.belongings import Belonging, BelongingKind, Names, Saying
from kopir.posts.models import Post

LINES = 3
# Small steps that tell nothing to a newcomer, and internal notes.
SILENT = (
    "interactions.draft", "interactions.edit_draft", "interactions.discard", "interactions.attach", "interactions.detach",
    "interactions.write_note",
)  # fmt: skip
MATTER = "interactions.matter"
CALLED_FIRST = 30


def contribute(post: Post, on: date) -> list[Belonging]:
    """A fixed number of queries however many matters the post has."""
    matters = list(_open(post))
    stories = stories_of(matters)
    own = [_matter(row, stories[row.pk]) for row in matters]
    return [*own, *_offers(post), *_parts(post), *_unread(post), *_contacts(post)]


def _open(post: Post) -> Iterable[Matter]:
    rows = Matter.objects.filter(accountable=post, state__in=RUNNING)
    return rows.select_related("kind", "territory", "author").order_by("due_on", "pk")


def _matter(row: Matter, story: list[Names]) -> Belonging:
    return Belonging(
        key=f"matter:{row.pk}", kind=BelongingKind.MATTER, title=_titled(row), story=story,
        status=in_all_languages(MatterState(row.state).label), due_on=row.due_on or row.word_due_on, path=path_of(row),
        matter_id=row.pk, weight=row.people_concerned or 0,
    )  # fmt: skip


def _titled(row: Matter) -> Names:
    return dict.fromkeys(LANGUAGES, f"{row.number} · {row.title}")


# ---- The story in three lines ------------------------------------------------------------------------------------------


def stories_of(matters: Sequence[Matter]) -> dict[int, list[Names]]:
    """Of each matter how it came and the last two steps, from the journal's own sentences. Two queries."""
    ids = {str(row.pk): row.pk for row in matters}
    about = Q(subject_kind=MATTER, subject_id__in=ids) | Q(parent_kind=MATTER, parent_id__in=ids)
    by_matter: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(about).exclude(act__in=SILENT).order_by("id"):
        by_matter[ids[entry.subject_id if entry.subject_kind == MATTER else entry.parent_id]].append(entry)
    told = {pk: [*rows[:1], *rows[1:][1 - LINES :]] for pk, rows in by_matter.items()}
    withheld = withheld_of([row for rows in told.values() for row in rows if not row.is_open])
    return {row.pk: [_line(entry, withheld.get(entry.pk, {})) for entry in told.get(row.pk, [])] for row in matters}


def _line(entry: Entry, withheld: dict[str, Any]) -> Names:
    """Facts of a closed entry are told to those who may read the matter; names of persons are not."""
    facts: dict[str, Any] = {name: withheld[name] for name in ("told", "facts") if name in withheld}
    day = timezone.localdate(entry.at).isoformat()
    return in_each_language(lambda language: f"{say_day(day, language)}: {sentence(entry, facts)}")


# ---- What waits beside own matters -------------------------------------------------------------------------------------


def _offers(post: Post) -> Iterator[Belonging]:
    """Offered to the post and not answered, and offered by it and not answered."""
    rows = HandOff.objects.filter(Q(to_post=post) | Q(from_post=post), state=HandOffState.OFFERED)
    for row in rows.select_related("matter", "from_post", "to_post").order_by("due_on", "pk"):
        yield Belonging(
            key=f"hand_off:{row.pk}", kind=BelongingKind.HAND_OFF, title=_titled(row.matter), story=[_way(row)],
            status=in_all_languages(HandOffState.OFFERED.label), due_on=row.due_on, path=path_of(row.matter),
            matter_id=row.matter_id,
        )  # fmt: skip


def _way(row: HandOff) -> Names:
    return in_each_language(
        lambda language: f"{HandOffKind(row.kind).label}: {row.from_post.name(language).text} → {row.to_post.name(language).text}"
    )


def _parts(post: Post) -> Iterator[Belonging]:
    """Opinions asked of the post and work given to it."""
    letters = (Letter.CONSULTED, Letter.RESPONSIBLE)
    rows = Part.objects.filter(post=post, state=PartState.ACTIVE, letter__in=letters, matter__state__in=RUNNING)
    for row in rows.select_related("matter", "asked_by").order_by("due_on", "pk"):
        asked = [dict.fromkeys(LANGUAGES, row.question[:200])] if row.question else []
        yield Belonging(
            key=f"part:{row.pk}", kind=BelongingKind.OPINION, title=_titled(row.matter), story=asked,
            status=in_all_languages(Letter(row.letter).label), due_on=row.due_on or row.matter.due_on,
            path=path_of(row.matter), matter_id=row.matter_id,
        )  # fmt: skip


def _unread(post: Post) -> Iterator[Belonging]:
    unread = MessageMark.objects.filter(post=post, read_at=None).exclude(message__post=post)
    counts = dict(unread.order_by().values_list("message__matter").annotate(number=Count("pk")))
    for row in Matter.objects.filter(pk__in=counts).order_by("-pk"):
        yield Belonging(
            key=f"unread:{row.pk}", kind=BelongingKind.UNREAD, title=_titled(row), path=path_of(row), matter_id=row.pk,
            status=in_each_language(lambda _language, n=counts[row.pk]: _("unread messages: %(number)d") % {"number": n}),
        )  # fmt: skip


# ---- Whom to call ------------------------------------------------------------------------------------------------------


def _contacts(post: Post) -> Iterator[Belonging]:
    """Organisations with which the post has open matters, those with the nearest term first; the contact is the one that the
    organisation itself publishes."""
    rows = Matter.objects.filter(accountable=post, state__in=RUNNING).select_related("author").order_by("due_on", "pk")
    by_author: dict[int, list[Matter]] = defaultdict(list)
    for row in rows:
        by_author[row.author_id].append(row)
    last = _last_words(post, by_author)
    for place, (pk, matters) in enumerate(list(by_author.items())[:CALLED_FIRST]):
        yield _contact(matters, last.get(pk), len(by_author) - place)


def _last_words(post: Post, authors: Iterable[int]) -> dict[int, datetime]:
    """When the organisation last wrote to the post or was written to by it."""
    rows = Message.objects.filter(matter__accountable=post, matter__author__in=list(authors), audience=Audience.PARTIES)
    return dict(rows.order_by().values_list("matter__author").annotate(last=Max("at")))


def _contact(matters: list[Matter], last: datetime | None, weight: int) -> Belonging:
    author = matters[0].author
    moments = [last, *(row.received_at for row in matters)]
    day = timezone.localdate(max(moment for moment in moments if moment)).isoformat()
    reached = ", ".join(filter(None, (author.phone, author.email)))
    lines = [in_each_language(lambda language: _("last contact: %(day)s") % {"day": say_day(day, language)})]
    lines += [dict.fromkeys(LANGUAGES, reached)] if reached else []
    return Belonging(
        key=f"contact:{author.pk}", kind=BelongingKind.CONTACT, title=author.names, story=lines, weight=weight,
        status=in_each_language(lambda _language: _("open matters: %(number)d") % {"number": len(matters)}),
        due_on=matters[0].due_on, path=f"/organisations/{author.ref}/",
    )  # fmt: skip


# ---- What was said in the post's name ----------------------------------------------------------------------------------


def said(post: Post, since: date) -> list[Saying]:
    """Messages to the parties and outcomes of the post; internal notes are nobody's promise."""
    begun = timezone.make_aware(datetime.combine(since, time()))
    messages = Message.objects.filter(post=post, side=Side.POST, audience=Audience.PARTIES, at__gte=begun)
    outcomes = Outcome.objects.filter(post=post, at__gte=begun)
    return [
        *(_saying(f"message:{row.pk}", row.text, row) for row in messages.select_related("matter").order_by("pk")),
        *(_saying(f"outcome:{row.pk}", row.statement, row) for row in outcomes.select_related("matter").order_by("pk")),
    ]


def _saying(key: str, text: str, row: Message | Outcome) -> Saying:
    return Saying(
        key, text, row.language, timezone.localdate(row.at), row.matter.journal_label, path_of(row.matter), row.matter_id,
        row.matter.is_running,
    )  # fmt: skip
