from django.db import migrations

FILED = "UPDATE mail_message SET filed = true WHERE id IN (SELECT message_id FROM mailroom_filing)"


class Migration(migrations.Migration):
    dependencies = [("mailroom", "0001_initial"), ("mail", "0006_withdrawal")]

    operations = [migrations.RunSQL(FILED, migrations.RunSQL.noop)]
