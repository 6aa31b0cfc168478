"""Ports for programs that are started beside each other on one machine."""

import socket
from collections.abc import Collection
from contextlib import ExitStack, suppress
from secrets import choice
from typing import Final

# Below those that a system gives to what goes out (IANA: from 49152; Linux: from 32768): such a connection could take a
# port between the moment it was found free and the moment a program listens there. The doors of the demo have those below.
_CHOICE: Final = range(26_000, 32_000)


def free_ports(count: int, *, besides: Collection[int] = ()) -> list[int]:
    """TCP ports of this machine that nobody listens on, and that are promised to nobody yet (`besides`); all are held until the last
    is found, so they differ."""
    found: list[int] = []
    with ExitStack() as held:
        while len(found) < count:
            probe = held.enter_context(socket.socket())
            port = choice(_CHOICE)
            if port in besides:
                continue
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(port)
    return found


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    return free_ports(1)[0]
