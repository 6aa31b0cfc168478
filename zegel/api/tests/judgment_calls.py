"""Calls of the endpoints of judgments, by a judge of the court: each in order, in a world with a case that was heard."""

import base64
import hashlib
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from tests.case_world import CaseWorld
from tests.personas import b64, store_file
from zegel.casefile.queries import Case, court_circle_of, open_circle_of
from zegel.judgments.actions import NewDraft, NewJudgment, SignedDocument, give_judgment, keep_draft
from zegel.judgments.queries import Draft
from zegel.judgments.rules import Circumstances
from zegel.lib.moments import now
from zegel.proceedings.actions import NewAct, give_office, perform
from zegel.seal.sealing import seal_bytes

from . import case_calls


def heard(world: Any) -> Case:
    """A case whose day of judgment was set, in which the clerk is judge and registrar too."""
    case = case_calls.made(world)
    clerk, at = world.clerk, now()
    for office in ("judge", "registrar"):
        give_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=at)
    hearing = {"hearing": (at + timedelta(days=9)).isoformat()}
    judgment = {"judgment": (at + timedelta(days=23)).isoformat()}
    for seen, (name, facts) in enumerate(
        (("set day", hearing), ("call", {}), ("set judgment", judgment))
    ):  # fmt: skip
        perform(actor=clerk.principal, case=case.pk, new=NewAct(uuid.uuid4(), name, seen, facts=facts), at=at)
    return case


def _sealed(recipient: str) -> dict[str, str]:
    key = b64(seal_bytes([recipient], b"k" * 32))
    return {"envelope": b64(seal_bytes([recipient], b"manifest")), "sealedKey": key, "documentKey": key}


def new_draft(world: Any, case: Case) -> dict[str, Any]:
    """A version of a judgment, as a client sends it."""
    recipient = court_circle_of(case).container.recipient
    stored = store_file(world.clerk.user.pk, seal_bytes([recipient], b"%PDF-1.7"), at=now())
    return {**_sealed(recipient), "object": str(stored), "keyVersion": 1}


def drafted(world: Any, case: Case) -> Draft:
    """A version that is kept."""
    told = new_draft(world, case)
    new = NewDraft(
        uuid.uuid4(),
        base64.b64decode(told["envelope"]),
        base64.b64decode(told["sealedKey"]),
        uuid.UUID(told["object"]),
        base64.b64decode(told["documentKey"]),
        1,
    )
    return keep_draft(actor=world.clerk.principal, case=case.pk, new=new, at=now())


def signed(world: Any, case: Case) -> dict[str, Any]:
    """A draft as its judge signed it, as a client sends it."""
    recipient = open_circle_of(case).container.recipient
    told = _sealed(recipient)
    return told | {
        "draft": str(drafted(world, case).pk),
        "signature": str(store_file(world.clerk.user.pk, seal_bytes([recipient], b"{}"), at=now())),
        "signatureKey": told["sealedKey"],
        "keyVersion": 1,
        "statement": hashlib.sha256(uuid.uuid4().bytes).hexdigest(),
        "key": b64(world.clerk.key.signing_public),
    }


def new_judgment(world: Any, case: Case) -> dict[str, Any]:
    """A written judgment, as a client sends it."""
    return {
        "id": str(uuid.uuid4()),
        "seen": 3,
        "form": "written",
        "appeared": [str(party.pk) for party in case.parties.all()],
        "document": signed(world, case),
    }


def reason(case: Case) -> dict[str, Any]:
    """A sealed reason, as a client sends it."""
    circle = open_circle_of(case)
    told = _sealed(circle.container.recipient)
    return {
        "circle": str(circle.pk),
        "envelope": told["envelope"],
        "sealedKey": told["sealedKey"],
        "keyVersion": 1,
    }


def _snake(name: str) -> str:
    return re.sub("([A-Z])", lambda found: f"_{found[0].lower()}", name)


