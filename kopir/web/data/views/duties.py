"""Duties as law: entered, amended, ended, what proves them; functions of departments that may be the same work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.tongue import base_language
from kopir.journal.sentences import sentences
from kopir.regulation import acts, queries
from kopir.regulation.forms import AmendDuty, EndDuty, EnterDuty, LinkByHand, MapAct
from kopir.regulation.models import Duty, FunctionLink, ProvingAct
from kopir.regulation.words import LinkState, Mapping
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.forms import ReasonOrNone
from kopir.web.data.tables import Link, State, Table, table_page
from kopir.web.data.views.powers import draft_state
from kopir.web.public.templatetags.regulation import act_words, said_by

PROVING = ("interactions.", "posts.", "regulation.")


def _language() -> str:
    return base_language(get_language())


def _title(duty: Duty) -> str:
    return capfirst(str(duty))


# ---- The list ------------------------------------------------------------------------------------------------------


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    changed = {duty.pk for duty in queries.to_be_looked_at()}
    rows = [_row(row, changed) for row in queries.duty_rows()]
    table = Table(
        "duties-as-law",
        (_("Duty"), _("Provision"), _("When"), _("Posts"), _("Text"), _("Checked")),
        rows,
        _("No duties yet"),
        _("Enter the first one."),
    )
    return table_page(
        request,
        table,
        title=_("Duties"),
        lead=_("What posts must do, drawn from provisions. A change begins on a day; the older wording ends on the day before."),
        actions=[Link(_("Enter a duty"), reverse("data:new_duty")), Link(_("Documents"), reverse("data:documents"))],
    )


def _row(row: queries.DutyRow, changed: set[int]) -> tuple[Any, ...]:
    duty = row.duty
    state = State(_("reads otherwise: look at it"), "bad") if duty.pk in changed else State(_("unchanged"), "good")
    if row.provision is None:
        state = State(_("no such provision"), "bad")
    link = Link(_title(duty), reverse("data:duty", args=[duty.code]))
    return link, duty.address, queries.when_words(duty, _language()), row.posts, state, draft_state(duty.is_draft)


# ---- One duty ------------------------------------------------------------------------------------------------------


def _last(code: str) -> Duty:
    found = Duty.objects.select_related("norm").filter(code=code).order_by("-starts_on").first()
    if found is None:
        raise missing()
    return found


@reading
def page(request: HttpRequest, code: str) -> HttpResponse:
    duty = _last(code)
    card = queries.duty_card(code, duty.starts_on)
    here = {name: reverse(f"data:{name}", args=[code]) for name in ("amend_duty", "end_duty", "map_act")}
    context = {
        "title": _title(duty), "caption": code, "back": reverse("data:duties"), "back_words": _("Duties"),
        "lead": _("Its provision reads otherwise since then. Amend the duty, or save it as it is.") if duty.changed_on else "",
        "actions": [
            Link(_("Amend"), here["amend_duty"]), Link(_("End"), here["end_duty"]),
            Link(_("See the public page"), reverse("public:duty", args=[code])),
        ],
        "sections": [_acts_section(card, here["map_act"]), _history_section(card)],
    }  # fmt: skip
    return render(request, "data/page.html", context)


def _acts_section(card: queries.DutyCard, url: str) -> dict[str, Any]:
    rows = [
        (Link(act_words(row.act), reverse("data:unmap_act", args=[row.duty.code, row.pk])), row.get_mapping_display(),
         said_by(row.confirmed_by), row.confirmed_at.date() if row.confirmed_at else None)
        for row in card.acts
    ]  # fmt: skip
    columns = (_("Act of the journal"), _("How far it proves"), _("Confirmed by"), _("On"))
    table = Table("proving-acts", columns, rows, _("No act proves it by itself"), _("Its proofs are given by hand."))
    return {"title": _("What proves it by itself"), "table": table, "actions": [Link(_("Add an act"), url)]}


def _history_section(card: queries.DutyCard) -> dict[str, Any]:
    rows = [(row.starts_on, row.ends_on, str(row), queries.when_words(row, _language()), row.address) for row in card.history]
    columns = (_("In force from"), _("Last day"), _("Duty"), _("When"), _("Provision"))
    return {"title": _("Its wordings"), "table": Table("wordings", columns, rows)}


@editing
def new(request: HttpRequest) -> HttpResponse:
    form = EnterDuty(posted(request), norms=queries.norms_visible_to(by(request)))

    def do() -> Duty:
        duty, besides = form.duty()
        return acts.enter(duty, by=by(request), **besides)

    return edit_page(
        request,
        form,
        do,
        title=_("Enter a duty"),
        back=reverse("data:duties"),
        back_words=_("Duties"),
        onward=lambda duty: reverse("data:duty", args=[duty.code]),
    )


@editing
def amend(request: HttpRequest, code: str) -> HttpResponse:
    duty = _last(code)
    form = AmendDuty(posted(request), initial=AmendDuty.values(duty))
    provision = queries.provision_at(duty.norm_id, duty.address, max(duty.starts_on, duty.changed_on or duty.starts_on))
    return edit_page(
        request,
        form,
        lambda: acts.amend(duty, by=by(request), **form.arguments()),
        title=_("Amend the duty"),
        caption=_title(duty),
        lead=_("The provision says: %(text)s") % {"text": provision.text(_language()).text} if provision else "",
        back=reverse("data:duty", args=[code]),
        back_words=_title(duty),
    )


@editing
def end(request: HttpRequest, code: str) -> HttpResponse:
    duty = _last(code)
    form = EndDuty(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.end_duty(duty, by=by(request), **form.cleaned_data),
        title=_("End the duty"),
        caption=_title(duty),
        lead=_("After that day nothing falls due by it; what was done stays."),
        back=reverse("data:duty", args=[code]),
        button=_("End the duty"),
        button_kind="warning",
    )


# ---- What proves it ------------------------------------------------------------------------------------------------


def _proving_choices() -> list[tuple[str, str]]:
    names = [name for name in sentences() if name.startswith(PROVING)]
    return sorted(((name, f"{act_words(name)} ({name})") for name in names), key=lambda choice: choice[1])


@editing
def map_act(request: HttpRequest, code: str) -> HttpResponse:
    duty = _last(code)
    form = MapAct(posted(request), acts=_proving_choices(), initial={"mapping": Mapping.WHOLE})
    return edit_page(
        request,
        form,
        lambda: acts.map_act(duty, form.cleaned_data["act"], Mapping(form.cleaned_data["mapping"]), by=by(request)),
        title=_("An act that proves the duty"),
        caption=_title(duty),
        lead=_("When the post does this in Köpir, its duty counts as done, with the entry of the journal as proof."),
        back=reverse("data:duty", args=[code]),
        back_words=_title(duty),
    )


@editing
def unmap_act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = ProvingAct.objects.select_related("duty").filter(duty__code=code, pk=pk).first()
    if row is None:
        raise missing()
    form = ReasonOrNone(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.unmap_act(row, by=by(request), **form.cleaned_data),
        title=_("This act proves it no longer"),
        caption=act_words(row.act),
        lead=_("Proofs that were found so far stay."),
        back=reverse("data:duty", args=[code]),
        button=_("Remove"),
        button_kind="warning",
    )


# ---- Functions of departments --------------------------------------------------------------------------------------

_TONES = {LinkState.PROPOSED: "waiting", LinkState.SAME: "partial", LinkState.DIFFERENT: "closed"}


@reading
def links(request: HttpRequest) -> HttpResponseBase:
    names = {duty.code: _title(duty) for duty in Duty.objects.order_by("starts_on")}
    rows = [_link_row(row, names) for row in _links()]
    table = Table(
        "functions-and-duties",
        (_("Function"), _("Duty"), _("Likeness"), _("Words that both have"), _("Judged")),
        rows,
        _("Nothing looks alike"),
        _("When the functions of a department are published, those that look like a duty stand here."),
    )
    return table_page(
        request,
        table,
        title=_("Functions of departments"),
        lead=_("Where a department's own functions may be the same work as a duty. What you say is remembered."),
        actions=[Link(_("Link by hand"), reverse("data:new_link")), Link(_("Documents"), reverse("data:documents"))],
    )


def _links() -> list[FunctionLink]:
    rows = FunctionLink.objects.select_related("norm__scope")
    order = {LinkState.PROPOSED: 0, LinkState.SAME: 1, LinkState.DIFFERENT: 2}
    return sorted(rows, key=lambda row: (order[LinkState(row.state)], -row.likeness, row.pk))


def _link_row(row: FunctionLink, names: dict[str, str]) -> tuple[Any, ...]:
    where = Link(f"{row.norm.scope or row.norm}, {row.address}", reverse("data:link", args=[row.pk]))
    state = State(row.get_state_display(), _TONES[LinkState(row.state)])
    return where, names.get(row.duty_code, row.duty_code), f"{row.likeness:.2f}", ", ".join(row.shared), state


def _link(pk: int) -> FunctionLink:
    found = FunctionLink.objects.select_related("norm__scope").filter(pk=pk).first()
    if found is None:
        raise missing()
    return found


@reading
def link(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _link(pk), timezone.localdate()
    duty = _last(row.duty_code)
    context = {
        "title": _("The same work?"), "back": reverse("data:links"), "back_words": _("Functions of departments"), "link": row,
        "duty": duty, "function": queries.provision_at(row.norm_id, row.address, today),
        "provision": queries.provision_at(duty.norm_id, duty.address, today),
    }  # fmt: skip
    return render(request, "data/link.html", context)


@sending
def judge(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    row = _link(pk)
    if state not in (LinkState.SAME, LinkState.DIFFERENT):
        raise missing()
    return press(
        request, lambda: acts.judge_link(row, LinkState(state), by=by(request)), reverse("data:links"), _("It is remembered.")
    )


@editing
def new_link(request: HttpRequest) -> HttpResponse:
    norms = queries.norms_visible_to(by(request)).filter(kind="functions")
    form = LinkByHand(posted(request), duties=queries.duties_on(timezone.localdate()), norms=norms)
    return edit_page(
        request,
        form,
        lambda: acts.link_by_hand(
            form.cleaned_data["duty"], form.norms[form.cleaned_data["norm"]], form.cleaned_data["address"], by=by(request)
        ),
        title=_("Link by hand"),
        lead=_("A function that is the same work as a duty, though its words are other ones."),
        back=reverse("data:links"),
        back_words=_("Functions of departments"),
    )
