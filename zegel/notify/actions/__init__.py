"""The verbs of the mail-and-SMS room.

`send_mail`, `send_sms` and `tidy` are called by workers, outside any transaction; the others join the caller's.
"""

from zegel.notify.actions.bounces import record_bounce
from zegel.notify.actions.mail import send_mail
from zegel.notify.actions.queue import queue_mail, queue_sms, resend
from zegel.notify.actions.sms import send_sms
from zegel.notify.actions.stop import stop
from zegel.notify.actions.upkeep import tidy

__all__ = ["queue_mail", "queue_sms", "record_bounce", "resend", "send_mail", "send_sms", "stop", "tidy"]
