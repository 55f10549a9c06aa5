"""What goes on paper for a survey: a sheet to hang up, and slips with one-time codes to hand out."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import segno
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.effects.models import Survey
from kopir.effects.stuffing import spaced
from kopir.effects.words import Entrance
from kopir.papers import Figures, Heading, Note, Paper, Picture, Slips, Words
from kopir.papers.blocks import Block

TONGUES = ("kk", "ru")


def sheet(survey: Survey, address: str, language: str) -> Paper:
    """One page in both languages, the reader's first; `address` is what the square of dots leads to."""
    order = [language, *(code for code in TONGUES if code != language)] if language in TONGUES else list(TONGUES)
    blocks: list[Block] = [Picture(qr(address), address, qr_png(address), width=60), Figures([(bare(address), "")])]
    for code in order:
        with override(code):
            blocks += _words(survey)
    with override(order[0]):
        footer = _("Köpir")
    return Paper(_title(survey, order[0]), order[0], blocks, subtitle=_title(survey, order[1]), footer=footer)


def _title(survey: Survey, code: str) -> str:
    return str(getattr(survey, f"title_{code}")) or survey.title.text


def _words(survey: Survey) -> list[Block]:
    how = _("Point the camera of your telephone at the square, or type the address under it.")
    needs = _("You need the code from the slip you were given; each code is for one answer.")
    nobody = _("No name, no sign-in: nobody learns who answered what. Results are public once the survey is closed.")
    found: list[Block] = [Heading(how, 2), Words(" ".join([*([needs] if survey.entrance == Entrance.CODES else []), nobody]))]
    if survey.closes_on:
        found.append(Note(_("Open until %(day)s.") % {"day": date_format(survey.closes_on)}))
    return found


def slips(survey: Survey, address: str, codes: Sequence[str], language: str) -> Paper:
    """Each with its own square of dots, which brings the code along. They are printed once: nobody can print them again."""
    with override(language):
        once = _("One code, one answer.")
        items = [(qr(f"{address}{code}/"), spaced(code), (_title(survey, language), bare(address), once)) for code in codes]
        note = Note(_("Cut along the lines and hand out without noting who got which."))
    return Paper(_title(survey, language), language, [note, Slips(items)], footer=survey.ref)


def bare(address: str) -> str:
    """As one types it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def qr(address: str) -> str:
    written = BytesIO()
    segno.make(address, error="m").save(written, kind="svg", scale=4, border=2, light="#ffffff")
    return written.getvalue().decode()


def qr_png(address: str) -> bytes:
    written = BytesIO()
    segno.make(address, error="m").save(written, kind="png", scale=8, border=2)
    return written.getvalue()


__all__ = ["bare", "qr", "sheet", "slips"]
