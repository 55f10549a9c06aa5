"""The living style page: every component with sample data, for those who build pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kopir.web.ui import samples


def style(request: HttpRequest) -> HttpResponse:
    forms = {"wrong": samples.wrong_form(), "narrow": samples.ListForm(request.GET or None)}
    return render(request, "ui/style.html", samples.everything() | forms)
