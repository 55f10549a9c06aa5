"""Work with others: opinions, work given, those kept informed, joining, objecting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.interactions import acts, queries, rules
from kopir.interactions import forms as shapes
from kopir.interactions.models import Matter
from kopir.web.public.matter.action import Action


def _join(target: Matter, by: Actor, data: dict[str, Any]) -> None:
    """The own text becomes a matter of its own and joins at once, or nothing happens."""
    with transaction.atomic():
        draft = acts.start_draft(by=by, values={"text": data["text"], "legal_question": "no"})
        acts.join(draft, by=by, target=target)


def _join_other(matter: Matter, by: Actor, data: dict[str, Any]) -> None:
    acts.join(matter, by=by, target=queries.matter_for(by, data["number"].strip()))


def together() -> Iterator[Action]:
    yield Action(
        "opinion",
        "others",
        "part",
        rules.may_give_opinion,
        _("Give an opinion"),
        _("What is your opinion?"),
        _("The matter cannot be answered until your opinion comes."),
        _("Thank you. Your opinion is with the post that asked."),
        lambda row, by, data: acts.give_opinion(row, by=by, **data),
        shapes.Opinion,
        on="part",
    )
    yield Action(
        "finish",
        "others",
        "part post",
        rules.may_finish_part,
        _("The work is done"),
        _("What was done?"),
        _("The post that answers for the matter is told."),
        _("Recorded as done."),
        lambda row, by, data: acts.finish_part(row, by=by, **data),
        shapes.FinishPart,
        on="part",
    )
    yield Action(
        "ask-opinion",
        "others",
        "post",
        rules.may_ask_opinion,
        _("Ask for an opinion"),
        _("Whose opinion do you ask?"),
        _("The matter cannot be answered until the opinion comes or you record why you do not wait."),
        _("The opinion is asked."),
        lambda row, by, data: acts.ask_opinion(row, by=by, of=data["to"], question=data["question"], days=data["days"]),
        shapes.AskOpinion,
        posts="near",
    )
    yield Action(
        "waive-opinion",
        "others",
        "post",
        rules.may_waive_opinion,
        _("Do not wait for the opinion"),
        _("Why do you not wait?"),
        _("The reason stands in the story of the matter."),
        _("You no longer wait for this opinion."),
        lambda row, by, data: acts.waive_opinion(row, by=by, **data),
        shapes.Reason,
        on="part",
    )
    yield Action(
        "assign",
        "others",
        "post",
        rules.may_assign,
        _("Give work to another post"),
        _("Who does the work?"),
        _("The matter stands in the queue of that post as well; yours goes on answering for it."),
        _("The work is given."),
        lambda row, by, data: acts.assign(row, by=by, to=data["to"], task=data["task"], due=data["due"]),
        shapes.Assign,
        posts="near",
    )
    yield Action(
        "inform",
        "others",
        "post",
        rules.may_inform,
        _("Keep a post informed"),
        _("Who is to be kept informed?"),
        _("That post gets notices and sees the matter in its weekly digest; nothing is asked of it."),
        _("That post is kept informed now."),
        lambda row, by, data: acts.inform(row, by=by, post=data["to"]),
        shapes.Inform,
        posts="near",
    )
    yield Action(
        "stop-informing",
        "others",
        "part post",
        rules.may_stop_informing,
        _("No longer keep informed"),
        _("No longer keep this post informed?"),
        _("It gets no more notices of this matter."),
        _("That post gets no more notices of this matter."),
        lambda row, by, data: acts.stop_informing(row, by=by),
        on="part",
    )
    yield Action(
        "join",
        "others",
        "outside",
        rules.may_join,
        _("Join this matter"),
        _("What do you add?"),
        _("You get all rights of an author: to write, to give your word on the outcome, to reopen."),
        _("You have joined."),
        _join,
        shapes.JoinText,
    )
    yield Action(
        "join-other",
        "others",
        "author",
        rules.may_join,
        _("Join it to another matter"),
        _("Which matter do you join?"),
        _("Your text is kept there in your name; this matter ends as joined."),
        _("Joined."),
        _join_other,
        shapes.JoinOther,
    )
    yield Action(
        "object",
        "hand",
        "author",
        rules.may_object,
        _("Object to the post chosen"),
        _("Why another post?"),
        _("The post above decides which post answers."),
        _("The post above decides on your objection."),
        lambda row, by, data: acts.object_to_route(row, by=by, **data),
        shapes.Objection,
    )
