"""Reading the Regulation. Pages, exports and jobs ask these; all of it is public but for what stands in rules and queries."""
