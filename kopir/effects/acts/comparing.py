"""A comparison is added to a measure and taken away; similar places are chosen by a stated rule, never by hand."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import base_language, in_all_languages
from kopir.effects import rules
from kopir.effects.models import Comparison, Measure
from kopir.effects.queries.comparing import NEAREST, similar_places
from kopir.effects.words import ComparedWith
from kopir.journal.acts import act


def compare(measure: Measure, *, by: Actor, compared_with: ComparedWith) -> Comparison:
    """One of a kind on a measure: chosen again, similar places are chosen anew."""
    row = Comparison(measure=measure, compared_with=compared_with, language=base_language(get_language()))
    with act(rules.may_compare, by=by, subject=row, parent=measure.effect, permit_on=measure) as entry:
        places = similar_places(measure) if compared_with == ComparedWith.PLACES else []
        if compared_with == ComparedWith.PLACES and not places:
            said = _("No similar place has readings of this indicator from before and after.")
            raise Refused("no_places", said, _("Ask an administrator to import them."), field="compared_with")
        Comparison.objects.filter(measure=measure, compared_with=compared_with).delete()
        row.rule = NEAREST if places else ""
        row.save()
        row.places.set(places)
        entry.fact(
            card=measure.effect.journal_label,
            **{"with": in_all_languages(ComparedWith(compared_with).label)},
            places=[place.code for place in places],
        )
    return row


def remove_comparison(row: Comparison, *, by: Actor) -> None:
    with act(rules.may_remove_comparison, by=by, subject=row, parent=row.measure.effect) as entry:
        entry.fact(card=row.measure.effect.journal_label)
        Comparison.objects.filter(pk=row.pk).delete()


__all__ = ["compare", "remove_comparison"]
