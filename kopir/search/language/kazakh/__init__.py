"""A morphological analyser of Kazakh, in tables that a linguist can read (docs/kazakh.md)."""
