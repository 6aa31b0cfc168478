"""Refusals of the vault."""

from zegel.lib.refusals import Refusal


class UploadUnknown(Refusal):
    """There is no such upload for this person; an unfinished one is swept after a week."""

    code = "upload-unknown"
    message = "This upload no longer exists. Add the file again."


class UploadTooLarge(Refusal):
    """More bytes than a sealed file may have (VI 6.6: 25 MB an attachment)."""

    code = "upload-too-large"
    article = "VI 6.6"
    message = "This file is larger than 25 MB. Send it by post or hand it in at the court's front desk."


class AllowanceUsed(Refusal):
    """This uploader announced more bytes in a day, or in thirty, than one may. `time` and `day` say when there is room again."""

    code = "upload-allowance"
    message = (
        "You can add {most} MB of files in {days} days. There is room again at {time} on {day}. Your text is kept. "
        "Do you have to be in time? Then call the court."
    )
    retry = True


class PartRefused(Refusal):
    """A part with a wrong number, size or hash; sending it again may help."""

    code = "part-refused"
    message = "A part of the file did not arrive in one piece. It will be sent again."
    retry = True


class UploadIncomplete(Refusal):
    """Parts are missing, so the file cannot be finished yet."""

    code = "upload-incomplete"
    message = "Not every part of the file has arrived. The missing parts will be sent again."
    retry = True


class UploadDamaged(Refusal):
    """All bytes are there but their hash is not the one that was announced."""

    code = "upload-damaged"
    message = "The file was damaged on its way. Add it again."


class StorageFull(Refusal):
    """The storage back end has no room left; nothing half is kept."""

    code = "storage-full"
    message = (
        "The system cannot store files at the moment. Your text is kept. Try again later or call the court."
    )
    retry = True
