"""The demonstration world: marked as such; its people are roles."""
