"""An organisation's offers of help, in its cabinet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.forms.helping import Help
from kopir.effects.models import NgoHelps
from kopir.effects.queries import needs as queries
from kopir.interactions.forms import Where
from kopir.territories.queries import label_all
from kopir.web.cabinet.views.acting import for_member
from kopir.web.cabinet.views.organisation import own
from kopir.web.public.matter.doing import show
from kopir.web.public.reading import place, sector
from kopir.web.ui.widgets import Suggest


@require_safe
@for_member
def helps(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    return render(request, "effects/helps.html", {"rows": queries.own_helps(by), "organisation": own(by)})


@require_http_methods(["GET", "POST"])
@for_member
def say(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    form = _with_suggestions(Help(request.POST or None, initial=_asked(request)))
    if request.method == "POST" and form.is_valid():
        names = ("sector", "territory", "people_a_year", "words", "language")
        try:
            acts.say_help(own(by), by=by, **{name: form.cleaned_data[name] for name in names})
            messages.success(request, _("Saved. It stands among those able to help now."))
            return redirect("cabinet:helps")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/help.html", {"form": form})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """From an empty square one comes with its place and sector filled in."""
    where = place(request)
    return {"place": label_all([where])[0].label if where else "", "sector": sector(request)}


def _with_suggestions(form: Where) -> Any:
    form.fields["place"].widget = Suggest("cabinet:places", attrs={"maxlength": "300"})
    return form


@require_POST
@for_member
def end(request: HttpRequest, pk: int) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    row: NgoHelps = queries.help_for(by, pk)
    acts.end_help(row, by=by)
    messages.success(request, _("Ended. It is not counted any more."))
    return redirect("cabinet:helps")
