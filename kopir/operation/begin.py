"""Setting Django up for commands."""

from __future__ import annotations

import os


def set_up_django() -> None:
    """Leaves with a sentence when a setting is wrong. It imports inside, because `verify-receipt` needs no Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopir.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("en")  # commands speak to who runs the machine; pages choose their own language
