"""Two pages for a meeting: what the effects of a place, a body or a sector come to, with where it is known from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopir.charts import svg
from kopir.effects import pictures
from kopir.effects.queries.benefit import Aim, Benefit, Line
from kopir.effects.values import amount
from kopir.effects.words import Agreed, Standing
from kopir.notices.texts import say_day
from kopir.papers import Beside, Figures, Heading, Note, Paper, Picture, Points, Table, Words
from kopir.papers.blocks import Block

NEEDS, AIMS, OTHERWISE, PRACTICES = 6, 5, 4, 3
LETTERS = 130
"""So many of a text, so that it stays two pages."""


def benefit_paper(found: Benefit, name: str, language: str, address: str) -> Paper:
    """The caller has set the language. `address`: of the page with everything."""
    blocks = list(_blocks(found, language, address))
    return Paper(_("What it gave people"), language, blocks, subtitle=name, footer=_("Köpir"))


def lead(found: Benefit) -> str:
    """In two sentences, what the figures say."""
    cards, met = len(found.lines), len(found.confirmed)
    told = ngettext("%(n)s effect card tells what changed for people.", "%(n)s effect cards tell what changed for people.", cards)
    said = _("The other side confirms, whole or in part: %(n)s.")
    return f"{told % {'n': cards}} {said % {'n': met}}"


def _blocks(found: Benefit, language: str, address: str) -> Iterator[Block]:
    yield Figures(_figures(found))
    yield Words(lead(found))
    yield Heading(_("Needs met"))
    yield _needs(found.confirmed[:NEEDS]) if found.confirmed else Words(_("No effect is confirmed yet."))
    drawn = [chart for chart in (pictures.people_chart(found), pictures.words_chart(found)) if chart is not None]
    if drawn:
        yield Beside([(chart.title, Picture(svg(chart, "paper", language), chart.description)) for chart in drawn])
    if found.aims:
        yield Heading(_("Which goals and plans came nearer"))
        header = [_("Goal or indicator"), _("Before"), _("Now"), _("Target")]
        yield Table(header, [_aim(aim) for aim in found.aims[:AIMS]], (58, 14, 14, 14), frozenset({1, 2, 3}))
    yield from _texts(found)
    yield Note(_small(found, language, address))


def _figures(found: Benefit) -> list[tuple[str, str]]:
    rows = [
        (pictures.span(found.people), _("people reached")),
        (_("%(met)s of %(all)s") % {"met": len(found.confirmed), "all": len(found.lines)}, _("needs met")),
    ]
    if found.cost:
        rows.append((pictures.between(found.cost.low, found.cost.high), _("tenge for each person reached")))
    if found.plan:
        rows.append((_("%(met)s of %(all)s") % {"met": found.moved, "all": len(found.plan)}, _("plan indicators moved")))
    return rows


def _needs(lines: Sequence[Line]) -> Table:
    header = [_("Need"), _("What changed"), _("People"), _("The other side says")]
    return Table(header, [_need(line) for line in lines], (36, 36, 12, 16), frozenset({2}))


def _need(line: Line) -> list[str]:
    said = str(Agreed(line.said).label) if line.said else "—"
    later = f"; {_('later:')} {Standing(line.later).label}" if line.later else ""
    need, changed = (line.text.need, line.text.changed) if line.text else ("", "")
    return [_short(need or line.effect.title.text), _short(changed), pictures.span(line.people), said + later]


def _short(text: str, letters: int = LETTERS) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= letters else f"{plain[: letters - 1].rstrip()}…"


def _aim(aim: Aim) -> list[str]:
    name = f"{aim.code} {aim.of}".strip()
    if not aim.moves:
        return [_short(name), "—", "—", "—"]
    one = aim.moves[0]
    now = pictures.span(one.total) if one.total.is_range else amount(one.total.high)
    return [_short(name), amount(one.measure.baseline), now, amount(one.measure.target)]


def _texts(found: Benefit) -> Iterator[Block]:
    otherwise = [line.text.otherwise for line in found.confirmed if line.text and line.text.otherwise]
    if otherwise:
        yield Heading(_("What would have had to be done otherwise"))
        yield Points([_short(text, 180) for text in otherwise[:OTHERWISE]])
    if found.practices:
        yield Heading(_("What others can take over"))
        yield Points([f"{card.ref} {card.title.text}" for card in found.practices[:PRACTICES]])


def rule() -> str:
    """How the figures are counted, for whoever has only the paper or the wall."""
    return _(
        "People are counted once as far as is known: a range goes from the fewest possible to the most possible. A need is "
        "met when the other side of the card confirms the effect, whole or in part, and no side says later that it is gone. "
        "Only accepted measurements count."
    )


def _small(found: Benefit, language: str, address: str) -> str:
    day = say_day(found.on.isoformat(), language)
    source = _("Source: Köpir, %(day)s. All cards, definitions and the table: %(address)s") % {"day": day, "address": address}
    return f"{rule()} {source}"


__all__ = ["benefit_paper", "lead", "rule"]
