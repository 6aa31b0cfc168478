"""What the server names and publishes, held together by the code of the browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

from django.test import Client

from tests.personas import Holder, browser
from zegel.boxes.models import Container

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
