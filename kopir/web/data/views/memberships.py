"""Who asked to act for an organisation that has no member yet: an administrator confirms the first one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal import access
from kopir.notices import acts as notices
from kopir.organisations import queries
from kopir.organisations.models import Membership
from kopir.organisations.words import MembershipState
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.forms import Reason
from kopir.web.data.tables import Link, Table, table_page


def first_requests(actor: Actor) -> QuerySet[Membership]:
    """Requests to organisations without a member: nobody but an administrator can decide them."""
    members = Membership.objects.filter(organisation=OuterRef("organisation"), state=MembershipState.ACTIVE)
    return queries.pending_memberships(actor).exclude(Exists(members))


def _url(row: Membership, name: str = "membership") -> str:
    return reverse(f"data:{name}", args=[row.pk])


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    rows = [
        (Link(row.organisation, _url(row)), row.person, row.position, row.requested_at)
        for row in first_requests(by(request))[:500]
    ]
    table = Table(
        "first-members",
        (_("Organisation"), _("Person"), _("Position"), _("Asked")),
        rows,
        _("Nobody waits"),
        _("Requests appear here when somebody asks to act for an organisation that has no member yet."),
    )
    return table_page(
        request,
        table,
        title=_("Requests of first members"),
        lead=_("The first member of an organisation is confirmed by an administrator, the others by its members."),
    )


def _membership(request: HttpRequest, pk: int) -> Membership:
    found = first_requests(by(request)).filter(pk=pk).first()
    if found is not None:
        return found
    if not Membership.objects.filter(pk=pk).exists():
        raise missing()
    said = _("This request is decided already, or the organisation has a member now, who decides it.")
    raise Refused("not_now", said, _("Go back to the list of requests."))


@reading
def page(request: HttpRequest, pk: int) -> HttpResponse:
    row = _membership(request, pk)
    access.looked(by(request), row, request.path)
    summary = [
        {"key": _("Organisation"), "value": row.organisation},
        {"key": _("BIN"), "value": row.organisation.bin or "—"},
        {"key": _("Person"), "value": row.person},
        {"key": _("E-mail"), "value": row.person.email},
        {"key": _("Position"), "value": row.position or "—"},
        {"key": _("Telephone of the organisation"), "value": row.organisation.phone or "—"},
    ]
    context = {
        "title": _("Does this person act for the organisation?"),
        "lead": _("Check it by another way than this page: call the number in the register, or ask for a letter."),
        "back": reverse("data:memberships"),
        "back_words": _("Requests of first members"),
        "summary": summary,
        "presses": [{"text": _("Confirm"), "url": _url(row, "confirm_membership"), "kind": " "}],
        "actions": [Link(_("Refuse"), _url(row, "refuse_membership"))],
    }
    return render(request, "data/page.html", context)


@sending
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = _membership(request, pk)
    back = reverse("data:memberships")
    return press(request, lambda: notices.confirm_membership(row, by=by(request)), back, _("The member is confirmed."))


@editing
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row = _membership(request, pk)
    form = Reason(posted(request))
    return edit_page(
        request,
        form,
        lambda: notices.refuse_membership(row, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Refuse the request"),
        caption=f"{row.person} — {row.organisation}",
        lead=_("The person reads the reason."),
        back=_url(row),
        onward=reverse("data:memberships"),
        button=_("Refuse"),
        button_kind="warning",
        done=_("The request is refused."),
    )
