"""Accounts: found by e-mail, what they hold, offices given and taken, lost second factors, accounts closed and opened."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kopir.base.actors import Actor
from kopir.base.given import number_of
from kopir.journal import access
from kopir.organisations.models import Membership
from kopir.organisations.words import MembershipState
from kopir.people import acts
from kopir.people.forms import GiveOffice
from kopir.people.models import Person
from kopir.people.queries import list_people, person_for
from kopir.people.words import Office
from kopir.posts.queries import living
from kopir.privacy import acts as privacy
from kopir.privacy import factors
from kopir.privacy.looks import Look, looks_at, page_of_looks
from kopir.privacy.rules import may_remove_factors
from kopir.web.data.doing import by, edit_page, editing, posted, reading
from kopir.web.data.forms import FindPerson, Reason
from kopir.web.data.tables import Link, State, Table, table_page


def person_url(person: Person, name: str = "person") -> str:
    return reverse(f"data:{name}", args=[person.pk])


def _open_state(person: Person) -> State:
    if person.is_forgotten:
        return State(_("erased"), "closed")
    return State(_("open"), "good") if person.is_active else State(_("closed"), "closed")


def _factor_state(person: Person) -> str:
    return pgettext("second factor", "set up") if is_mfa_enabled(person) else pgettext("second factor", "none")


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    find = FindPerson(request.GET)
    given = find.cleaned_data if find.is_valid() else {}
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 18 else 0
    people, following = list_people(by(request), given.get("text", ""), given.get("office", ""), start)
    rows = [(Link(one.email, person_url(one)), one.name, one.get_office_display(), _open_state(one)) for one in people]
    table = Table(
        "accounts",
        (_("E-mail"), _("Name"), _("Office"), _("Account")),
        rows,
        _("Nobody is found"),
        _("Search for a part of the e-mail. People make their accounts themselves."),
    )
    return table_page(
        request,
        table,
        title=_("People"),
        lead=_("Accounts of people who sign in. What they may do comes from posts, memberships and offices."),
        filters=find,
        next=following,
    )


@reading
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and what it holds; that it was looked at is kept in the stream of looks."""
    person = person_for(by(request), pk)
    access.looked(by(request), person, request.path)
    context = {
        "title": person.name,
        "caption": person.email,
        "lead": _("What this account is and what it holds today."),
        "back": reverse("data:people"),
        "back_words": _("People"),
        "actions": _ways(person, by(request)),
        "summary": [
            {"key": _("E-mail"), "value": person.email},
            {"key": _("Office"), "value": person.get_office_display()},
            {"key": _("Account"), "value": _open_state(person).text},
            {"key": _("Second factor"), "value": _factor_state(person)},
        ],
        "sections": [_posts(person), _organisations(person)],
    }
    return render(request, "data/page.html", context)


@reading
def looks(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = person_for(by(request), pk)
    after = number_of(request.GET.get("after", ""))
    found, following = page_of_looks(person, by=by(request), after=after)
    table = Table(
        "looks",
        (_("When"), _("Role"), _("Post or organisation"), _("What was read")),
        [_look(one) for one in found],
        _("Nobody has looked yet"),
        everything=lambda: map(_look, looks_at(person, by=by(request), limit=None)),
    )
    return table_page(
        request,
        table,
        title=_("Who looked"),
        lead=_(
            "Readers of this person's account, requests to act for organisations, and closed matters. The person sees the same."
        ),
        back=person_url(person),
        back_words=person.name,
        next=following,
    )


def _look(look: Look) -> tuple[Any, ...]:
    return look.at, look.role, look.reader.text if look.reader else "", f"{look.what} {look.matter}".strip()


def _ways(person: Person, reader: Actor) -> list[Link]:
    who_looked = Link(_("Who looked"), person_url(person, "person_looks"))
    if person.is_forgotten:
        return [who_looked]
    if not person.is_active:
        erase = Link(_("Erase personal data"), person_url(person, "forget"))
        return [Link(_("Open the account"), person_url(person, "open_account")), who_looked, erase]
    ways = [Link(_("Give an office"), person_url(person, "give_office")), who_looked]
    if person.office != Office.NONE:
        ways.append(Link(_("Withdraw the office"), person_url(person, "withdraw_office")))
    if may_remove_factors(reader, person):
        ways.append(Link(_("Remove the second factors"), person_url(person, "remove_factors")))
    return [*ways, Link(_("Close the account"), person_url(person, "close_account"))]


def _posts(person: Person) -> dict[str, Any]:
    rows = [
        (Link(row.post, reverse("data:post", args=[row.post.ref])), row.get_kind_display(), row.starts_on)
        for row in living().filter(person=person).select_related("post")
    ]
    table = Table("posts-held", (_("Post"), _("How"), _("Since")), rows, _("No post"))
    return {"title": _("Posts"), "table": table}


def _organisations(person: Person) -> dict[str, Any]:
    memberships = Membership.objects.filter(person=person, state=MembershipState.ACTIVE)
    rows = [
        (Link(row.organisation, reverse("data:organisation", args=[row.organisation.ref])), row.position)
        for row in memberships.select_related("organisation")
    ]
    table = Table("memberships", (_("Organisation"), _("Position")), rows, _("No organisation"))
    return {"title": _("Organisations"), "table": table}


@editing
@reauthentication_required
def give_office(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(by(request), pk)
    form = GiveOffice(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.grant_office(person, by=by(request), **form.cleaned_data),
        title=_("Give an office"),
        caption=f"{person.name}, {person.email}",
        lead=_("A co-ordinator sees the whole country; an administrator changes its data. Both need a second factor."),
        back=person_url(person),
        button=_("Give the office"),
        done=_("The office is given."),
    )


def _with_reason(request: HttpRequest, pk: int, do: Any, title: str, done: str, lead: str = "") -> HttpResponse:
    person = person_for(by(request), pk)
    form = Reason(posted(request))
    return edit_page(
        request,
        form,
        lambda: do(person, by=by(request), reason=form.cleaned_data["reason"]),
        title=title,
        caption=f"{person.name}, {person.email}",
        lead=lead,
        back=person_url(person),
        button=title,
        button_kind="warning",
        done=done,
    )


@editing
@reauthentication_required
def withdraw_office(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, acts.withdraw_office, _("Withdraw the office"), _("The office is withdrawn."))


@editing
@reauthentication_required
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _("The person cannot sign in and holds no post from now on. What was done stays in the journal.")
    return _with_reason(request, pk, acts.deactivate, _("Close the account"), _("The account is closed."), lead)


@editing
@reauthentication_required
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, acts.reactivate, _("Open the account"), _("The account is open again."))


@editing
@reauthentication_required
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _(
        "Name, e-mail, ways of signing in, letters, notices and acting for organisations are erased for ever, and the name goes"
        " from beside everything the person did. Matters, messages, posts and decisions belong to institutions: they stay, with"
        " the number of the account. Backups hold the values until they are thrown away."
    )
    done = _("The personal data are erased.")
    return _with_reason(request, pk, privacy.forget, _("Erase personal data"), done, lead)


@editing
@reauthentication_required
def remove_factors(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _(
        "For a person who has lost the phone or the key and has no recovery codes. First make sure that it is this person who"
        " asks: call back at the number of the office you know. Every second factor goes, the person is signed out everywhere,"
        " and a letter says that an administrator did it. Where the role needs a second factor, the next sign-in asks for a new"
        " one."
    )
    title, done = _("Remove the second factors"), _("The second factors are removed and the person is told.")
    return _with_reason(request, pk, factors.remove_factors, title, done, lead)
