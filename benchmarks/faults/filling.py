"""A little of everything, written by the program of an earlier release: run from its folder, with KOPIR_DATA naming a new one.

Only what the earliest release had may be used here.
"""

from __future__ import annotations

from kopir.operation.begin import set_up_django

set_up_django()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from kopir.base.models import Installation  # noqa: E402
from kopir.interactions import acts, conservation  # noqa: E402
from kopir.journal.sealing import seal  # noqa: E402


def fill() -> None:
    from tests.practices.world import Memory

    Installation.objects.create(purpose="real", name_kk="Бұрынғы шығарылым")
    world = Memory()
    for number in range(3):
        world.draft(title=f"Жоба {number}")
    sent = [acts.submit(world.draft(title=f"Ашық мәселе {number}"), by=world.author) for number in range(6)]
    acts.attach(sent[0], by=world.author, upload=SimpleUploadedFile("акт.txt", "Акт, мәтін".encode()))
    acts.write(sent[0], by=world.author, text="Қашан басталады?")
    acts.write(sent[0], by=world.district, text="Дүйсенбіден бастап.")
    acts.hand_over(sent[1], by=world.district, to=world.neighbour_post, reason="Көрші ауданның мәселесі")
    offer = acts.hand_over(sent[2], by=world.district, to=world.neighbour_post, reason="Көрші ауданның мәселесі")
    acts.accept(offer, by=world.neighbour)
    seal()
    answered = [world.answered(title=f"Жауап берілген {number}") for number in range(3)]
    acts.give_word(answered[0], by=world.author, word="confirmed", text="Өз көзімізбен көрдік")
    acts.give_word(answered[1], by=world.author, word="contested", text="Әлі жоқ")
    seal()
    published = world.published(title="Бөлек жинау тәжірибесі")
    world.evidence(published)
    world.adoption(published)
    world.card()
    conservation.record(conservation.check())
    acts.submit(world.draft(title="Мөрсіз қалған"), by=world.author)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    fill()
