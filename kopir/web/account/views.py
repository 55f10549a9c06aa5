"""A person's own pages beside the sign-in library's: who I am, for whom I act, where I am signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.base.models import Installation
from kopir.notices import acts as notices
from kopir.notices.acts import prefer
from kopir.notices.acts import unsubscribe as stop_letters
from kopir.notices.forms import Choices
from kopir.notices.queries import preference_of
from kopir.organisations import acts, queries
from kopir.organisations.models import Membership
from kopir.organisations.queries import OrganisationFilter
from kopir.organisations.words import Kind
from kopir.people.acts import edit_own
from kopir.people.forms import OwnAccount
from kopir.people.models import Person
from kopir.posts.queries import living
from kopir.search.queries.saved import saved_by
from kopir.web import unsent as unsent_words
from kopir.web.account.forms import FindOrganisation, JoinOrganisation
from kopir.web.acting import NEEDS_SECOND_FACTOR, choose

FOUND = 10
set_password = reauthentication_required(password_set)


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    second_factor = is_mfa_enabled(person)
    context: dict[str, Any] = {
        "person": person,
        "appointments": living().filter(person=person).select_related("post").order_by("post__sort_kk"),
        "memberships": queries.memberships_for(request.actor),  # type: ignore[attr-defined]
        "second_factor": second_factor,
        "lacks_second_factor": request.actor.role in NEEDS_SECOND_FACTOR and not second_factor,  # type: ignore[attr-defined]
        "saved_searches": saved_by(request.actor).count(),  # type: ignore[attr-defined]
        "sessions": len(UserSession.objects.purge_and_list(person)),
    }
    return render(request, "account/home.html", context)


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = OwnAccount(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        edit_own(person, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect("account_home")
    return render(request, "account/edit.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """What was sent after the sign-in had ended. POST throws it away."""
    if request.method == "POST":
        unsent_words.forget(request)
    kept = unsent_words.waiting(request)
    return render(request, "account/unsent.html", kept) if kept else redirect("account_home")


@login_required
def letters(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = Choices.of(preference_of(person), request.POST or None)
    if request.method == "POST" and form.is_valid():
        prefer(person, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect("account_home")
    return render(request, "account/letters.html", {"form": form})


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """From a letter, without signing in. Opening the page only asks, because mail programs open links by themselves;
    a press of the button, or the mail program's own one-click request (RFC 8058), does it. The token is the proof."""
    weight = stop_letters(token) if request.method == "POST" else None
    return render(request, "account/unsubscribe.html", {"stopped": weight})


@login_required
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Act for another organisation or post from now on, and stay on the page or go to where the work is."""
    if not choose(request, request.POST.get("acting", "")):
        raise Refused(
            "not_your_capacity",
            _("You do not act for it, or no longer do."),
            _("Look under “My account” for whom you act now."),
        )
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts=None) and following.startswith("/")
    return redirect(following if safe else "account_home")


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one other device of the same person."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@login_required
@require_safe
def memberships(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    search = FindOrganisation(request.GET or None)
    text = request.GET.get("q", "").strip()
    wanted = OrganisationFilter(kind=Kind.NGO, text=text)
    found = queries.list_organisations(actor, wanted, request.LANGUAGE_CODE, limit=FOUND).rows if text else []  # type: ignore[attr-defined]
    rows = queries.memberships_for(actor)
    contact = Installation.whom_to_write() if text and not found else ""
    context = {"search": search, "found": found, "memberships": rows, "contact": contact}
    return render(request, "account/memberships.html", context)


@login_required
def join(request: HttpRequest, ref: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    organisation = queries.organisation_for(actor, ref)
    form = JoinOrganisation(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notices.request_membership(organisation, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}".strip())
        else:
            messages.success(request, _("The request is sent. You will be told when it is decided."))
            return redirect("account_memberships")
    return render(request, "account/join.html", {"form": form, "organisation": organisation})


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("organisation"), pk=pk, person=request.user)
    acts.end_membership(membership, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("You no longer act for this organisation."))
    return redirect("account_memberships")
