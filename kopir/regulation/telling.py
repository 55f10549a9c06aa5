"""Who is told what about duties. Every notice opens the page on which something can be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override, pgettext

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES, localised
from kopir.calendar.queries import working_calendar
from kopir.notices.acts import tell
from kopir.notices.models import Notice
from kopir.notices.texts import say_day
from kopir.notices.words import Weight
from kopir.posts.models import Post
from kopir.posts.queries import answering_post
from kopir.regulation.events import MATTER
from kopir.regulation.models import NormVersion, Obligation, Proof, Report
from kopir.regulation.preview import PostChange, changed_duties
from kopir.regulation.queries.obligations import due_between
from kopir.regulation.words import VersionState

AHEAD = 5
"""Working days before the last one on which a post is reminded."""
LONGEST = 40
LIST = "/desk/duties/"
Names = dict[str, str]


def page_of(obligation: Obligation) -> str:
    return f"{LIST}{obligation.pk}/"


def _line(row: Obligation, post: bool = False) -> Names:
    """`duty · its occasion`, or `post: duty · day` for the post above."""
    found = {}
    for language in LANGUAGES:
        parts = [row.duty.name(language).text, row.subject_label or (say_day(row.due_on.isoformat(), language) if post else "")]
        words = " · ".join(part for part in parts if part)
        found[language] = f"{row.post.name(language).text}: {words}" if post else words
    return found


def remind() -> int:
    """Once for each obligation, five working days before its day; those of one post and day in one notice. Matters are
    left out: their own clock reminds of them."""
    today = timezone.localdate()
    last = working_calendar().add_working_days(today, AHEAD)
    rows = due_between(today, last).exclude(subject_kind=MATTER).select_related("duty", "post")
    told = _told_of(last - timedelta(days=60))
    grouped: dict[tuple[int, date], list[Obligation]] = defaultdict(list)
    for row in rows.order_by("duty__order", "pk"):
        if (row.pk, row.due_on.isoformat()) not in told:
            grouped[row.post_id, row.due_on].append(row)
    with transaction.atomic():
        for (_post, day), found in grouped.items():
            facts = {"due": day, "duties": [_line(row) for row in found], "obligations": [row.pk for row in found]}
            key = f"regulation.due_soon:{day}:{min(row.pk for row in found)}"
            tell("regulation.due_soon", key=key, path=LIST, weight=Weight.LEGAL, facts=facts, post=found[0].post)
    return len(grouped)


def _told_of(since: date) -> set[tuple[int, str]]:
    rows = Notice.objects.filter(text="regulation.due_soon", created_at__date__gte=since).values_list("facts", flat=True)
    return {(pk, facts["due"]) for facts in rows for pk in facts["obligations"]}


def tell_missed(rows: Sequence[Obligation]) -> None:
    """The post of all that it missed, and the post above of all below it. Of matters their own clock tells both."""
    own: dict[int, list[Obligation]] = defaultdict(list)
    below: dict[int, list[Obligation]] = defaultdict(list)
    for row in rows:
        if row.subject_kind != MATTER:
            own[row.post_id].append(row)
            below[row.post.superior_id or 0].append(row)
    for found in own.values():
        _tell_list("regulation.missed", found[0].post, found, Weight.LEGAL, names_post=False)
    for found in below.values():
        if found[0].post.superior is not None:
            _tell_list("regulation.missed_below", found[0].post.superior, found, Weight.WORK, names_post=True)


def _tell_list(text: str, post: Post, rows: Sequence[Obligation], weight: Weight, *, names_post: bool) -> None:
    facts = {"duties": [_line(row, names_post) for row in rows[:LONGEST]], "count": len(rows)}
    key = f"{text}:{post.pk}:{timezone.localdate()}:{min(row.pk for row in rows)}"
    path = LIST if not names_post else f"{LIST}below/"
    tell(text, key=key, path=path, weight=weight, facts=facts, post=post)


def tell_waived(row: Obligation, by: Actor) -> None:
    """The post above, or the post itself when the one above waived it."""
    to = row.post.superior if by.post_id == row.post_id else row.post
    if to is None:
        return
    facts = {"duty": row.duty.names, "post": row.post.names, "until": row.waived_until, "reason": row.reason}
    key = f"regulation.waived:{row.pk}:{row.waived_until}"
    tell("regulation.waived", key=key, path=page_of(row), weight=Weight.NEWS, facts=facts, post=to, subject=row)


def tell_waiver_ended(rows: Iterable[Obligation]) -> None:
    for row in rows:
        key = f"regulation.waiver_ended:{row.pk}:{row.due_on}"
        _tell_own("regulation.waiver_ended", key, row, due=row.due_on)


def _tell_own(text: str, key: str, row: Obligation, **facts: object) -> None:
    values = {"duty": row.duty.names, **facts}
    tell(text, key=key, path=page_of(row), weight=Weight.WORK, facts=values, post=row.post, subject=row)


# ---- An amendment to come ------------------------------------------------------------------------------------------


def tell_amended(version: NormVersion) -> int:
    """Every post whose duties change on the day when the version comes into force, once for each set of changes: what is
    entered after the publication is told too. Gives how many were told now."""
    changes, posts = changed_duties(version)
    names = {change.code: change.duty.names for change in changes}
    return sum(_tell_amended(version, one, names) for one in posts)


def tell_amendments() -> int:
    """Of all published versions that are not in force yet; a job asks it, so that late entries of duties reach the posts."""
    coming = NormVersion.objects.filter(state=VersionState.ANNOUNCED, starts_on__gt=timezone.localdate())
    return sum(tell_amended(version) for version in coming.select_related("norm"))


def _tell_amended(version: NormVersion, change: PostChange, names: Mapping[str, Names]) -> bool:
    key = f"regulation.amended:{version.pk}:{change.post.pk}:{_mark(change)}"
    facts = {"starts_on": version.starts_on, "norm": version.norm.names, "changes": _changes(change, names)}
    path = f"/regulation/{version.norm.ref}/changes/{version.number}/"
    told = tell("regulation.amended", key=key, path=path, weight=Weight.WORK, facts=facts, post=change.post, subject=version)
    return told is not None


def _mark(change: PostChange) -> str:
    words = "|".join(",".join(codes) for codes in (change.comes, change.goes, change.amended))
    return sha256(words.encode()).hexdigest()[:12]


def _changes(change: PostChange, names: Mapping[str, Names]) -> Names:
    """`comes: …; goes: …; changes: …` by language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            kinds = (
                (pgettext("a duty to a post", "comes"), change.comes),
                (pgettext("a duty to a post", "goes"), change.goes),
                (pgettext("a duty to a post", "changes"), change.amended),
            )
            named = {code: localised(names[code], language).text for *_words, codes in kinds for code in codes}
            found[language] = "; ".join(f"{word}: {_few([named[code] for code in codes])}" for word, codes in kinds if codes)
    return found


