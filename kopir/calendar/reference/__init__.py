"""Reference data of the calendar; `kopir setup` calls `load`."""

from kopir.base.actors import SYSTEM


def load() -> None:
    from kopir.calendar.acts import load_reference  # acts import this folder's neighbours

    load_reference(by=SYSTEM)
