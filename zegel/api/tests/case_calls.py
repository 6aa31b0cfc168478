"""Calls of the endpoints of cases, by the clerk of the court: each in order, in a world with one case."""

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from tests.case_world import CaseWorld, circle_of
from tests.personas import as_lawyer, b64, make_holder, store_file
from tests.statements import circle as signed_circle
from tests.statements import circle_signed, wire
from zegel.casefile.actions import ask_switch
from zegel.casefile.queries import Case
from zegel.filing.actions import file, open_desk
from zegel.filing.rules import Facts, Grant, Handed, NewDocument
from zegel.law.calendar import atw_calendar
from zegel.lib.moments import AMSTERDAM, amsterdam, now
from zegel.proceedings.actions import NewAct, give_office, perform
from zegel.seal.sealing import seal_bytes


def people(world: Any) -> CaseWorld:
    """The clerk's court, and lawyers of both parties."""
    other = make_holder("mr. G. Daagde", f"{uuid.uuid4().hex[:8]}@kantoor.example")
    return CaseWorld(clerk=world.clerk, claimant=world.lawyer, defendant=other)


def _office(world: Any) -> dict[str, str]:
    """The clerk's own office, at their own desk."""
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="planner", at=now()
    )  # fmt: skip
    return {"account": str(world.clerk.user.pk), "office": "planner"}


def made(world: Any) -> Case:
    """A case at the clerk's desk, in which the clerk is judge too."""
    case = people(world).register(now())
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="planner",
        at=now(),
    )
    return case


def _own_desk(world: Any) -> None:
    """The clerk's team takes in commercial cases of Amsterdam."""
    where = {"court": "amsterdam", "location": "Amsterdam", "matter": "handel", "postal": "", "counter": ""}
    open_desk(box=world.clerk.box.pk, at=now(), **where)


def filed(world: Any) -> UUID:
    """A summons that the lawyer filed at the clerk's desk, with one document."""
    _own_desk(world)
    as_lawyer(world.lawyer)
    sides = (world.clerk, world.lawyer)
    grants = tuple(Grant(side.box.pk, seal_bytes([side.box.recipient], b"key"), 1) for side in sides)
    stored = store_file(world.lawyer.user.pk, seal_bytes([world.lawyer.box.recipient], b"%PDF-1.7"), at=now())
    handed = Handed(
        uuid.uuid4(), "portal", world.lawyer.box.pk, seal_bytes([world.lawyer.box.recipient], b"manifest"), grants,
        (NewDocument(stored, grants),),
    )  # fmt: skip
    facts = Facts("amsterdam", "Amsterdam", "handel", "summons", "", secret=False, copies="elsewhere")
    return file(actor=world.lawyer.principal, handed=handed, facts=facts, at=now()).filing


def _placement(recipient: str) -> dict[str, Any]:
    key = b64(seal_bytes([recipient], b"k" * 32))
    return {
        "kind": "aanvraag",
        "sealedKey": key,
        "keyVersion": 1,
        "documents": [{"number": 1, "sealedKey": key}],
    }


def _registered(world: Any, _filing: UUID) -> dict[str, Any]:
    case = _registration(world)
    return {"case": case, "party": 1, "placement": _placement(case["circles"][0]["recipient"])}


def _placing(world: Any, _filing: UUID) -> dict[str, Any]:
    case = made(world)
    circle = case.circles.get(kind="open")
    placed = {"case": str(case.pk), "party": str(case.parties.get(number=1).pk), "circle": str(circle.pk)}
    return placed | _placement(circle.container.recipient)


def _written(world: Any, subject: str, *objects: str) -> dict[str, Any]:
    """What the clerk's desk writes to the lawyer."""
    clerk, lawyer = world.clerk.box, world.lawyer.box
    return {
        "box": str(clerk.pk), "message": str(uuid.uuid4()), "conversation": str(uuid.uuid4()), "subject": subject,
        "envelope": b64(seal_bytes([clerk.recipient], b"words")), "senderKey": b64(seal_bytes([clerk.recipient], b"key")),
        "boxes": [{"box": str(lawyer.pk), "key": b64(seal_bytes([lawyer.recipient], b"key"))}],
        "objects": list(objects),
    }  # fmt: skip


