"""Account holders and guests as programs: log in, send, open, answer."""

import os
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from zegel.client.alarms import Alarm
from zegel.client.circles import Circles
from zegel.client.filings import open_filing, seal_filing
from zegel.client.http import ApiProblem, Session
from zegel.client.recipient_keys import RecipientKeys
from zegel.client.sealed import (
    Addressee,
    File,
    Opened,
    asked_for,
    decode,
    encode,
    make_message,
    open_message,
)
from zegel.client.second import App, Phone
from zegel.client.site_log import LogChanged, SiteLog, known_log
from zegel.client.trust import Trust
from zegel.lib.moments import now
from zegel.seal.errors import SealError
from zegel.seal.identities import identity_recipient
from zegel.seal.keys import AccessHalves, UserKey, access_halves, make_guest, password_halves, signing_public
from zegel.seal.manifest import Party, Sender
from zegel.seal.opening import open_bytes, open_guest, open_identity, open_sender_copy, open_user_key
from zegel.seal.sealing import seal_bytes


class Account:
    """A logged-in account holder; the keys are in memory only."""

    def __init__(self, session: Session, me: dict[str, Any], key: UserKey) -> None:
        self.session = session
        self.user = me["user"]
        self.key = key
        self.trust = Trust(session, me, key)
        self.log = SiteLog(session, session.memory)
        self.others = RecipientKeys(session, self.log)
        self._known_as: dict[str, str] = {}
        self._take(me)

    def refresh(self) -> None:
        """Ask again which mailboxes there are, and open the keys that are new."""
        me = self.session.call("GET", "me")
        self.trust = Trust(self.session, me, self.key)
        self._take(me)

    def _take(self, me: dict[str, Any]) -> None:
        self.boxes = {box["address"]: box for box in me["boxes"]}
        self._addresses = {box["id"]: box["address"] for box in me["boxes"]}
        self._opened = {box["id"]: self._keys_of(box) for box in me["boxes"]}
        self.identities = {box: list(keys.values()) for box, keys in self._opened.items()}
        self.lacking = {box["id"] for box in me["boxes"] if not self._is_whole(box)}
        """Mailboxes of which a key does not open, or is not theirs: whoever shared it sealed something else."""

    def _is_whole(self, box: dict[str, Any]) -> bool:
        keys = self._opened[box["id"]]
        newest = keys.get(box["keyVersion"])
        if newest is None or len(keys) < len(box["keys"]):
            return False
        return identity_recipient(newest) == str(box["recipient"])

    def _keys_of(self, box: dict[str, Any]) -> dict[int, str]:
        found = {}
        for key in box["keys"]:
            with suppress(SealError, ValueError):
                found[key["number"]] = open_identity([self.key.identity], decode(key["sealedIdentity"]))
        return found

    def _sealing(self, address: str) -> tuple[str, int]:
        """The key of a mailbox of this account, derived from the identity that its members signed for, and its number.

        Raises:
            Doubted.
        """
        box = self.boxes[address]
        keys = self._opened[box["id"]]
        _, said = self.trust.believed(box, keys)
        return identity_recipient(keys[said.epoch]), said.epoch

    def watch(self) -> None:
        """Hold the log, and what it and the server say of the keys of this account's mailboxes, to what is known here. What is not so is told
        (`Session.tell`), and ends nothing.

        Raises:
            ApiProblem; SourceError; MemoryBroken.
        """
        try:
            self.log.look()
            for box in self.boxes.values():
                if box["id"] not in self.lacking:
                    self._watch(box)
        except LogChanged as changed:
            self.session.tell(Alarm(changed.code, str(changed)))

    def _watch(self, box: Mapping[str, Any]) -> None:
        try:
            self.others.watch_own(box, identity_recipient(self._opened[box["id"]][box["keyVersion"]]))
        except (ValueError, KeyError, TypeError, AttributeError):
            # An answer about one mailbox that cannot be read keeps no other from being looked at.
            self.session.tell(
                Alarm("named", f"what the server says of {box['address']} cannot be read", box["id"])
            )

    def confirm(self, source: str) -> None:
        """Go by everybody who is in the mailbox `source` now, after comparing their numbers."""
        box = self.boxes[source]
        self.trust.confirm(box, self._opened[box["id"]])
        self.refresh()

    @classmethod
    def log_in(
        cls,
        session: Session,
        email: str,
        password: str,
        second: App | Phone | None = None,
        *,
        trust: bool = False,
    ) -> "Account":
        """Stretch the password, send the login half, take the second step with an authenticator app or a phone where
        one is asked for, open the keys with the unlock half. With `trust` this session needs none for 30 days.

        Raises:
            ApiProblem: refused; `second-factor-needed` with neither where one is needed.
        """
        salt = decode(session.call("POST", "login/salt", {"email": email})["salt"])
        halves = password_halves(password, salt)
        answer = session.call("POST", "login", {"email": email, "login": encode(halves.login)})
        me = answer["me"] or _second_step(session, second, trust=trust)
        return cls(session, me, open_user_key(halves.unlock_identity, decode(me["sealedKey"])))

    def box(self, box: str) -> Addressee:
        """A mailbox to send to, by its address.

        Raises:
            KeyRefused, LogChanged: it is not sealed to.
        """
        found = [
            row for row in self.session.call("GET", f"recipients?q={quote(box)}") if row["address"] == box
        ]
        row = found[0]
        recipient, version = self.sealing_to(row["id"], row["address"], row["recipient"])
        return Addressee("box", row["id"], row["name"], row["address"], recipient, {"keyVersion": version})

    def sealing_to(self, box: str, address: str = "", named: str = "") -> tuple[str, int]:
        """The key to seal to of a mailbox: derived where it is this account's, else the one the server names, which held. `address` is what
        this program knows it by, where it does; `named` the key that was just named, where one was.

        Raises:
            KeyRefused, LogChanged.
        """
        if box in self._addresses:
            return self._sealing(self._addresses[box])
        if address:
            self._known_as[box] = address
        row = self.others.held(box, self._known_as.get(box), named)
        return str(row["recipient"]), int(row["keyVersion"])

    @property
    def circles(self) -> Circles:
        """The circles of cases this account can open."""
        return Circles(self)

    @property
    def own_boxes(self) -> dict[str, dict[str, Any]]:
        """The mailboxes of this account, by identifier."""
        return {box["id"]: box for box in self.boxes.values()}

    def keys_of(self, box: str) -> Mapping[int, str]:
        """The identity of each key version of a mailbox that opens here."""
        return self._opened.get(box, {})

    def let_in(self, source: str, person: str, *, right: str) -> None:
        """Let the holder of the personal mailbox with address `person` use the mailbox `source`, from its first key version on."""
        found = self.session.call("GET", f"boxes/people?q={quote(person)}")
        holder = next(row for row in found if row["address"] == person)
        self.others.check_person(person, holder)
        box = self.boxes[source]
        head = self.trust.believed(box, self._opened[box["id"]])
        keys = [
            {
                "number": number,
                "sealedIdentity": encode(seal_bytes([holder["recipient"]], identity.encode())),
            }
            for number, identity in self._opened[box["id"]].items()
        ]
        statement = self.trust.let_in(head, holder)
        body = {"user": holder["user"], "right": right, "keys": keys, "statement": statement}
        self.session.call("POST", f"boxes/{box['id']}/members", body)
        self.refresh()

    def new_guest(
        self, source: str, *, name: str, email: str, phone: str = "", code: str = "", language: str = "nl"
    ) -> tuple[Addressee, str]:
        """A guest for a message from the mailbox with address `source`; gives the addressee and the link secret."""
        salt = os.urandom(16)
        access: AccessHalves | None = access_halves(code, salt) if code else None
        guest = make_guest(self._sealing(source)[0], access=access)
        new: dict[str, Any] = {
            "name": name,
            "email": email,
            "phone": phone,
            "language": language,
            "verification": "code" if access else "sms",
            "recipient": guest.recipient,
            "sealedIdentity": encode(guest.sealed_identity),
            "senderCopy": encode(guest.sender_copy),
        }
        if access:
            new |= {"codeSalt": encode(salt), "codeVerifier": encode(access.verifier)}
        key = str(uuid.uuid4())
        return Addressee(
            "guest", key, name, email, guest.recipient, {"link": guest.link, "new": new}
        ), guest.link

    def known_guests(self, source: str, conversation: str) -> list[Addressee]:
        """The guests of a conversation this mailbox began, with the links its members can unseal."""
        box = self.boxes[source]
        answer = self.session.call("GET", f"conversations/{conversation}?box={box['id']}")
        found = []
        for correspondent in answer["correspondents"]:
            if correspondent["kind"] == "guest" and not correspondent["adopted"]:
                identity, link = open_sender_copy(
                    self.identities[box["id"]], decode(correspondent["senderCopy"])
                )
                found.append(
                    Addressee(
                        "guest",
                        correspondent["id"],
                        correspondent["name"],
                        correspondent["address"],
                        identity_recipient(identity),
                        {"link": link},
                    )
                )
        return found

    def compose(
        self,
        source: str,
        addressees: Sequence[Addressee],
        *,
        subject: str,
        text: str,
        files: Sequence[File] = (),
        conversation: str = "",
    ) -> dict[str, Any]:
        """A sealed submission, not yet handed in; its files are uploaded."""
        box = self.boxes[source]
        recipient, version = self._sealing(source)
        body = make_message(
            self.session,
            sender=Sender(
                kind="box", id=box["id"], name=box["name"], user=self.user["id"], user_name=self.user["name"]
            ),
            signing_seed=self.key.signing,
            sender_recipient=recipient,
            addressees=addressees,
            conversation=conversation or str(uuid.uuid4()),
            subject=subject,
            text=text,
            files=files,
        )
        return {**body, "box": box["id"], "senderKeyVersion": version}

    def send(self, source: str, addressees: Sequence[Addressee], **content: Any) -> dict[str, Any]:
        """Compose and hand in; gives the submission and its receipt. When the key of a mailbox was renewed in the
        meantime, nothing was taken in, and it is handed in once more with the keys of that moment.
        """
        body = self.compose(source, addressees, **content)
        try:
            return {"submission": body, "receipt": self.session.call("POST", "messages", body)}
        except ApiProblem as problem:
            if problem.code != "key-version-past":
                raise
        body = self._sealed_again(body)
        return {"submission": body, "receipt": self.session.call("POST", "messages", body)}

    def _sealed_again(self, body: dict[str, Any]) -> dict[str, Any]:
        """The same message with its key sealed to the newest keys of its mailboxes; the files stay as they are."""
        mine = self.identities[body["box"]]
        identity = open_identity(mine, decode(body["senderKey"]))
        boxes = {body["box"], *(each_box["box"] for each_box in body["boxes"])}
        self.refresh()
        named = {box: self.sealing_to(box) for box in boxes}
        own, own_version = named[body["box"]]

        def key(box: str) -> str:
            return encode(seal_bytes([named[box][0]], identity.encode()))

        def guest(row: dict[str, Any]) -> dict[str, Any]:
            if not (new := row.get("new")):
                return row
            copy = open_bytes(mine, decode(new["senderCopy"]))
            return row | {"new": new | {"senderCopy": encode(seal_bytes([own], copy))}}

        return body | {
            "senderKey": key(body["box"]),
            "senderKeyVersion": own_version,
            "boxes": [
                each_box | {"key": key(each_box["box"]), "keyVersion": named[each_box["box"]][1]}
                for each_box in body["boxes"]
            ],
            "guests": [guest(each_guest) for each_guest in body["guests"]],
        }

    def file_directly(
        self,
        source: str,
        facts: Mapping[str, Any],
        *,
        text: str,
        files: Sequence[File],
        filed_for: str = "",
        filing: str = "",
    ) -> dict[str, Any]:
        """File at a court without a message: each document sealed to a key of its own, the manifest signed and sealed, every
        key sealed to the court's desk and to this mailbox; `filing` is its identifier where it has one. Gives what the server answers.
        """
        box = self.boxes[source]
        where = "&".join(f"{name}={quote(str(facts[name]))}" for name in ("court", "location", "matter"))
        desk = self.session.call("GET", f"filings/desk?{where}")
        readers = [
            (desk["box"], *self.sealing_to(desk["box"], desk["address"], desk["recipient"])),
            (box["id"], *self._sealing(source)),
        ]
        sealed = seal_filing(
            self.session,
            sender=Sender(
                kind="box", id=box["id"], name=box["name"], user=self.user["id"], user_name=self.user["name"]
            ),
            signing_seed=self.key.signing,
            desk=Party(kind="box", id=desk["box"], name=desk["name"], address=desk["address"]),
            readers=readers,
            subject=str(facts["number"]) or "nieuwe zaak",
            text=text,
            files=files,
            filing=filing,
        )
        body = {**sealed, "box": box["id"], "filedFor": filed_for, "facts": dict(facts)}
        return dict(self.session.call("POST", "filings/direct", body))

    def open_filing(self, filing: str) -> Opened:
        """Open a filing and all its documents.

        Raises:
            SealError: a check failed. ApiProblem: not this account's filing.
        """
        found = asked_for(self.session.call("GET", f"filings/{filing}"), filing, "filing")
        known = [identity for identities in self.identities.values() for identity in identities]
        return open_filing(
            found, known, lambda number: self.session.fetch(f"filings/{filing}/documents/{number}")
        )

    def assign(self, source: str, conversation: str, to: str) -> int:
        """Give a conversation in the mailbox `source` to its member with mail address `to`; how many changed hands."""
        box = self.boxes[source]["id"]
        members = self.session.call("GET", f"boxes/{box}/members")
        whom = next(member["user"] for member in members if member["email"] == to)
        entries = [entry["id"] for entry in self.folder(source) if entry["conversation"] == conversation]
        body = {"entries": entries, "to": whom}
        return int(self.session.call("POST", f"boxes/{box}/assignments", body)["changed"])

    def folder(self, source: str, folder: str = "in") -> list[dict[str, Any]]:
        """The newest entries of a folder."""
        answer = self.session.call("GET", f"boxes/{self.boxes[source]['id']}/{folder}")
        return list(answer["entries"])

    def open(self, message: str) -> Opened:
        """Open a message and all its files.

        Raises:
            SealError: a check failed. ApiProblem: not this account's message.
        """
        opened = asked_for(self.session.call("POST", f"messages/{message}/open"), message)
        return open_message(
            opened,
            self.identities[opened["box"]],
            lambda number: self.session.fetch(f"messages/{message}/files/{number}"),
            lambda code: self.session.call("POST", f"messages/{message}/reports", {"code": code}),
            known_log(self.log, self.session.tell),
        )


