"""What members held until now is the key of the first epoch of their box."""

from django.db import migrations
from django.db.models import F, Min
from django.utils import timezone


def into_epochs(apps, schema_editor):
    Box, Epoch = apps.get_model("boxes", "Box"), apps.get_model("boxes", "Epoch")
    Member, MemberKey = apps.get_model("boxes", "Member"), apps.get_model("boxes", "MemberKey")
    boxes = Box.objects.annotate(since=Min("members__since"))
    Epoch.objects.bulk_create(
        Epoch(box=box, number=1, recipient=box.recipient, since=box.since or timezone.now()) for box in boxes
    )
    epochs = {one.box_id: one for one in Epoch.objects.all()}
    MemberKey.objects.bulk_create(
        MemberKey(member=one, epoch=epochs[one.box_id], sealed_identity=one.sealed_identity)
        for one in Member.objects.all()
    )
    # Nobody could change who belongs to a team before; now those who could send for it can.
    Member.objects.filter(may_send=True).update(right="manage")
    Member.objects.filter(may_send=False).update(right="read")


def out_of_epochs(apps, schema_editor):
    Member, MemberKey = apps.get_model("boxes", "Member"), apps.get_model("boxes", "MemberKey")
    Member.objects.filter(right__in=["read", "prepare"]).update(may_send=False)
    for key in MemberKey.objects.filter(epoch__number=F("member__box__epoch")):
        Member.objects.filter(pk=key.member_id).update(sealed_identity=key.sealed_identity)


class Migration(migrations.Migration):
    dependencies = [("boxes", "0003_epochs")]

    operations = [migrations.RunPython(into_epochs, out_of_epochs)]
