"""Suggestions for the fields of forms, and posts that were searched for without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kopir.base.given import number_of
from kopir.interactions import queries as matters
from kopir.posts.models import Post
from kopir.web.ui.widgets import Suggest

SUGGESTED = {
    "find": ("public:matter_posts", "id_picked"),
    "place": ("public:suggest_places", ""),
    "organisation": ("public:suggest_organisations", "id_found"),
}


def dressed(form: forms.Form) -> forms.Form:
    for name, (address, target) in SUGGESTED.items():
        if name in form.fields:
            form.fields[name].widget = Suggest(address, target=target)
    return form


def searched(data: Mapping[str, Any] | None) -> Sequence[Post]:
    """The post a suggestion set, else those that fit what was typed."""
    if data is None:
        return []
    picked = number_of(str(data.get("picked", "")))
    one = matters.post_by_id(picked) if picked is not None else None
    return [one] if one is not None else matters.find_posts(str(data.get("find", "")).split(" — ")[0])
