"""Territories: found by name or code, their names and dates put right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.territories import acts
from kopir.territories.forms import EditTerritory
from kopir.territories.models import Territory
from kopir.territories.queries import former_names, label_all, suggest, territory_for
from kopir.web.data.doing import by, edit_page, editing, posted, reading
from kopir.web.data.forms import Find
from kopir.web.data.tables import Link, Table, table_page

FOUND = 50


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    find = Find(request.GET)
    text = find.cleaned_data["text"].strip() if find.is_valid() else ""
    found = suggest(text, limit=FOUND) if text else label_all(Territory.objects.filter(level=1).order_by("pk"))
    rows = [
        (
            Link(one.label, reverse("data:territory", args=[one.code])),
            one.code,
            one.territory.get_kind_display(),
        )
        for one in found
    ]
    table = Table(
        "territories",
        (_("Territory"), _("Code"), _("What it is")),
        rows,
        _("No territory is found"),
        _("Try another spelling or the code, or import the classifier."),
    )
    return table_page(
        request,
        table,
        title=_("Territories"),
        lead=_("Regions, until you search. Find a territory by its name in any spelling, or by its KATO code."),
        filters=find,
        actions=[Link(_("Import a register"), reverse("data:import"))],
    )


@editing
def edit(request: HttpRequest, code: str) -> HttpResponse:
    row = territory_for(by(request), code)
    form = EditTerritory(posted(request), initial=EditTerritory.values(row))
    names = [(name, name.starts_on, name.ends_on) for name in former_names(row)]
    return edit_page(
        request,
        form,
        lambda: acts.edit(row, by=by(request), **form.arguments),
        title=_("Edit the territory"),
        caption=f"{row} ({row.code})",
        back=reverse("data:territories"),
        back_words=_("Territories"),
        aside_title=_("Former names"),
        aside_table=Table(
            "former-names",
            (_("Name"), _("First day"), _("Last day")),
            names,
            _("None"),
            _("A name is kept here when a new one comes into force."),
        ),
    )
