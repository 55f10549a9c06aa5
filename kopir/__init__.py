"""Köpir: the working mechanism between state bodies and non-governmental organisations."""

__version__ = "0.1.0"
