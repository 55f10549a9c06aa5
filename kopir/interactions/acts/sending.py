"""A matter is received: it gets a number, one accountable post, a term, and everybody's part."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions import clock, rules
from kopir.interactions.acts.declaring import declare
from kopir.interactions.flow import MATTER
from kopir.interactions.models import (
    Matter,
    MatterKind,
    Part,
    Procedure,
    ProcedureStep,
    Registration,
)
from kopir.interactions.telling import tell_authors, tell_informed, tell_post
from kopir.interactions.words import Letter, MatterState, OutcomeKind, Side, StepLetter, StepRole, Visibility
from kopir.journal.acts import Draft, act
from kopir.notices.words import Weight
from kopir.posts.models import Post
from kopir.posts.queries import Route, responsible_post
from kopir.posts.words import PostKind, PostState

NEEDED = ("kind", "title", "text", "territory", "sector")


def submit(matter: Matter, *, by: Actor, at: datetime | None = None) -> Matter:
    """Send a draft. Raises Refused `incomplete` naming the first empty field, `legal_appeal` when it is one, `nobody`
    when no post answers anywhere up to the country (the draft is kept, and the place shows among the gaps)."""
    with act(rules.may_submit, by=by, subject=matter) as entry:
        MATTER.move(matter, "submit")
        _demand_complete(matter)
        route = _route(matter)
        now = at or timezone.now()
        _register(matter, now)
        _give_to(matter, route)
        matter.save()
        entry.at = at
        _share_out(matter, entry)
        entry.fact(to=route.post.names, due=matter.due_on, why=route.steps)
        clock.wait_for(matter, Side.POST, route.post, now)
        _tell_received(matter)
    return matter


def _demand_complete(matter: Matter) -> None:
    for name in NEEDED:
        if not getattr(matter, name):
            raise Refused("incomplete", _("Something is still missing."), _("Fill it in and send again."), field=name)
    if matter.legal_question == "yes":
        raise Refused(
            "legal_appeal",
            _("This is a legal appeal. It has to be registered in the state's own system."),
            _("Send it there; Köpir keeps its number for you."),
            field="legal_question",
        )


def _route(matter: Matter) -> Route:
    assert matter.territory is not None and matter.kind is not None
    route = responsible_post(matter.territory, matter.sector, matter.kind.code)
    if route is None:
        raise Refused(
            "nobody",
            _("No post answers for this place and sector yet."),
            _("Your draft is kept. The co-ordinators see this gap; choose another sector, or send it again later."),
            field="territory",
        )
    return route


def _register(matter: Matter, now: datetime) -> None:
    """The number comes from the registration's own id, so two writers never get the same one."""
    assert matter.kind is not None
    matter.procedure = procedure_in_force(matter.kind)
    matter.received_at = now
    registration = Registration.objects.create(matter=matter, received_at=now)
    matter.number = f"{timezone.localdate(now).year}-{registration.pk:06d}"
    clock.begin(matter, now, matter.procedure.term_days)


def procedure_in_force(kind: MatterKind) -> Procedure:
    found = kind.procedures.filter(starts_on__lte=timezone.localdate()).order_by("-version").first()
    if found is None:
        raise Refused("no_procedure", _("There is no procedure for this kind of matter yet."), field="kind")
    return found


def _give_to(matter: Matter, route: Route) -> None:
    matter.accountable, matter.route = route.post, route.steps


def _share_out(matter: Matter, entry: Draft) -> None:
    """Letters C and I of the procedure's steps become parts."""
    assert matter.procedure is not None
    for step in matter.procedure.steps.filter(letter__in=(StepLetter.C, StepLetter.I)):
        post = _post_of(step, matter)
        if post is not None and post != matter.accountable:
            _add_part(matter, step, post, entry)


def _post_of(step: ProcedureStep, matter: Matter) -> Post | None:
    accountable = matter.accountable
    assert accountable is not None
    if step.role == StepRole.SUPERIOR:
        return accountable.superior
    living = Post.objects.exclude(state=PostState.ENDED)
    if step.role == StepRole.HEAD:
        return living.filter(organisation=accountable.organisation_id, kind=PostKind.HEAD).first()
    if step.role == StepRole.COORDINATION:
        return living.filter(kind=PostKind.COORDINATION).order_by("pk").first()
    return None


