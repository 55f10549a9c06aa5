"""Views of effects."""
