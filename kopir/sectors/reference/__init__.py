"""Reference data of sectors; `kopir setup` calls `load`."""

from kopir.base.actors import SYSTEM


def load() -> None:
    from kopir.sectors.acts import load_reference  # the acts read the files beside this one

    load_reference(by=SYSTEM)