def _add_part(matter: Matter, step: ProcedureStep, post: Post, entry: Draft) -> None:
    due = clock.due_after(step.days) if step.letter == StepLetter.C else None
    fields: dict[str, Any] = {
        "asked_by": matter.accountable,
        "due_on": due,
        "question": step.name_kk if due else "",
    }
    part, created = Part.objects.get_or_create(matter=matter, post=post, letter=Letter(step.letter), defaults=fields)
    if created:
        entry.also(part)
    if created and due:
        tell_post(post, matter, "opinion_asked", part.pk, due=due.isoformat())


def _tell_received(matter: Matter) -> None:
    due = matter.due_on.isoformat() if matter.due_on else ""
    assert matter.accountable is not None
    tell_authors(matter, "received", matter.round, weight=Weight.LEGAL, to=matter.accountable.names, due=due)
    tell_post(matter.accountable, matter, "matter_came", matter.round, weight=Weight.LEGAL, due=due)
    tell_informed(matter, "for_information", matter.round)


def take_to_state_system(matter: Matter, *, by: Actor, number: str = "") -> Matter:
    """The author says that this is a legal appeal: it is not received here; its number there is kept, now or later."""
    with act(rules.may_take_to_state_system, by=by, subject=matter) as entry:
        if matter.state != MatterState.APPEAL:
            MATTER.move(matter, "take_to_state_system")
        matter.legal_question = "yes"
        matter.appeal_number = number.strip()[:60]
        matter.save()
        entry.is_open = False
    return matter


def join(matter: Matter, *, by: Actor, target: Matter) -> Matter:
    """A draft or own open matter joins a running one, with its own text, and its author gets all rights of an author."""
    with act(rules.may_join, by=by, subject=matter) as entry:
        _demand_joinable(matter, target)
        was_running = matter.is_running
        MATTER.move(matter, "join")
        _take_from_target(matter, target)
        if was_running:
            _end_as_joined(matter, entry)
        matter.save()
        entry.fact(target=target.number)
        tell_post(target.accountable, target, "joined", matter.pk, by=matter.author.names)
        tell_authors(target, "joined", matter.pk, weight=Weight.NEWS, by=matter.author.names)
    return matter


def _demand_joinable(matter: Matter, target: Matter) -> None:
    target.refresh_from_db()
    if not target.is_running or target.pk == matter.pk:
        raise Refused("not_now", _("Only an open matter can be joined."), _("Choose another, or send your own."))
    if not matter.text.strip():
        raise Refused("incomplete", _("Say in your own words what you add."), field="text")
    same = target.author_id == matter.author_id or target.joined_matters.filter(author_id=matter.author_id).exists()
    if same:
        raise Refused(
            "not_now_same",
            _("Your organisation is an author of that matter already."),
            _("Write a message in it."),
        )


def _take_from_target(matter: Matter, target: Matter) -> None:
    """A joined draft is received too: it is counted, numbered and found under its own number."""
    now = timezone.now()
    for name in ("kind", "procedure", "territory", "sector"):
        if getattr(matter, name) is None:
            setattr(matter, name, getattr(target, name))
    if target.visibility == Visibility.RESTRICTED:  # what its author has restricted stays so beside a public one
        matter.visibility, matter.restricted_because = target.visibility, target.restricted_because
    matter.title = matter.title or target.title
    matter.joined_into, matter.accountable = target, target.accountable
    if matter.number is None:
        registration = Registration.objects.create(matter=matter, received_at=now)
        matter.received_at = now
        matter.number = f"{timezone.localdate(now).year}-{registration.pk:06d}"
    for below in matter.joined_matters.all():
        Matter.objects.filter(pk=below.pk).update(joined_into=target)


def _end_as_joined(matter: Matter, entry: Draft) -> None:
    clock.stop_waiting(matter)
    entry.also(declare(matter, OutcomeKind.JOINED))
