"""What a file is that is not accepted, told by how it begins, so that a refusal can call it by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kopir.base.errors import Words


class Foreign(NamedTuple):
    """`step`: what to do; nothing when any accepted kind will do."""

    name: Words
    step: Words = ""


_PHOTOGRAPH = Foreign(
    _("a photograph in the HEIC or AVIF format"),
    _("Save it as JPEG and attach it again; on an iPhone: Settings, Camera, Formats, Most Compatible."),
)
_ARCHIVE = Foreign(_("an archive"), _("Unpack it and attach the files that are in it."))
_OLD_OFFICE = Foreign(_("a document of an old Office (doc, xls, ppt)"), _("Save it as docx, xlsx or pdf and attach it again."))
_STARTS: tuple[tuple[bytes, Foreign], ...] = (
    (rb"MZ|\x7fELF|\xfe\xed\xfa|[\xce\xcf]\xfa\xed\xfe|#!", Foreign(_("a program"))),
    (rb"....ftyp(?:hei|hev|mif1|msf1|avi)", _PHOTOGRAPH),
    (rb"....ftyp|\x1aE\xdf\xa3|OggS|ID3", Foreign(_("a video or a sound"))),
    (rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh", _ARCHIVE),
    (rb"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?i:svg)", Foreign(_("a drawing in the SVG format"))),
    (rb"GIF8|BM....\0\0\0\0|II\*\0|MM\0\*", Foreign(_("a picture in another format (GIF, BMP or TIFF)"))),
    (rb"(?:\xef\xbb\xbf)?\s*<(?i:[!?]|html|script|head|body)", Foreign(_("a web page or other markup"))),
    (rb"%PDF", Foreign(_("a PDF document"))),
)
_KNOWN = [(re.compile(start, re.DOTALL), what) for start, what in _STARTS]


def known(head: bytes) -> Foreign | None:
    return next((what for start, what in _KNOWN if start.match(head)), None)
