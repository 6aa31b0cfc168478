"""Three witnesses of both logs, whole but for the network between."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from zegel.key_log.queries import policy_text
from zegel.seal.cosignature import witness_key
from zegel.seal.policy import Policy, parse
from zegel.witness.service import Witness, answer
from zegel.witness.store import Store

_POST = httpx.post
NAMES = ("bar", "bailiffs", "courts")


@dataclass
class Witnesses:
    """The three, and which of them are away. `at` is their clock; `garble` changes what they sign."""

    made: dict[str, Witness]
    policy: Policy
    at: datetime
    away: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    garble: Callable[[str], str] = str

    def post(self, address: str, *, content: bytes, timeout: float, **others: Any) -> httpx.Response:
        """What httpx would do, and does for everybody else."""
        name = httpx.URL(address).host
        if name not in self.made:
            return _POST(address, content=content, timeout=timeout, **others)
        self.asked.append(name)
        request = httpx.Request("POST", address)
        if name in self.away:
            raise httpx.ReadTimeout("silent", request=request)
        said = answer(self.made[name], "POST", httpx.URL(address).path, body=content, at=self.at)
        return httpx.Response(
            said.status, text=self.garble(said.body) if said.status == 200 else said.body, request=request
        )


def three_witnesses(folder: Path, settings: Any, monkeypatch: Any, at: datetime) -> Witnesses:
    """Make them, let the settings name them with a quorum of two, and answer for them."""
    names = [f"{name}.example/w" for name in NAMES]
    seeds = dict(zip(names, (bytes([number]) * 32 for number in (1, 2, 3)), strict=True))
    lines = [line for line in policy_text().splitlines() if line.startswith("log ")]
    logs = parse("\n".join([*lines, "quorum none"]))
    made = {
        name: Witness(f"{name}.example/w", seeds[f"{name}.example/w"], logs, Store(folder / name))
        for name in NAMES
    }
    lines = [
        f"witness {name} {witness_key(name, seeds[name])} http://{name.split('.')[0]}/" for name in names
    ]
    policy = parse("\n".join([*lines, f"group two 2 {' '.join(names)}", "quorum two"]))
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, witnesses=policy)
    found = Witnesses(made, replace(policy, logs=logs.logs), at)
    monkeypatch.setattr("zegel.evidence.witnesses.httpx.post", found.post)
    return found
