"""One page, one decision: the form of any act on a matter. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.base.once import first_time
from kopir.interactions import queries
from kopir.interactions.forms import Raise
from kopir.interactions.forms.fields import PostChoice, post_words
from kopir.interactions.models import AnswerTemplate, Matter
from kopir.interactions.rules import may_answer
from kopir.journal import access
from kopir.posts.models import Post
from kopir.posts.queries import holders
from kopir.web.public.matter import addresses
from kopir.web.public.matter.actions import ACTIONS, Action
from kopir.web.ui.widgets import Suggest

DESK = "desk"
# What an official who was asked for an answer may rather do: two clicks from the desk.
INSTEAD_OF_ANSWERING = ("hand-over", "raise", "return-down", "ask-opinion", "pause")


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, name: str, pk: int | None = None) -> HttpResponse:
    action, actor = action_of(ACTIONS, "matter", name, pk), signed_in(request)
    matter = queries.matter_for(actor, number)
    subject = action.subject(actor, matter, pk)
    form = _form(request, action, matter, actor)
    if request.method == "POST" and form.is_bound and form.is_valid():
        if carried_out(request, action, subject, form) is not None:
            messages.success(request, str(action.done))
            return redirect(following(request, action, matter))
    elif request.method == "GET":
        if action.name == "answer" and may_answer(actor, matter).code == "not_now_opinion":
            return redirect(addresses.page(matter))  # which says so, and where one records why one does not wait
        _demand(action, actor, subject)
    return render(request, "public/matter/act.html", _context(request, action, matter, subject, form))


class Doable(Protocol):
    """What an act's row says of itself, in whichever room: what it is about, and what it does."""

    @property
    def on(self) -> str: ...

    @property
    def do(self) -> Callable[[Any, Actor, dict[str, Any]], object]: ...


Row = TypeVar("Row", bound=Doable)


def action_of(actions: Mapping[str, Row], whole: str, name: str, pk: int | None) -> Row:
    """The named act: of the `whole` (a matter, a card) without a number in its address, of a part of it with one."""
    action = actions.get(name)
    if action is None or (action.on == whole) != (pk is None):
        raise Http404
    return action


def signed_in(request: HttpRequest) -> Actor:
    """Sends a visitor to the sign-in page and back here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
    return actor


def _demand(action: Action, actor: Actor, subject: Any) -> None:
    """Before one begins to type: the rule's own reason when it is not possible."""
    asked = Matter(author_id=actor.organisation_id) if action.name == "join" else subject
    action.rule(actor, asked).demand()


def carried_out(request: HttpRequest, action: Doable, subject: Any, form: forms.Form) -> object | None:
    """What the act answers, or else its subject; None when it was refused and the form says so. Not done again when the same
    form was sent before and only the answer was lost."""
    try:
        with transaction.atomic():
            if not first_time(request.POST.get("once", ""), _held(request)):
                return subject
            return action.do(subject, request.actor, dict(form.cleaned_data)) or subject  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return None


def _held(request: HttpRequest) -> Iterator[str]:
    """All that was sent, without the token, which is another each time."""
    yield from (str(request.user.pk), request.path)
    for name, texts in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            yield from (name, *map(str, texts))
    for name, uploads in request.FILES.lists():
        yield from (name, *(f"{upload.name} {upload.size}" for upload in uploads))


def show(request: HttpRequest, form: forms.Form, refusal: Refused) -> None:
    """The refusal beside its field, or on top; kept in the stream of refusals. What must be hidden stays hidden."""
    if refusal.hidden:
        raise refusal
    access.refused(refusal, request.actor, request.path)  # type: ignore[attr-defined]
    words = f"{refusal.reason} {refusal.next_step}".strip()
    form.add_error(_field_of(form, refusal.field), words)


def _field_of(form: forms.Form, named: str | None) -> str | None:
    """The act calls its words "reason", the form may call them otherwise: then it is the form's long text."""
    if named == "file" and "uploads" in form.fields:
        return "uploads"
    if named is None or named in form.fields:
        return named
    long = [name for name, field in form.fields.items() if isinstance(field.widget, forms.Textarea)]
    return long[0] if named == "reason" and long else None


# The form, with posts to choose from and typical answers to insert


def _form(request: HttpRequest, action: Action, matter: Matter, actor: Actor) -> forms.Form:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    extra: dict[str, Any] = {"posts": _posts(action, matter, data)} if action.posts else {}
    if action.form is Raise:
        extra["post"] = matter.accountable
    if data is not None and ("look" in data or "insert" in data):
        return _with_suggestions(action.form(initial=_again(data, actor), **extra))
    return _with_suggestions(action.form(data, files, **extra))


