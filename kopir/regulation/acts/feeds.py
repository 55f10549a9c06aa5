"""A post's duties in its holder's own calendar: an address behind a token, which can be closed."""

from __future__ import annotations

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import base_language
from kopir.journal.acts import act
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.models import Feed
from kopir.regulation.queries.obligations import token_hash


def open_feed(post: Post, *, by: Actor, language: str) -> tuple[Feed, str]:
    """The feed and its token, which is told this once and not kept."""
    token = secrets.token_urlsafe(32)
    feed = Feed(post=post, language=base_language(language), token_hash=token_hash(token))
    with act(rules.may_open_feed, by=by, subject=feed, parent=post, permit_on=post) as entry:
        assert by.person_id is not None
        feed.person_id, feed.made_at = by.person_id, timezone.now()
        feed.save()
        entry.fact(post=post.names)
        entry.is_open = False
    return feed, token


def close_feed(feed: Feed, *, by: Actor) -> Feed:
    """From now on its address answers nothing."""
    with act(rules.may_close_feed, by=by, subject=feed, parent=feed.post) as entry:
        if feed.closed_at is not None:
            raise Refused("not_now", _("This address is closed already."))
        feed.closed_at = timezone.now()
        feed.save()
        entry.fact(post=feed.post.names)
        entry.is_open = False
    return feed