def _answer(world: Any, _filing: UUID) -> dict[str, Any]:
    """What the clerk writes to who filed."""
    return {"outcome": "asked", "message": _written(world, "C/13/756123")}


def circle_told(clerk: Any, kind: str) -> dict[str, Any]:
    """A circle of the court alone, as its client brings it."""
    readers = [(clerk.box, "manage")]
    circle, _ = circle_of(*readers)
    said = signed_circle(clerk, readers, circle.recipient, kind=kind)
    member = circle.members[0]
    told = {
        "mailbox": str(member.mailbox), "right": member.right, "sealedIdentity": b64(member.sealed_identity),
        "keyVersion": member.key_version,
    }  # fmt: skip
    made = {"id": said.circle, "kind": kind, "recipient": circle.recipient, "members": [told]}
    return made | {"statement": wire(circle_signed(said, clerk))}


def _registration(world: Any) -> dict[str, Any]:
    found = people(world)
    _own_desk(world)
    circles = [circle_told(found.clerk, kind) for kind in ("open", "court")]
    return {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "desk": str(found.clerk.box.pk),
        "parties": [_party("claimant", "Pietersen"), _party("defendant", "De Boer")], "circles": circles,
    }  # fmt: skip


def _party(role: str, short_name: str, **changes: Any) -> dict[str, Any]:
    lawyer = {"kind": "lawyer", "name": "mr. E. Eiser", "professionNumber": "A12345"}
    facts = {"role": role, "kind": "person", "name": short_name, "shortName": short_name, "channel": "paper"}
    return facts | {"representative": lawyer, **changes}


def _entry(world: Any, case: Case) -> dict[str, Any]:
    circle = case.circles.get(kind="open")
    return {"kind": "vonnis"} | letter_in(world, str(circle.pk), circle.container.recipient)


def letter_in(world: Any, circle: str, recipient: str) -> dict[str, Any]:
    """A letter of the court, sealed to a circle."""
    stored = store_file(world.clerk.user.pk, seal_bytes([recipient], b"%PDF-1.7"), at=now())
    return {
        "circle": circle, "envelope": b64(seal_bytes([recipient], b"names")),
        "sealedKey": b64(seal_bytes([recipient], b"k" * 32)), "keyVersion": 1,
        "documents": [{"object": str(stored), "sealedKey": b64(seal_bytes([recipient], b"k" * 32))}],
    }  # fmt: skip


def _exclusion(world: Any, case: Case) -> dict[str, Any]:
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="judge", at=now()
    )  # fmt: skip
    return {"ground": "endangers", "reason": reason_in(case.circles.get(kind="open"))}


def reason_in(circle: Any) -> dict[str, Any]:
    """The reason of a decision, sealed to a circle."""
    recipient = circle.container.recipient
    return {
        "circle": str(circle.pk), "envelope": b64(seal_bytes([recipient], b"because")),
        "sealedKey": b64(seal_bytes([recipient], b"k" * 32)), "keyVersion": circle.container.key_version,
    }  # fmt: skip


def _entered(world: Any, case: Case) -> dict[str, Any]:
    """What the registry notes for a hearing that was set: that a party needs an interpreter."""
    _day_set(world, case)
    facts = {"party": str(case.parties.get(role="defendant").pk), "needed": "yes"}
    return {
        "id": str(uuid.uuid4()), "entry": "interpreter", "seen": 0, "facts": facts, "noted": now().isoformat(),
    }  # fmt: skip


def _informed(world: Any, case: Case) -> dict[str, Any]:
    """That the opponent was told of a hearing that was set."""
    _day_set(world, case)
    return {"id": str(uuid.uuid4()), "act": "inform opponent", "seen": 1}


def _day_set(world: Any, case: Case) -> None:
    perform(
        actor=world.clerk.principal,
        case=case.pk,
        new=NewAct(uuid.uuid4(), "set day", 0, facts={"hearing": "2099-12-16T10:00"}),
        at=now(),
    )


def _withdrawal(world: Any, case: Case) -> dict[str, Any]:
    letter = _entry(world, case)
    del letter["kind"]
    return {
        "id": str(uuid.uuid4()), "seen": 0, "act": "withdraw", "by": "claimant", "asked": "2026-12-01T10:00:00+01:00", "written": True,
        "letter": letter,
    }  # fmt: skip


