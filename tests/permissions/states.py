"""A matter in every state and of every visibility, each with words of its own, and who may read each: see test_states.py."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.interactions import acts
from kopir.interactions.models import Attachment, Matter
from kopir.interactions.words import MatterState, RestrictedBecause, Visibility, Word
from tests.permissions.test_routes import Asked
from tests.permissions.whole import Whole

# By the letters of the matrix.
READERS = "VSAJDNUW"
PARTIES = {  # who reads a restricted one: the author, the accountable post and the one above it, oversight
    MatterState.DRAFT: "A",
    MatterState.APPEAL: "A",
    MatterState.OPEN: "ADUW",
    MatterState.ANSWERED: "ADUW",
    MatterState.CONTESTED: "ADUW",
    MatterState.CLOSED: "ADUW",
    MatterState.JOINED: "JDUW",  # another author's; the posts that answer for the matter it is joined to
}
# Act by act who may take the step when the matter is a draft, taken to the appeals system, open, answered, contested, closed,
# joined. A contested one is answered for by the post above. Steps on parts, offers and templates are in the matrix.
STEPS = {
    "edit_draft": "A - - - - - -",
    "discard": "A - - - - - -",
    "submit": "A - - - - - -",
    "take_to_state_system": "A - - - - - -",
    "join": "A - A - - - -",
    "attach": "A - AD AD AU - -",
    "detach": "A - - - - - -",
    "object": "- - A - A - -",
    "settle_objection": "- - - - - - -",
    "hand_over": "- - D - U - -",
    "raise": "- - D - U - -",
    "return_down": "- - - - - - -",
    "reroute": "- - - - - - -",
    "assign": "- - D - U - -",
    "ask_opinion": "- - D - U - -",
    "inform": "- - D D U - -",
    "pause": "- - D - U - -",
    "resume": "- - - - - - -",
    "extend": "- - D - U - -",
    "write": "- - AD AD AU - -",
    "write_note": "- - D D U - -",
    "restrict": "A A AD AD AU AD JD",
    "open_up": "A A A A A A J",
    "answer": "- - D - U - -",
    "give_word": "- - - A - - -",
    "fall_silent": "- - - Y - - -",
    "withdraw": "- - A A A - -",
    "close_unanswered": "- - - - - - -",
    "reopen": "- - - - - ADU -",
}
ELSEWHERE = {  # asked of something else than a matter, or of any
    "accept", "check_conservation", "draft", "edit_procedure", "edit_template", "finish_part", "give_opinion", "lapse", "refuse",
    "stop_informing", "take_back", "waive_opinion",
}  # fmt: skip
MOVES = {"give_word": "contest", "fall_silent": "settle"}  # acts that bear another name than the move they make
NOT_SENT = (MatterState.DRAFT, MatterState.APPEAL)


def who_reads(state: str, visibility: str) -> str:
    return PARTIES[MatterState(state)] if visibility == Visibility.RESTRICTED or state in NOT_SENT else READERS


def mark(what: str, state: str, visibility: str) -> str:
    return f"zq{what}{state}{visibility}"


@dataclass
class Marked:
    """`word` may be asked for; `secret` is never typed by a reader, so a page that holds it has shown something of the matter.
    `note` stands in a note of officials only."""

    matter: Matter
    state: str
    visibility: str
    file: Attachment

    @property
    def word(self) -> str:
        return mark("word", self.state, self.visibility)

    @property
    def secret(self) -> str:
        return mark("secret", self.state, self.visibility)

    @property
    def readers(self) -> str:
        return who_reads(self.state, self.visibility)

    def within(self, asked: Asked) -> Asked:
        """The routes' world with this matter in every address that leads to one."""
        mine = copy(asked)
        mine.matter = mine.draft = mine.foreign = self.matter
        mine.file = self.file
        return mine

    @property
    def note(self) -> str:
        return mark("note", self.state, self.visibility)


class Stating:
    """Brings matters of the world into each state."""

    def __init__(self, world: Whole) -> None:
        self.world = world
        self.ways: dict[str, Callable[[Matter], Matter]] = {
            MatterState.DRAFT: lambda matter: matter,
            MatterState.APPEAL: lambda matter: acts.take_to_state_system(matter, by=world.author),
            MatterState.OPEN: self.sent,
            MatterState.ANSWERED: self.answered,
            MatterState.CONTESTED: self.contested,
            MatterState.CLOSED: self.closed,
            MatterState.JOINED: lambda matter: acts.join(matter, by=world.joiner, target=self.world.received()),
        }

    def marked(self, state: str, visibility: str) -> Marked:
        author = self.world.joiner if state == MatterState.JOINED else self.world.author
        word, secret = (mark(what, state, visibility) for what in ("word", "secret"))
        words = {name: f"{word} {secret} {name}" for name in ("title", "text", "asked", "offered", "for_whom")}
        because = RestrictedBecause.WISH if visibility == Visibility.RESTRICTED else ""
        draft = self.world.draft(by=author, **words, visibility=visibility, restricted_because=because)
        file = acts.attach(draft, by=author, upload=SimpleUploadedFile(f"{secret}.txt", secret.encode()))
        matter = self.ways[state](Matter.objects.get(pk=draft.pk))
        return Marked(Matter.objects.get(pk=matter.pk), state, visibility, file)

    def sent(self, matter: Matter) -> Matter:
        sent = acts.submit(matter, by=self.world.author)
        acts.write(sent, by=self.world.author, text=matter.title)
        acts.write_note(sent, by=self.world.district, text=matter.title.replace("zqsecret", "zqnote"))
        return sent

    def answered(self, matter: Matter) -> Matter:
        sent = self.sent(matter)
        acts.answer(sent, by=self.world.district, kind="solved", statement=matter.title, evidence=matter.title)
        return Matter.objects.get(pk=sent.pk)

    def contested(self, matter: Matter) -> Matter:
        return self._said(matter, Word.CONTESTED)

    def closed(self, matter: Matter) -> Matter:
        return self._said(matter, Word.CONFIRMED)

    def _said(self, matter: Matter, word: Word) -> Matter:
        answered = self.answered(matter)
        acts.give_word(answered, by=self.world.author, word=word, text=matter.title)
        return answered
