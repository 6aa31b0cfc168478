# ruff: noqa: INP001 - a script, not a package
"""What can be done to the receipts, proofs and checkpoints in an export, for make_tampered.py."""

import json
from collections.abc import Callable
from typing import Any

from make_exports import LOG, ORIGIN, SIGNER, USER, Message, finished, members

from zegel.seal import keys
from zegel.seal.succession import announce

RECEIPT, EVENTS = "bewijs/01 ontvangstbewijs.json", "bewijs/gebeurtenissen.json"
OTHER = bytes(reversed(LOG))
STRANGER = f"9{USER[1:]}"

type Made = dict[str, bytes]


def papers() -> list[tuple[str, Made, list[str]]]:
    """What can be done to receipts, proofs and checkpoints."""
    both = [Message(1, named=True), Message(2, named=True, guest=True)]
    made, forged = members(both), members(both, OTHER)

    def with_receipt(change: Callable[[dict[str, Any]], object]) -> Made:
        told = json.loads(made[RECEIPT])
        change(told)
        return finished(both, made | {RECEIPT: json.dumps(told).encode()})

    def with_events(change: Callable[[dict[str, Any]], object]) -> Made:
        told = json.loads(made[EVENTS])
        change(told)
        return finished(both, made | {EVENTS: json.dumps(told).encode()})

    second = json.loads(made[RECEIPT.replace("01", "02")])
    text = made[RECEIPT].decode()
    lost = ["proof", "receipt"]
    stolen = announce(ORIGIN, OTHER, keys.signing_public(SIGNER))
    return [
        ("receipt: of the other message, twice", finished(both, made | {RECEIPT: json.dumps(second).encode()}), ["receipt"]),
        ("receipt: of a log of one's own", finished(both, made | {RECEIPT: forged[RECEIPT]}), lost),
        ("receipt: the checkpoint of a log of one's own", with_receipt(lambda told: told["log"].update(checkpoint=json.loads(forged[RECEIPT])["log"]["checkpoint"])), lost),
        ("receipt: a key announced by a stranger", with_receipt(lambda told: told["log"].update(succession=[stolen])), []),
        ("receipt: an announcement that is none", with_receipt(lambda told: told["log"].update(succession=["é"])), lost),
        ("receipt: an announcement of keys outside ASCII", with_receipt(lambda told: told["log"].update(succession=["zegel/log-key/v1\ncourt.example\né\né\n"])), lost),
        ("receipt: a proof cut short", with_receipt(lambda told: told["log"].update(proof=[])), lost),
        ("receipt: a proof too long", with_receipt(lambda told: told["log"]["proof"].append(told["log"]["proof"][0])), lost),
        ("receipt: a hash with white space", with_receipt(lambda told: told["log"]["proof"].__setitem__(0, told["log"]["proof"][0] + "\n")), lost),
        ("receipt: a hash without padding", with_receipt(lambda told: told["log"]["proof"].__setitem__(0, told["log"]["proof"][0].rstrip("="))), lost),
        ("receipt: another index", with_receipt(lambda told: told["log"].update(index=1)), lost),
        ("receipt: an index below nought", with_receipt(lambda told: told["log"].update(index=-1)), lost),
        ("receipt: the index as text", with_receipt(lambda told: told["log"].update(index="0")), lost),
        ("receipt: the moment in another zone", with_receipt(lambda told: told["facts"].update(received="2026-11-22T22:51:00.123456+00:00")), lost),
        ("receipt: the moment without its fraction", with_receipt(lambda told: told["facts"].update(received="2026-11-22T23:51:00+01:00")), lost),
        ("receipt: the name of a court in the facts", with_receipt(lambda told: told["facts"]["parties"].update(sender="Rechtbank Den Haag")), lost),
        ("receipt: the name of a court in names and facts", with_receipt(renamed), lost),
        ("receipt: a recipient more in the facts", with_receipt(lambda told: told["facts"]["parties"]["recipients"].append("De wederpartij")), lost),
        ("receipt: names forgotten", with_receipt(forgotten), []),
        ("receipt: a stamp that is none", with_receipt(lambda told: told.update(stamp="nothing")), lost),
        ("receipt: a member named twice", finished(both, made | {RECEIPT: text.replace('"stamp":', '"type": "zegel/receipt/v3", "stamp":').encode()}), ["receipt", "stray"]),
        ("receipt: a number that is none", finished(both, made | {RECEIPT: text.replace('"index": 0', '"index": NaN').encode()}), ["receipt", "stray"]),
        ("receipt: in UTF-16", finished(both, made | {RECEIPT: text.encode("utf-16")}), ["receipt", "stray"]),
        ("receipt: behind a byte order mark", finished(both, made | {RECEIPT: b"\xef\xbb\xbf" + made[RECEIPT]}), ["receipt", "stray"]),
        ("receipt: a signature line that is none", with_receipt(lambda told: told["log"].update(checkpoint=told["log"]["checkpoint"] + "x\n")), lost),
        ("receipt: another origin", with_receipt(lambda told: told["log"].update(origin="other.example")), lost),
        ("proof: of a log of one's own", finished(both, made | {EVENTS: forged[EVENTS]}), ["proof"]),
        ("proof: the name of a court as actor", with_events(lambda told: told["records"][0].update(record=told["records"][0]["record"].replace(USER, STRANGER))), ["proof"]),
        ("proof: a member too many", with_events(lambda told: told["records"][0].update(note="x")), ["proof"]),
        ("proof: a stamp that is none", with_events(lambda told: told.update(stamp="nothing")), ["proof"]),
        ("proof: gone", finished(both, {name: data for name, data in made.items() if name != EVENTS}), []),
    ]  # fmt: skip


def renamed(told: dict[str, Any]) -> None:
    told["facts"]["parties"]["sender"] = "Rechtbank Den Haag"
    told["personal"] = told["personal"].replace("mr. A. de Vries", "Rechtbank Den Haag")


def forgotten(told: dict[str, Any]) -> None:
    told["facts"]["parties"] = told["personal"] = None
