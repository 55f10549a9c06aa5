"""Writing a version of a document as files, one a language: what `reading` reads back to an equal version."""

from collections.abc import Sequence

from kopir.regulation.reading.shapes import Head, Point
from kopir.regulation.writing.markdown import markdown


def docx_bytes(head: Head, points: Sequence[Point], subtitle: str = "") -> bytes:
    """The text in the head's own language, to be edited and read back."""
    from kopir.regulation.writing import docx  # heavy, and needed only for such a file

    return docx.docx_bytes(head, points, subtitle)


__all__ = ["docx_bytes", "markdown"]
