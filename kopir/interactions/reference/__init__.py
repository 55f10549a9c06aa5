"""Reference data of interactions: kinds of matters, their procedures and typical answers, as files beside this one."""


def load() -> None:
    from kopir.base.actors import SYSTEM
    from kopir.interactions.acts.reference import load_reference  # the acts read the files beside this one

    load_reference(by=SYSTEM)