def _second_step(session: Session, second: App | Phone | None, *, trust: bool) -> dict[str, Any]:
    if second is None:
        raise ApiProblem(403, "second-factor-needed", "this account asks for a second step")
    if isinstance(second, Phone):
        asked = now().timestamp()
        session.call("POST", "login/code", {})
        body = {"method": "sms", "code": second.newest(asked), "trust": trust}
        return dict(session.call("POST", "login/second", body))
    refused: ApiProblem | None = None
    for code in second.codes():
        try:
            body = {"method": "totp", "code": code, "trust": trust}
            return dict(session.call("POST", "login/second", body))
        except ApiProblem as problem:
            if problem.code != "factor-used":
                raise
            refused = problem
    raise refused or ApiProblem(403, "factor-used", "no code was left")


class Visitor:
    """A guest with the link from their mail."""

    def __init__(self, session: Session, guest: str, link: str) -> None:
        self.session, self.guest, self.link = session, guest, link
        session.alarms = f"guests/{guest}/alarms"
        self.me: dict[str, Any] = {}
        self.log = SiteLog(session, session.memory)
        self.others = RecipientKeys(session, self.log)
        self.identity = ""
        self.signing = b""

    def ask_code(self) -> None:
        """Have a code sent by SMS."""
        self.session.call("POST", f"guests/{self.guest}/code")

    def enter(self, *, digits: str = "", code: str = "") -> None:
        """Show the SMS digits or the access code, and open the identity with the link.

        Raises:
            ApiProblem: refused. SealError: the link is not this guest's.
        """
        access = None
        body = {"digits": digits}
        if code:
            salt = decode(self.session.call("GET", f"guests/{self.guest}")["codeSalt"])
            access = access_halves(code, salt)
            body = {"verifier": encode(access.verifier)}
        self.me = self.session.call("POST", f"guests/{self.guest}/enter", body)
        self.identity = open_guest(self.link, decode(self.me["sealedIdentity"]), access=access)

    def open(self, message: str) -> Opened:
        """Open a message and all its files."""
        path = f"guests/{self.guest}/messages/{message}"
        opened = asked_for(self.session.call("POST", f"{path}/open"), message)
        return open_message(
            opened,
            [self.identity],
            lambda number: self.session.fetch(f"{path}/files/{number}"),
            lambda code: self.session.call("POST", f"{path}/reports", {"code": code}),
            known_log(self.log, self.session.tell),
        )

    def reply(self, text: str, files: Sequence[File] = ()) -> dict[str, Any]:
        """Answer the owner of the conversation; gives the receipt. Once more when the owner's key was just renewed."""
        self._make_signing_key()
        try:
            return self._reply(text, files)
        except ApiProblem as problem:
            if problem.code != "key-version-past":
                raise
        self.me = self.session.call("GET", f"guests/{self.guest}/me")
        return self._reply(text, files)

    def _reply(self, text: str, files: Sequence[File]) -> dict[str, Any]:
        owner = self.others.held_by_guest(self.me["owner"])
        body = make_message(
            self.session,
            sender=Sender(kind="guest", id=self.guest, name=self.me["name"], user=None, user_name=None),
            signing_seed=self.signing,
            sender_recipient=identity_recipient(self.identity),
            addressees=[
                Addressee(
                    "box",
                    owner["id"],
                    owner["name"],
                    owner["address"],
                    owner["recipient"],
                    {"keyVersion": owner["keyVersion"]},
                )
            ],
            conversation=self.me["conversation"],
            subject=self.me["subject"],
            text=text,
            files=files,
            guest=self.guest,
        )
        return dict(self.session.call("POST", f"guests/{self.guest}/messages", body))

    def _make_signing_key(self) -> None:
        if self.signing:
            return
        self.signing = os.urandom(32)
        sealed = seal_bytes([identity_recipient(self.identity)], encode(self.signing).encode())
        body = {"public": encode(signing_public(self.signing)), "sealed": encode(sealed)}
        self.session.call("POST", f"guests/{self.guest}/signing-key", body)
