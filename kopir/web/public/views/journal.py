"""The journal for everybody: the stream of open acts, signed heads, the public key, and the check of a receipt."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.journal import queries
from kopir.journal.keys import PUBLISHED, list_file, listed
from kopir.journal.models import Entry, Head
from kopir.journal.public_keys import BadReceipt
from kopir.journal.receipts import check
from kopir.journal.sentences import sentence
from kopir.posts.models import Post
from kopir.web.downloads import csv_download
from kopir.web.public import stream
from kopir.web.public.forms import Journal
from kopir.web.public.reading import number
from kopir.web.ui.dates import say_moment

PAGE = 30
LARGEST_RECEIPT = 200_000  # bytes; a receipt is a few thousand
WRONG = {
    "format": _("This file is not a Köpir receipt, or it is damaged."),
    "proof": _("The proof does not lead to the signed root: the entry was changed, or it does not belong to this journal."),
    "signature": _("The signature is not that of this installation's key."),
    "replaced": _("The key that signed it did not hold at that time: somebody signed it who had an old key."),
    "doubt": _("It is signed with a key that was replaced later, and the journal has no such entry."),
    "key": _("The public key of this installation could not be read."),
}


def _wanted(form: Journal) -> stream.Wanted:
    post = Post.objects.filter(ref=form.value("post")).first() if form.value("post") else None
    return stream.Wanted(form.value("area") or "", form.value("act") or "", post, form.value("since"), form.value("until"))


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    form = Journal(request)
    wanted = _wanted(form)
    rows = stream.page(wanted, number(request, "after"), PAGE + 1)
    context = {
        "form": form,
        "conditions": [*([str(wanted.post)] if wanted.post else []), *form.conditions],
        "lines": stream.lines(rows[:PAGE]),
        "following": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "is_first": not number(request, "after"),
        "post": wanted.post,
        "head": next(iter(stream.heads(None, 1)), None),
    }
    return render(request, "public/journal/stream.html", context)


@require_safe
def journal_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("journal", stream.COLUMNS, stream.csv_rows(_wanted(Journal(request))))


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    found = stream.open_entry(pk)
    context = {"line": stream.lines([found])[0], "changes": stream.changes(found), "seal": stream.seal_of(found)}
    return render(request, "public/journal/entry.html", context)


@require_safe
def entry_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The file by which anybody checks offline that the journal holds this entry."""
    return _json_file(f"kopir-receipt-entry-{pk}", stream.receipt_of(pk))


def _json_file(name: str, content: dict[str, Any]) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    rows = stream.heads(number(request, "after"), PAGE + 1)
    following = rows[PAGE - 1].size if len(rows) > PAGE else None
    newest = stream.heads(None, 1)[0] if rows and number(request, "after") else next(iter(rows), None)
    context = {"rows": rows[:PAGE], "following": following, "is_first": not number(request, "after"), "newest": newest}
    return render(request, "public/journal/heads.html", context)


@require_safe
def head_file(request: HttpRequest, size: int) -> HttpResponse:
    return _json_file(f"kopir-head-{size}", _there(queries.head_to_keep(size)))


@require_safe
def heads_proof(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """By which anybody checks offline that the later head covers all that the earlier one does."""
    return _json_file(f"kopir-heads-{first}-{second}", _there(queries.growth(first, second)))


def _there(content: dict[str, Any] | None) -> dict[str, Any]:
    if content is None:
        raise Refused("no_such_head", "", hidden=True)
    return content


@require_safe
def heads_csv(request: HttpRequest) -> HttpResponseBase:
    columns = ("size", "root", "at", "key_id", "signature")
    rows = ([*row[:2], row[2].isoformat(), *row[3:]] for row in Head.objects.order_by("-size").values_list(*columns).iterator())
    return csv_download("heads", columns, rows)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key in force. Whoever checks receipts and heads of any time takes the list."""
    response = HttpResponse(listed()[-1].pem, content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="kopir-journal.pub.pem"'
    return response


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "public/journal/keys.html", {"rows": listed()[::-1]})


@require_safe
def keys_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("keys", stream.KEY_COLUMNS, stream.key_rows(listed()))


@require_safe
def keys_file(request: HttpRequest) -> HttpResponse:
    """All public keys and the proof of each change, by which anybody checks receipts and heads offline."""
    response = HttpResponse(list_file(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{PUBLISHED}"'
    return response


# ---- The check of a receipt ------------------------------------------------------------------------------


class Receipt(forms.Form):
    """A receipt file, and what it proves. `cleaned_data["file"]` is what `receipts.check` answers."""

    file = forms.FileField(
        label=_("Receipt file"),
        help_text=_(
            "The file with the ending .json: got when the matter was sent, or from an entry of the journal. It is not kept."
        ),
        error_messages={"required": _("Choose the receipt file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_RECEIPT:
            raise forms.ValidationError(WRONG["format"])
        try:
            proved = check(given.read(), list_file())
        except BadReceipt as bad:
            raise forms.ValidationError(WRONG.get(bad.code, WRONG["format"])) from None
        if proved.until and not queries.is_held(proved):
            raise forms.ValidationError(WRONG["doubt"])
        return proved


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Nothing is kept of what is sent here; the page's words depend on the file and this installation's key alone."""
    form = Receipt(request.POST, request.FILES) if request.method == "POST" else Receipt()
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        proved = form.cleaned_data["file"]
        content = proved.content
        shown = Entry(content=json.dumps(content), subject_label=content["label"], act=content["act"])
        context |= {"proved": proved, "words": sentence(shown), "at": datetime.fromisoformat(content["at"])}
        context["signed_at"] = say_moment(datetime.fromisoformat(proved.signed_at))
    return render(request, "public/journal/verify.html", context)
