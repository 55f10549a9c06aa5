"""What a digest is made of. The apps above register functions that contribute a section:

    @digest_section
    def changes_in_sector(posts: Sequence[Post], since: date, until: date) -> Mapping[int, Section]:
        return {post.pk: Section(title=in_all_languages(_("…")), lines=[Line({"kk": …}, path="/interactions/…/")])}

A function is asked once for all posts, so that it can answer with a few queries; posts it has nothing for are left out.
The module with the functions is the app's `digests.py`, loaded here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from kopir.posts.models import Post


@dataclass(frozen=True, slots=True)
class Line:
    """One line by language; `path` is the page it speaks of, without the language."""

    text: Mapping[str, str]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: Mapping[str, str]
    lines: Sequence[Line] = field(default_factory=tuple)


Contribute = Callable[["Sequence[Post]", date, date], Mapping[int, Section]]
_REGISTERED: dict[str, Contribute] = {}


def digest_section(function: Contribute) -> Contribute:
    """Register a function; sections stand in the order of registration. `since` and `until` are both included."""
    _REGISTERED[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def contributions() -> list[Contribute]:
    """All functions of the installed apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and app.name != "kopir.notices" and find_spec(f"{app.name}.digests"):
            import_module(f"{app.name}.digests")
    return list(_REGISTERED.values())