def _day(world: Any, case: Case) -> dict[str, Any]:
    letter = _entry(world, case)
    del letter["kind"]
    today = amsterdam(now()).date()
    day = atw_calendar().ordinary_after(today + timedelta(weeks=11))
    return {
        "id": str(uuid.uuid4()), "seen": 0, "starts": datetime.combine(day, time(10), AMSTERDAM).isoformat(),
        "served": atw_calendar().ordinary_after(today).isoformat(), "abode": "netherlands",
        "stated": False, "unavailable": False, "letter": letter,
    }  # fmt: skip


def desk_calls(call: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """Every endpoint of a desk with a call that is in order."""

    def office(path: str) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("", whom="clerk")
            body = _office(world)
            return call(f"desks/{world.clerk.box.pk}/offices{path}", body)

        return build

    def offices(world: Any) -> Any:
        at = f"desks/{world.clerk.box.pk}/offices" if hasattr(world, "__dataclass_fields__") else ""
        return call(at, whom="clerk")

    def rooms(body: dict[str, Any] | None) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("", whom="clerk")
            _own_desk(world)
            return call(f"desks/{world.clerk.box.pk}/rooms", body, whom="clerk")

        return build

    return {
        "GET desks/{desk}/rooms": rooms(None),
        "POST desks/{desk}/rooms": rooms({"name": "Zaal 1"}),
        "GET desks/{desk}/offices": offices,
        "POST desks/{desk}/offices": office(""),
        "POST desks/{desk}/offices/end": office("/end"),
    }


def _scanned(call: Callable[..., Any]) -> Callable[[Any], Any]:
    """A page of paper that the clerk entered, sealed to the desk."""

    def build(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("")
        _own_desk(world)
        clerk, at = world.clerk, now()
        paper = Handed(
            uuid.uuid4(), "counter", None, filed_for="P. Jansen", pieces=1, reached_at=at, way="post"
        )
        facts = Facts("amsterdam", "Amsterdam", "handel", "message", "", secret=False, copies="not-due")
        filing = file(actor=clerk.principal, handed=paper, facts=facts, at=at).filing
        sealed = b64(seal_bytes([clerk.box.recipient], b"key"))
        grants = [{"container": str(clerk.box.pk), "sealedKey": sealed, "keyVersion": 1}]
        stored = store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"%PDF-1.7"), at=at)
        body = {
            "envelope": sealed,
            "grants": grants,
            "documents": [{"object": str(stored), "grants": grants}],
        }
        return call(f"intake/{filing}/scan", body)

    return build


def _spoken(call: Callable[..., Any]) -> Callable[[Any], Any]:
    """What the clerk took down of an oral application, sealed to the desk."""

    def build(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("intake/oral")
        _own_desk(world)
        clerk, at = world.clerk, now()
        sealed = b64(seal_bytes([clerk.box.recipient], b"key"))
        grants = [{"container": str(clerk.box.pk), "sealedKey": sealed, "keyVersion": 1}]
        stored = store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"{}"), at=at)
        here = amsterdam(at)
        body = {
            "filing": str(uuid.uuid4()), "court": "amsterdam", "location": "Amsterdam", "matter": "handel",
            "applicant": "mr. A. de Vries", "way": "telephone", "day": here.date().isoformat(),
            "hour": here.time().replace(microsecond=0).isoformat(), "canWait": False,
            "envelope": sealed, "grants": grants, "documents": [{"object": str(stored), "grants": grants}],
        }  # fmt: skip
        return call("intake/oral", body)

    return build