def _worked_out(call: Callable[..., Any], world: Any) -> Any:
    if not hasattr(world, "__dataclass_fields__"):
        return call("", whom="clerk")
    case, clerk = case_calls.made(world), world.clerk
    give_office(
        actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office="judge", at=now()
    )  # fmt: skip
    hearing = {"hearing": (now() + timedelta(days=9)).isoformat()}
    for seen, (name, facts) in enumerate((("set day", hearing), ("call", {}))):
        new = NewAct(uuid.uuid4(), name, seen, facts=facts)
        perform(actor=clerk.principal, case=case.pk, new=new, at=now())
    everybody = tuple(party.pk for party in case.parties.all())
    oral = NewJudgment(uuid.uuid4(), 2, "oral", Circumstances(everybody))
    give_judgment(actor=clerk.principal, case=case.pk, new=oral, at=now())
    body = {"id": str(uuid.uuid4()), "format": "claims PDF/A", "document": signed(world, case)}
    return call(f"cases/{case.pk}/judgment/document", body)


def _released(call: Callable[..., Any], world: Any) -> Any:
    if not hasattr(world, "__dataclass_fields__"):
        return call("", whom="clerk")
    case = heard(world)
    entry = CaseWorld(world.clerk, world.lawyer, world.lawyer).place(
        case, party=case.parties.get(role="claimant").pk, filed_at=now(), at=now()
    )
    body = {"ground": "judge", "reason": reason(case)}
    return call(f"cases/{case.pk}/entries/{entry.pk}/release", body)


def calls(call: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """Every endpoint of judgments with a call that is in order."""

    def about(path: str, body: Callable[[Any, Case], Any] | None = None) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("", whom="clerk")
            case = heard(world)
            draft = drafted(world, case).pk if path.endswith("document") and body is None else uuid.uuid4()
            return call(f"cases/{case.pk}{path.format(draft=draft)}", body(world, case) if body else None)

        return build

    def postponed(_world: Any, case: Case) -> dict[str, Any]:
        day = (now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
        asked = [str(party.pk) for party in case.parties.all()]
        return {"id": str(uuid.uuid4()), "seen": 3, "day": day, "asked": asked, "written": True}

    def given(world: Any, case: Case) -> None:
        told = signed(world, case)
        sealed = {"documentKey", "signatureKey", "envelope", "sealedKey"}
        plain = {
            _snake(name): base64.b64decode(value) if name in sealed else value for name, value in told.items()
        }
        plain |= {name: uuid.UUID(plain[name]) for name in ("draft", "signature")}
        everybody = tuple(party.pk for party in case.parties.all())
        document = SignedDocument(**plain)
        new = NewJudgment(uuid.uuid4(), 3, "written", Circumstances(everybody), document)
        give_judgment(actor=world.clerk.principal, case=case.pk, new=new, at=now())

    def sent(world: Any, case: Case) -> dict[str, Any]:
        given(world, case)
        return {"id": str(uuid.uuid4()), "seen": 4}

    def copied(world: Any, case: Case) -> dict[str, Any]:
        given(world, case)
        claimant = case.parties.get(role="claimant")
        return {"id": str(uuid.uuid4()), "party": str(claimant.pk), "interest": "claim"}

    def kept(world: Any, _case: Case) -> dict[str, Any]:
        return {"sealed": b64(seal_bytes([world.clerk.key.recipient], b"notes")), "seen": 0}

    return {
        "GET cases/{case}/judgment/drafts": about("/judgment/drafts"),
        "PUT cases/{case}/judgment/drafts/{draft}": about("/judgment/drafts/{draft}", new_draft),
        "GET cases/{case}/judgment/drafts/{draft}/document": about("/judgment/drafts/{draft}/document"),
        "POST cases/{case}/judgment": about("/judgment", new_judgment),
        "POST cases/{case}/judgment/document": partial(_worked_out, call),
        "POST cases/{case}/judgment/sent": about("/judgment/sent", sent),
        "POST cases/{case}/judgment/copies": about("/judgment/copies", copied),
        "POST cases/{case}/judgment/postponement": about("/judgment/postponement", postponed),
        "POST cases/{case}/entries/{entry}/release": partial(_released, call),
        "GET cases/{case}/notes": about("/notes"),
        "PUT cases/{case}/notes": about("/notes", kept),
    }
