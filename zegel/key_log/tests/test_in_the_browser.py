"""What the server names and publishes, held together by the code of the browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.personas import Holder, browser
from zegel.boxes.models import Container
from zegel.key_log.actions import collect_cosignatures
from zegel.lib.moments import now
from zegel.seal.policy import write

from .court_of_witnesses import three_witnesses
from .world import grown, keys_changed, renewed

ROOT = Path(__file__).resolve().parents[3]


def held(pages: list[dict[str, Any]]) -> list[str]:
    """The browser's verdict of each."""
    done = subprocess.run(
        ["node", "tests/held_keys.mjs"], cwd=ROOT, input=json.dumps(pages), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def site(reader: Holder, box: Container) -> dict[str, Any]:
    """What a browser is told of a mailbox, and what anybody may fetch."""
    public = ("/log-key", "/checkpoint", "/keys/label-key")
    (named,) = browser(reader).get(f"/api/boxes/keys?box={box.pk}").json()
    return {"named": named, "files": {path: Client().get(path).content.decode() for path in public}}


def test_the_keys_of_a_person_and_of_a_team_are_proved_and_others_are_not(
    lawyer: Holder, clerk: Holder, stranger: Holder
) -> None:
    for holder in (lawyer, clerk):
        keys_changed(holder)
        renewed(holder)
    grown()
    person, team = (site(stranger, holder.box) for holder in (lawyer, clerk))
    said = held(
        [
            person | {"address": lawyer.box.address.title()},
            team | {"address": clerk.box.address},
            team | {"address": None},
            team | {"address": lawyer.box.address},
            person
            | {
                "address": lawyer.box.address,
                "named": person["named"] | {"signing": team["named"]["recipient"]},
            },
            person
            | {
                "address": lawyer.box.address,
                "named": person["named"] | {"recipient": team["named"]["recipient"]},
            },
        ]
    )
    assert said == ["logged", "logged", "logged", "other", "other", "other"]


def test_what_two_of_three_witnesses_cosigned_is_vouched_for_and_no_more(
    lawyer: Holder, stranger: Holder, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    court = three_witnesses(tmp_path, settings, monkeypatch, now())
    court.away = {"bar"}
    keys_changed(lawyer)
    renewed(lawyer)
    grown()
    collect_cosignatures(at=now())
    policy = write(settings.ENVIRONMENT.witnesses)
    seen = site(stranger, lawyer.box) | {"address": lawyer.box.address, "policy": policy}
    alone = policy.replace("group two 2", "group two 3")
    said = held([seen, seen | {"policy": alone}, seen | {"policy": None}])
    assert said == ["logged", "unwitnessed", "logged"]
