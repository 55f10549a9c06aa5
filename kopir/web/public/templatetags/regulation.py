"""Words of duties and provisions: `{% load regulation %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from kopir.base.actors import Role
from kopir.base.tongue import LocalisedText, language_name, localised_field
from kopir.journal.sentences import sentences
from kopir.regulation.difference import texts_of
from kopir.regulation.models import Duty, Norm, NormVersion, Provision
from kopir.regulation.queries import when_words, who_words
from kopir.web.public.reading import language

register = template.Library()


@register.filter
def plain(duty: Duty) -> LocalisedText:
    """{% localised duty|plain %}: in everyday words."""
    return duty.plain(language())


@register.filter
def when_due(duty: Duty) -> str:
    """{{ duty|when_due }}: "every quarter, by day 25 of its last month"."""
    return when_words(duty, language())


@register.filter
def who_must(duty: Duty) -> str:
    return who_words(duty, language())


@register.filter
def consequence(duty: Duty) -> LocalisedText:
    return localised_field(duty, "consequence", language())


@register.filter
def quoted(provision: Provision) -> LocalisedText:
    """{% localised provision|quoted "q" %}: the text in the reader's language, or in another one and labelled."""
    return provision.text(language())


@register.filter
def texts(row: Any) -> list[tuple[str, str]]:
    """{% for code, text in point|texts %}: of a provision, or of a point that was only read."""
    return list(texts_of(row).items())


@register.filter
def issued_by(norm: Norm) -> str:
    return str(norm.issuer) if norm.issuer else localised_field(norm, "issuer", language()).text


@register.filter
def note_of(version: NormVersion) -> LocalisedText:
    return localised_field(version, "note", language())


@register.filter
def own_language(code: str) -> str:
    """{{ "ru"|own_language }}: what the language is called in the reader's."""
    return language_name(code, language())


@register.filter
def said_by(words: str) -> str:
    """Who confirmed something: the post's name as it is kept, or the role."""
    return str(Role(words).label) if words in Role.values else words or _("the working list itself")


@register.filter
def act_words(name: str) -> str:
    """An act of the journal as its sentence says it, with dots for what would stand in it."""
    words = str(sentences().get(name, name))
    said = (words % _Dots()).lstrip("… :") if "%(" in words else words
    return said[:1].upper() + said[1:]


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@register.simple_tag
def duty_names(codes: Iterable[str], names: Mapping[str, Duty]) -> str:
    """{% duty_names change.comes names %}: the names of these duties, with semicolons."""
    return "; ".join(str(names[code]) for code in codes)
