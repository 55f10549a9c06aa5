"""Reading the Regulation. Pages, exports and jobs ask these; all of it is public but for what stands in rules and queries."""

from kopir.regulation.queries.duties import Owners, duties_on, owners

__all__ = ["Owners", "duties_on", "owners"]
