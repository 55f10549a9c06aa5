"""Forms of the work on a matter: each page asks for one decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.given import DayField
from kopir.interactions.forms.fields import Files, PostChoice, long_text
from kopir.interactions.words import RestrictedBecause
from kopir.posts.models import Post, Power

WHY = _("A sentence or two. All parties read it.")


class Nothing(forms.Form):
    """A decision that needs no words."""


class Reason(forms.Form):
    reason = long_text(_("Why"), WHY, rows=3, limit=2000)


class Decision(forms.Form):
    decision = long_text(
        pgettext_lazy("of a post above", "Decision"),
        _("What you allow or decide; the post below goes on with it."),
        limit=2000,
    )


class HandOver(PostChoice):
    reason = long_text(_("Why this post"), WHY, rows=3, limit=2000)


class Raise(PostChoice):
    """`post` raises: of powers only those that it lacks are offered, for the act refuses the others."""

    power = forms.ModelChoiceField(
        Power.objects.none(),
        label=_("Which power is missing here"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = long_text(_("What the post above has to decide"), WHY, rows=3, limit=2000)
    field_order = ["power", "to", "find", "picked", "reason"]

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["power"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Power.objects.filter(ends_on=None).exclude(posts=post)


class Reroute(PostChoice):
    reason = long_text(_("Why this post"), WHY, rows=3, limit=2000)


class Settle(PostChoice):
    answer = long_text(_("Your answer to the author"), WHY, rows=4, limit=2000)


class Assign(PostChoice):
    task = long_text(_("What is to be done"), rows=4, limit=2000)
    due = DayField(label=_("By when"), required=False, help_text=_("Without a date, the term of the matter holds."))

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Give a later one."))
        return due


class AskOpinion(PostChoice):
    question = long_text(_("What you ask"), rows=4, limit=2000)
    days = forms.IntegerField(
        label=_("Working days for the opinion"),
        min_value=1,
        max_value=30,
        required=False,
        help_text=_("Left empty: as the procedure says."),
    )


class Inform(PostChoice):
    """Who is kept informed."""


class FinishPart(forms.Form):
    answer = long_text(_("What was done"), required=False, rows=4, limit=4000)


class Opinion(forms.Form):
    text = long_text(_("Your opinion"), _("The post that asked reads it, and so do all parties of the matter."), rows=6)


class Extend(forms.Form):
    days = forms.IntegerField(label=_("How many working days more"), min_value=1, max_value=60)
    reason = long_text(_("Why"), _("The author is told this reason."), rows=3, limit=2000)
    legal_ground = forms.CharField(
        label=_("Legal ground"),
        required=False,
        max_length=300,
        help_text=_("An article of a law or of your rules, if you rely on one."),
    )


class WriteMessage(forms.Form):
    text = long_text(_("Message"), _("All parties of the matter read it; the public does not."), rows=5)
    uploads = Files(label=_("Files"), help_text=_("Up to 20 MB each."))


class Note(forms.Form):
    text = long_text(_("Note"), _("Only the state bodies that take part read it; the authors do not."), rows=4)


class Attach(forms.Form):
    uploads = Files(
        label=_("Files"),
        required=True,
        help_text=_("PDF, pictures, office files without macros; up to 20 MB each."),
    )


class Objection(forms.Form):
    text = long_text(
        _("Why another post should answer"),
        _("This can be done once. The post above decides; the term goes on."),
        rows=4,
        limit=2000,
    )


class CloseUnanswered(forms.Form):
    text = long_text(_("What you want to say"), required=False, rows=4, limit=2000)


class Restrict(forms.Form):
    because = forms.ChoiceField(
        label=_("Why only the parties should read it"),
        choices=RestrictedBecause.choices,
        widget=forms.RadioSelect,
    )
    reason = long_text(_("In a sentence"), required=False, rows=2, limit=500)


class JoinText(forms.Form):
    text = long_text(
        _("What you add in your own words"),
        _("Your experience of the same matter, your place, your people, what you can give."),
        rows=6,
    )


class JoinOther(forms.Form):
    number = forms.CharField(
        label=_("Number of the matter you join"),
        max_length=20,
        help_text=_("For example 2026-000123. It goes on in both names; your own one ends as joined."),
    )
