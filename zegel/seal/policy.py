"""Which logs and witnesses to believe, and how many of them (C2SP tlog-policy.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from zegel.seal import checkpoint
from zegel.seal.checkpoint import ED25519, Checkpoint
from zegel.seal.cosignature import COSIGNATURE, VerifierKey, cosigned_at, parse_key
from zegel.seal.errors import CheckpointError

NONE: Final = "none"
MOST_LINES: Final = 1000
_LINE_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A log or witness: its key, and where it is, if the policy says so."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts as a witness when `needed` of its members (witnesses or groups) do."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs by origin, witnesses and groups by name, and the name whose word is needed (`none`: nobody's)."""

    logs: Mapping[str, Place]
    witnesses: Mapping[str, Place]
    groups: Mapping[str, Group]
    quorum: str


NOBODY: Final = Policy({}, {}, {}, NONE)
"""Asks for no witness."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that a policy believes, when each witness cosigned it, and when the last of those that were needed did (None: nobody was)."""

    checkpoint: Checkpoint
    moments: Mapping[str, datetime] = field(default_factory=dict)
    since: datetime | None = None


def parse(text: str) -> Policy:
    """Read a policy.

    Raises:
        CheckpointError: a line that is none, a name unknown or used twice, a key twice, a quorum missing or impossible.
    """
    made = _Parser()
    for line in _lines(text):
        made.take(line)
    return made.policy()


def check(policy: Policy, note: str) -> Witnessed:
    """Give the checkpoint of a note that one of the policy's logs signed and its quorum cosigned.

    Raises:
        CheckpointError: unknown log, a signature that does not hold, or too few witnesses.
    """
    log = policy.logs.get(checkpoint.origin_of(note))
    if log is None:
        raise CheckpointError("no log of this policy")
    found = checkpoint.verify(note, log.key.name, log.key.key)
    moments = _moments(policy, note)
    since = quorum_moment(policy, moments)
    if policy.quorum != NONE and since is None:
        raise CheckpointError("too few witnesses cosigned this checkpoint")
    return Witnessed(found, moments, since)


def vouched_until(policy: Policy, note: str) -> datetime | None:
    """Until when a quorum vouched for a note, whoever's log it is of; None: too few cosigned it, or the policy asks for nobody.

    Raises:
        CheckpointError: not a signed note, or a cosignature that does not hold.
    """
    return quorum_moment(policy, _moments(policy, note))


def _moments(policy: Policy, note: str) -> dict[str, datetime]:
    """When each witness of a policy cosigned a note, of those that did."""
    found = {name: cosigned_at(note, place.key) for name, place in policy.witnesses.items()}
    return {name: moment for name, moment in found.items() if moment is not None}


def quorum_moment(policy: Policy, moments: Mapping[str, datetime]) -> datetime | None:
    """Until when enough witnesses vouched, by when each did last; None: too few did, or the policy asks for nobody."""
    return None if policy.quorum == NONE else _since(policy, policy.quorum, moments)


def _since(policy: Policy, name: str, moments: Mapping[str, datetime]) -> datetime | None:
    group = policy.groups.get(name)
    if group is None:
        return moments.get(name)
    members = (_since(policy, member, moments) for member in group.members)
    newest = sorted((moment for moment in members if moment is not None), reverse=True)
    return newest[group.needed - 1] if len(newest) >= group.needed else None


def write(policy: Policy) -> str:
    """The text of a policy, without where its logs and witnesses are."""
    logs = [f"log {place.key}" for place in policy.logs.values()]
    witnesses = [f"witness {name} {place.key}" for name, place in policy.witnesses.items()]
    groups = [
        f"group {name} {group.needed} {' '.join(group.members)}" for name, group in policy.groups.items()
    ]
    return "".join(f"{line}\n" for line in (*logs, *witnesses, *groups, f"quorum {policy.quorum}"))


def _lines(text: str) -> Iterator[list[str]]:
    lines = text.split("\n")
    if len(lines) > MOST_LINES or any(sign < " " and sign not in "\t\n" for sign in text):
        raise CheckpointError("not a policy")
    for line in lines:
        words = line.replace("\t", " ").split(" ")
        kept = [word for word in words if word]
        if kept and not kept[0].startswith("#"):
            yield kept


class _Parser:
    """Takes the lines in order; a line may name only what stands before it."""

    def __init__(self) -> None:
        self.logs: dict[str, Place] = {}
        self.witnesses: dict[str, Place] = {}
        self.groups: dict[str, Group] = {}
        self.quorum = ""
        self.members: set[str] = set()

    def take(self, words: list[str]) -> None:
        match words:
            case ["log", key, *url] if len(url) <= 1:
                self._log(parse_key(key), "".join(url))
            case ["witness", name, key, *url] if len(url) <= 1:
                self._witness(name, parse_key(key), "".join(url))
            case ["group", name, needed, *members] if members:
                self._group(name, needed, members)
            case ["quorum", name] if not self.quorum and (name == NONE or self._known(name)):
                self.quorum = name
            case _:
                raise CheckpointError(f"not a line of a policy: {' '.join(words)[:80]}")

    def policy(self) -> Policy:
        if not self.quorum:
            raise CheckpointError("a policy names its quorum")
        return Policy(self.logs, self.witnesses, self.groups, self.quorum)

    def _log(self, key: VerifierKey, url: str) -> None:
        if key.kind != ED25519 or key.name in self.logs:
            raise CheckpointError("a log twice, or no key of a log")
        self.logs[key.name] = Place(key, url)

    def _witness(self, name: str, key: VerifierKey, url: str) -> None:
        twice = any(place.key.key == key.key for place in self.witnesses.values())
        if key.kind != COSIGNATURE or twice or not self._free(name):
            raise CheckpointError("a witness twice, or no key of a witness")
        self.witnesses[name] = Place(key, url)

    def _group(self, name: str, needed: str, members: list[str]) -> None:
        if not self._free(name) or not all(self._known(member) for member in members):
            raise CheckpointError("a group names what is not there, or what is there already")
        if len(set(members)) != len(members) or self.members & set(members):
            raise CheckpointError("a member counts once")
        counts = {"any": 1, "all": len(members)}
        count = counts.get(needed) or (int(needed) if needed.isascii() and needed.isdecimal() else 0)
        if not 1 <= count <= len(members):
            raise CheckpointError("a group needs one to all of its members")
        self.members |= set(members)
        self.groups[name] = Group(count, tuple(members))

    def _known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _free(self, name: str) -> bool:
        return name != NONE and not self._known(name)
