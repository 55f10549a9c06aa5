"""Posts: confirmed in bulk, edited one by one; what they may do, what they answer for, who holds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kopir.interactions.models import MatterKind
from kopir.posts import acts, forms, queries
from kopir.posts.models import Appointment, GrantedPower, Mandate, Post
from kopir.posts.words import PostState
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.forms import Find, ReasonOrNone
from kopir.web.data.tables import Link, State, Table, table_page
from kopir.web.ui.fields import chosen

AT_ONCE = 60  # posts on the page of confirmation
TONES = {PostState.TO_BE_CONFIRMED: "waiting", PostState.CONFIRMED: "good", PostState.ENDED: "closed"}


def post_url(post: Post, name: str = "post") -> str:
    return reverse(f"data:{name}", args=[post.ref])


def _state(post: Post) -> State:
    return State(post.get_state_display(), TONES[PostState(post.state)])


# ---- Lists -----------------------------------------------------------------------------------------------


@editing
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Those to be confirmed, of one region or all, with a box for each; GET with `csv` gives the list."""
    narrowed = forms.WaitingIn(request.GET)
    rows = queries.waiting_for_confirmation(narrowed.cleaned_data["where"] if narrowed.is_valid() else None)
    form = forms.ConfirmPosts(posted(request), waiting=rows)
    if request.method == "GET" and "csv" in request.GET:
        return table_page(request, _waiting_table(list(rows)), title="", lead="")
    after = request.GET.get("after", "")
    passed = Q(pk__gt=int(after)) if after.isdecimal() and len(after) < 18 else Q()
    posts = list(rows.filter(passed).order_by("pk")[: AT_ONCE + 1])
    total = rows.count()
    return edit_page(
        request,
        form,
        lambda: acts.confirm_all(form.cleaned_data["posts"], by=by(request)),
        title=_("Posts to be confirmed"),
        back=reverse("data:home"),
        onward=reverse("data:posts"),
        done=_confirmed,
        template="data/posts.html",
        filters=narrowed,
        conditions=chosen(narrowed),
        posts=posts[:AT_ONCE],
        total=total,
        at_once=min(total, forms.MOST),
        next=posts[AT_ONCE - 1].pk if len(posts) > AT_ONCE else None,
        chosen=set(request.POST.getlist("posts")),
        count=ngettext("%(count)s post waits", "%(count)s posts wait", total) % {"count": total},
    )


def _confirmed(posts: list[Post]) -> str:
    if not posts:
        return _("They were confirmed already.")
    return ngettext("%(count)s post is confirmed.", "%(count)s posts are confirmed.", len(posts)) % {"count": len(posts)}


