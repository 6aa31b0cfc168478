from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("boxes", "0004_keys_into_epochs")]

    operations = [
        migrations.RemoveField(model_name="member", name="sealed_identity"),
        migrations.RemoveField(model_name="member", name="may_send"),
    ]
