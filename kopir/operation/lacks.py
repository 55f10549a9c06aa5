"""What a command says when the machine, not the program, is at fault."""

from __future__ import annotations

import errno

from kopir.base.keys import KeyGone
from kopir.base.troubles import Trouble, trouble_of

NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
SENTENCES = {
    Trouble.FULL: "There is no room left on the disk{place}. Make room, then run the command again.",
    Trouble.BUSY: "The database is held by somebody else. Wait a little, then run the command again.",
    Trouble.AWAY: "The database does not answer: {problem}",
}


def in_words(error: BaseException) -> str | None:
    """A sentence, or None when the program is at fault."""
    if isinstance(error, KeyGone):
        return str(error)
    if isinstance(error, OSError) and error.errno in NOT_ALLOWED:
        return f"{error.filename or 'A file'} may not be read or written: {error.strerror}. Run the command as Köpir's own user."
    trouble = trouble_of(error)
    return SENTENCES[trouble].format(place=_place(error), problem=str(error).strip()) if trouble else None


def _place(error: BaseException) -> str:
    written = getattr(error, "filename2", None) or getattr(error, "filename", None)
    return f" of {written}" if written else ""
