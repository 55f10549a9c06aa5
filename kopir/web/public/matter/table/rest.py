"""The term, messages, files, and who may read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.interactions import acts, rules
from kopir.interactions import forms as shapes
from kopir.interactions.models import Matter
from kopir.interactions.words import Audience, RestrictedBecause
from kopir.web.public.matter.action import Action


def _write(matter: Matter, by: Actor, data: dict[str, Any]) -> None:
    with transaction.atomic():
        message = acts.write(matter, by=by, text=data["text"])
        acts.attach_all(matter, by=by, uploads=data["uploads"], message=message)


def _attach(matter: Matter, by: Actor, data: dict[str, Any]) -> None:
    acts.attach_all(matter, by=by, uploads=data["uploads"], audience=Audience.PARTIES)


def rest() -> Iterator[Action]:
    yield Action(
        "resume",
        "term",
        "post",
        rules.may_resume,
        _("Let the term run again"),
        _("Let the term run again?"),
        _("It runs from today and gets a new last day; the author is told."),
        _("The term runs again."),
        lambda row, by, data: acts.resume(row, by=by),
    )
    yield Action(
        "pause",
        "term",
        "post",
        rules.may_pause,
        _("Pause the term: more is needed of the author"),
        _("What do you need of the author?"),
        _("From today the term does not run until the author answers. The author is told what you ask."),
        _("Paused. The author is told."),
        lambda row, by, data: acts.pause(row, by=by, **data),
        shapes.Reason,
    )
    yield Action(
        "extend",
        "term",
        "post",
        rules.may_extend,
        _("Extend the term"),
        _("How many days more?"),
        _("The author is told the reason and the new day."),
        _("The term is extended. The author is told."),
        lambda row, by, data: acts.extend(row, by=by, **data),
        shapes.Extend,
    )
    yield Action(
        "write",
        "talk",
        "author post receiver part",
        rules.may_write,
        _("Write a message"),
        _("What do you want to say?"),
        "",
        _("The message is with all parties."),
        _write,
        shapes.WriteMessage,
    )
    yield Action(
        "note",
        "talk",
        "post receiver part",
        rules.may_write_note,
        _("Write an internal note"),
        _("A note among the state bodies"),
        "",
        _("The note is kept."),
        lambda row, by, data: acts.write_note(row, by=by, **data),
        shapes.Note,
    )
    yield Action(
        "attach",
        "talk",
        "author post receiver part",
        rules.may_attach,
        _("Add files"),
        _("Which files?"),
        _("Who may read the matter may read them too."),
        _("Added."),
        _attach,
        shapes.Attach,
    )
    yield Action(
        "restrict",
        "open",
        "author post",
        rules.may_restrict,
        _("Let only the parties read it"),
        _("Why only the parties?"),
        _("Title, texts, files and the author's name are hidden from others; number, kind, place and state stay public."),
        _("Only the parties read it now."),
        lambda row, by, data: acts.restrict(row, by=by, because=RestrictedBecause(data["because"]), reason=data["reason"]),
        shapes.Restrict,
    )
    yield Action(
        "open-up",
        "open",
        "author",
        rules.may_open_up,
        _("Let everybody read it"),
        _("Let everybody read it?"),
        _("Title, texts, files and the name of your organisation become public. Others can join."),
        _("The matter is public now."),
        lambda row, by, data: acts.open_up(row, by=by),
    )
