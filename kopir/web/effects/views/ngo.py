"""An organisation's effect: what it does, for whom, how it is known; to be read, printed, and shown inside other sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from kopir.base.errors import Refused
from kopir.charts import Chart
from kopir.effects import pictures
from kopir.effects.benefit_paper import lead
from kopir.effects.queries.benefit import Line, Scope, benefit
from kopir.effects.queries.needs import helps_in_force
from kopir.effects.values import amount
from kopir.effects.words import Standing
from kopir.organisations.models import Organisation
from kopir.organisations.queries import organisation_for
from kopir.organisations.queries.funding import Leaning, Mix, Others, mix_of, others_of
from kopir.organisations.words import FundingSource, Kind
from kopir.web.downloads import csv_download
from kopir.web.public.reading import language

COURSES = 4
SHOWN = 6


def _organisation(request: HttpRequest, ref: str) -> Organisation:
    found = organisation_for(request.actor, ref)  # type: ignore[attr-defined]
    if found.kind != Kind.NGO:
        raise Refused("not_found", _("This page is for non-governmental organisations."), hidden=True)
    return found


@require_safe
def effect(request: HttpRequest, ref: str) -> HttpResponse:
    organisation = _organisation(request, ref)
    if organisation.ref != ref:
        return redirect("public:organisation_effect", organisation.ref, permanent=False)
    mix = mix_of(organisation)
    frame = request.build_absolute_uri(reverse("public:organisation_effect_frame", args=[organisation.ref]))
    context = {
        **_told(organisation),
        **_money(organisation, mix),
        "sectors": list(organisation.sectors.all()),
        "serves": list(organisation.serves.order_by("level", f"sort_{language()}")),
        "helps": list(helps_in_force().filter(organisation=organisation).select_related("sector", "territory")),
        "frame_code": f'<iframe src="{frame}" title="{organisation}" width="100%" height="460" loading="lazy"></iframe>',
    }
    return render(request, "effects/ngo.html", context)


def _told(organisation: Organisation) -> dict[str, Any]:
    found = benefit(Scope(organisation=organisation), language())
    later = Counter(line.later for line in found.lines if line.later)
    return {
        "organisation": organisation,
        "found": found,
        "lead": lead(found),
        "people": pictures.span(found.people),
        "met_of": _("%(met)s of %(all)s") % {"met": len(found.confirmed), "all": len(found.lines)},
        "pieces": sum(line.shown_by for line in found.lines),
        "checked": sum(later.values()),
        "held": later[Standing.HOLDS] + later[Standing.PARTLY],
        "lines": found.lines[:SHOWN],
        "whom": list({line.text.people: line.text for line in found.lines if line.text and line.text.people}.values())[:SHOWN],
        "words_chart": pictures.words_chart(found),
        "courses": list(_courses(found.lines)),
    }


def _courses(lines: Sequence[Line]) -> Iterator[tuple[Line, Chart]]:
    """The first indicator of each card that has something to show."""
    drawn = 0
    for line in lines:
        for one in line.measured:
            chart = pictures.course_chart(one, f"course-{one.measure.pk}")
            if chart is not None and len(chart.rows) > 1 and drawn < COURSES:
                drawn += 1
                yield line, chart
                break


# ---- Money ---------------------------------------------------------------------------------------------------------


def _money(organisation: Organisation, mix: Mix | None) -> dict[str, Any]:
    others = others_of(organisation, mix)
    return {
        "mix": mix,
        "mix_chart": pictures.mix_chart(mix) if mix else None,
        "risk": list(risk_words(mix)) if mix else [],
        "at_risk": mix is not None and mix.leaning != Leaning.SPREAD,
        "others": others,
        "others_words": list(_others_words(others)) if others else [],
    }


LEANINGS = {
    Leaning.ONE: _lazy(
        "In %(year)s, %(percent)s %% of the money came from one source: %(source)s. If it ended, most of the work would stop."
    ),
    Leaning.LARGE: _lazy(
        "In %(year)s, more than half of the money, %(percent)s %%, came from one source: %(source)s. Its loss would be felt."
    ),
    Leaning.SPREAD: _lazy(
        "In %(year)s no source made more than half of the money; the largest, %(percent)s %%, was: %(source)s."
    ),
}


def risk_words(mix: Mix) -> Iterator[str]:
    """How much hangs on one source, in sentences."""
    year, (source, percent) = mix.last[0], mix.largest
    given = {"year": year, "percent": amount(percent), "source": FundingSource(source).label}
    yield str(LEANINGS[mix.leaning]) % given
    if mix.before is not None:
        yield _("In %(year)s this source made %(percent)s %%.") % {"year": mix.before[0], "percent": amount(mix.before[1])}


def _others_words(others: Others) -> Iterator[str]:
    for one in others.new or others.sources:
        given = {"source": FundingSource(one.source).label, "have": one.have, "all": others.organisations}
        told = ngettext("%(source)s: %(have)s of %(all)s has it", "%(source)s: %(have)s of %(all)s have it", one.have) % given
        begun = _("%(n)s of them began with it since their first stated year") % {"n": one.added}
        yield f"{told}; {begun}" if one.added else told


# ---- Frame and tables ----------------------------------------------------------------------------------------------


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def frame(request: HttpRequest, ref: str) -> HttpResponse:
    """The only page that another site may show inside itself: it takes nothing in and knows nobody."""
    return render(request, "effects/frame.html", _told(_organisation(request, ref)))


@require_safe
def funding_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    organisation = _organisation(request, ref)
    rows = organisation.funding.order_by("year", "source").values_list("year", "source", "percent", "stated_by")
    return csv_download(f"funding-{organisation.ref}", ("year", "source", "percent", "stated_by"), rows)


@require_safe
def effect_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    """One row a card."""
    organisation = _organisation(request, ref)
    columns = (
        "ref", "title", "what_changed", "territory", "territory_name", "people_low", "people_high", "tenge", "other_word",
        "later_check",
        "evidence_adequate", "counted_as_met",
    )  # fmt: skip
    lines = benefit(Scope(organisation=organisation), language()).lines
    return csv_download(f"effect-{organisation.ref}", columns, map(_cells, lines))


def _cells(line: Line) -> list[Any]:
    text = line.text.changed if line.text else ""
    return [
        line.effect.ref, line.effect.title.text, text, line.effect.territory_id, line.effect.territory, line.people.low,
        line.people.high, line.tenge,
        line.said, line.later or "", line.shown_by, line.is_confirmed,
    ]  # fmt: skip
