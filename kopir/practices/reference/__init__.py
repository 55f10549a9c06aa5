"""Reference data of practices: ways of interaction and their steps, as files beside this one."""


def load() -> None:
    from kopir.base.actors import SYSTEM
    from kopir.practices.acts import load_reference  # the acts read the files beside this one

    load_reference(by=SYSTEM)
