"""How days and numbers are written in Kazakh, which Django does not know."""
