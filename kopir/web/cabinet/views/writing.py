"""Writing a matter: one question a page; kept as one types; one can stop and go on elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.interactions import acts, queries
from kopir.interactions import forms as shapes
from kopir.interactions.acts.drafts import TEXTS
from kopir.interactions.forms import STEPS
from kopir.interactions.models import Matter, MatterKind
from kopir.search.queries import places as places_named
from kopir.search.tried import Tried
from kopir.search.tried import tried as look
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.queries import label_all
from kopir.web.cabinet.views.acting import for_draft, for_member
from kopir.web.public import opening, trying
from kopir.web.public.matter.doing import show
from kopir.web.ui.widgets import Suggest

if TYPE_CHECKING:
    from kopir.base.errors import Words


@dataclass(frozen=True, slots=True)
class Question:
    """A page of the draft: its form, and the fields of the draft that it sets. `heading`: when there are several fields."""

    form: type[forms.Form]
    fields: tuple[str, ...]
    heading: Words


QUESTIONS = {
    "kind": Question(shapes.WhatKind, ("kind",), ""),
    "what": Question(shapes.What, ("title", "text"), gettext_lazy("Tell about the matter")),
    "where": Question(shapes.Where, ("territory", "sector"), gettext_lazy("Where and about what")),
    "concerned": Question(shapes.Concerned, ("for_whom", "people_concerned"), gettext_lazy("Whom it concerns")),
    "asked": Question(shapes.Asked, ("asked", "offered"), gettext_lazy("What you ask and what you offer")),
    "openness": Question(
        shapes.Openness,
        ("legal_question", "visibility", "restricted_because"),
        gettext_lazy("Law and openness"),
    ),
    "language": Question(shapes.Language, ("language",), ""),
}
OWN_PAGES = ("nearby", "files", "check")
TITLE = 200  # characters of own words that become the title
ENOUGH = 12  # characters typed before anything is looked for
NAMED = 10
WHILE_TYPING = 3  # of each group beside the text; more stand on the page after the next question


def url_of(matter: Matter, name: str) -> str:
    if name in OWN_PAGES:
        return reverse(f"cabinet:{name}", args=[matter.pk])
    return reverse("cabinet:step", args=[matter.pk, name])


def following(matter: Matter, name: str, request: HttpRequest) -> str:
    """The next question; back to the check when one came from there to change an answer."""
    if request.POST.get("back") == "check" or name in ("kind", "language"):
        return url_of(matter, "check")
    return url_of(matter, STEPS[STEPS.index(name) + 1])


@require_http_methods(["GET", "POST"])
@for_member
def new(request: HttpRequest) -> HttpResponse:
    """The kind first; the draft begins with the answer. `?territory=`, `?sector=`, `?kind=` and own `?words=` come from
    a post's page."""
    given = request.POST if request.method == "POST" else request.GET
    form = shapes.WhatKind(request.POST if request.method == "POST" else None, initial={"kind": _kind(given.get("kind", ""))})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, **_prefilled(given)}
        draft = acts.start_draft(by=request.actor, values=values)  # type: ignore[attr-defined]
        return redirect(url_of(draft, "what"))
    kept = {name: given.get(name, "") for name in ("territory", "sector", "words")}
    return render(request, "cabinet/new.html", {"form": form, "kept": kept, "number": 1, "total": len(STEPS) + 1})


def _kind(code: str) -> MatterKind | None:
    return MatterKind.objects.filter(code=code).first() if code else None


def _prefilled(given: Mapping[str, Any]) -> dict[str, Any]:
    place = Territory.objects.filter(pk=given.get("territory", "")).first()
    sector = Sector.objects.filter(code=given.get("sector", "")).first()
    title = given.get("words", "").strip()[:TITLE]
    return {name: value for name, value in (("territory", place), ("sector", sector), ("title", title)) if value}


@require_http_methods(["GET", "POST"])
@for_draft
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    question, matter = _question(step), queries.draft_for(request.actor, pk)  # type: ignore[attr-defined]
    form = _form(request, question, matter)
    if request.method == "POST" and form.is_valid() and _saved(request, question, matter, form):
        return redirect(following(matter, step, request))
    return render(request, "cabinet/step.html", _context(request, step, question, matter, form))


def _question(name: str) -> Question:
    if name not in QUESTIONS:
        raise Http404
    return QUESTIONS[name]


def _form(request: HttpRequest, question: Question, matter: Matter) -> forms.Form:
    form = question.form(request.POST if request.method == "POST" else None, initial=_initial(question, matter))
    if "place" in form.fields:
        form.fields["place"].widget = Suggest("cabinet:places")
    return form


def _initial(question: Question, matter: Matter) -> dict[str, Any]:
    values = {name: getattr(matter, name) for name in question.fields}
    if "territory" in values and matter.territory is not None:
        values["place"] = label_all([matter.territory])[0].label
    if "visibility" in values and matter.legal_question:
        values["reader"] = matter.restricted_because or matter.visibility
    return values


def _saved(request: HttpRequest, question: Question, matter: Matter, form: forms.Form) -> bool:
    values = {name: form.cleaned_data[name] for name in question.fields if name in form.cleaned_data}
    try:
        acts.save_draft(matter, by=request.actor, values=values)  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    _tell_hidden(request, values)
    return True


def _tell_hidden(request: HttpRequest, values: Mapping[str, Any]) -> None:
    number = sum(hide_personal_numbers(str(values[name]))[1] for name in TEXTS if values.get(name))
    if number:
        words = ngettext(
            "We have hidden %(number)d personal number (IIN): nobody's number is kept here.",
            "We have hidden %(number)d personal numbers (IIN): nobody's number is kept here.",
            number,
        )
        messages.warning(request, words % {"number": number})


