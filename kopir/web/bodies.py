"""What is sent arrives whole, or counts as not sent: half a text would otherwise be taken for a whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """Of a request, `length` bytes of it. Raises OSError when it ends before, which Django knows for a sender who went away."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        parts = []
        while wanted and (part := self._counted(self.stream.read(wanted))):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self.stream.readline(size)) if size else b""

    def _counted(self, data: bytes) -> bytes:
        self.left -= len(data)
        if self.left and not data:
            raise OSError("the sender went away")
        return data


class WholeBodies:
    """The application, which sees no body that was broken off."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return self.application(environ, start_response)
