"""The periodic report to the post above: drawn in one click, edited in words, sent once and fixed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.journal.acts import act
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.flow import REPORT
from kopir.regulation.models import Report
from kopir.regulation.queries.reporting import WRITTEN, content_of
from kopir.regulation.telling import tell_report
from kopir.regulation.words import ReportState

LONGEST = timedelta(days=400)
LIMIT = 8000


def draw_report(post: Post, since: date, until: date, *, by: Actor) -> Report:
    """Draw the figures of a time, both days included. Drawn again, the same draft gets new figures and keeps its words."""
    known = Report.objects.filter(post=post, since=since, until=until, state=ReportState.DRAFT).first()
    report = known or Report(post=post, since=since, until=until)
    with act(rules.may_write_report, by=by, subject=report, parent=post) as entry:
        _demand_time(since, until)
        fresh = content_of(post, since, until)
        report.content = _with_words_of(report.content, fresh) if known else fresh
        report.author, report.made_at = by.person_id, timezone.now()
        report.save()
        entry.is_open = False  # what is not sent yet is the post's own
        entry.fact(post=post.names)
    return report


def _demand_time(since: date, until: date) -> None:
    if not since <= until <= since + LONGEST:
        raise Refused("report_time", _("Choose a time of at most a year, from the first day to the last."), field="until")


def _with_words_of(old: Mapping[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    texts = {section["key"]: section["text"] for section in old.get("sections", ()) if section.get("edited")}
    for section in fresh["sections"]:
        if section["key"] in texts:
            section |= {"text": texts[section["key"]], "edited": True}
    return fresh


def edit_report(report: Report, *, by: Actor, texts: Mapping[str, Mapping[str, str]], comment: Mapping[str, str]) -> Report:
    """Own words: `texts` by section and language, `comment` by language. Figures are not edited: they are drawn."""
    with act(rules.may_write_report, by=by, subject=report, parent=report.post) as entry:
        for section in report.content["sections"]:
            given = texts.get(section["key"], {})
            new = {language: kept_words(given.get(language, section["text"][language]), LIMIT) for language in WRITTEN}
            section["edited"] = section.get("edited", False) or new != section["text"]
            section["text"] = new
        report.comment_kk, report.comment_ru = (kept_words(comment.get(language, ""), LIMIT) for language in WRITTEN)
        report.save()
        entry.is_open = False
        entry.fact(post=report.post.names)
    return report


def send_report(report: Report, *, by: Actor) -> Report:
    """To the post above, which is told; from now on it is public and fixed by its hash. This act proves the duty to report."""
    with act(rules.may_send_report, by=by, subject=report, parent=report.post) as entry:
        REPORT.move(report, "send")
        above = report.post.superior
        if above is None:
            raise Refused("nobody_above", _("There is no post above this one."), _("Download the report and send it by letter."))
        report.to, report.sent_at = above, timezone.now()
        report.hash = hash_of(report)
        report.save()
        entry.fact(post=report.post.names, to=above.names, hash=report.hash)
        tell_report(report)
    return report


def hash_of(report: Report) -> str:
    """SHA-256 of the canonical JSON of all that is sent."""
    sent = {
        "post": report.post.ref, "since": report.since.isoformat(), "until": report.until.isoformat(),
        "content": report.content, "comment": {"kk": report.comment_kk, "ru": report.comment_ru},
    }  # fmt: skip
    return hashlib.sha256(canonical(sent)).hexdigest()