def _context(request: HttpRequest, name: str, question: Question, matter: Matter, form: forms.Form) -> dict[str, Any]:
    return {
        "step": name,
        "matter": matter,
        "form": form,
        "heading": question.heading,
        "number": STEPS.index(name) + 2 if name in STEPS else 0,
        "total": len(STEPS) + 1,
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "previous": previous(matter, name),
    }


def previous(matter: Matter, name: str) -> str:
    if name not in STEPS:
        return url_of(matter, "check")
    place = STEPS.index(name)
    return url_of(matter, STEPS[place - 1] if place else "kind")


@require_POST
@for_member
def autosave(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Keeps every field that is right by itself; answers when."""
    actor = request.actor  # type: ignore[attr-defined]
    question, matter = _question(step), queries.draft_for(actor, pk)
    form = _form(request, question, matter)
    form.is_valid()
    values = {name: form.cleaned_data[name] for name in question.fields if form.cleaned_data.get(name) is not None}
    if values:
        acts.save_draft(matter, by=actor, values=values)
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


@require_safe
@for_member
def places(request: HttpRequest) -> HttpResponse:
    found = places_named(request.GET.get("q", ""), NAMED)
    return JsonResponse({"results": [{"value": one.code, "label": one.label, "hint": ""} for one in found]})


# What was tried, and what is open


@require_safe
@for_draft
def nearby(request: HttpRequest, pk: int) -> HttpResponse:
    """What is finished, could be joined or adopted; when there is nothing, one goes on at once."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    found = _tried(actor, matter, f"{matter.title}\n{matter.text}")
    if not found:
        return redirect(url_of(matter, "concerned"))
    context = {"matter": matter, "number": STEPS.index("nearby") + 2, "total": len(STEPS) + 1}
    context |= trying.context(actor, found, matter) | {"previous": url_of(matter, "where")}
    return render(request, "cabinet/nearby.html", context)


@require_POST
@for_member
def tried(request: HttpRequest, pk: int) -> HttpResponse:
    """While one types: what is like the words so far, as a part of the page. Nothing is kept."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    text = f"{request.POST.get('title', '')}\n{request.POST.get('text', '')}".strip()
    found = _tried(actor, matter, text, limit=WHILE_TYPING) if len(text) >= ENOUGH else None
    return render(request, "public/parts/tried.html", trying.context(actor, found, matter))


@require_safe
@for_member
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """`?to=`: what is opened while the draft is written; that is kept with the draft, and the reader led on."""
    draft = queries.draft_for(request.actor, pk)  # type: ignore[attr-defined]
    return opening.lead_on(request, draft, url_of(draft, "nearby"))


def _tried(actor: Actor, matter: Matter, text: str, limit: int = 5) -> Tried:
    sectors = [matter.sector.code] if matter.sector else []
    return look(actor, text, territory=matter.territory, sectors=sectors, limit=limit)


@require_http_methods(["GET", "POST"])
@for_draft
def join(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter, target = queries.draft_for(actor, pk), queries.matter_for(actor, number)
    form = shapes.JoinText(request.POST if request.method == "POST" else None, initial={"text": matter.text})
    if request.method == "POST" and form.is_valid():
        try:
            acts.save_draft(matter, by=actor, values=form.cleaned_data)
            acts.join(matter, by=actor, target=target)
            return redirect("cabinet:sent", matter.pk)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "cabinet/join.html", {"form": form, "matter": matter, "target": target})


# Files


@require_http_methods(["GET", "POST"])
@for_draft
def files(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    form = shapes.Attach(request.POST or None, request.FILES or None)
    if request.method == "POST" and not request.FILES and "add" not in request.POST:
        return redirect(following(matter, "files", request))
    if request.method == "POST" and form.is_valid() and _attached(request, matter, form):
        return redirect(_behind_files(matter, request))
    rows = list(queries.attachments_of(actor, matter))
    context = {
        "matter": matter,
        "form": form,
        "rows": rows,
        "number": STEPS.index("files") + 2,
        "total": len(STEPS) + 1,
    }
    back = request.POST.get("back") or request.GET.get("back", "")
    return render(request, "cabinet/files.html", context | {"previous": url_of(matter, "asked"), "back": back})


def _behind_files(matter: Matter, request: HttpRequest) -> str:
    """To the next question also with files just chosen, which need no press of “Add” before."""
    if "add" not in request.POST:
        return following(matter, "files", request)
    return url_of(matter, "files") + ("?back=check" if request.POST.get("back") else "")


def _attached(request: HttpRequest, matter: Matter, form: forms.Form) -> bool:
    """Files are kept one by one: one that is refused does not lose the others."""
    good, actor = True, request.actor  # type: ignore[attr-defined]
    for upload in form.cleaned_data["uploads"]:
        known = set(queries.attachments_of(actor, matter).values_list("pk", flat=True))
        try:
            found = acts.attach(matter, by=actor, upload=upload)
            if found.pk in known:
                _say_known(request, upload.name, found.name)
        except Refused as refusal:
            refusal.field = "file"
            show(request, form, refusal)
            good = False
    return good


def _say_known(request: HttpRequest, given: str, kept: str) -> None:
    """The same name is whoever got no answer and sends again; another name would look lost."""
    if given != kept:
        told = _("“%(given)s” has the same content as “%(kept)s”, which is attached already, so it was not added again.")
        messages.info(request, told % {"given": given, "kept": kept})


@require_POST
@for_member
def remove_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter, found = queries.draft_for(actor, pk), queries.attachment_for(actor, file)
    if found.matter_id != matter.pk:
        raise Http404
    acts.detach(found, by=actor)
    messages.success(request, _("The file is taken away."))
    return redirect(url_of(matter, "files"))
