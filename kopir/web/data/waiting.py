"""What waits for the administrator, counted now; and what a new installation still lacks."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.models import JobRun
from kopir.calendar.models import CalendarDay
from kopir.interactions.models import Procedure
from kopir.notices.models import Letter
from kopir.notices.queries import letters_overview, stuck_letters
from kopir.notices.words import DeliveryState
from kopir.organisations.models import Organisation
from kopir.organisations.queries import same_candidates
from kopir.organisations.words import Kind
from kopir.posts.models import Post, TierRule
from kopir.posts.queries import gaps, vacancies, waiting_for_confirmation
from kopir.posts.words import PostState
from kopir.regulation.models import FunctionLink
from kopir.regulation.queries import to_be_looked_at
from kopir.regulation.words import LinkState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.words import Level
from kopir.web.data.tables import Link
from kopir.web.data.unowned import unowned
from kopir.web.data.views.memberships import first_requests


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """In the order of how much hangs on it. Each: `number`, `label`, `url`."""
    letters = letters_overview().states
    counts = [
        (unowned().count(), _("matters nobody answers for"), "data:unowned"),
        (JobRun.objects.filter(failures__gt=0).count(), _("jobs that fail"), "data:jobs"),
        (
            letters[DeliveryState.DEAD] + letters[DeliveryState.UNSURE],
            _("letters to decide on"),
            "data:letters",
        ),
        (stuck_letters().count(), _("letters that have waited for more than an hour"), "data:letters"),
        (first_requests(actor).count(), _("requests of first members"), "data:memberships"),
        (waiting_for_confirmation().count(), _("posts to be confirmed"), "data:posts"),
        (same_candidates(actor).count(), _("pairs that may be the same organisation"), "data:same"),
        (len(vacancies()), _("vacant posts"), "watch:vacancies"),
        (len(gaps()), _("gaps: places and sectors without a post of their own"), "watch:gaps"),
        (draft_procedures(), _("procedures not checked against the law"), "data:procedures"),
        (
            TierRule.objects.filter(is_draft=True).count(),
            _("lowest ranks not checked against the law"),
            "data:tier_rules",
        ),
        (
            Sector.objects.filter(is_draft=True).count(),
            _("sectors not checked against the law"),
            "data:sectors",
        ),
        (len(to_be_looked_at()), _("duties whose provision reads otherwise"), "data:duties"),
        (
            FunctionLink.objects.filter(state=LinkState.PROPOSED).count(),
            _("functions that may be the same work as a duty"),
            "data:links",
        ),
        (_draft_days(), _("days of the calendar not announced yet"), "data:calendar"),
    ]
    return [{"number": number, "label": label, "url": reverse(name)} for number, label, name in counts]


def draft_procedures() -> int:
    """Kinds of matters whose version in force today is a draft."""
    today = timezone.localdate()
    rows = Procedure.objects.filter(starts_on__lte=today).values("kind").annotate(last=Max("version"))
    last = {(row["kind"], row["last"]) for row in rows}
    drafts = Procedure.objects.filter(is_draft=True).values_list("kind", "version")
    return sum(pair in last for pair in drafts)


def _draft_days() -> int:
    return CalendarDay.objects.filter(is_draft=True, date__gte=timezone.localdate()).count()


def rooms() -> list[Link]:
    named = [
        (_("Posts"), "all_posts"),
        (_("Organisations"), "organisations"),
        (_("People"), "people"),
        (_("Territories"), "territories"),
        (_("Import a register"), "import"),
        (_("Documents of the Regulation"), "documents"),
        (_("Duties"), "duties"),
        (_("Functions of departments"), "links"),
        (_("Procedures"), "procedures"),
        (_("Typical answers of all posts"), "answers"),
        (_("Sectors"), "sectors"),
        (_("Working calendar"), "calendar"),
        (_("Powers"), "powers"),
        (_("Lowest ranks"), "tier_rules"),
        (_("Later checks"), "check_terms"),
        (_("Letters"), "letters"),
        (_("Repeated jobs"), "jobs"),
    ]
    packs = Link(_("Hand-over packs"), reverse("handovers:terms"))
    return [*(Link(words, reverse(f"data:{name}")) for words, name in named), packs]


def first_day() -> list[dict[str, Any]]:
    """What a new installation needs. A backup lies outside Köpir, so whether it was made is never claimed."""
    settlements = Territory.objects.filter(level=Level.SETTLEMENT).exists()
    registers = Organisation.objects.filter(kind=Kind.NGO, is_demonstration=False).exists()
    posts = Post.objects.exclude(state=PostState.ENDED)
    confirmed = posts.exists() and not posts.filter(state=PostState.TO_BE_CONFIRMED).exists()
    mail = Letter.objects.filter(state=DeliveryState.SENT).exists()
    return [
        _task(
            _("Import the classifier of territories"),
            settlements,
            "kopir import territories kato.xlsx --dry-run",
        ),
        _task(
            _("Import the registers of NGOs"),
            registers,
            'kopir import organisations FILE --source "…" --dry-run',
        ),
        _task(_("Make the posts and confirm them"), confirmed, "kopir posts create"),
        _task(_("Send a test letter"), mail, "kopir mail test ADDRESS"),
        _task(_("Make a backup and try to restore it"), None, "kopir backup FOLDER"),
        _task(_("Check the whole installation"), None, "kopir journal verify && kopir check conservation"),
    ]


def _task(title: str, done: bool | None, command: str) -> dict[str, Any]:
    words = {
        True: (_("done"), "good"),
        False: (_("to do"), "waiting"),
        None: (_("see for yourself"), "neutral"),
    }
    status, tone = words[done]
    return {"title": title, "hint": command, "status": status, "tone": tone, "is_done": bool(done)}
