"""Whose word `zegel verify` takes: keys of logs, and a policy of witnesses. Without either nothing is proved."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zegel.client.verify_log import state_of
from zegel.seal.checkpoint import Checkpoint
from zegel.seal.errors import CheckpointError
from zegel.seal.merkle import HASH_SIZE
from zegel.seal.policy import NONE, Policy, check, parse

NO_KEY: Final = "give the log's published key, from somewhere you trust, with --key, --key-file or --policy"


class NotProved(Exception):
    """Nothing was found wrong, and nothing is proved either; the message says why."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The public keys of logs that were given, and who must have cosigned besides."""

    keys: tuple[bytes, ...]
    policy: Policy | None = None

    @classmethod
    def read(cls, lines: Iterable[str], told: str) -> "Trust":
        """Keys in base64, one a line, and the text of a policy or nothing.

        Raises:
            ValueError: a line is no key; CheckpointError: this is no policy.
        """
        keys = [key_of(line.strip()) for line in lines]
        found = parse(told) if told else None
        if found:
            keys += [place.key.key for place in found.logs.values()]
        return cls(tuple(keys), found)

    def state(self, note: str) -> Checkpoint:
        """What a checkpoint says that one of the keys signed.

        Raises:
            NotProved: no key was given; CheckpointError: none of them signed it.
        """
        if not self.keys:
            raise NotProved(f"a checkpoint names no key of its own: {NO_KEY}")
        return state_of(note, self.keys)

    def weigh(self, said: str, note: str, *signers: bytes) -> str:
        """Hand on what was found under a checkpoint; `signers` are the keys the paper names itself.

        Raises:
            NotProved: no key was given, or too few witnesses of the policy cosigned the checkpoint.
        """
        if not self.keys:
            named = ", ".join(base64.b64encode(signer).decode() for signer in signers)
            raise NotProved(f"{said}, but only by the key it names itself, {named}; {NO_KEY}")
        if self.policy is not None and self.policy.quorum != NONE:
            try:
                check(self.policy, note)
            except CheckpointError as lack:
                raise NotProved(f"{said}, but not by the policy given: {lack}") from None
        return said


def key_of(text: str) -> bytes:
    """A key in base64. Raises ValueError for anything else."""
    key = base64.b64decode(text, validate=True)
    if len(key) != HASH_SIZE:
        raise ValueError
    return key
