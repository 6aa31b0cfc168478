"""Rows that several verbs change: one whose identifier a client chose, and who may read a message."""

from django.db import connection
from django.db.models import Model

from zegel.lib.verbs import step
from zegel.mail.actions.word_index import forget_words
from zegel.mail.models import AccessGrant, Delivery


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
            forget_words(delivery.box_id, delivery.message_id)
        AccessGrant.objects.filter(**whose).delete()
