"""The languages of what is searched."""