def _few(words: Sequence[str], limit: int = 5) -> str:
    rest = len(words) - limit
    return ", ".join(words[:limit]) + (f" (+{rest})" if rest > 0 else "")


# ---- Proofs and reports --------------------------------------------------------------------------------------------


def tell_checkers(proof: Proof) -> None:
    """The post above (or who stands in for it), and where there is none the other posts of the body."""
    row = proof.obligation
    above = answering_post(row.post.superior) if row.post.superior else None
    beside = Post.objects.filter(organisation=row.post.organisation_id).exclude(pk=row.post_id)
    for post in [above] if above else beside:
        facts = {"duty": row.duty.names, "post": row.post.names}
        key = f"regulation.proof_to_check:{proof.pk}:{post.pk}"
        tell("regulation.proof_to_check", key=key, path=page_of(row), weight=Weight.WORK, facts=facts, post=post, subject=row)


def tell_returned(proof: Proof) -> None:
    _tell_own("regulation.proof_returned", f"regulation.proof_returned:{proof.pk}", proof.obligation, reason=proof.reason)


def tell_expired(proofs: Iterable[Proof]) -> None:
    for proof in proofs:
        key = f"regulation.proof_expired:{proof.pk}"
        _tell_own("regulation.proof_expired", key, proof.obligation, until=proof.expires_on)


def tell_report(report: Report) -> None:
    assert report.to is not None
    facts = {"post": report.post.names, "since": report.since, "until": report.until}
    path = f"/posts/{report.post.ref}/reports/{report.pk}/"
    key = f"regulation.report_received:{report.pk}"
    tell("regulation.report_received", key=key, path=path, weight=Weight.WORK, facts=facts, post=report.to, subject=report)
