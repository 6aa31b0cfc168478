"""Drafts and judgments of a case, the register of enforceable copies, and the notes of its judge."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from zegel.casefile.queries import Reader, visible_entries
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import Kept, Proof, proof_of, records_about, records_of
from zegel.identity.queries.people import names_of
from zegel.judgments.errors import DraftUnknown, JudgmentUnknown, NotTheCourts
from zegel.judgments.events import DocumentSigned
from zegel.judgments.models import DeskNotes, Draft, EnforceableCopy, Judgment
from zegel.key_custody.queries.keys import signing_keys_at
from zegel.lib.principal import Principal
from zegel.vault.queries import object_chunks


def for_the_court(reader: Reader) -> None:
    """Drafts and registers are the court's.

    Raises:
        NotTheCourts.
    """
    if not reader.court:
        raise NotTheCourts


def drafts_of(reader: Reader) -> list[Draft]:
    """The versions of the judgment in the making, the newest first.

    Raises:
        NotTheCourts.
    """
    for_the_court(reader)
    return list(Draft.objects.filter(case=reader.case).select_related("object", "circle").order_by("-number"))


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a version: their name, and the key (b64) the directory names for them at that moment, empty where it names none."""

    name: str
    key: str


def makers_of(rows: Collection[Draft]) -> dict[UUID, Maker]:
    """Who made drafts that the caller may read, by draft (three queries)."""
    names = names_of({row.made_by for row in rows})
    keys = signing_keys_at({(row.made_by, row.made_at) for row in rows})
    return {
        row.pk: Maker(names.get(row.made_by, ""), keys.get((row.made_by, row.made_at), "")) for row in rows
    }


def draft_bytes(reader: Reader, draft: UUID) -> tuple[Draft, Iterator[bytes]]:
    """The sealed file of a draft.

    Raises:
        NotTheCourts; DraftUnknown.
    """
    for_the_court(reader)
    found = Draft.objects.filter(pk=draft, case=reader.case).select_related("object").first()
    if found is None:
        raise DraftUnknown
    return found, object_chunks(found.object_id)


def judgment_of(reader: Reader) -> Judgment | None:
    """The judgment that was given in a case, with what works it out; None before that."""
    rows = Judgment.objects.filter(case=reader.case, follows__isnull=True)
    return rows.select_related("followed_by__entry", "entry").first()


def signed_documents(reader: Reader) -> list[Judgment]:
    """What a judge signed in a case and this reader may see in the file, the oldest first."""
    rows = Judgment.objects.filter(case=reader.case, entry__in=visible_entries(reader))
    return list(rows.select_related("entry").order_by("given_at", "id"))


def signature_proof(reader: Reader, document: UUID) -> Proof:
    """What the log proves of the signature of a document.

    Raises:
        JudgmentUnknown: no such document, or not for this reader; ReceiptPending: the log has not taken it in yet.
    """
    if document not in {row.pk for row in signed_documents(reader)}:
        raise JudgmentUnknown
    for row in records_of(reader.case.pk, DocumentSigned.name):
        if json.loads(bytes(row.body))["facts"]["document"] == str(document):
            return proof_of(row)
    raise ReceiptPending


def log_of_judgments(reader: Reader) -> list[Kept]:
    """What the log took in of who signed the judgments of a case, for whoever reads the case: it names documents by their hash alone."""
    return [
        row for row in records_about([reader.case.pk], events=[DocumentSigned.name]) if row.index is not None
    ]


def enforceable_copies(reader: Reader) -> list[EnforceableCopy]:
    """The register of enforceable copies of a case, by number.

    Raises:
        NotTheCourts.
    """
    for_the_court(reader)
    rows = EnforceableCopy.objects.filter(case=reader.case)
    return list(rows.select_related("party", "judgment").order_by("number"))


def notes_of(reader: Reader, actor: Principal) -> DeskNotes | None:
    """The actor's own notes in a case; nobody else's are ever given.

    Raises:
        NotTheCourts.
    """
    for_the_court(reader)
    return DeskNotes.objects.filter(case=reader.case, account=actor.account).first()
