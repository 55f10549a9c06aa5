"""A mail server on the loopback for tests: it accepts, refuses, hangs up or stalls as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from django.conf import settings
from django.test import override_settings


class Server(ThreadingTCPServer):
    """`behaviour`: accept, a code said to RCPT ("451", "550"), "data 554" after the text, "hang up" at MAIL,
    "hang up after" the text, "stall" after it. `letters`: what was received, also when no answer was given."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behaviour: str) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.behaviour = behaviour
        self.letters: list[Message] = []
        self.sessions = 0
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Session(StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.sessions += 1
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].upper().decode()
            if not self.answer(verb):
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def answer(self, verb: str) -> bool:
        """False ends the session."""
        behaviour = self.server.behaviour
        if verb == "QUIT" or (verb == "MAIL" and behaviour == "hang up"):
            return False
        if verb == "RCPT" and behaviour.isdigit():
            self.say(f"{behaviour} <somebody@example.kz> no")
        elif verb == "DATA":
            self.say("354 go on")
            return self.receive(behaviour)
        else:
            self.say("250 ok")
        return True

    def receive(self, behaviour: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.letters.append(message_from_bytes(b"".join(lines)))
        if behaviour == "stall":
            self.server.closing.wait(10)
        if behaviour in ("stall", "hang up after"):
            return False
        self.say(behaviour.removeprefix("data ") + " no" if behaviour.startswith("data ") else "250 taken")
        return True


@contextmanager
def mail_server(behaviour: str = "accept") -> Iterator[Server]:
    """The server, with Köpir's settings leading to it."""
    with Server(behaviour) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        with override_settings(**_settings(server.port)):
            yield server
        server.closing.set()
        server.shutdown()
        thread.join()


def _settings(port: int) -> dict[str, Any]:
    return {
        "EMAIL_BACKEND": "kopir.base.mail.SmtpBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_TIMEOUT": 0.3,
        "KOPIR_MAIL": {**settings.KOPIR_MAIL, "channel": "smtp"},
    }
