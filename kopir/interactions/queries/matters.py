"""One matter and everything on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.interactions.models import Attachment, AuthorWord, HandOff, Matter, Message, Outcome, Part
from kopir.interactions.words import DRIVES, NOT_RECEIVED, Audience, Letter, PartState
from kopir.journal.acts import content_of, kind_of
from kopir.journal.models import Entry
from kopir.journal.queries import story_of, withheld_of
from kopir.journal.sentences import actor_name, sentence
from kopir.posts.models import Post

NAMED = (
    "kind", "author", "territory", "territory__parent", "sector", "accountable", "accountable__organisation",
    "accountable__superior",
)  # fmt: skip
BESIDE = (
    "kind__code", "procedure__reopen_days", "territory__level", "territory__parent__level", "sector__code", "accountable__ref",
    "joined_into__number",
)  # fmt: skip


def _missing() -> Refused:
    return Refused("not_found", _("There is no such matter, or you may not see it."), hidden=True)


def matter_for(by: Actor, number: str) -> Matter:
    """The received matter with this number, with `may_read` set. Raises Refused(hidden)."""
    rows = Matter.objects.visible_to(by).with_reading(by).exclude(state__in=NOT_RECEIVED)
    rows = with_names(rows.filter(number=number), *NAMED, also=BESIDE).select_related("procedure", "joined_into")
    found = rows.first()
    if found is None:
        raise _missing()
    return found


def draft_for(by: Actor, pk: int) -> Matter:
    """The actor's organisation's own draft (or the note of a legal appeal). Raises Refused(hidden)."""
    found = drafts_of(by).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def drafts_of(by: Actor) -> QuerySet[Matter]:
    if not by.is_member:
        return Matter.objects.none()
    rows = Matter.objects.filter(author_id=by.organisation_id, state__in=NOT_RECEIVED)
    return rows.select_related("kind", "territory", "sector").order_by("-updated_at")


def hand_off_for(by: Actor, pk: int) -> HandOff:
    """A hand-off of a matter that the actor may read. Raises Refused(hidden)."""
    rows = HandOff.objects.filter(matter__in=Matter.objects.readable_by(by))
    found = rows.filter(pk=pk).select_related("matter__accountable", "to_post__superior", "from_post__superior").first()
    if found is None:
        raise _missing()
    return found


def part_for(by: Actor, pk: int) -> Part:
    """A part in a matter that the actor may read. Raises Refused(hidden)."""
    rows = Part.objects.filter(matter__in=Matter.objects.readable_by(by))
    found = rows.filter(pk=pk).select_related("matter__accountable__superior", "post__superior", "asked_by").first()
    if found is None:
        raise _missing()
    return found


def is_inside(by: Actor, matter: Matter) -> bool:
    """The actor's post has or had a part in the matter, so internal notes are for it too."""
    if by.oversees:
        return True
    if not by.is_official:
        return False
    if by.post_id in (matter.accountable_id, matter.accountable.superior_id if matter.accountable else None):
        return True
    posts = {part.post_id for part in matter.parts.all()}
    return by.post_id in posts or any(by.post_id in (row.to_post_id, row.from_post_id) for row in matter.hand_offs.all())


def outcomes_of(matter: Matter) -> list[Outcome]:
    """What was declared in each round, the first one first, with what the authors said of it. Two queries."""
    words = Prefetch("words", with_names(AuthorWord.objects.all(), "organisation"))
    return list(with_names(matter.outcomes.order_by("round"), "post").prefetch_related(words))


def messages_of(by: Actor, matter: Matter) -> QuerySet[Message]:
    """Messages the actor may read, oldest first: parties only, whatever the visibility of the matter."""
    rows = matter.messages.select_related("organisation", "post").prefetch_related("marks", "attachments").order_by("id")
    if is_inside(by, matter):
        return rows
    party = by.is_member and (
        by.organisation_id == matter.author_id or matter.joined_matters.filter(author_id=by.organisation_id).exists()
    )
    return rows.filter(audience=Audience.PARTIES) if party else rows.none()


def attachments_of(by: Actor, matter: Matter) -> QuerySet[Attachment]:
    """Files of the matter itself and of its outcomes, and of messages the actor may read."""
    if not getattr(matter, "may_read", False) and matter.state not in NOT_RECEIVED:
        return Attachment.objects.none()
    own = Q(message=None, audience=Audience.PARTIES) | Q(message__in=messages_of(by, matter))
    if is_inside(by, matter):
        own |= Q(audience=Audience.INTERNAL)
    return matter.attachments.filter(own, removed_at=None).order_by("id")


def attachment_for(by: Actor, pk: int) -> Attachment:
    """A file that the actor may read. Raises Refused(hidden)."""
    found = Attachment.objects.filter(pk=pk).select_related("matter").first()
    if found is None:
        raise _missing()
    matter = Matter.objects.visible_to(by).with_reading(by).filter(pk=found.matter_id).select_related("accountable").first()
    if matter is None or not attachments_of(by, matter).filter(pk=pk).exists():
        raise _missing()
    return found


