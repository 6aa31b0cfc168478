"""Who is in a case of the demo, and who reads what: somebody joins, a lawyer is replaced, shielding is decided."""

from typing import Any

from zegel.client.circles import circle_body
from zegel.client.demo_court.scene import Scene
from zegel.client.demo_court.written import party_of, representative
from zegel.client.sealed import encode
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes


def party_joins(scene: Scene) -> None:
    """The judge let somebody join on the side of the defendant (6.4); they read everything from now on."""
    side, case = scene.story.joins, scene.case
    if side is None:
        raise LookupError(f"nobody joins in {scene.story.key}")
    body = {
        **party_of(side, dict(scene.accounts)),
        "decision": "Beslissing van de voorzieningenrechter, mondeling gegeven",
    }
    scene.staff.clerk.session.call("POST", f"cases/{case}/parties", body)
    in_line(scene)


def lawyer_replaced(scene: Scene) -> None:
    """Another lawyer acts for the claimant from now on."""
    side = scene.story.side("claimant")
    new = "hendriks" if side.by != "hendriks" else "vandam"
    agent = representative(type(side)(side.role, side.name, side.short, new, side.town), dict(scene.accounts))
    party = scene.parties("claimant")[0]["id"]
    scene.staff.clerk.session.call("PUT", f"cases/{scene.case}/parties/{party}/representative", agent)
    in_line(scene)


def in_line(scene: Scene) -> None:
    """Let the circles of the case be read by who should read them now, as a client of the court does."""
    clerk = scene.staff.clerk
    addresses = {
        account.boxes[account.user["email"]]["id"]: account.user["email"]
        for account in scene.accounts.values()
    }
    for row in clerk.session.call("GET", f"cases/{scene.case}/circles"):
        for mailbox in row["join"]:
            clerk.circles.join(row["container"], addresses[mailbox], right="read")
        if row["renew"]:
            clerk.circles.renew(row["container"], {})


def shielding_decided(scene: Scene) -> None:
    """The judge lets a defendant keep its next pieces from another one, in a circle of their own (3.7); the clerk places what waited."""
    shown = scene.judge.shown()
    parties = {party["id"]: party for party in shown["partyList"]}
    asked = _asked(scene)
    without = [parties[key] for key in asked["without"]]
    kept_out = {party["mailbox"] for party in without}
    readers = sorted({party["mailbox"] for party in parties.values() if party["mailbox"]} - kept_out)
    circle = _shielded(scene, readers) | {"without": sorted(party["number"] for party in without)}
    body = {"granted": True, "circle": circle, "reason": _why(circle["recipient"])}
    scene.staff.judge.session.call("POST", f"cases/{scene.case}/requests/{asked['id']}/decision", body)
    scene.placed(scene.named("shielded"), "defendant", "productie", plain=0, circle="shielded")


def _shielded(scene: Scene, readers: list[str]) -> dict[str, Any]:
    judge, mailboxes = scene.staff.judge, {}
    for account in scene.accounts.values():
        address = account.user["email"]
        mailboxes[account.boxes[address]["id"]] = address
    members = [
        (judge.box(scene.story.team), "manage"),
        *((judge.box(mailboxes[key]), "read") for key in readers),
    ]
    maker = judge.circles.maker(judge.boxes[scene.story.team]["id"])
    return circle_body("shielded", generate_hybrid(), members, maker)


def _why(recipient: str) -> dict[str, Any]:
    """The judge's reason, for who reads the new circle."""
    own, words = (
        generate_hybrid(),
        "De stukken bevatten bedrijfsgeheimen die de andere gedaagde niet hoeft te kennen.",
    )
    return {
        "newCircle": True,
        "envelope": encode(seal_bytes([identity_recipient(own)], words.encode())),
        "sealedKey": encode(seal_bytes([recipient], own.encode())),
        "keyVersion": 1,
    }


def _asked(scene: Scene) -> dict[str, Any]:
    """What waits for the judge."""
    rows = scene.staff.judge.session.call("GET", f"cases/{scene.case}/requests")
    return next(dict(row) for row in rows if row["kind"] == "shielding" and not row["outcome"])
