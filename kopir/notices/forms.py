"""Input shapes of notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kopir.base.given import ManyField
from kopir.notices.models import Letter, Preference
from kopir.notices.words import FAILED, plainly

MOST = 500  # letters at once: each is an act of its own


class Choices(forms.Form):
    """Which letters come; `cleaned_data` goes to `acts.prefer` as it is. Letters about legal terms always come."""

    work = forms.BooleanField(label=_("Letters that ask something of you"), required=False)
    digest = forms.BooleanField(label=_("The weekly digest"), required=False)
    news = forms.BooleanField(label=_("News of what you follow"), required=False)

    @classmethod
    def of(cls, preference: Preference, *arguments: Any) -> Choices:
        """Filled with what the person chose before."""
        return cls(*arguments, initial={name: getattr(preference, name) for name in cls.base_fields})


class FailedLetters(forms.Form):
    """To which the letters to decide on are narrowed, in the query string."""

    state = forms.ChoiceField(
        label=pgettext_lazy("letter", "State"),
        choices=[
            ("", _("not deliverable, or perhaps sent")),
            *((one, one.label) for one in FAILED),
        ],
        required=False,
    )
    problem = forms.ChoiceField(label=pgettext_lazy("letter", "Problem"), required=False)

    def __init__(self, *arguments: Any, problems: list[tuple[str, int]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        counted = [(problem, f"{plainly(problem)}: {count}") for problem, count in problems]
        self.fields["problem"].choices = [("", gettext("any")), *counted]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What is not understood narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class SendAgain(forms.Form):
    """Those marked, or `every` one that is narrowed to: their number as it was read, so that nothing is sent unseen. One that
    somebody else has sent again may still be marked: it is passed over."""

    letters = ManyField(None, label=_("Letters"), required=False)
    every = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, visible: QuerySet[Letter], together: QuerySet[Letter], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["letters"].queryset = visible  # type: ignore[attr-defined]
        self.together = together

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        every = values.get("every")
        if every is not None and every != (count := self.together.count()):
            if not count:
                raise ValidationError(gettext("They were sent again already, or nothing is left to decide on."))
            raise ValidationError(gettext("Meanwhile there are %(count)s here. Look at them and press again.") % {"count": count})
        if every is None and not values.get("letters") and "letters" not in self.errors:
            self.add_error("letters", gettext("Mark at least one letter."))
        return values | ({"letters": list(self.together[:MOST])} if every is not None else {})
