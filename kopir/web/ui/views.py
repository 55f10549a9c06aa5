"""The living style page: every component with sample data, for those who build pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kopir.web.ui import samples


def style(request: HttpRequest) -> HttpResponse:
    form = samples.MatterForm(request.GET or None, initial={"needs": ["water"]})
    return render(request, "ui/style.html", {**samples.everything(), "form": form, "wrong": samples.wrong_form(),
                                             "narrow": samples.ListForm(request.GET or None), "question": samples.MatterForm()})
