"""Rows that several verbs change: one whose identifier a client chose, and who may read a message."""

from uuid import UUID

from django.db import connection
from django.db.models import Model, Q

from zegel.lib.verbs import step
from zegel.mail.models import AccessGrant, Delivery, WordPiece


@step
def insert_if_new(row: Model) -> bool:
    """Insert, unless a row with this key exists; waits for whoever is inserting it, and says who was first.

    One query; `bulk_create(ignore_conflicts=True)` does not tell whether it inserted anything.
    """
    table = row._meta  # noqa: SLF001  Django's documented way to a model's columns
    name = connection.ops.quote_name
    columns = ", ".join(name(str(field.column)) for field in table.concrete_fields)
    places = ", ".join("%s" for _ in table.concrete_fields)
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for field in table.concrete_fields
    ]
    # Names come from the model alone, values go beside the statement.
    statement = f"INSERT INTO {name(table.db_table)} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


@step
def revoke(delivery: Delivery) -> None:
    """Take the key of a message from whom it went to or came from, unless they have another part in it that stands."""
    whose = {"message": delivery.message_id, "box": delivery.box_id, "guest": delivery.guest_id}
    parts = Delivery.objects.filter(withdrawn_at__isnull=True, expired_at__isnull=True, **whose)
    if not parts.exclude(pk=delivery.pk).exists():
        if delivery.box_id:
            _forget_words(delivery.box_id, delivery.message_id)
        AccessGrant.objects.filter(**whose).delete()


def _forget_words(box: UUID, message: UUID) -> None:
    """What holds the words of a message goes, also of the messages beside it: those wait to be indexed anew."""
    held = Delivery.objects.filter(box=box, message=message)
    # Of what nobody opened no words were ever kept; who takes back what they sent to many need not wait for each.
    if not held.filter(Q(role=Delivery.Role.SENDER) | Q(opened_at__isnull=False)).exists():
        return
    only_changing_words(box)
    WordPiece.objects.filter(grants__box=box, grants__message=message).delete()


@step
def only_changing_words(box: UUID) -> None:
    """The word index of a mailbox is changed by one at a time, until the transaction ends: who puts words of a message while it is let go
    would keep them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(box.int % 2**62) ^ 0x776F7264])
