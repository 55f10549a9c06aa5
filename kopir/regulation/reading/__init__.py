"""Reading a document from files, one file a language: Markdown with a head, or DOCX. The format: docs/regulation-format.md."""

from kopir.regulation.reading.files import Source, read, read_text
from kopir.regulation.reading.pairing import Mismatch, Text, pair
from kopir.regulation.reading.shapes import Head, Line, Parsed, Point

__all__ = ["Head", "Line", "Mismatch", "Parsed", "Point", "Source", "Text", "pair", "read", "read_text"]
