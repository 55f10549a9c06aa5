"""Addresses of a matter's pages."""

from __future__ import annotations

from django.urls import reverse

from kopir.interactions.models import Matter


def page(matter: Matter) -> str:
    return reverse("public:matter", args=[matter.number])


def act(matter: Matter, name: str, pk: int | None = None) -> str:
    """`name` is that of an action; `pk` of the hand-off or part it is about."""
    if pk is None:
        return reverse("public:matter_act", args=[matter.number, name])
    return reverse("public:matter_act_on", args=[matter.number, name, pk])
