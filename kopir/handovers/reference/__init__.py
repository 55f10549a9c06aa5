"""Reference data of hand-over packs: the questions to those who leave, as a file beside this one."""


def load() -> None:
    from kopir.base.actors import SYSTEM
    from kopir.handovers.acts import load_reference  # the acts read the file beside this one

    load_reference(by=SYSTEM)
