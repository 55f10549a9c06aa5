"""Shapes of what people fill in about effects."""
