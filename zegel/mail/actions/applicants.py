"""Somebody without an account who writes to a court first: their mail address is proved by a code, then they are a guest of that court."""

import hmac
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from zegel.authentication.actions.limits import count, may_send_letter, reached, uncount
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.boxes.queries import Container
from zegel.evidence.actions import write
from zegel.lib.ids import uuid7
from zegel.lib.principal import Kind, Principal
from zegel.lib.typed import six_digits
from zegel.lib.verbs import nobody_acts, step
from zegel.mail.errors import AddressCodeOver, AddressCodeWrong, GuestData, WayNotAllowed
from zegel.mail.events import GuestBegan
from zegel.mail.keys import code_key
from zegel.mail.letters import ApplicantCode, ApplicantLink
from zegel.mail.models import Conversation, Guest, Message
from zegel.mail.rules import WRONG_TRIES, NewGuest, check_guest, sms_digits
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address

ADDRESS_CODE_LIFE: Final = timedelta(minutes=15)
"""A mail may take a while, and somebody has to go and look for it."""
BEGUN_KEPT: Final = timedelta(days=90)
"""How long the court keeps who somebody is that began and sent nothing; the page on which they begin says so."""
AT_ONCE: Final = 500


@nobody_acts("who wants to apply without an account has shown nothing yet")
@transaction.atomic
def ask_address_code(
    *, email: str, language: str, box: Container, address: str, at: datetime
) -> tuple[UUID, bool, str]:
    """Mail six digits to an address, in the name of the court behind `box`; gives the code's identifier, from which they are derived,
    whether it was mailed, and the address as it is written to. Where an address has had enough letters nothing goes, and nobody is told.

    `address` is the network address that asks.

    Raises:
        notify's AddressRefused; TooManyAsked: from this network address.
    """
    to = check_address(email)
    code = uuid4()
    if not may_send_letter("applicant", to, address, at):
        return code, False, to
    organisation = box.organisation
    letter = ApplicantCode(
        organisation=organisation.name if organisation else box.name,
        minutes=int(ADDRESS_CODE_LIFE.total_seconds()) // 60,
    )
    queue_mail(ref=code, letter=letter, to=to, language=language, secret=sms_digits(code_key(), code), at=at)
    return code, True, to


@nobody_acts("who wants to apply without an account shows that a mail address is theirs")
def check_address_code(*, code: UUID, mailed: bool, asked_at: datetime, digits: str, at: datetime) -> None:
    """Whether these are the digits that were mailed; of a code that was not none are, and it wears out like any other.

    Raises:
        AddressCodeOver: it is too old, or was tried too often; AddressCodeWrong.
    """
    key = limit_key("applicant-code", str(code))
    if at - asked_at > ADDRESS_CODE_LIFE:
        raise AddressCodeOver(field="digits")
    # Counted before it is looked at: of tries at the same moment no more are heard than of tries one by one.
    tried = count(key, at=at)
    if reached(key, WRONG_TRIES + 1, within=HOUR, at=at):
        raise AddressCodeOver(field="digits")
    right = hmac.compare_digest(sms_digits(code_key(), code).encode(), six_digits(digits).encode())
    if not (right and mailed):
        raise AddressCodeWrong(field="digits")
    uncount(tried)


@step
def begin_conversation(
    *, guest: UUID, new: NewGuest, link: str, subject: str, box: Container, at: datetime
) -> Guest:
    """A conversation with a court that a guest begins: nothing is in it yet, and the link of it is mailed to them.

    Raises:
        GuestData: the identifier is another's, or something is missing; WayNotAllowed; notify's refusals of an address or number.
    """
    told = check_guest(new)
    if told.verification not in policy_of(box.organisation_id).ways_for(secret=False):
        raise WayNotAllowed(field="phone", name=told.name)
    conversation = Conversation.objects.create(id=uuid7(), subject=subject, owner=box, created_at=at)
    row = Guest(
        id=guest,
        conversation=conversation,
        name=told.name,
        email=told.email,
        phone=told.phone,
        language=told.language,
        verification=told.verification,
        recipient=told.recipient,
        sealed_identity=told.sealed_identity,
        sender_copy=told.sender_copy,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Another guest's identifier, about whom this answer must say nothing.
        raise GuestData(field="name") from None
    actor = Principal(Kind.GUEST, row.pk, on_behalf_of=conversation.pk)
    write([GuestBegan(subject=row.pk, box=box.pk, conversation=conversation.pk)], actor=actor, at=at)
    organisation = box.organisation
    letter = ApplicantLink(
        organisation=organisation.name if organisation else box.name,
        guest=str(row.pk),
        phone=organisation.phone if organisation else "",
    )
    queue_mail(
        ref=row.pk,
        letter=letter,
        to=row.email,
        language=row.language,
        secret=link,
        logo=bytes(organisation.logo) if organisation and organisation.logo else None,
        at=at,
    )
    return row


@nobody_acts("the work of a job")
@transaction.atomic
def forget_beginners(*, at: datetime) -> int:
    """Delete guests who began long ago and sent nothing, with name, address and number; gives how many. That somebody began stays in the log,
    which knows them by an identifier alone."""
    written = Message.objects.filter(conversation=OuterRef("conversation"))
    rows = Guest.objects.filter(~Exists(written), conversation__created_at__lt=at - BEGUN_KEPT)
    locked = list(
        rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:AT_ONCE]
    )
    # Asked again behind the lock: who filed in this very moment stays.
    conversations = list(rows.filter(pk__in=locked).values_list("conversation", flat=True))
    Conversation.objects.filter(pk__in=conversations).delete()
    return len(conversations)
