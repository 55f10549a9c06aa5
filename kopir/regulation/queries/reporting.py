"""What a post's report says of a time, drawn from obligations, matters and proofs; and which reports may be read by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.interactions.queries import work_of
from kopir.interactions.words import DECLARABLE, Word
from kopir.notices.texts import say_day
from kopir.posts.models import Post
from kopir.regulation.models import Obligation, Proof, Report
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries.obligations import counts_of_post
from kopir.regulation.words import ObligationState, ProofState, ReportState

if TYPE_CHECKING:
    from kopir.base.errors import Words

WRITTEN = ("kk", "ru")
"""Languages in which a report is written and sent."""
LONGEST = 100
Content = dict[str, Any]
Names = dict[str, str]


def last_half_year(today: date) -> tuple[date, date]:
    """The half-year that ended last."""
    if today.month > 6:
        return date(today.year, 1, 1), date(today.year, 6, 30)
    return date(today.year - 1, 7, 1), date(today.year - 1, 12, 31)


def time_to_report(own: Iterable[Report], today: date) -> tuple[date, date]:
    """The half-year that ended last; once a report of it was sent, the time since: to the end of the last
    quarter, or to today when that quarter was reported too."""
    since, until = last_half_year(today)
    last = max((row.until for row in own if row.state == ReportState.SENT), default=since)
    if not until <= last < today:
        return since, until
    ended = Quarter.of(today).previous.until
    return last + timedelta(days=1), ended if last < ended else today


# ---- What it says --------------------------------------------------------------------------------------------------


def content_of(post: Post, since: date, until: date) -> Content:
    """Sections of figures, each with its source and the page where it can be looked up, and of lines. A dozen queries."""
    return {
        "counted": timezone.localdate().isoformat(),
        "sections": [
            _duties(post, since, until), _matters(post, since, until), _proofs(post, since, until), _ahead(post, until),
        ],
    }  # fmt: skip


def _figure(name: Words, value: int, source: Words, path: str) -> Content:
    return {"name": in_all_languages(name), "value": value, "source": in_all_languages(source), "path": path}


def _section(key: str, title: Words, figures: list[Content], lines: list[Content], texts: Names) -> Content:
    return {"key": key, "title": in_all_languages(title), "text": texts, "figures": figures, "lines": lines}


OF_DUTIES = gettext_lazy("duties of the post by the day on which they were due")
OF_MATTERS = gettext_lazy("matters of the post")
OF_ANSWERS = gettext_lazy("answers the post gave in this time")
OF_WORDS = gettext_lazy("words of authors on these answers: each author, also one who joined, has a word of their own")
OF_PROOFS = gettext_lazy("proofs accepted in this time")


def _duties(post: Post, since: date, until: date) -> Content:
    counts, path = counts_of_post(post.pk, since, until), f"/posts/{post.ref}/duties/"
    done, in_time, missed = counts["done"], counts["in_time"], counts["missed"]
    due = done + missed + counts["due"]
    figures = [
        _figure(gettext_lazy("duties that were due"), due, OF_DUTIES, path),
        _figure(gettext_lazy("done by their day"), in_time, OF_DUTIES, path),
        _figure(gettext_lazy("done later"), done - in_time, OF_DUTIES, path),
        _figure(gettext_lazy("missed"), missed, OF_DUTIES, path),
        _figure(gettext_lazy("not done yet, or the proof is being checked"), counts["due"], OF_DUTIES, path),
        _figure(gettext_lazy("waived with a reason"), counts["waived"], OF_DUTIES, path),
    ]
    said = gettext_lazy("Due: %(due)s duties; done by their day: %(done)s; missed: %(missed)s.")
    texts = _in_written(said, due=due, done=in_time, missed=missed)
    return _section("duties", gettext_lazy("Duties"), figures, _not_done(post, since, until), texts)


def _in_written(words: Words, **facts: int) -> Names:
    found = {}
    for language in WRITTEN:
        with override(language):
            found[language] = str(words) % facts
    return found


def _not_done(post: Post, since: date, until: date) -> list[Content]:
    states = (ObligationState.MISSED, ObligationState.WAIVED)
    rows = Obligation.objects.filter(post=post, due_on__range=(since, until), state__in=states).select_related("duty")
    return [_line(row, row.get_state_display, row.due_on, row.reason) for row in rows.order_by("due_on", "pk")[:LONGEST]]


def _line(row: Obligation, state: Any, day: date, more: str) -> Content:
    """`duty (its occasion) — state, day. More.` in every language."""
    words, occasion = {}, f" ({row.subject_label})" if row.subject_label else ""
    for language, name in row.duty.names.items():
        with override(language):
            said = f"{name}{occasion} — {state()}, {say_day(day.isoformat(), language)}"
        words[language] = f"{said}: {more}" if more else said
    return {"words": words, "path": ""}


def _matters(post: Post, since: date, until: date) -> Content:
    work, path = work_of(post.pk, since, until), f"/interactions/?post={post.ref}"
    figures = [
        _figure(gettext_lazy("matters that came"), work.received, OF_MATTERS, path),
        _figure(gettext_lazy("answers given"), work.answered, OF_ANSWERS, path),
        _figure(gettext_lazy("answers that still stand, given by the last day of the term"), work.in_time, OF_ANSWERS, path),
    ]
    for kind in DECLARABLE:
        name = gettext_lazy("outcome: %(kind)s")
        figures.append(_named(kind.label, "kind", _figure(name, work.outcomes.get(kind, 0), OF_ANSWERS, path)))
    for word in Word:
        name = gettext_lazy("words of authors: %(word)s")
        figures.append(_named(word.label, "word", _figure(name, work.words.get(word, 0), OF_WORDS, path)))
    said = gettext_lazy(
        "Matters that came: %(received)s; answers given: %(answered)s; words of authors that confirm: %(confirmed)s."
    )
    confirmed = work.words.get(Word.CONFIRMED, 0)
    texts = _in_written(said, received=work.received, answered=work.answered, confirmed=confirmed)
    return _section("matters", gettext_lazy("Matters of organisations"), figures, [], texts)


def _named(label: Words, key: str, figure: Content) -> Content:
    labels = in_all_languages(label)
    figure["name"] = {code: words % {key: labels[code]} for code, words in figure["name"].items()}
    return figure


def _proofs(post: Post, since: date, until: date) -> Content:
    rows = Proof.objects.filter(
        obligation__post=post, state__in=(ProofState.ACCEPTED, ProofState.EXPIRED), given_at__date__range=(since, until)
    ).select_related("obligation__duty")
    found = list(rows.exclude(obligation__subject_kind="interactions.matter").order_by("given_at", "pk")[:LONGEST])
    figures = [_figure(gettext_lazy("proofs accepted"), rows.count(), OF_PROOFS, f"/posts/{post.ref}/duties/")]
    return _section("proofs", gettext_lazy("What shows it"), figures, [_shown(proof) for proof in found], _in_written(""))


def _shown(proof: Proof) -> Content:
    """What the proof is: number and date, the address, the entry of the journal."""
    shown = {"document": f"№ {proof.number}", "link": proof.url, "entry": f"№ {proof.entry_id}", "file": proof.words}
    day = proof.dated_on or timezone.localdate(proof.given_at)
    line = _line(proof.obligation, proof.get_kind_display, day, shown.get(proof.kind, ""))
    return {**line, "path": f"/journal/{proof.entry_id}/" if proof.entry_id else ""}


def _ahead(post: Post, until: date) -> Content:
    """What is due in as long a time after it."""
    begins, ends = until + timedelta(days=1), until + timedelta(days=184)
    rows = Obligation.objects.filter(post=post, due_on__range=(begins, ends), subject_kind="").select_related("duty")
    found = list(rows.order_by("due_on", "duty__order", "pk")[:LONGEST])
    figures = [_figure(gettext_lazy("duties due in the next half-year"), len(found), OF_DUTIES, f"/posts/{post.ref}/duties/")]
    texts = _in_written(gettext_lazy("Duties due in the next half-year: %(count)s."), count=len(found))
    return _section("ahead", gettext_lazy("What comes next"), figures, [], texts)


# ---- Who reads it --------------------------------------------------------------------------------------------------


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("post__organisation", "to").order_by("-until", "-pk")


def reports_of(by: Actor) -> list[Report]:
    """Of the post, drafts and sent ones."""
    return list(_reports().filter(post=by.post_id))


def reports_received(by: Actor) -> list[Report]:
    """Sent to the post, the last ones first."""
    return list(_reports().filter(to=by.post_id, state=ReportState.SENT)[:200])


def own_report(by: Actor, pk: int) -> Report:
    """For whoever holds the post that makes it; nobody else learns of a draft."""
    found = _reports().filter(pk=pk, post=by.post_id).first() if by.is_official else None
    return _demand(found)


def sent_report(ref: str, pk: int) -> Report:
    """A sent report is open to everybody."""
    return _demand(_reports().filter(pk=pk, post__ref=ref, state=ReportState.SENT).first())


def sent_reports(post: Post) -> list[Report]:
    return list(_reports().filter(post=post, state=ReportState.SENT))


def _demand(found: Report | None) -> Report:
    if found is None:
        raise Refused("no_such_report", _("There is no such report."), hidden=True)
    return found


def figures_of(reports: Iterable[Report], language: str) -> list[list[Any]]:
    """Section, figure, value, source, day of counting: the rows of the table that is downloaded."""
    return [
        [section["title"][language], row["name"][language], row["value"], row["source"][language], report.content["counted"]]
        for report in reports
        for section in report.content["sections"]
        for row in section["figures"]
    ]
