"""Reference data of effects: the common indicators in a file beside this one, and the terms of later checks."""


def load() -> None:
    from kopir.base.actors import SYSTEM
    from kopir.effects.acts import load_check_terms, load_indicators  # the acts read the file beside this one

    load_indicators(by=SYSTEM)
    load_check_terms(by=SYSTEM)
