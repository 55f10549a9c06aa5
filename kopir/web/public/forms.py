"""Filters of the lists. All values stand in the address, so that a narrowed list can be sent to somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.given import DayField
from kopir.interactions.models import MatterKind
from kopir.interactions.queries import MatterFilter
from kopir.interactions.words import MatterState, OutcomeKind, Side, Word
from kopir.organisations.models import Organisation
from kopir.organisations.queries import OrganisationFilter
from kopir.organisations.words import Kind, LegalForm, Status
from kopir.people.words import LANGUAGE_NAMES
from kopir.posts.models import Post
from kopir.posts.queries import PostFilter
from kopir.posts.words import PostKind
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import children, regions
from kopir.territories.words import Level
from kopir.web.public import reading
from kopir.web.ui.fields import chosen

CHOSEN_BY_LINKS = ("chosen_post", "chosen_body", "chosen_author")
ANY = [("", pgettext_lazy("filter", "any"))]


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Narrowing(forms.Form):
    """A filter read from an address: a value that is not among the choices does not narrow. `place` is the chosen territory."""

    where = forms.ChoiceField(label=_("Place"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET, auto_id="filter_%s")
        self.place = reading.place(request)
        if "where" in self.fields:
            self._offer("where", places(self.place))
        if "sector" in self.fields:
            self._offer("sector", sectors())
        self.is_valid()

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*ANY, *choices]

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def one(self, model: type[Post] | type[Organisation], name: str) -> Any:
        """The row whose address stands in the field of that name; None when none does."""
        ref = self.value(name)
        return model._default_manager.filter(ref=ref).first() if ref else None

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def is_own(self) -> bool:
        """Of the place itself: what lies inside it is left out."""
        return self.value("own") == "1"

    @property
    def conditions(self) -> list[str]:
        """What the list is narrowed to, in words: for the title of its page."""
        links = [str(row) for name in CHOSEN_BY_LINKS if (row := getattr(self, name, None))]
        return [*links, *chosen(self), *([str(_("without the places inside"))] if self.is_own else [])]


def places(chosen: Territory | None) -> list[Any]:
    """Regions; with a chosen place also what stands beside or under it, so that one can go deeper without JavaScript."""
    found: list[Any] = [(row.pk, str(row)) for row in regions()]
    if chosen is None:
        return found
    around = chosen if chosen.level < Level.RURAL_DISTRICT else chosen.parent
    deeper = [(row.pk, str(row)) for row in children(around or chosen)]
    if chosen.pk not in dict(found) and chosen.pk not in dict(deeper):
        deeper.insert(0, (chosen.pk, str(chosen)))
    return [*found, (str(around), deeper)] if deeper else found


def sectors() -> list[tuple[str, str]]:
    return [(row.code, reading.short_name(row)) for row in sectors_in_force()]


class Organisations(Narrowing):
    words = forms.CharField(label=_("Name or BIN"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *Kind.choices])
    form = forms.ChoiceField(label=_("Legal form"), required=False, choices=[*ANY, *LegalForm.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*ANY, *Status.choices])
    field_order = ("words", "kind", "where", "sector", "form", "status")

    def filter(self) -> OrganisationFilter:
        return OrganisationFilter(
            territory=self.place,
            sector=chosen_sector(self.value("sector")),
            legal_form=self.value("form") or "",
            status=self.value("status") or "",
            kind=self.value("kind") or "",
            text=self.value("words") or "",
        )


def chosen_sector(code: str | None) -> Sector | None:
    return Sector.objects.filter(code=code).first() if code else None


class Posts(Narrowing):
    words = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind of post"), required=False, choices=[*ANY, *PostKind.choices])
    held = forms.ChoiceField(
        label=_("Held"),
        required=False,
        choices=[*ANY, ("yes", _("somebody holds it")), ("no", pgettext_lazy("post", "vacant"))],
    )
    field_order = ("words", "where", "sector", "kind", "held")

    def filter(self) -> PostFilter:
        return PostFilter(
            territory=self.place,
            sector=chosen_sector(self.value("sector")),
            kind=self.value("kind") or "",
            vacant={"yes": False, "no": True}.get(self.value("held") or ""),
            text=self.value("words") or "",
        )


STATES = [("running", pgettext_lazy("matter", "open, in any state"))] + [
    (state.value, state.label) for state in MatterState if state not in (MatterState.DRAFT, MatterState.APPEAL)
]


class Matters(Narrowing):
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *STATES])
    waits = forms.ChoiceField(label=_("Waits for"), required=False, choices=[*ANY, *Side.choices])
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=[*ANY, *OutcomeKind.choices])
    word = forms.ChoiceField(label=_("Author's word"), required=False, choices=[*ANY, *Word.choices])
    language = forms.ChoiceField(label=_("Written in"), required=False, choices=[*ANY, *LANGUAGE_NAMES.items()])
    since = DayField(label=_("Received from"), required=False, widget=Day)
    until = DayField(label=_("Received to"), required=False, widget=Day)
    overdue = forms.BooleanField(label=_("Only past their term"), required=False)
    post = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    author = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    own = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    field_order = ("where", "sector", "kind", "state", "waits", "outcome", "word", "language", "since", "until", "overdue")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._offer("kind", [(row.code, str(row)) for row in MatterKind.objects.all()])
        self.full_clean()
        self.chosen_post = self.one(Post, "post")
        self.chosen_author = self.one(Organisation, "author")

    def filter(self) -> MatterFilter:
        given = {name: self.value(name) or "" for name in ("sector", "kind", "state", "waits", "outcome", "word", "language")}
        return MatterFilter(
            territory=self.place, post=self.chosen_post, author=self.chosen_author and self.chosen_author.pk,
            overdue=bool(self.value("overdue")), since=self.value("since"), until=self.value("until"),
            only_seated=self.is_own, **given,
        )  # fmt: skip


AREAS = (
    ("interactions", _("matters")),
    ("posts", _("posts and appointments")),
    ("organisations", _("organisations")),
    ("territories", _("territories")),
    ("sectors", _("sectors")),
    ("calendar", _("working days and holidays")),
)


class Journal(Narrowing):
    area = forms.ChoiceField(label=_("About"), required=False, choices=[*ANY, *AREAS])
    since = DayField(label=_("From"), required=False, widget=Day)
    until = DayField(label=_("To"), required=False, widget=Day)
    act = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    post = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    where = None  # type: ignore[assignment]
    sector = None  # type: ignore[assignment]