def _with_suggestions(form: forms.Form) -> forms.Form:
    if "find" in form.fields:
        form.fields["find"].widget = Suggest("public:matter_posts", target="id_picked")
    return form


def _again(data: Any, actor: Actor) -> dict[str, Any]:
    """What was typed, with a typical answer put under it when one was chosen."""
    values = {name: data[name] for name in data}
    pk, _colon, language = str(data.get("template", "")).partition(":")
    number = number_of(pk)
    chosen = queries.template_for(actor, number) if "insert" in data and number is not None else None
    if chosen is not None and language in ("kk", "ru"):
        text = getattr(chosen, f"text_{language}")
        values["statement"] = f"{values.get('statement', '').rstrip()}\n\n{text}".strip()
    return values


def _posts(action: Action, matter: Matter, data: Any) -> list[Post]:
    post = matter.accountable
    assert post is not None
    found = queries.posts_above(post) if action.posts == "above" else queries.posts_near(post)
    if action.posts == "keep":
        found = [post, *found]
    if data is not None:
        found = [*_searched(data, post, action), *found]
    return list({one.pk: one for one in found}.values())


def _searched(data: Any, post: Post, action: Action) -> Sequence[Post]:
    picked = number_of(str(data.get("picked", "")))
    one = queries.post_by_id(picked) if picked is not None else None
    if one is not None:
        return [one]
    text = str(data.get("find", "")).split(" — ")[0]
    return queries.find_posts(text, without=[post.pk] if action.posts != "keep" else [])


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Suggestions of posts by name or place."""
    found = queries.find_posts(request.GET.get("q", ""))
    held = holders([post.pk for post in found])
    vacant = _("vacant")
    rows = [
        {"value": str(post.pk), "label": post_words(post), "hint": "" if post.pk in held else f"({vacant})"} for post in found
    ]
    return JsonResponse({"results": rows})


# Around it


def following(request: HttpRequest, action: Action, matter: Matter) -> str:
    """Where one goes after the decision: on to the next task when one came from the desk, not back to the same. A matter that
    was accepted is answered next, when it waits for the same post."""
    if request.POST.get("from") == DESK and request.actor.is_official:  # type: ignore[attr-defined]
        if action.name == "accept" and _answers_now(request.actor, matter):  # type: ignore[attr-defined]
            return addresses.act(matter, "answer") + f"?from={DESK}"
        behind = f"?after={matter.pk}" if action.name in INSTEAD_OF_ANSWERING else ""
        return reverse("desk:next") + behind
    return addresses.page(matter)


def _answers_now(actor: Actor, matter: Matter) -> bool:
    matter.refresh_from_db(fields=["accountable", "state"])
    return bool(may_answer(actor, matter))


def _context(request: HttpRequest, action: Action, matter: Matter, subject: Any, form: forms.Form) -> dict[str, Any]:
    templates = queries.templates_for(request.actor) if action.name == "answer" else []  # type: ignore[attr-defined]
    from_desk = DESK in (request.GET.get("from"), request.POST.get("from"))
    return {
        "action": action,
        "matter": matter,
        "subject": subject,
        "form": form,
        "from_desk": from_desk,
        "choosing": isinstance(form, PostChoice),
        "template_choices": _template_choices(templates),
        "refuse_url": addresses.act(matter, "refuse", subject.pk) if action.name == "accept" else "",
        "other_ways": _other_ways(request, action, matter, from_desk),
        "question": _question(request.actor, matter) if action.name == "write" else "",  # type: ignore[attr-defined]
        "outcome": matter.outcomes.order_by("round").last() if action.name == "word" else None,
    }


def _question(actor: Actor, matter: Matter) -> str:
    """What the post asked of the author, who answers on this page."""
    pause = matter.pauses.filter(ends_on=None).first() if actor.is_member else None
    return pause.reason if pause is not None else ""


def _other_ways(request: HttpRequest, action: Action, matter: Matter, from_desk: bool) -> list[tuple[str, str]]:
    if action.name != "answer":
        return []
    others = [ACTIONS[name] for name in INSTEAD_OF_ANSWERING]
    end = "?from=desk" if from_desk else ""
    return [
        (str(one.label), addresses.act(matter, one.name) + end)
        for one in others
        if one.rule(request.actor, matter)  # type: ignore[attr-defined]
    ]


def _template_choices(templates: list[AnswerTemplate]) -> list[tuple[str, str]]:
    """The reader's own language first."""
    languages = ("ru", "kk") if get_language() == "ru" else ("kk", "ru")
    names = {"kk": "қаз", "ru": "рус"}
    return [(f"{row.pk}:{code}", f"{row.name(code).text} ({names[code]})") for code in languages for row in templates]