def _mailed(call: Callable[..., Any]) -> Callable[[Any], Any]:
    """A piece of the court that waits for a party by secure mail, sealed to its mailbox."""

    def build(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("postings/mail")
        court, at = people(world), now()
        parties = [court.party("claimant", channel="veilig mailen"), court.party("defendant")]
        case = court.register(at, parties=parties)
        posting = court.place(case, kind="beslissing", filed_at=at, at=at).postings.get()
        stored = store_file(world.clerk.user.pk, seal_bytes([world.clerk.box.recipient], b"%PDF-1.7"), at=at)
        message = _written(world, case.number, str(stored))
        return call("postings/mail", {"postings": [str(posting.pk)], "message": message})

    return build


def _decision(call: Callable[..., Any]) -> Callable[[Any], Any]:
    def build(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("")
        case = made(world)
        party = case.parties.get(role="defendant").pk
        asked = ask_switch(actor=world.clerk.principal, case=case.pk, party=party, to="paper", at=now())
        body = {"granted": True, "effective": "2099-01-01T00:00:00+01:00"}
        return call(f"cases/{case.pk}/requests/{asked.pk}/decision", body)

    return build


def calls(call: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """Every endpoint of cases with a call that is in order."""

    def about(path: str, body: Callable[[Any, Case], Any] | None = None) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("", whom="clerk")
            case = made(world)
            party = case.parties.get(role="defendant").pk
            return call(f"cases/{case.pk}{path.format(party=party)}", body(world, case) if body else None)

        return build

    def document(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("")
        found = people(world)
        case = found.register(now())
        entry = found.place(case, party=case.parties.get(role="claimant").pk, filed_at=now(), at=now())
        return call(f"cases/{case.pk}/entries/{entry.pk}/documents/1")

    def registration(world: Any) -> Any:
        return call("cases", _registration(world) if hasattr(world, "__dataclass_fields__") else {})

    def intake(path: str, body: Callable[[Any, UUID], Any] | None = None) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("")
            filing = filed(world)
            return call(f"intake/{path.format(filing=filing)}", body(world, filing) if body else {})

        return build

    lawyer = {"kind": "lawyer", "name": "mr. N. Nieuw"}
    return {
        "GET cases": lambda world: call(f"cases?desk={world.clerk.box.pk}"),
        "POST cases": registration,
        "GET cases/{case}": about(""),
        "GET cases/{case}/docket": about("/docket"),
        "GET cases/{case}/log": about("/log"),
        "GET cases/{case}/entries/{entry}/documents/{number}": document,
        "POST cases/{case}/entries": about("/entries", _entry),
        "POST cases/{case}/parties": about("/parties", lambda _world, _case: _party("defendant", "Jansen")),
        "PUT cases/{case}/parties/{party}/representative": about(
            "/parties/{party}/representative", lambda _world, _case: lawyer
        ),
        "DELETE cases/{case}/parties/{party}/representative": about("/parties/{party}/representative"),
        "POST cases/{case}/parties/{party}/channel": about(
            "/parties/{party}/channel",
            lambda _world, _case: {"to": "paper"},
        ),
        "POST cases/{case}/parties/{party}/exclusion": about("/parties/{party}/exclusion", _exclusion),
        "GET cases/{case}/requests": about("/requests"),
        "POST cases/{case}/requests/{key}/decision": _decision(call),
        "GET cases/{case}/circles": about("/circles"),
        "PUT cases/{case}/address": about(
            "/address",
            lambda world, _case: {"mailbox": str(world.clerk.box.pk), "email": "griffie@court.example"},
        ),
        "POST cases/{case}/visits": about("/visits", lambda _world, _case: {"number": 0}),
        "GET cases/{case}/acts": about("/acts"),
        "POST cases/{case}/acts": about("/acts", _informed),
        "POST cases/{case}/day": about("/day", _day),
        "POST cases/{case}/request": about("/request", _withdrawal),
        "GET cases/{case}/tasks": about("/tasks"),
        "POST intake/next": intake("next"),
        "POST intake/{filing}/claim": intake("{filing}/claim"),
        "DELETE intake/{filing}/claim": intake("{filing}/claim"),
        "POST intake/{filing}/case": intake("{filing}/case", _registered),
        "POST intake/{filing}/place": intake("{filing}/place", _placing),
        "POST intake/{filing}/answer": intake("{filing}/answer", _answer),
        "POST intake/{filing}/hold": intake("{filing}/hold", lambda _world, _filing: {"held": True}),
        "POST intake/{filing}/scan": _scanned(call),
        "POST intake/oral": _spoken(call),
        "POST postings/mail": _mailed(call),
        "POST cases/{case}/hearing/weigh": about("/hearing/weigh", lambda _world, _case: {"entry": "call"}),
        "POST cases/{case}/hearing/entries": about("/hearing/entries", _entered),
        "GET cases/{case}/hearing/words": about("/hearing/words"),
        "GET tasks": lambda world: call(f"tasks?desk={world.clerk.box.pk}"),
    }
