"""After how many days both sides are asked whether an effect holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.effects import acts
from kopir.effects.forms.asking import NewTerm
from kopir.effects.models import CheckTerm
from kopir.interactions.forms import Nothing
from kopir.web.data.doing import by, edit_page, editing, missing, posted, reading
from kopir.web.data.tables import Link, Table, table_page


@reading
def terms(request: HttpRequest) -> HttpResponseBase:
    rows = [(row.days, row.starts_on, row.ends_on, _end(row)) for row in CheckTerm.objects.order_by("days", "pk")]
    table = Table(
        "check-terms",
        (_("Days after the closing"), _("From"), _("No longer in force from"), _("What can be done")),
        rows,
        _("Nobody is asked later"),
        _("Add a term, for example ninety days; then both sides are asked whether the effect holds."),
    )
    lead = _("So many days after a matter is closed as solved, or the work of an effect card has ended, both sides are asked.")
    actions = [Link(_("Add a term"), reverse("data:new_check_term"))]
    return table_page(request, table, title=_("Later checks"), lead=lead, actions=actions)


def _end(row: CheckTerm) -> Link | str:
    return "" if row.ends_on else Link(_("End"), reverse("data:end_check_term", args=[row.pk]))


@editing
def new(request: HttpRequest) -> HttpResponse:
    form = NewTerm(posted(request), initial={"starts_on": timezone.localdate()})
    return edit_page(
        request, form, lambda: acts.add_check_term(by=by(request), **form.cleaned_data), title=_("Add a term"),
        back=reverse("data:check_terms"), button=_("Add"),
    )  # fmt: skip


@editing
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = CheckTerm.objects.filter(pk=pk).first()
    if found is None:
        raise missing()
    return edit_page(
        request, Nothing(posted(request)), lambda: acts.end_check_term(found, by=by(request)),
        title=_("End the term of %(days)s days?") % {"days": found.days}, lead=_("What was asked stays asked."),
        back=reverse("data:check_terms"), button=_("End"),
    )  # fmt: skip
