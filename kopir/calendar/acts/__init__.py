"""What may be done with the working calendar."""

from kopir.calendar.acts.days import remove_day, set_day
from kopir.calendar.acts.reference import load_reference

__all__ = ["load_reference", "remove_day", "set_day"]
