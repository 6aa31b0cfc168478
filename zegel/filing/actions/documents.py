"""Steps of filing: the sealed documents in the vault, who gets their keys, and the rows that keep both."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import current_key_versions
from zegel.filing.errors import DocumentMissing, GrantsRefused
from zegel.filing.models import AccessGrant, Document, Filing
from zegel.filing.rules import Grant, NewDocument
from zegel.lib.verbs import step
from zegel.mail.queries.messages import attached
from zegel.mail.rules import LARGEST_ENVELOPE
from zegel.seal.header import is_sealed, is_sealed_key
from zegel.vault.queries import StoredObject, stored_objects


@step
def stored_documents(
    owners: Iterable[UUID], documents: Sequence[NewDocument], *, mailed: bool = False
) -> list[StoredObject]:
    """The sealed documents that one of these owners brought to the vault, in order.

    Raises:
        DocumentMissing: one is not stored, named twice, filed before, or attached to a message (unless that carried it: `mailed`).
    """
    if not documents:
        return []
    keys = [document.object for document in documents]
    found = stored_objects(set(owners), keys)
    taken = set(Document.objects.filter(object__in=keys).values_list("object", flat=True))
    if not mailed:
        taken |= attached(keys)
    for number, key in enumerate(keys, 1):
        if key not in found or key in taken or keys.count(key) > 1:
            raise DocumentMissing(field="files", number=number)
    return [found[key] for key in keys]


@step
def check_sealed(
    readers: set[UUID], envelope: bytes, grants: tuple[Grant, ...], documents: Sequence[NewDocument]
) -> None:
    """That every reader, and nobody else, gets every key, sealed to their newest one.

    Raises:
        GrantsRefused; KeyVersionPast.
    """
    every = [grants, *(document.grants for document in documents)]
    if not is_sealed(envelope) or len(envelope) > LARGEST_ENVELOPE:
        raise GrantsRefused
    for given in every:
        if {grant.container for grant in given} != readers or len(given) != len(readers):
            raise GrantsRefused
        if not all(is_sealed_key(grant.sealed_key) for grant in given):
            raise GrantsRefused
    # A key of a container holds until this is received.
    named = {(grant.container, grant.key_version) for given in every for grant in given}
    if set(current_key_versions({container for container, _ in named}).items()) != named:
        raise KeyVersionPast


@step
def add_documents(
    filing: Filing, documents: Sequence[NewDocument], grants: tuple[Grant, ...], *, at: datetime
) -> None:
    """Keep the documents of a filing in their order, and every key that was given.

    Raises:
        DocumentMissing: another filing took one of them at the same time.
    """
    new = [
        Document(filing=filing, number=number, object_id=document.object)
        for number, document in enumerate(documents, 1)
    ]
    try:
        with transaction.atomic():
            rows = Document.objects.bulk_create(new)
    except IntegrityError:
        raise DocumentMissing(field="files", number=1) from None
    granted: list[tuple[Document | None, tuple[Grant, ...]]] = [(None, grants)]
    granted += [(row, document.grants) for row, document in zip(rows, documents, strict=True)]
    AccessGrant.objects.bulk_create(
        AccessGrant(
            filing=filing,
            document=document,
            container_id=grant.container,
            sealed_key=grant.sealed_key,
            key_version=grant.key_version,
            at=at,
        )
        for document, given in granted
        for grant in given
    )


@step
def files_of(objects: Sequence[StoredObject]) -> list[dict[str, object]]:
    """The sealed documents as evidence names them."""
    return [{"object": stored.pk, "size": stored.size, "sha256": stored.sha256} for stored in objects]
