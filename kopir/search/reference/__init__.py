"""Keywords of sectors (keywords.csv); `kopir setup` calls `load`."""


def load() -> None:
    """The index of a new installation: what reference data has put there is to be found at once."""
    from kopir.search import keeping  # the documents read the file beside this one

    keeping.mend()
