"""Practices of the routes' world: a card that is written, one that is published, and what hangs on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.base import files
from kopir.practices import acts
from kopir.practices.models import Block, Ground, Import
from kopir.regulation.models import Norm
from kopir.regulation.words import NormKind
from tests.practices.world import Memory

WRITING = ("practice_text", "practice_autosave", "practice_about", "practice_parts", "practice_blocks")
READING = ("practice", "practice_cover", "practice_tree", "practice_docx", "practice_pdf", "adoptions_csv")


class Practices:
    """Both cards belong to the district's post; its neighbour is asked to review the first."""

    def __init__(self, world: Memory) -> None:
        acts.load_reference()
        self.written, self.published = world.card(), world.published()
        self.peer, _other = world.asked(self.written)
        self.proof = world.evidence(self.written)
        self.file = world.evidence(self.published, upload=SimpleUploadedFile("акт.txt", "Акт".encode()))
        self.answered = world.answered()
        self.block = acts.save_block(Block(post=world.district_post), by=world.district, names={"kk": "Жиын"}, texts={})

        norm = Norm.objects.create(ref="a-law", kind=NormKind.LAW, name_kk="Ереже")
        self.ground = Ground.objects.create(card=self.written, norm=norm, address="1", seen="")
        self.waiting, self.done = self._import(world, "prepared"), self._import(world, "done")

    def _import(self, world: Memory, state: str) -> Import:
        """Its plain form is a file with one practice."""
        kept = files.store(SimpleUploadedFile("a.csv", '"",Атауы,Мәселе\n1,Көпір,Жол жоқ\n'.encode()))
        mapping = {"Атауы": "title", "Мәселе": "problem"}
        return Import.objects.create(
            owner=world.district_post, name="a.csv", source="Жинақ", dated_on=date(2019, 5, 1), sha256=kept.sha256, total=1,
            mapping=mapping, state=state,
        )  # fmt: skip

    def addresses(self) -> dict[str, dict[str, Any]]:
        draft, card = {"ref": self.written.ref}, {"ref": self.published.ref}
        return {
            **{f"public:{name}": {**draft, "language": "kk"} for name in WRITING},
            **{f"public:{name}": card for name in READING},
            "public:remove_part": draft, "public:practice_grounds": draft,
            "public:remove_ground": {**draft, "pk": self.ground.pk}, "public:remove_proof": {**draft, "pk": self.proof.pk},
            "public:practice_act": {**card, "name": "adopt"},
            "public:practice_act_on": {**draft, "name": "review", "pk": self.peer.pk},
            "public:practice_file": {"pk": self.file.pk}, "public:practice_from": {"number": self.answered.number},
            "public:matter_ways": {"number": self.answered.number}, "public:practice_block": {"pk": self.block.pk},
            "public:matter_adoption": {"number": self.answered.number},
            "public:unfit_way": {"number": self.answered.number, "code": "hearing"},
            "public:edit_block": {"pk": self.block.pk}, "public:way": {"code": "hearing"},
            "public:reading_list": {"code": "3"}, "public:mark_practice_read": card,
            **{f"public:{name}": {"pk": self.waiting.pk} for name in ("practice_import", "look_import", "begin_import")},
            **{f"public:{name}": {"pk": self.done.pk} for name in ("keep_import", "forget_import", "rejected_practices")},
            "public:way_template": {"code": "hearing", "language": "kk"},
        }  # fmt: skip
