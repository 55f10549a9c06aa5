"""What hangs on practice cards of D's post, and imports of practices.

Reviews are read with their card: of a draft by its post and those who were asked (J and N). Evidence too, also when it has run
out; what was taken back is shown to nobody. An import is its owner's alone.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.practices import acts
from kopir.practices.models import Card, Evidence, Import, Review
from kopir.practices.words import EvidenceState, ImportState, ReviewState
from tests.effects.world import fresh
from tests.permissions.held.held import Held, said
from tests.permissions.states import READERS
from tests.permissions.whole import Whole

REVIEW, EVIDENCE, IMPORT = "practices.Review", "practices.Evidence", "practices.Import"
HEADINGS = ("Атауы", "Мәселе")


class Reviews:
    """Of drafts; the peer's words are marked. A review that is asked has none yet."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        ways: dict[str, Callable[[str], Review]] = {
            ReviewState.AGREED: self.agreed, ReviewState.RETURNED: self.returned, ReviewState.LAPSED: self.lapsed,
        }  # fmt: skip
        return [self._held(way(said(REVIEW, state)), state) for state, way in ways.items()]

    def _held(self, row: Review, state: str) -> Held:
        card = fresh(row.card)
        return Held(row, state, "JDN", {"practices.written": card, "practices.published": card, "practices.peer": row})

    def agreed(self, words: str) -> Review:
        peer, _other = self.world.asked(self.world.card())
        return acts.review(peer, by=self.world.neighbour, agrees=True, words=words)

    def returned(self, words: str) -> Review:
        peer, _other = self.world.asked(self.world.card())
        return acts.review(peer, by=self.world.neighbour, agrees=False, words=words)

    def lapsed(self, words: str) -> Review:
        card = self.world.card()
        peer, other = self.world.asked(card)
        acts.review(peer, by=self.world.neighbour, agrees=True, words=words)
        acts.review(other, by=self.world.joiner, agrees=True)
        acts.write(fresh(card), by=self.world.district, language="kk", words={"results": "Жаға таза."})
        found: Review = fresh(peer)
        return found


class Proofs:
    """Evidence of a published card, and of a draft. Of what was taken back the content of the file is marked: its words stay in
    the journal."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        published = self.world.published()
        valid = self._given(published, said(EVIDENCE, EvidenceState.VALID))
        expired = self._given(published, said(EVIDENCE, EvidenceState.EXPIRED))
        removed = self._given(published, "Акт", said(EVIDENCE, EvidenceState.REMOVED))
        own = self._given(self.world.card(), said(EVIDENCE, EvidenceState.VALID, "draft"))
        self._expire(expired)
        acts.remove_evidence(removed, by=self.world.district)
        rows = [(valid, READERS, ""), (expired, READERS, ""), (removed, "", ""), (own, "D", "draft")]
        return [self._held(fresh(row), readers, aspect) for row, readers, aspect in rows]

    def _held(self, row: Evidence, readers: str, aspect: str) -> Held:
        places = {f"practices.{name}": row for name in ("file", "proof")}
        cards = {f"practices.{name}": row.card for name in ("written", "published")}
        return Held(row, row.state, readers, {**places, **cards}, aspect)

    def _given(self, card: Card, words: str, content: str = "") -> Evidence:
        upload = SimpleUploadedFile("акт.txt", (content or words).encode())
        return self.world.evidence(card, words=words, upload=upload)

    def _expire(self, row: Evidence) -> None:
        """Time brings it."""
        Evidence.objects.filter(pk=row.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
        acts.expire_evidence()


class Imports:
    """Of the district: the name of the file, where it is from, a row that becomes a draft and one that does not."""

    def __init__(self, world: Whole) -> None:
        self.by = world.district

    def held(self) -> list[Held]:
        rows = {state: self._bring(state) for state in ImportState}
        return [
            Held(fresh(row), state, "D", {f"practices.{name}": row for name in ("waiting", "done")})
            for state, row in rows.items()
        ]

    def _bring(self, state: ImportState) -> Import:
        row = self._handed_in(said(IMPORT, state))
        if state != ImportState.PREPARED:
            acts.begin_import(row, {"Атауы": "title", "Мәселе": "problem"}, by=self.by)
        if state == ImportState.DONE:
            acts.go_on(row)
        return row

    def _handed_in(self, words: str) -> Import:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{words}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([HEADINGS, (words, words), ("", words)])
            return acts.hand_in(path, path.name, acts.About(source=words, dated_on=date(2019, 5, 1)), by=self.by)


def held(world: Whole) -> list[Held]:
    return [one for kind in (Reviews, Proofs, Imports) for one in kind(world).held()]
