"""Measurements: each module prints what it measures and one line of JSON last."""
