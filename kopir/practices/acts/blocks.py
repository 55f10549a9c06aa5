"""Building blocks that cards share."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import act
from kopir.practices import rules
from kopir.practices.models import Block


def save_block(block: Block, *, by: Actor, names: Mapping[str, str], texts: Mapping[str, str]) -> Block:
    with act(rules.may_keep_block, by=by, subject=block):
        if not any(name.strip() for name in names.values()):
            raise Refused("no_name", _("Name it, in one language at least."), field="name_kk")
        block.set_names(**names)
        for language in LANGUAGES:
            setattr(block, f"text_{language}", texts.get(language, "").strip()[:4000])
        block.save()
    return block
