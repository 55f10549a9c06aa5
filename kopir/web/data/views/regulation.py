"""Documents and their versions: a text is handed in, looked at, kept as a draft, published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.regulation import acts, queries
from kopir.regulation.forms import EditNorm, TakeIn, TakeInNew
from kopir.regulation.models import Norm, NormVersion
from kopir.regulation.words import VersionState
from kopir.web.data import documents
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.forms import Reason
from kopir.web.data.tables import Link, State, Table, table_page
from kopir.web.data.views.powers import draft_state

KEY = "document"  # what is handed in


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    rows = [_row(row) for row in queries.norm_rows(by(request), timezone.localdate())]
    table = Table(
        "documents",
        (_("Document"), _("Kind of document"), _("In force from"), _("Changes on"), _("Versions"), _("Checked")),
        rows,
        _("No documents yet"),
        _("Take in the first one: DOCX, Markdown or pasted text."),
    )
    return table_page(
        request,
        table,
        title=_("Documents"),
        lead=_("Norms, the working list of duties, and the functions of bodies. Their published texts are never changed."),
        actions=[Link(_("Take in a document"), reverse("data:new_document")), Link(_("Duties"), reverse("data:duties")),
                 Link(_("Functions of departments"), reverse("data:links"))],
    )  # fmt: skip


def _row(row: queries.NormRow) -> tuple[Any, ...]:
    norm = row.norm
    link = Link(norm, reverse("data:document", args=[norm.ref]))
    days = [one.starts_on if one else None for one in (row.current, row.coming)]
    return link, norm.get_kind_display(), *days, row.versions, draft_state(norm.is_draft)


# ---- Handing in ----------------------------------------------------------------------------------------------------


@editing
def new(request: HttpRequest) -> HttpResponse:
    form = TakeInNew(posted(request), request.FILES or None)
    return _hand_in(request, form, _("Take in a document"), reverse("data:documents"), "")


@editing
def new_version(request: HttpRequest, ref: str) -> HttpResponse:
    norm = queries.norm_for(by(request), ref)
    form = TakeIn(posted(request), request.FILES or None)
    return _hand_in(request, form, _("Take in a new version"), reverse("data:document", args=[ref]), ref, caption=norm)


def _hand_in(request: HttpRequest, form: TakeIn, title: str, back: str, ref: str, **context: Any) -> HttpResponse:
    def do() -> None:
        handed = documents.hand_in(form.cleaned_data, get_language() or "kk", ref)
        queries.intake(handed.text(), handed.given())
        _put_aside(request, frozenset(handed.texts.values()))
        request.session[KEY] = handed.kept()

    return edit_page(
        request,
        form,
        do,
        title=title,
        lead=_("One file a language, numbered points. First Köpir shows what it read; then you decide."),
        back=back,
        back_words=_("Documents"),
        onward=reverse("data:document_look"),
        button=_("Look what would happen"),
        done=_("The text was read. Nothing is kept yet."),
        **context,
    )


def _put_aside(request: HttpRequest, but: frozenset[str] = frozenset()) -> None:
    before = request.session.pop(KEY, None)
    if before:
        documents.put_aside(documents.Handed(**before), but)


def _handed(request: HttpRequest) -> documents.Handed:
    kept = request.session.get(KEY)
    if kept is None:
        raise missing()
    return documents.Handed(**kept)


def _intake(request: HttpRequest) -> queries.Intake:
    handed = _handed(request)
    return queries.intake(handed.text(), handed.given())


@reading
def look(request: HttpRequest) -> HttpResponse:
    """What would be kept: what differs from the version before, what has no partner, what was not read."""
    try:
        found = _intake(request)
    except Refused as refusal:
        if refusal.hidden:
            raise
        _put_aside(request)
        messages.error(request, f"{refusal.reason} {refusal.next_step}".strip())
        return redirect("data:new_document")
    mismatches = Table("mismatches", (_("Address"), _("What is the matter")), [tuple(row) for row in found.text.mismatches])
    context = {
        "title": _("What would be kept"), "back": reverse("data:documents"), "back_words": _("Documents"), "found": found,
        "mismatches": mismatches, "changes": found.changes if found.before else [],
    }  # fmt: skip
    return render(request, "data/document_look.html", context)


@sending
def do(request: HttpRequest) -> HttpResponse:
    found = _intake(request)
    version = acts.take_in(found, by=by(request))
    _put_aside(request)
    if version is None:
        messages.success(request, _("This version is there already, word for word. Nothing was changed."))
        return redirect("data:document", found.norm.ref)
    messages.success(request, _("The version is kept as a draft. Publish it when it is right."))
    return redirect("data:version", version.norm.ref, version.number)


@sending
def cancel(request: HttpRequest) -> HttpResponse:
    _put_aside(request)
    messages.success(request, _("The text is put aside; nothing was changed."))
    return redirect("data:documents")


# ---- One document --------------------------------------------------------------------------------------------------


@reading
def page(request: HttpRequest, ref: str) -> HttpResponse:
    norm = queries.norm_for(by(request), ref)
    versions = [_version_row(row) for row in queries.all_versions(norm)]
    columns = (_("Version"), _("In force from"), _("State"), _("Published"))
    context = {
        "title": norm,
        "caption": norm.get_kind_display(),
        "back": reverse("data:documents"),
        "back_words": _("Documents"),
        "actions": [
            Link(_("Take in a new version"), reverse("data:new_version", args=[ref])),
            Link(_("Edit what is said about it"), reverse("data:edit_document", args=[ref])),
            Link(_("See the public page"), reverse("public:norm", args=[ref])),
        ],
        "sections": [{"title": _("Versions"), "table": Table("versions", columns, versions, _("No version yet"))}],
    }
    return render(request, "data/page.html", context)


_TONES = {VersionState.DRAFT: "waiting", VersionState.ANNOUNCED: "good", VersionState.WITHDRAWN: "closed"}


def _version_row(row: NormVersion) -> tuple[Any, ...]:
    link = Link(row.number, reverse("data:version", args=[row.norm.ref, row.number]))
    day = timezone.localdate(row.announced_at) if row.announced_at else None
    return link, row.starts_on, State(row.get_state_display(), _TONES[VersionState(row.state)]), day


@editing
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    norm = queries.norm_for(by(request), ref)
    form = EditNorm(posted(request), initial=EditNorm.values(norm))
    return edit_page(
        request,
        form,
        lambda: acts.keep_norm(norm, by=by(request), **form.arguments()),
        title=_("Edit what is said about it"),
        caption=norm,
        back=reverse("data:document", args=[ref]),
        back_words=norm,
    )


# ---- One version ---------------------------------------------------------------------------------------------------


def _version(request: HttpRequest, ref: str, number: int) -> tuple[Norm, NormVersion]:
    norm = queries.norm_for(by(request), ref)
    found = next((row for row in queries.all_versions(norm) if row.number == number), None)
    if found is None:
        raise missing()
    return norm, found


@reading
def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Its text and what it changes; a draft is published from here."""
    norm, row = _version(request, ref, number)
    older = [one for one in queries.published(norm) if one.starts_on < row.starts_on]
    before = older[0] if older else None
    context = {
        "title": _("Version %(number)d") % {"number": row.number}, "caption": norm, "norm": norm, "version": row,
        "back": reverse("data:document", args=[ref]), "back_words": norm, "before": before,
        "changes": queries.changes_between(before, row) if before else [], "provisions": queries.provisions_of(row),
        "may_publish": row.state == VersionState.DRAFT,
        "may_withdraw": row.state != VersionState.WITHDRAWN
        and (row.state == VersionState.DRAFT or row.starts_on > timezone.localdate()),
    }  # fmt: skip
    return render(request, "data/version.html", context)


@sending
def publish(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    _norm, row = _version(request, ref, number)
    back = reverse("data:version", args=[ref, number])
    return press(request, lambda: acts.announce(row, by=by(request)), back, _("The version is published."))


@editing
def withdraw(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    norm, row = _version(request, ref, number)
    form = Reason(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.withdraw_version(row, by=by(request), **form.cleaned_data),
        title=_("Withdraw the version"),
        caption=norm,
        lead=_("It never comes into force; duties that would have ended with it go on."),
        back=reverse("data:version", args=[ref, number]),
        onward=reverse("data:document", args=[ref]),
        button=_("Withdraw"),
        button_kind="warning",
    )
