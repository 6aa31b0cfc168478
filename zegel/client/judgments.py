"""Judgments, as the programs of a judge and a registrar make them (docs/formats.md, Judgment)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.client.placing import Place, Target, signed_envelope, stored_file
from zegel.client.sealed import File, encode
from zegel.lib.moments import amsterdam, now
from zegel.seal import judgment
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import FileEntry
from zegel.seal.sealing import seal_bytes

SIGNATURE = "handtekening.json"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A version that was kept: its key, its file, and the identity its file is sealed to."""

    key: str
    entry: FileEntry
    identity: str


def keep_draft(writer: Place, file: File) -> Drafted:
    """Keep a version of the judgment, sealed to the circle of the court."""
    target = writer.target("court")
    key, own, of_file = str(uuid.uuid4()), generate_hybrid(), generate_hybrid()
    entry = stored_file(writer.account, 1, file, of_file)
    envelope = signed_envelope(writer, key, "", [entry])
    body = {
        "envelope": encode(seal_bytes([identity_recipient(own)], envelope)),
        "sealedKey": target.key_of(own),
        "object": entry.object,
        "documentKey": target.key_of(of_file),
        "keyVersion": target.version,
    }
    writer.account.session.call("PUT", f"cases/{writer.case}/judgment/drafts/{key}", body)
    return Drafted(key, entry, of_file)


def give_judgment(
    judge: Place,
    draft: Drafted,
    *,
    appeared: Sequence[str],
    level: str = "2b",
    short: bool = False,
    reason: Mapping[str, Any] | None = None,
) -> str:
    """Sign a draft with the judge's own key and give it as the written judgment; gives its identifier.

    `appeared` are the parties (identifiers) that appeared, `level` is the PDF/A level that the document claims. A `short` one is for
    what could not wait (12.4), with the `reason`: it is worked out later.
    """
    shown, key, form = judge.shown(), str(uuid.uuid4()), "short" if short else "written"
    body = {
        "id": key,
        "seen": shown["lastAct"],
        "form": form,
        "appeared": list(appeared),
        "veryUrgent": short,
        "reason": dict(reason) if reason else None,
        "document": _signed(
            judge, draft, _said(judge, shown, key, draft, form=form, level=level), judge.target("open")
        ),
    }
    judge.account.session.call("POST", f"cases/{judge.case}/judgment", body)
    return key


def send_copies(registrar: Place) -> None:
    """Note that the judgment was sent to who appeared."""
    body = {"id": str(uuid.uuid4()), "seen": registrar.shown()["lastAct"]}
    registrar.account.session.call("POST", f"cases/{registrar.case}/judgment/sent", body)


def postpone(judge: Place, day: datetime, *, asked: Sequence[str]) -> None:
    """Put the judgment off to a day and hour, on the written request of these parties (12.5)."""
    body = {
        "id": str(uuid.uuid4()),
        "seen": judge.shown()["lastAct"],
        "day": day.isoformat(timespec="minutes"),
        "asked": list(asked),
        "written": True,
    }
    judge.account.session.call("POST", f"cases/{judge.case}/judgment/postponement", body)


def issue_copy(registrar: Place, party: str) -> int:
    """Enter an enforceable copy on paper for a party whose claim was awarded; gives its number."""
    body = {"id": str(uuid.uuid4()), "party": party, "interest": "claim"}
    row = registrar.account.session.call("POST", f"cases/{registrar.case}/judgment/copies", body)
    return int(row["number"])


def _signed(judge: Place, draft: Drafted, said: judgment.Judgment, target: Target) -> dict[str, Any]:
    """The draft and the judge's signature, for who reads the case."""
    own = generate_hybrid()
    file = judgment.sign(said, judge.account.key.signing)
    signature = stored_file(judge.account, 2, File(SIGNATURE, "application/json", file), own)
    envelope = signed_envelope(judge, said.judgment, said.number, [draft.entry, signature])
    return {
        "draft": draft.key,
        "documentKey": target.key_of(draft.identity),
        "signature": signature.object,
        "signatureKey": target.key_of(own),
        "envelope": encode(seal_bytes([identity_recipient(own)], envelope)),
        "sealedKey": target.key_of(own),
        "keyVersion": target.version,
        "statement": judgment.read(file).sha256,
        "key": encode(judge.account.key.signing_public),
    }


def _said(
    judge: Place, shown: dict[str, Any], key: str, draft: Drafted, *, form: str, level: str
) -> judgment.Judgment:  # fmt: skip
    at, entry = now(), draft.entry
    return judgment.Judgment(
        judgment=key,
        case=judge.case,
        number=shown["number"],
        court=shown["court"],
        kind=form,
        follows=None,
        day=amsterdam(at).date().isoformat(),
        signed=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        user=judge.account.user["id"],
        name=judge.account.user["name"],
        document=judgment.Document(entry.sha256, entry.size, entry.pages or 0, level),
    )
