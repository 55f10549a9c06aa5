"""Writing a matter before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.filenames import shown_name
from kopir.base.files import NAME_LIMIT, StoredFile, Upload, store
from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import detect
from kopir.interactions import rules
from kopir.interactions.models import Attachment, Matter, Message, Outcome
from kopir.interactions.words import Audience, Visibility
from kopir.journal.acts import act

TEXTS = ("title", "text", "asked", "offered", "for_whom", "objection")
EDITABLE = {
    "kind", "title", "text", "language", "territory", "sector", "asked", "offered", "for_whom", "people_concerned",
    "visibility", "restricted_because", "legal_question", "appeal_number",
}  # fmt: skip


def start_draft(*, by: Actor, values: Mapping[str, Any] | None = None) -> Matter:
    """An empty draft of the actor's organisation, kept until it is sent or discarded."""
    matter = Matter(author_id=by.organisation_id, person_id=by.person_id)
    with act(rules.may_draft, by=by, subject=matter) as entry:
        _fill(matter, values or {})
        matter.save()
        entry.is_open = False
    return matter


def save_draft(matter: Matter, *, by: Actor, values: Mapping[str, Any]) -> Matter:
    """Set the given fields (any of EDITABLE, and `other_sectors`); the language is detected unless it is given."""
    with act(rules.may_edit_draft, by=by, subject=matter) as entry:
        _fill(matter, values)
        matter.save()
        if "other_sectors" in values:
            matter.other_sectors.set(values["other_sectors"])
        entry.is_open = False
    return matter


def _fill(matter: Matter, values: Mapping[str, Any]) -> None:
    for name in EDITABLE & values.keys():
        setattr(matter, name, values[name])
    for name in TEXTS:
        setattr(matter, name, hide_personal_numbers(getattr(matter, name))[0])
    if "text" in values and not values.get("language"):
        matter.language = detect(f"{matter.title} {matter.text}", matter.language)
    if matter.visibility == Visibility.PUBLIC:
        matter.restricted_because = ""


def discard(matter: Matter, *, by: Actor) -> None:
    """Throw a draft away with its files' entries; nothing of it was ever received."""
    with act(rules.may_discard, by=by, subject=matter) as entry:
        entry.is_open = False
        number = matter.pk
        matter.attachments.all().delete()
        matter.other_sectors.clear()
        Matter.objects.filter(pk=number).delete()


def attach(
    matter: Matter,
    *,
    by: Actor,
    upload: Upload,
    message: Message | None = None,
    outcome: Outcome | None = None,
    audience: Audience = Audience.PARTIES,
) -> Attachment:
    """Keep a file with the matter. Raises Refused for a kind or size that is not allowed, or an infected file. The same content
    at the same place is one attachment: whoever got no answer sends it again."""
    rules.may_attach(by, matter).demand()  # before anything is written to disk
    stored = _stored(upload)
    place = {"matter": matter, "message": message, "outcome": outcome, "audience": audience, "removed_at": None}
    if known := Attachment.objects.filter(sha256=stored.sha256, person_id=by.person_id, **place).first():
        return known
    with act(rules.may_attach, by=by, subject=matter) as entry:
        attachment = _attachment(matter, by, stored, audience)
        attachment.message, attachment.outcome = message, outcome
        attachment.save()
        entry.also(attachment)
        entry.withhold(file=stored.name)
        entry.is_open = False
    return attachment


def attach_all(matter: Matter, *, by: Actor, uploads: Sequence[Upload], **where: Any) -> None:
    """Every one of them or none; `where` as for `attach`. A browser forgets the others when one is refused, which is said."""
    with transaction.atomic():
        for upload in uploads:
            try:
                attach(matter, by=by, upload=upload, **where)
            except Refused as refusal:
                if len(uploads) > 1:
                    said = _("None of the files was kept: choose the others again too.")
                    refusal.next_step = f"{refusal.next_step} {said}".strip()
                raise


def _stored(upload: Upload) -> StoredFile:
    """A refusal names the file, for several may come together."""
    try:
        return store(upload)
    except Refused as refusal:
        refusal.reason = f"{shown_name(upload.name or '')[:NAME_LIMIT]}: {refusal.reason}"
        raise


def _attachment(matter: Matter, by: Actor, stored: StoredFile, audience: Audience) -> Attachment:
    return Attachment(
        matter=matter,
        audience=audience,
        name=stored.name,
        sha256=stored.sha256,
        size=stored.size,
        mime=stored.mime,
        person_id=by.person_id,
    )


def detach(attachment: Attachment, *, by: Actor) -> None:
    """Take a file off a draft; the row stays, marked as removed."""
    matter = attachment.matter
    with act(rules.may_detach, by=by, subject=matter) as entry:
        entry.watch(attachment)
        attachment.removed_at = timezone.now()
        attachment.save()
        entry.is_open = False
