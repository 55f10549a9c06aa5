"""Writing a version of a document as files, one a language: what `reading` reads back to an equal version."""

from kopir.regulation.writing.docx import docx_bytes
from kopir.regulation.writing.markdown import markdown

__all__ = ["docx_bytes", "markdown"]
