"""Organisations: added, edited, placed under others, succeeded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kopir.organisations import acts, queries
from kopir.organisations.forms import FundingForm, initial_funding
from kopir.organisations.models import FundingShare, Organisation
from kopir.organisations.words import Kind
from kopir.web.data import merging
from kopir.web.data.doing import by, edit_page, editing, missing, posted, reading
from kopir.web.data.forms import Find, MergeWith, Subordinate, Succeed, details_form
from kopir.web.data.tables import Link, Table, table_page


def organisation_url(row: Organisation, name: str = "organisation") -> str:
    return reverse(f"data:{name}", args=[row.ref])


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    find = Find(request.GET)
    filters = queries.OrganisationFilter(text=find.cleaned_data["text"] if find.is_valid() else "")
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    language = get_language() or "kk"
    page = queries.list_organisations(by(request), filters, language, after, before=before)
    rows = [(Link(row, organisation_url(row)), row.get_kind_display(), row.bin, row.territory) for row in page.rows]
    table = Table(
        "organisations",
        (_("Name"), pgettext("organisation", "Kind"), _("BIN"), _("Seat")),
        rows,
        _("No organisation is found"),
        _("Try another spelling or the BIN, or add it."),
        lambda: _everything(request, filters),
    )
    return table_page(
        request,
        table,
        title=_("Organisations"),
        lead=_("State bodies and NGOs. What is set here by hand stays when a register is imported."),
        filters=find,
        previous=page.before,
        next=page.after,
        actions=[
            Link(_("Add an NGO"), reverse("data:new_organisation", args=[Kind.NGO.value])),
            Link(_("Add a state body"), reverse("data:new_organisation", args=[Kind.STATE_BODY.value])),
            Link(_("Import a register"), reverse("data:import")),
        ],
    )


def _everything(request: HttpRequest, filters: queries.OrganisationFilter) -> Any:
    rows = queries.organisations_visible_to(by(request)).filter(filters.condition())
    for row in rows.select_related("territory").order_by("pk").iterator(chunk_size=1000):
        yield row, row.get_kind_display(), row.bin, row.territory


@reading
def page(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    context = {
        "title": row,
        "organisation": row,
        "back": reverse("data:organisations"),
        "back_words": _("Organisations"),
        "higher": queries.higher_of(row),
        "lower": queries.lower_of(row)[:50],
        "successors": queries.successors_of(row),
        "predecessors": queries.predecessors_of(row),
        "pairs": queries.same_candidates(by(request), row),
        "is_body": row.kind == Kind.STATE_BODY,
    }
    return render(request, "data/organisation.html", context)


def _organisation(request: HttpRequest, ref: str) -> Organisation:
    return queries.organisation_for(by(request), ref)


@editing
def new(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise missing()
    form = details_form(kind)(posted(request))

    def do() -> Organisation:
        links = {name: form.cleaned_data[name] for name in ("sectors", "serves")}
        return acts.create(form.unsaved(kind), by=by(request), **links)

    return edit_page(
        request,
        form,
        do,
        title=_("Add a state body") if kind == Kind.STATE_BODY else _("Add an NGO"),
        lead=_("Look in the list first: it may be there under another spelling."),
        back=reverse("data:organisations"),
        onward=organisation_url,
        button=_("Add"),
        done=_("The organisation is added."),
    )


@editing
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    form = details_form(row.kind)(posted(request), organisation=row)
    return edit_page(
        request,
        form,
        lambda: acts.edit(row, by=by(request), **form.values()),
        title=_("Edit the organisation"),
        caption=row,
        lead=_("What you change is marked as set by hand; an import leaves it alone."),
        back=organisation_url(row),
    )


@editing
def funding(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    year = request.GET.get("year", "")
    asked = int(year) if year.isdecimal() and len(year) == 4 else timezone.localdate().year - 1
    shares = FundingShare.objects.filter(organisation=row, year=asked)
    form = FundingForm(posted(request), initial={"year": asked, **initial_funding(shares)})
    return edit_page(
        request,
        form,
        lambda: acts.edit(row, by=by(request), funding=form.shares()),
        title=_("Sources of money"),
        caption=row,
        lead=_("In per cent of the year's money. What is unknown stays empty."),
        back=organisation_url(row),
    )


@editing
def subordinate(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    form = Subordinate(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.subordinate(row, by=by(request), **form.cleaned_data),
        title=_("Place it under another body"),
        caption=row,
        lead=_("From that day it answers to the body above; the subordination before ends the day before."),
        back=organisation_url(row),
    )


@editing
def succeed(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    form = Succeed(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.succeed(
            row,
            form.cleaned_data["after"],
            by=by(request),
            on=form.cleaned_data["on"],
            source=form.cleaned_data["source"],
        ),
        title=_("Record a successor"),
        caption=row,
        lead=_("This organisation ends the day before; its page leads to the successor."),
        back=organisation_url(row),
        button_kind="warning",
        done=_("The successor is recorded."),
    )


@editing
def merge_with(request: HttpRequest, ref: str) -> HttpResponse:
    row = _organisation(request, ref)
    form = MergeWith(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.merge(form.cleaned_data["other"], row, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Merge another one into this"),
        caption=row,
        lead=_("Everything that refers to the other one moves here; its address leads here. It can be undone."),
        back=organisation_url(row),
        button=_("Merge"),
        button_kind="warning",
        done=merging.merged,
    )