def _waiting_table(posts: list[Post]) -> Table:
    rows = [(post, post.organisation, post.territory, post.get_rank_display(), post.ref) for post in posts]
    return Table("posts-to-be-confirmed", (_("Post"), _("Body"), _("Place"), _("Rank"), _("Address")), rows)


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    """All posts that stand, found by words of their names."""
    find = Find(request.GET)
    text = find.cleaned_data["text"] if find.is_valid() else ""
    page = queries.list_posts(
        by(request),
        queries.PostFilter(text=text),
        get_language() or "kk",
        request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    rows = [
        (Link(row.post, post_url(row.post)), row.post.organisation, row.post.territory, _state(row.post)) for row in page.rows
    ]
    table = Table(
        "posts",
        (_("Post"), _("Body"), _("Place"), pgettext("post", "State")),
        rows,
        _("No post is found"),
        _("Try another spelling, or create the post."),
        lambda: _everything(request, text),
    )
    return table_page(
        request,
        table,
        title=_("Posts"),
        lead=_("Find a post to edit it, to record who holds it, or to say what it answers for."),
        filters=find,
        previous=page.before,
        next=page.after,
        actions=[
            Link(_("Create a post"), reverse("data:new_post")),
            Link(_("Posts to be confirmed"), reverse("data:posts")),
        ],
    )


def _everything(request: HttpRequest, text: str) -> Any:
    rows = queries.posts_visible_to(by(request)).filter(queries.PostFilter(text=text).condition())
    for post in rows.order_by("territory_id", "pk").iterator(chunk_size=500):
        yield post, post.organisation, post.territory, post.get_state_display()


# ---- One post --------------------------------------------------------------------------------------------


@reading
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything of one post, each thing with the way to change it."""
    card = queries.post_card(queries.post_for(by(request), ref))
    post = card.post
    context = {
        "title": post,
        "post": post,
        "card": card,
        "back": reverse("data:all_posts"),
        "back_words": _("Posts"),
        "state": _state(post),
        "stands": post.state != PostState.ENDED,
        "waits": post.state == PostState.TO_BE_CONFIRMED,
        "appointments": queries.history_of(post),
        "kinds": {kind.code: str(kind) for kind in MatterKind.objects.all()},
    }
    return _render(request, context)


def _render(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    for mandate in context["card"].mandates:
        mandate.kind_words = ", ".join(context["kinds"].get(code, code) for code in mandate.matter_kinds)
    return render(request, "data/post.html", context)


def _post(request: HttpRequest, ref: str) -> Post:
    return queries.post_for(by(request), ref)


def _values(post: Post) -> dict[str, Any]:
    return {name: getattr(post, name) for name in forms.EditPost.base_fields}


@editing
def new(request: HttpRequest) -> HttpResponse:
    form = forms.NewPost(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.create(form.post(), by=by(request)),
        title=_("Create a post"),
        lead=_("A further post of a body. It waits for confirmation like the others."),
        back=reverse("data:all_posts"),
        onward=post_url,
        button=_("Create"),
        done=_("The post is created. Say now what it answers for."),
    )


@editing
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = forms.EditPost(posted(request), initial=_values(post))
    return edit_page(
        request,
        form,
        lambda: acts.edit(post, by=by(request), **form.cleaned_data),
        title=_("Edit the post"),
        caption=post,
        back=post_url(post),
    )


@sending
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    return press(request, lambda: acts.confirm(post, by=by(request)), post_url(post), _("The post is confirmed."))


@editing
def end(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = forms.EndPost(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.end(post, by=by(request), **form.cleaned_data),
        title=_("End the post"),
        caption=post,
        lead=_("Its mandates and appointments end with it; what it did stays readable."),
        back=post_url(post),
        button=_("End the post"),
        button_kind="warning",
        done=_("The end of the post is recorded."),
    )


# ---- What it may do --------------------------------------------------------------------------------------


@editing
def grant(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = forms.GrantPower(posted(request), post=post)
    return edit_page(
        request,
        form,
        lambda: acts.grant_power(post, by=by(request), **form.cleaned_data),
        title=_("Give a power"),
        caption=post,
        lead=_("What the post may do by itself, and on which legal basis."),
        back=post_url(post),
        button=_("Give the power"),
        done=_("The power is given."),
    )


@editing
def withdraw(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    post = _post(request, ref)
    link = GrantedPower.objects.select_related("power").filter(post=post, pk=pk).first()
    if link is None:
        raise missing()
    form = ReasonOrNone(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.withdraw_power(post, link.power, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Withdraw the power: %(power)s") % {"power": link.power},
        caption=post,
        back=post_url(post),
        button=_("Withdraw"),
        button_kind="warning",
        done=_("The power is withdrawn."),
    )


# ---- What it answers for ---------------------------------------------------------------------------------


@editing
def add_mandate(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    kinds = [(kind.code, str(kind)) for kind in MatterKind.objects.all()]
    form = forms.AddMandate(posted(request), kinds=kinds, initial={"territory": post.territory_id})

    def do() -> None:
        for spec in form.specs():
            acts.add_mandate(post, spec, by=by(request))

    return edit_page(
        request,
        form,
        do,
        title=_("What the post answers for besides"),
        caption=post,
        lead=_("A place and everything inside it, in the chosen sectors and for the chosen kinds of matters."),
        back=post_url(post),
        button=_("Add"),
    )


@editing
def end_mandate(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    post = _post(request, ref)
    row = Mandate.objects.select_related("post", "territory", "sector").filter(post=post, pk=pk).first()
    if row is None:
        raise missing()
    form = ReasonOrNone(posted(request))
    what = f"{row.territory}, {row.sector}" if row.sector else str(row.territory)
    return edit_page(
        request,
        form,
        lambda: acts.end_mandate(row, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("No longer answers for: %(what)s") % {"what": what},
        caption=post,
        lead=_("From today new matters go to another post; those that run stay where they are."),
        back=post_url(post),
        button=_("End the mandate"),
        button_kind="warning",
        done=_("The mandate has ended."),
    )


# ---- Who holds it ----------------------------------------------------------------------------------------


@editing
def appoint(request: HttpRequest, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = forms.Appoint(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.appoint(post, by=by(request), **form.cleaned_data),
        title=_("Record an appointment"),
        caption=post,
        lead=_("From its first day the person acts for the post and sees what waits for it."),
        back=post_url(post),
        button=_("Record the appointment"),
        done=_("The appointment is recorded."),
    )


@editing
def end_appointment(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    post = _post(request, ref)
    row = Appointment.objects.select_related("post", "person").filter(post=post, pk=pk).first()
    if row is None:
        raise missing()
    form = forms.EndAppointment(posted(request), initial={"ends_on": row.ends_on})
    return edit_page(
        request,
        form,
        lambda: acts.end_appointment(row, by=by(request), **form.cleaned_data),
        title=_("Record the end of an appointment"),
        caption=f"{post}: {row.person}",
        lead=_("The last day, that day included. A wrong day is corrected in the same way."),
        back=post_url(post),
        button=_("Record the end"),
        button_kind="warning",
        done=_("The end of the appointment is recorded."),
    )
