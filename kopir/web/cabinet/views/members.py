"""Who acts for the organisation, and who asks to."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.notices import acts as notices
from kopir.organisations.models import Membership
from kopir.organisations.queries import members_of, pending_memberships, request_for
from kopir.organisations.rules import may_confirm_membership
from kopir.web.cabinet.views.acting import for_member
from kopir.web.cabinet.views.organisation import own
from kopir.web.public.matter.doing import show


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The person who asked will read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@for_member
def members(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    organisation = own(actor)
    context = {
        "organisation": organisation,
        "members": members_of(actor, organisation),
        "requests": pending_memberships(actor),
    }
    return render(request, "cabinet/members.html", context)


def _asked(request: HttpRequest, pk: int) -> Membership:
    """Also one that is decided: the rule says so to whoever presses twice, or later than a colleague."""
    found = request_for(request.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Refused("not_found", _("There is no such request."), hidden=True)
    try:
        may_confirm_membership(request.actor, found).demand()  # type: ignore[attr-defined]
    except Refused as refusal:
        refusal.next_step, refusal.next_url = _("To those who act for us"), reverse("cabinet:members")
        raise
    return found


@require_POST
@for_member
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    notices.confirm_membership(_asked(request, pk), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Confirmed. This person acts for your organisation now."))
    return redirect("cabinet:members")


@require_http_methods(["GET", "POST"])
@for_member
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notices.refuse_membership(asked, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
            messages.success(request, _("Refused. The person is told why."))
            return redirect("cabinet:members")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "cabinet/refuse.html", {"form": form, "asked": asked})
