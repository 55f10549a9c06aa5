"""Input shapes of notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.notices.models import Preference


class Choices(forms.Form):
    """Which letters come; `cleaned_data` goes to `acts.prefer` as it is. Letters about legal terms always come."""

    work = forms.BooleanField(label=_("Letters that ask something of you"), required=False)
    digest = forms.BooleanField(label=_("The weekly digest"), required=False)
    news = forms.BooleanField(label=_("News of what you follow"), required=False)

    @classmethod
    def of(cls, preference: Preference, *arguments: Any) -> Choices:
        """Filled with what the person chose before."""
        return cls(*arguments, initial={name: getattr(preference, name) for name in cls.base_fields})
