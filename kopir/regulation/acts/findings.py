"""The life of findings: open, accepted for a time, sent up, resolved, come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import Draft, act, write
from kopir.journal.changes import plain
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.posts.models import Post
from kopir.posts.queries import answering_post
from kopir.regulation import findings, rules
from kopir.regulation.findings import Found
from kopir.regulation.findings.words import because, title
from kopir.regulation.models import Cursor, Finding
from kopir.regulation.words import FindingState, Resolution

EXAMINATION = "examination"
GONE = (FindingState.RESOLVED,)


@dataclass(frozen=True, slots=True)
class Examined:
    """How many findings a run opened, found to be resolved, found again, and saw unchanged."""

    opened: int = 0
    resolved: int = 0
    recurring: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> int:
        return self.opened + self.resolved + self.recurring


def examine(*, by: Actor = SYSTEM, on: date | None = None, resolved_by: int | None = None) -> Examined:
    """Look at the whole country as it stands and bring the stored findings up to it; one entry when anything changed.

    `resolved_by`: the journal entry that was made just before to resolve something; kept with what is gone now.
    """
    day = on or timezone.localdate()
    found = {row.key: row for row in findings.examine(findings.gather(day))}
    with transaction.atomic():
        run, _created = Cursor.objects.get_or_create(name=EXAMINATION)
        rules.may_examine(by, run).demand()
        stored = {row.key: row for row in Finding.objects.select_for_update()}
        result = Examined(
            opened=_open([row for key, row in found.items() if key not in stored], day),
            resolved=_resolve([row for key, row in stored.items() if key not in found], day, resolved_by),
            recurring=_come_back([stored[key] for key in found if key in stored], day),
            unchanged=_see([(stored[key], row) for key, row in found.items() if key in stored], day),
        )
        if result.changed:
            write([_entry(by, run, result)])
    return result


def _entry(by: Actor, run: Cursor, result: Examined) -> Draft:
    draft = Draft(rules.may_examine.name, by, run)
    draft.fact(opened=result.opened + result.recurring, resolved=result.resolved)
    return draft


def _open(new: Sequence[Found], day: date) -> int:
    insert([_row(found, day) for found in new])
    return len(new)


def _row(found: Found, day: date) -> Finding:
    return Finding(
        rule=found.rule, key=found.key, body=found.body, post=found.post, duty_code=found.duty_code,
        territory=found.territory, power_id=found.power_id, facts=plain(found.facts), opened_on=day, seen_on=day,
    )  # fmt: skip


def _resolve(rows: Iterable[Finding], day: date, resolved_by: int | None) -> int:
    numbers = [row.pk for row in rows if row.state not in GONE]
    values = {"state": FindingState.RESOLVED, "resolved_on": day, "resolved_by": resolved_by}
    return Finding.objects.filter(pk__in=numbers).update(**values)


def _come_back(rows: Iterable[Finding], day: date) -> int:
    """What was resolved and is found again; and what was accepted until a day that has passed, which only opens again."""
    again = [row for row in rows if row.state in GONE]
    for row in again:
        row.state, row.opened_on, row.seen_on, row.times = FindingState.RECURRING, day, day, row.times + 1
        row.resolved_on = row.resolved_by = row.accepted_until = None
    Finding.objects.bulk_update(
        again, ["state", "opened_on", "seen_on", "times", "resolved_on", "resolved_by", "accepted_until"], batch_size=500
    )
    over = Finding.objects.filter(state=FindingState.ACCEPTED, accepted_until__lt=day)
    return len(again) + over.update(state=FindingState.OPEN, accepted_until=None)


def _see(pairs: Iterable[tuple[Finding, Found]], day: date) -> int:
    """What is still so. Facts that changed (another name, another chain) are written anew."""
    seen, changed = [], []
    for row, found in pairs:
        facts = plain(found.facts)
        if row.state not in GONE and row.facts != facts:
            row.facts, row.post, row.body = facts, found.post, found.body
            changed.append(row)
        seen.append(row.pk)
    Finding.objects.bulk_update(changed, ["facts", "post", "body"], batch_size=500)
    Finding.objects.filter(pk__in=seen).exclude(seen_on=day).update(seen_on=day)
    return len(seen)


# ---- What people do about a finding --------------------------------------------------------------------------------


def accept(finding: Finding, *, by: Actor, until: date, reason: str) -> Finding:
    """It is known and lived with until a day; then it is open again."""
    with act(rules.may_accept_finding, by=by, subject=finding, parent=finding.body, reason=reason) as entry:
        _demand_reason(reason)
        if until <= timezone.localdate():
            raise Refused("past", _("Choose a day that is still to come."), field="until")
        finding.state, finding.accepted_until, finding.reason = FindingState.ACCEPTED, until, reason.strip()
        finding.save()
        entry.fact(subject=_titles(finding))
    return finding


def ask_resolution(finding: Finding, *, by: Actor, resolution: Resolution, to: Post, reason: str) -> Finding:
    """Ask the post that can do it. Whoever has the right does it at once from the same page instead."""
    with act(rules.may_ask_resolution, by=by, subject=finding, parent=finding.body, reason=reason) as entry:
        _demand_reason(reason)
        words = in_all_languages(resolution.label)
        entry.fact(subject=_titles(finding), resolution=words, to=to.names)
        facts = {"resolution": words, "post": by.labels, "finding": _titles(finding), "reason": reason}
        _tell(to, "regulation.resolution_asked", finding, f"{resolution}:{timezone.localdate()}", facts)
    return finding


def send_up(finding: Finding, *, by: Actor, reason: str) -> Finding:
    """The duty cannot be done: the nearest held post above must say what is to be done. It stays a finding until then."""
    with act(rules.may_send_up, by=by, subject=finding, parent=finding.body, reason=reason) as entry:
        _demand_reason(reason)
        to = _post_above(finding)
        finding.state, finding.reason, finding.sent_to, finding.answer = FindingState.SENT_UP, reason.strip(), to, ""
        finding.save()
        entry.fact(subject=_titles(finding), to=to.names)
        said = {"post": by.labels, "duty": finding.facts.get("duty", {}), "finding": _said(finding), "reason": reason}
        _tell(to, "regulation.sent_up", finding, f"up:{timezone.localdate()}", said)
    return finding


def answer_sent_up(finding: Finding, *, by: Actor, answer: str) -> Finding:
    """What is to be done; the finding is open again until the facts have changed."""
    with act(rules.may_answer_sent_up, by=by, subject=finding, parent=finding.body) as entry:
        if not answer.strip():
            raise Refused("no_answer", _("Write the answer."), field="answer")
        finding.state, finding.answer = FindingState.OPEN, answer.strip()[:1000]
        finding.save()
        entry.fact(subject=_titles(finding), answer=finding.answer)
        if finding.post is not None:
            said = {"duty": finding.facts.get("duty", {}), "post": by.labels, "answer": finding.answer}
            _tell(finding.post, "regulation.answered_down", finding, f"down:{timezone.now().isoformat()}", said)
    return finding


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("no_reason", _("Say why: others will read it later."), field="reason")


def _post_above(finding: Finding) -> Post:
    above = finding.post.superior if finding.post else None
    to = answering_post(above) or above if above else None
    if to is None:
        raise Refused(
            "nobody_above",
            _("There is no post above this one."),
            _("Ask co-ordination: the finding is on the page of contradictions of the whole country."),
        )
    return to


def _titles(finding: Finding) -> dict[str, str]:
    return in_all_languages(lazy(lambda: title(finding.rule, finding.facts), str)())


def _said(finding: Finding) -> dict[str, str]:
    return in_all_languages(lazy(lambda: " ".join(because(finding.rule, finding.facts)), str)())


def _tell(post: Post, text: str, finding: Finding, about: str, facts: Mapping[str, object]) -> None:
    path = f"/watch/contradictions/{finding.pk}/"
    key = f"{text}:{finding.pk}:{about}:{post.pk}"
    tell(text, key=key, path=path, weight=Weight.WORK, facts=facts, post=post, subject=finding)
