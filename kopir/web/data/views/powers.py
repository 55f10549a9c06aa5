"""The list of powers, and the lowest rank an authorised post may have in a body of each level."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.organisations.words import Tier
from kopir.posts import acts
from kopir.posts.forms import EditPower
from kopir.posts.models import Power, TierRule
from kopir.web.data.doing import by, edit_page, editing, missing, posted, reading
from kopir.web.data.forms import AddPower, EditTierRule
from kopir.web.data.tables import Link, State, Table, table_page


def draft_state(is_draft: bool) -> State:
    return State(_("draft"), "waiting") if is_draft else State(_("checked"), "good")


@reading
def powers(request: HttpRequest) -> HttpResponseBase:
    rows = [(Link(row, reverse("data:power", args=[row.code])), row.code, row.order, row.ends_on) for row in Power.objects.all()]
    table = Table(
        "powers",
        (_("Power"), _("Code"), _("Place in the list"), _("Last day")),
        rows,
        _("No powers yet"),
        _("Add the first one."),
    )
    return table_page(
        request,
        table,
        title=_("Powers"),
        lead=_("What a post may do by itself. A matter that needs a power the post lacks is raised with its name."),
        actions=[Link(_("Add a power"), reverse("data:new_power"))],
    )


@editing
def new_power(request: HttpRequest) -> HttpResponse:
    form = AddPower(posted(request))
    return _power_page(request, form, None, _("Add a power"))


@editing
def power(request: HttpRequest, code: str) -> HttpResponse:
    row = Power.objects.filter(code=code).first()
    if row is None:
        raise missing()
    initial = {name: getattr(row, name) for name in EditPower.base_fields}
    return _power_page(request, EditPower(posted(request), initial=initial), row, str(row))


def _power_page(request: HttpRequest, form: EditPower, row: Power | None, title: str) -> HttpResponse:
    return edit_page(
        request,
        form,
        lambda: _save_power(request, form, row),
        title=title,
        lead=_("A power that is used no longer gets its last day; it stays with the posts that had it."),
        back=reverse("data:powers"),
        back_words=_("Powers"),
    )


def _save_power(request: HttpRequest, form: EditPower, row: Power | None) -> None:
    given = form.cleaned_data
    if row is None and Power.objects.filter(code=given["code"]).exists():
        raise Refused("code_taken", _("There is a power with this code already."), field="code")
    names = {code: given[f"name_{code}"] for code in ("kk", "ru", "en")}
    acts.edit_power(
        row or Power(code=given["code"]),
        by=by(request),
        order=given["order"],
        ends_on=given["ends_on"],
        **names,
    )


@reading
def tier_rules(request: HttpRequest) -> HttpResponseBase:
    order = list(Tier)
    rows = [
        (
            Link(rule.get_tier_display(), reverse("data:tier_rule", args=[rule.tier])),
            rule.get_minimum_rank_display(),
            rule.source,
            draft_state(rule.is_draft),
        )
        for rule in sorted(TierRule.objects.all(), key=lambda rule: order.index(Tier(rule.tier)))
    ]
    table = Table(
        "lowest-ranks",
        (_("Level"), _("Lowest rank"), _("Source"), _("Checked")),
        rows,
        _("No rules yet"),
        _("They come with the first start of Köpir."),
    )
    return table_page(
        request,
        table,
        title=_("Lowest ranks"),
        lead=_(
            "The lowest rank an authorised post may have in a body of each level. Posts below it are shown as a contradiction."
        ),
    )


@editing
def tier_rule(request: HttpRequest, tier: str) -> HttpResponse:
    rule = TierRule.objects.filter(tier=tier).first()
    if rule is None:
        raise missing()
    form = EditTierRule(posted(request), initial=EditTierRule.values(rule))
    return edit_page(
        request,
        form,
        lambda: acts.edit_tier_rule(rule, by=by(request), **form.arguments()),
        title=_("Lowest rank: %(tier)s") % {"tier": rule.get_tier_display()},
        lead=_("Check it against the text in force: once saved it is no draft any more."),
        back=reverse("data:tier_rules"),
        back_words=_("Lowest ranks"),
    )
