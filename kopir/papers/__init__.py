"""Papers: what leaves Köpir to be printed, signed or filed, as DOCX to be edited and as PDF to be read.

A paper is described once, in plain blocks, and written in either form:

    paper = Paper("Жылдық жоспар", "kk", [Heading("Қаңтар"), Table(["Міндет", "Мерзімі"], rows)])
    docx_bytes(paper); pdf_bytes(paper)
"""

from kopir.papers.blocks import Beside, Figures, Heading, Note, Paper, Picture, Points, Slips, Table, Words
from kopir.papers.pdf import pdf_bytes


def docx_bytes(paper: Paper) -> bytes:
    """The file's content, for those who must edit it."""
    from kopir.papers import docx  # heavy, and needed only for such a file

    return docx.docx_bytes(paper)


__all__ = [
    "Beside",
    "Figures",
    "Heading",
    "Note",
    "Paper",
    "Picture",
    "Points",
    "Slips",
    "Table",
    "Words",
    "docx_bytes",
    "pdf_bytes",
]
