"""What a party says of the effect as a whole."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import in_all_languages
from kopir.effects import rules, telling
from kopir.effects.models import Confirmation, Effect
from kopir.effects.words import Agreed
from kopir.journal.acts import act


def confirm(effect: Effect, *, by: Actor, agreed: Agreed, words: str = "", language: str = "kk") -> Confirmation:
    """A new word stands beside the old one; the newest counts. Contesting, and confirming in part, say why."""
    found = Confirmation(effect=effect, agreed=agreed, language=language)
    with act(rules.may_confirm, by=by, subject=found, parent=effect, permit_on=effect) as entry:
        if not effect.texts.exclude(changed="").exists():
            said = _("Nothing is said yet of what changed for people, so there is nothing to confirm.")
            raise Refused("nothing_said", said, _("The party that wrote the card says it first."))
        found.words = hide_personal_numbers(words.strip())[0][:4000]
        if agreed != Agreed.CONFIRMED and not found.words:
            raise Refused("no_words", _("Say in a sentence what is not so."), field="words")
        party = rules.party_of(by, effect)
        assert party is not None
        found.party, found.at = party, timezone.now()
        found.save()
        entry.fact(answer=in_all_languages(Agreed(agreed).label))
        telling.tell_confirmed(found)
    return found
