"""A practice card and the documents of a way of interaction as papers, in the language they are asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.notices.texts import say_day
from kopir.papers import Heading, Note, Paper, Points, Table, Words
from kopir.papers.blocks import Block as PaperBlock
from kopir.practices.models import Adoption, Card, CardText, Evidence, Way
from kopir.practices.words import CardKind, EvidenceLevel, Repeated

FOLDER = Path(__file__).parent / "reference"


def card_paper(card: Card, text: CardText, evidence: list[Evidence], adoptions: list[Adoption]) -> Paper:
    """In the language of the text that is read."""
    with override(text.language):
        blocks = list(_blocks(card, text, evidence, adoptions))
        kind = str(CardKind(card.kind).label)
        subtitle = " · ".join(str(one) for one in (kind.capitalize(), card.territory, card.sector) if one)
        return Paper(text.title, text.language, blocks, subtitle=subtitle, footer=f"{card.ref} · {card.owner}")


def _blocks(card: Card, text: CardText, evidence: list[Evidence], adoptions: list[Adoption]) -> Iterator[PaperBlock]:
    for heading, words in sections(text):
        yield Heading(heading)
        yield Points(text.step_lines, numbered=True) if words == text.steps else Words(words)
    rows = [[row.get_takes_part_as_display().capitalize(), str(row.who)] for row in card.participants.all()]
    if rows:
        yield Heading(_("Who took part"))
        yield Table([_("As"), _("Who")], rows, widths=(30, 70))
    yield Heading(_("What shows it"))
    yield Words(_("Evidence level: %(level)s of 5, %(words)s") % {"level": card.level, "words": EvidenceLevel(card.level).label})
    yield Points([f"{row.get_kind_display().capitalize()}: {row.words}" for row in evidence] or [_("Nothing is attached.")])
    if adoptions:
        yield Heading(_("Where it was adopted"))
        lines = [[str(row.territory), str(row.who), str(Repeated(row.repeated).label)] for row in adoptions]
        yield Table([_("Place"), _("Who"), _("Did the effect repeat?")], lines, widths=(30, 45, 25))
    if card.published_at:
        day = say_day(timezone.localdate(card.published_at).isoformat(), text.language)
        yield Note(_("Published on %(day)s. Owner: %(post)s.") % {"day": day, "post": card.owner})


def sections(text: CardText) -> list[tuple[str, str]]:
    """Headings and words in the order in which a card is read; what is empty is left out."""
    rows = [
        (_("The problem"), text.problem), (_("People"), text.people), (_("Circumstances"), text.context),
        (_("What was done, step by step"), text.steps), (_("What came of it"), text.results),
        (_("What did not work"), text.failed), (_("Why it did not work"), text.because),
        (_("What is needed to repeat it"), text.conditions), (_("Legal ground"), text.law),
    ]  # fmt: skip
    return [(heading, words) for heading, words in rows if words.strip()]


# ---- Documents of a way --------------------------------------------------------------------------------------------


@cache
def _templates() -> list[dict[str, str]]:
    with (FOLDER / "way_papers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def way_paper(way: Way, language: str) -> Paper:
    """A document to begin with, in Kazakh or Russian: places to fill in are lines. Marked as a draft."""
    with override(language):
        steps = [getattr(step, f"text_{language}") for step in way.steps.all()]
        row = next((row for row in _templates() if row["language"] == language), {})
        values = {"way": way.name(language).text}
        return Paper(
            row["title"] % values,
            language,
            [
                Note(row["draft"]),
                Words(row["parties"]),
                Heading(row["purpose"]),
                Words("____________________________________________"),
                Heading(row["order"]),
                Table(
                    [row["step"], row["who"], row["when"]],
                    [[step, "", ""] for step in steps],
                    widths=(56, 24, 20),
                ),
                Heading(row["result"]),
                Words(row["result_words"]),
                Heading(row["ground"]),
                Words(getattr(way, f"law_{language}") or "—"),
                Words(row["signatures"]),
            ],
            footer=way.name(language).text,
        )
