"""Reference data of the regulation: the working list of duties as a norm in three languages, and the duties drawn from it."""


def load() -> None:
    from kopir.regulation.acts.reference import load_reference  # the acts read the files beside this one

    load_reference()
