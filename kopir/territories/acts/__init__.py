"""What may be done with territories."""

from kopir.territories.acts.editing import edit
from kopir.territories.acts.importing import Outcome, import_classifier
from kopir.territories.acts.reference import load_reference

__all__ = ["Outcome", "edit", "import_classifier", "load_reference"]
