"""Reads of effects."""