def story(by: Actor, matter: Matter) -> list[dict[str, Any]]:
    """The matter's history in the reader's language: dicts of `entry`, `words`, `reason`, `is_open`, oldest first.
    Who may not read the matter gets the open entries of state bodies only, without reasons: a matter that was public once
    and is restricted now tells neither its author nor anybody's words."""
    may_read = bool(getattr(matter, "may_read", matter.is_public))
    seen = Q() if may_read else Q(is_open=True) & ~Q(actor_role=Role.MEMBER)
    rows = list(story_of(matter).filter(seen))
    inside = is_inside(by, matter)
    rows = [row for row in rows if inside or row.act != "interactions.write_note"]
    withheld = withheld_of(rows) if by.is_signed_in and _is_party(by, matter, inside) else {}
    lines = [_line(row, withheld.get(row.pk, {}), matter) for row in rows if _tells_others(row, matter)]
    return lines if may_read else [line | {"reason": ""} for line in lines]


def _is_party(by: Actor, matter: Matter, inside: bool) -> bool:
    return inside or (by.is_member and by.organisation_id == matter.author_id)


def _tells_others(row: Entry, matter: Matter) -> bool:
    """Editing the draft is nobody's story."""
    return row.act not in ("interactions.draft", "interactions.edit_draft", "interactions.detach")


def _line(row: Entry, withheld: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """The matter goes by its number here, also in what was done before it had one."""
    content = content_of(row)
    called = matter.journal_label if row.subject_id == str(matter.pk) and row.subject_kind == kind_of(matter) else ""
    return {
        "entry": row, "words": sentence(row, withheld, called), "is_open": row.is_open,
        "reason": content.get("reason") or withheld.get("reason", ""), "actor": actor_name(content, withheld),
    }  # fmt: skip


def folded(story: list[dict[str, Any]], matter: Matter) -> list[dict[str, Any]]:
    """The same lines, but neighbours of one minute that say the same of the same person are one, with their number."""
    runs = [list(run) for _same, run in groupby(story, key=_alike)]
    return [run[0] if len(run) == 1 else run[0] | {"words": _counted(run, matter)} for run in runs]


def _alike(line: dict[str, Any]) -> tuple[Any, ...]:
    row = line["entry"]
    minute = row.at.replace(second=0, microsecond=0)
    return row.act, row.person_id, row.post_id, row.organisation_id, minute, line["words"], line["reason"]


def _counted(run: list[dict[str, Any]], matter: Matter) -> str:
    count, line = len(run), run[0]
    facts = {"actor": line["actor"], "subject": matter.journal_label, "words": line["words"], "count": count}
    if line["entry"].act == "interactions.attach":
        return _filed(count) % facts
    return ngettext("%(words)s (%(count)s time)", "%(words)s (%(count)s times)", count) % facts


def _filed(count: int) -> str:
    return ngettext(
        "%(actor)s attached %(count)s file to %(subject)s",
        "%(actor)s attached %(count)s files to %(subject)s",
        count,
    )


def last_receipt_entry(matter: Matter) -> Entry:
    """The entry that the author's receipt is for: the sending (or joining) of the matter."""
    rows = Entry.objects.filter(
        subject_kind="interactions.matter",
        subject_id=str(matter.pk),
        act__in=("interactions.submit", "interactions.join"),
    )
    return rows.latest("pk")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One letter of the responsibility matrix: whose it is, what it drives, until when, and whether it is done."""

    letter: str
    post: Post
    drives: str
    due_on: date | None
    state: str
    part: Part | None = None


def read_posts(matter: Matter) -> None:
    """All parts that posts have or had, and all its moves, the oldest first: read once for everything that asks the matter."""
    parts = with_names(Part.objects.order_by("letter", "id"), "post", "post__organisation")
    moves = with_names(HandOff.objects.order_by("pk"), "to_post", "from_post", "missing_power")
    prefetch_related_objects([matter], Prefetch("parts", parts), Prefetch("hand_offs", moves))


def matrix(matter: Matter) -> list[MatrixRow]:
    """A first, then R, C and I in the order they were given."""
    rows = [MatrixRow("A", matter.accountable, str(DRIVES["A"]), matter.due_on, "active")] if matter.accountable else []
    parts = matter.parts.all()
    order = {Letter.RESPONSIBLE: 0, Letter.CONSULTED: 1, Letter.INFORMED: 2}
    for part in sorted(parts, key=lambda part: (order[Letter(part.letter)], part.pk)):
        rows.append(MatrixRow(part.letter, part.post, str(DRIVES[part.letter]), part.due_on, part.state, part))
    if matter.accountable and not any(row.letter == "R" and row.state == PartState.ACTIVE for row in rows):
        rows.insert(1, MatrixRow("R", matter.accountable, str(DRIVES["R"]), matter.due_on, "active"))
    return rows
