"""Messages, internal notes, and who may read the matter."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.permits import Rule
from kopir.base.tongue import detect
from kopir.interactions import rules
from kopir.interactions.acts.working import resume
from kopir.interactions.models import Matter, Message, MessageMark
from kopir.interactions.telling import authors, tell_authors, tell_post
from kopir.interactions.words import Audience, Letter, PartState, RestrictedBecause, Side, Visibility
from kopir.journal.acts import act
from kopir.posts.models import Post

LONGEST = 20_000


def write(matter: Matter, *, by: Actor, text: str) -> Message:
    """A message to all parties. When the author answers while the term is paused, the term runs again."""
    message = _write(rules.may_write, matter, by, text, Audience.PARTIES)
    if message.side == Side.AUTHOR and matter.pauses.filter(ends_on=None).exists():
        resume(matter)
    return message


def write_note(matter: Matter, *, by: Actor, text: str) -> Message:
    """A note that only state bodies with a part see."""
    return _write(rules.may_write_note, matter, by, text, Audience.INTERNAL)


def _write(rule: Rule, matter: Matter, by: Actor, text: str, audience: Audience) -> Message:
    with act(rule, by=by, subject=matter) as entry:
        message = _message(matter, by, text, audience)
        entry.also(message)
        entry.is_open = False
        _deliver(message, by)
    return message


def _message(matter: Matter, by: Actor, text: str, audience: Audience) -> Message:
    text = kept_words(text)
    if not text:
        raise Refused("empty", _("The message is empty."), field="text")
    if len(text) > LONGEST:
        raise Refused("too_long", _("The message is too long: attach it as a file."), field="text")
    return Message.objects.create(
        matter=matter,
        audience=audience,
        side=Side.AUTHOR if by.is_member else Side.POST,
        organisation_id=by.organisation_id,
        post_id=by.post_id,
        person_id=by.person_id,
        text=text,
        language=detect(text, matter.language),
    )


def _deliver(message: Message, by: Actor) -> None:
    """Marks and notices for everybody else who takes part."""
    for post in _posts(message.matter):
        if post.pk != by.post_id:
            MessageMark.objects.create(message=message, post=post)
            tell_post(post, message.matter, "message", message.pk)
    if message.audience == Audience.PARTIES:
        _deliver_to_authors(message, by)


def _deliver_to_authors(message: Message, by: Actor) -> None:
    others = [row for row in authors(message.matter) if row.pk != by.organisation_id or by.is_official]
    MessageMark.objects.bulk_create([MessageMark(message=message, organisation=row) for row in others])
    tell_authors(message.matter, "message", message.pk)


def _posts(matter: Matter) -> list[Post]:
    """The accountable post and those that work on it or are asked."""
    parts = matter.parts.filter(state=PartState.ACTIVE, letter__in=(Letter.RESPONSIBLE, Letter.CONSULTED))
    found = [matter.accountable, *(part.post for part in parts.select_related("post__superior"))]
    return list({post.pk: post for post in found if post}.values())


def mark_read(matter: Matter, *, by: Actor) -> int:
    """The actor's side has opened the matter: its messages count as read from now. Not an act: nothing of the matter changes."""
    marks = MessageMark.objects.filter(message__matter=matter, read_at=None)
    if by.is_official:
        marks = marks.filter(post_id=by.post_id)
    elif by.is_member:
        marks = marks.filter(organisation_id=by.organisation_id)
    else:
        return 0
    return marks.update(read_at=timezone.now())


def restrict(matter: Matter, *, by: Actor, because: RestrictedBecause, reason: str = "") -> Matter:
    """From now on only the parties read its title and texts."""
    with act(rules.may_restrict, by=by, subject=matter, reason=reason) as entry:
        matter.visibility, matter.restricted_because = Visibility.RESTRICTED, because
        matter.save()
        entry.is_open = False
        tell_post(matter.accountable, matter, "restricted", f"{timezone.now():%Y%m%d%H%M%S}")
    return matter


def open_up(matter: Matter, *, by: Actor) -> Matter:
    with act(rules.may_open_up, by=by, subject=matter):
        matter.visibility, matter.restricted_because = Visibility.PUBLIC, ""
        matter.save()
    return matter
