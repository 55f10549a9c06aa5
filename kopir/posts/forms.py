"""Input shapes of posts, shared by pages, import and API. The acts decide; forms only turn words into values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kopir.base.given import DayField, ManyField
from kopir.organisations.models import Organisation
from kopir.people.models import Person
from kopir.posts.acts import MandateSpec
from kopir.posts.models import Post, Power
from kopir.posts.queries import powers_in_force
from kopir.posts.words import AppointmentKind, PostKind, PostState, Rank
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.queries import resolve
from kopir.territories.queries.suggesting import label_all
from kopir.territories.words import Level

MOST = 300  # posts confirmed at once


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=help_text, widget=DayInput())


class PlaceField(forms.CharField):
    """A territory by its name in any of the three languages, or by its code."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Place"))
        options.setdefault("help_text", gettext_lazy("A name in any spelling, or the code of the classifier."))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = resolve(text)
        if isinstance(found, Territory):
            return found
        if not found:
            raise ValidationError(_("There is no such place."))
        raise ValidationError(
            _("Several places are called so: %(places)s"),
            params={"places": "; ".join(suggestion.label for suggestion in label_all(found)[:5])},
        )


class ByRef(forms.CharField):
    """A row by the part of its address that stays for ever."""

    def __init__(self, model: type[Post] | type[Organisation], **options: Any) -> None:
        super().__init__(**options)
        self.model = model

    def clean(self, value: Any) -> Any:
        ref = super().clean(value).strip().rstrip("/").rsplit("/", 1)[-1]
        if not ref:
            return None
        found = self.model._base_manager.filter(ref=ref).first()
        if found is None:
            raise ValidationError(_("Nothing is found under this address."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "ref", value)


class Contacts(forms.Form):
    """What the post keeps up to date by itself."""

    reception_kk = forms.CharField(label=gettext_lazy("Reception hours in Kazakh"), max_length=300, required=False)
    reception_ru = forms.CharField(label=gettext_lazy("Reception hours in Russian"), max_length=300, required=False)
    reception_en = forms.CharField(label=gettext_lazy("Reception hours in English"), max_length=300, required=False)
    room = forms.CharField(label=gettext_lazy("Room"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=100, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail of the post"), required=False)

    @classmethod
    def of(cls, post: Post, *arguments: Any) -> Contacts:
        """Filled with what the post has now."""
        return cls(*arguments, initial={name: getattr(post, name) for name in cls.base_fields})


class EditPost(Contacts):
    """Everything an administrator edits; `cleaned_data` goes to `acts.edit` as it is."""

    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=500, required=False)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=500, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=500, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of post"), choices=PostKind)
    rank = forms.TypedChoiceField(label=gettext_lazy("Rank"), choices=Rank, coerce=int)
    superior = ByRef(
        Post,
        label=gettext_lazy("Post above"),
        required=False,
        help_text=gettext_lazy("Its address, or the last part of it."),
    )
    starts_on = day_field(gettext_lazy("Exists since"), required=False)

    field_order: ClassVar[tuple[str, ...]] = (
        "name_kk",
        "name_ru",
        "name_en",
        "kind",
        "rank",
        "superior",
        "starts_on",
    )

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(f"name_{code}") for code in ("kk", "ru", "en")):
            self.add_error("name_kk", _("A post needs a name in at least one language."))
        return self.cleaned_data


class NewPost(EditPost):
    """A further post of a body."""

    organisation = ByRef(
        Organisation,
        label=gettext_lazy("State body"),
        help_text=gettext_lazy("Its address, or the last part of it."),
    )

    field_order: ClassVar[tuple[str, ...]] = ("organisation", *EditPost.field_order)

    def post(self) -> Post:
        """Unsaved, for `acts.create`."""
        values = dict(self.cleaned_data)
        names = {code: values.pop(f"name_{code}") for code in ("kk", "ru", "en")}
        post = Post(**values, territory=values["organisation"].territory)
        post.set_names(**names)
        return post

    def clean_organisation(self) -> Organisation:
        body: Organisation = self.cleaned_data["organisation"]
        if body.territory is None:
            raise ValidationError(_("This body has no territory yet; set it first."))
        return body


class EndPost(forms.Form):
    ends_on = day_field(gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class GrantPower(forms.Form):
    power = forms.ModelChoiceField(Power.objects.none(), label=gettext_lazy("Power"))
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis"), max_length=300)
    starts_on = day_field(gettext_lazy("First day"), required=False)

    def __init__(self, *arguments: Any, post: Post | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        lacking = powers_in_force()
        if post is not None:
            lacking = lacking.exclude(grants__post=post)
        field = self.fields["power"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = lacking


class AddMandate(forms.Form):
    """What the post answers for besides. `kinds`: pairs of code and label of the matters there are."""

    territory = PlaceField()
    sectors = ManyField(
        Sector.objects.all(),
        label=gettext_lazy("Sectors"),
        required=False,
        help_text=gettext_lazy("None chosen: all."),
        widget=forms.CheckboxSelectMultiple,
    )
    matter_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of matters"),
        required=False,
        help_text=gettext_lazy("None chosen: all."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, kinds: Iterable[tuple[str, Any]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["matter_kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(kinds)

    def specs(self) -> list[MandateSpec]:
        values = self.cleaned_data
        kinds = tuple(values["matter_kinds"])
        return [MandateSpec(values["territory"], sector, kinds) for sector in list(values["sectors"]) or [None]]


class Appoint(forms.Form):
    person = forms.EmailField(
        label=gettext_lazy("E-mail of the person"),
        help_text=gettext_lazy("The person signs up in Köpir first."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=AppointmentKind,
        initial=AppointmentKind.PERMANENT,
        widget=forms.RadioSelect,
    )
    starts_on = day_field(pgettext_lazy("appointment", "From"))
    ends_on = day_field(
        pgettext_lazy("appointment", "To"),
        required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        max_length=300,
        help_text=gettext_lazy("The order that appoints, its day and number."),
    )
    shows_name = forms.BooleanField(label=gettext_lazy("Publish the name with the post"), required=False, initial=True)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["starts_on"].initial = timezone.localdate

    def clean_person(self) -> Person:
        found = Person.objects.filter(email=self.cleaned_data["person"].lower(), is_active=True).first()
        if found is None:
            raise ValidationError(_("Nobody has signed up with this address."))
        return found

    def clean_kind(self) -> AppointmentKind:
        return AppointmentKind(self.cleaned_data["kind"])


class EndAppointment(forms.Form):
    ends_on = day_field(gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)


class ConfirmPosts(forms.Form):
    """Those marked, or `every` one that waits: their number as it was read, so that nothing is confirmed unseen. Who confirmed a
    marked one in the meantime does not matter."""

    posts = ManyField(
        Post.objects.exclude(state=PostState.ENDED),
        label=gettext_lazy("Posts"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    every = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, waiting: QuerySet[Post], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.waiting = waiting

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        every = values.get("every")
        if every is not None and every != (count := self.waiting.count()):
            raise ValidationError(_("Meanwhile %(count)s wait here. Look at them and confirm again.") % {"count": count})
        if every is None and not values.get("posts") and "posts" not in self.errors:
            self.add_error("posts", _("Mark at least one post."))
        return values | ({"posts": list(self.waiting[:MOST])} if every is not None else {})


class WaitingIn(forms.Form):
    """To which region the posts that wait are narrowed, in the query string."""

    where = forms.ModelChoiceField(
        Territory.objects.filter(level=Level.REGION, ends_on=None),
        label=gettext_lazy("Region"),
        required=False,
        empty_label=gettext_lazy("all regions"),
        blank=True,
    )


class EditPower(forms.Form):
    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=500)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=500)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=500)
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=1000, initial=0)
    ends_on = day_field(gettext_lazy("Last day"), required=False)
