"""Linking an account to a number in a profession's register, and keeping an eye on it."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from zegel.authentication.errors.factors import SecondFactorNeeded
from zegel.authentication.queries.factors import is_secure
from zegel.authentication.rules.login import attempt_keys
from zegel.evidence.actions import write
from zegel.identity.queries.people import User, locked
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Kind, Principal, system
from zegel.lib.refusals import Refusal
from zegel.lib.typed import six_digits
from zegel.lib.verbs import nobody_acts
from zegel.notify.actions import queue_mail
from zegel.notify.letter import MailLetter
from zegel.professions.errors.links import (
    AlreadyLinked,
    BailiffNumberUnclear,
    ClaimOver,
    ClaimTooSoon,
    ClaimWrong,
    NotLinked,
    NumberNotYours,
    NumbersDiffer,
    NumberTaken,
    NumberUnclear,
    TooManyClaims,
    UnlinkBlocked,
)
from zegel.professions.events import (
    ClaimCodeFailed,
    ClaimCodeSent,
    ClaimRefused,
    PracticeBlocked,
    PracticeRestored,
    ProfessionLinked,
    ProfessionUnlinked,
)
from zegel.professions.keys import profession_digits
from zegel.professions.letters import ProfessionBlocked, ProfessionCode, ProfessionRestored, ProfessionTaken
from zegel.professions.models import ProfessionClaim, ProfessionLink, RegisterCheck, RegisterEntry
from zegel.professions.queries.links import link_of, open_claim
from zegel.professions.rules.links import (
    CLAIMS_A_NUMBER,
    CLAIMS_A_PLACE,
    CLAIMS_AN_ACCOUNT,
    CODE_LIFE,
    DAY,
    WRONG_TRIES,
    code_pause,
    names_match,
)
from zegel.professions.rules.professional_register import number_of, standing


def claim_number(
    *, actor: Principal, kind: str, number: str, again: str, address: str, at: datetime
) -> ProfessionClaim:
    """Say that a number is one's own: a code goes to the mail address that the register has for it.

    `kind` is `bar` or `kbvg`, `address` the network address of the request. A refused claim is counted and committed
    before it is refused.

    Raises:
        SecondFactorNeeded, AlreadyLinked; NumberUnclear, BailiffNumberUnclear, NumbersDiffer: as typed;
        NumberNotYours: not in the register, or of another name; NumberTaken; ClaimTooSoon, TooManyClaims.
    """
    wanted = _typed(kind, number, again)
    with transaction.atomic():
        person = _ready(actor, address, at)
        entry = RegisterEntry.objects.select_for_update().filter(kind=kind, number=wanted).first()
        refusal = _refusal(person, entry)
        if refusal is None and entry is not None:
            return _send_code(person, entry, actor, address, at)
        _note_refused(person, entry, refusal, actor=actor, wanted=f"{kind}:{wanted}", address=address, at=at)
    raise refusal or NumberNotYours(field="number")


def resend_code(*, actor: Principal, address: str, at: datetime) -> ProfessionClaim:
    """Mail a new code for the number that was claimed last; the one before works no more.

    Raises:
        SecondFactorNeeded, AlreadyLinked, ClaimTooSoon, TooManyClaims; ClaimOver: nothing was claimed today.
    """
    with transaction.atomic():
        person = _ready(actor, address, at)
        last = _newest(person)
        if last is None or last.asked_at <= at - DAY or last.expires_at == last.asked_at:
            raise ClaimOver
        entry = RegisterEntry.objects.select_for_update(of=("self",)).get(claims=last)
        refusal = _refusal(person, entry)
        if refusal:
            raise refusal
        return _send_code(person, entry, actor, address, at)


def confirm_number(*, actor: Principal, digits: str, at: datetime) -> ProfessionLink:
    """Type the code: the account is linked. Only the newest code works, once, and a wrong try is committed first.

    Somebody who is suspended is linked as well, and blocked from the first moment.

    Raises:
        SecondFactorNeeded, AlreadyLinked, NumberTaken; ClaimOver; ClaimWrong: with how many tries are left.
    """
    # Looked at before the lock too: guessing without a code costs us one query.
    if open_claim(actor.account, at) is None:
        raise ClaimOver(field="code")
    with transaction.atomic():
        person = _unlinked(actor)
        claim = open_claim(person.pk, at)
        if claim is None:
            raise ClaimOver(field="code")
        typed = six_digits(digits).encode()
        if hmac.compare_digest(profession_digits(claim.pk).encode(), typed):
            return _link(person, claim, actor, at)
        claim.wrong_tries += 1
        claim.save(update_fields=["wrong_tries"])
        write([ClaimCodeFailed(subject=person.pk, tries=claim.wrong_tries)], actor=actor, at=at)
    if claim.wrong_tries >= WRONG_TRIES:
        raise ClaimOver(field="code")
    raise ClaimWrong(field="code", left=WRONG_TRIES - claim.wrong_tries)


@transaction.atomic
def link_imported(*, actor: Principal, user: UUID, kind: str, number: str, at: datetime) -> ProfessionLink:
    """Link an account whose number an operator had checked before importing it; the name must fit all the same.

    Raises:
        NumberNotYours, NumberTaken, AlreadyLinked.
    """
    person = locked(user)
    if link_of(person):
        raise AlreadyLinked
    entry = (
        RegisterEntry.objects.select_for_update().filter(kind=kind, number=number_of(kind, number)).first()
    )
    refusal = _refusal(person, entry)
    if refusal or entry is None:
        raise refusal or NumberNotYours(field="number")
    return _linked(person, entry, actor, at)


@nobody_acts("the profession's own provider says whose number it is")
@transaction.atomic
def link_vouched(*, account: UUID, kind: str, number: str, provider: str, at: datetime) -> ProfessionLink:
    """Link the number that a profession's own provider vouches for; the register must have it under a fitting name.

    Raises:
        AlreadyLinked; NumberNotYours, NumberTaken; NumberUnclear, BailiffNumberUnclear.
    """
    wanted = _typed(kind, number, number)
    person = locked(account)
    if link_of(person):
        raise AlreadyLinked
    entry = RegisterEntry.objects.select_for_update().filter(kind=kind, number=wanted).first()
    refusal = _refusal(person, entry)
    if refusal or entry is None:
        raise refusal or NumberNotYours(field="number")
    return _linked(person, entry, Principal(Kind.SERVICE, process=provider), at)


@transaction.atomic
def unlink(*, actor: Principal, at: datetime) -> None:
    """Take the number off the account; what was sent and received stays.

    Raises:
        NotLinked; UnlinkBlocked: the register says that its owner may not practise.
    """
    person = locked(actor.account)
    link = link_of(person)
    if link is None:
        raise NotLinked
    # The register of this moment, not of last night: who is suspended since this morning does not slip out either.
    if link.blocked_since or _standing(link.entry, at) != "active":
        raise UnlinkBlocked
    link.ended_at = at
    link.save(update_fields=["ended_at"])
    write([ProfessionUnlinked(subject=person.pk, **_facts(link.entry))], actor=actor, at=at)


@nobody_acts("the register changed, or the night came")
@transaction.atomic
def recheck(*, at: datetime) -> int:
    """Hold every link to the register as it is today; gives how many changed.

    Who may not practise any more gets no court mail from now on, and who may again does; both are told.
    """
    links = ProfessionLink.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True)
    seen = changed = 0
    for link in links.select_related("entry", "user").order_by("id"):
        found = _standing(link.entry, at)
        seen += 1
        if found != link.standing:
            _change(link, found, at)
            changed += 1
    RegisterCheck.objects.create(at=at, links=seen, changed=changed)
    return changed


def _typed(kind: str, number: str, again: str) -> str:
    wanted = number_of(kind, number)
    if kind not in RegisterEntry.Kind.values or wanted is None:
        raise (BailiffNumberUnclear if kind == "kbvg" else NumberUnclear)(field="number")
    if number_of(kind, again) != wanted:
        raise NumbersDiffer(field="again")
    return wanted


def _unlinked(actor: Principal) -> User:
    """The claimant's row, locked so that tries at the same time are counted one by one."""
    person = locked(actor.account)
    if not is_secure(person):
        raise SecondFactorNeeded
    if link_of(person):
        raise AlreadyLinked
    return person


def _ready(actor: Principal, address: str, at: datetime) -> User:
    """The claimant, when another claim may be made from here."""
    person = _unlinked(actor)
    today = ProfessionClaim.objects.filter(asked_at__gt=at - DAY)
    counts = today.aggregate(
        own=Count("id", filter=Q(user=person)), place=Count("id", filter=Q(place=_place(address)))
    )
    if counts["own"] >= CLAIMS_AN_ACCOUNT or counts["place"] >= CLAIMS_A_PLACE:
        raise TooManyClaims
    last = _newest(person)
    pause = code_pause(last.asked_at if last else None, at)
    if pause:
        raise ClaimTooSoon(seconds=pause)
    return person


def _newest(person: User) -> ProfessionClaim | None:
    return person.profession_claims.filter(entry__isnull=False).order_by("-asked_at", "-id").first()


def _place(address: str) -> str:
    return attempt_keys("", address)[1]


def _refusal(person: User, entry: RegisterEntry | None) -> Refusal | None:
    """Why this person cannot claim this row. The name comes first: a stranger learns nothing about the rest."""
    if entry is None or entry.absent_since or not names_match(person.name, entry.name):
        return NumberNotYours(field="number")
    if entry.links.filter(ended_at__isnull=True).exists():
        return NumberTaken(field="number")
    return None


def _note_refused(
    person: User,
    entry: RegisterEntry | None,
    refusal: Refusal | None,
    *,
    actor: Principal,
    wanted: str,
    address: str,
    at: datetime,
) -> None:
    """Count a refused claim. Of a number that is taken, its owner hears, once a day."""
    taken = entry if isinstance(refusal, NumberTaken) else None
    if taken and not taken.claims.filter(asked_at__gt=at - DAY, user=person).exists():
        _tell(taken.links.get(ended_at__isnull=True).user, ProfessionTaken(number=taken.number), at)
    ProfessionClaim.objects.create(
        user=person, entry=taken, place=_place(address), asked_at=at, expires_at=at
    )
    why = "taken" if taken else "unknown" if entry is None or entry.absent_since else "name"
    write([ClaimRefused(subject=person.pk, claimed=wanted, why=why)], actor=actor, at=at)


def _send_code(
    person: User, entry: RegisterEntry, actor: Principal, address: str, at: datetime
) -> ProfessionClaim:
    if entry.claims.filter(asked_at__gt=at - DAY).count() >= CLAIMS_A_NUMBER:
        raise TooManyClaims
    claim = ProfessionClaim.objects.create(
        user=person, entry=entry, place=_place(address), asked_at=at, expires_at=at + CODE_LIFE
    )
    queue_mail(
        ref=claim.pk,
        letter=ProfessionCode(minutes=int(CODE_LIFE.total_seconds()) // 60),
        to=entry.email,
        language=person.language,
        secret=profession_digits(claim.pk),
        at=at,
    )
    write([ClaimCodeSent(subject=person.pk, **_facts(entry))], actor=actor, at=at)
    return claim


def _link(person: User, claim: ProfessionClaim, actor: Principal, at: datetime) -> ProfessionLink:
    entry = RegisterEntry.objects.select_for_update(of=("self",)).get(claims=claim)
    refusal = _refusal(person, entry)
    if refusal:
        raise refusal
    claim.used_at = at
    claim.save(update_fields=["used_at"])
    return _linked(person, entry, actor, at)


def _linked(person: User, entry: RegisterEntry, actor: Principal, at: datetime) -> ProfessionLink:
    found = _standing(entry, at)
    link = ProfessionLink.objects.create(
        user=person, entry=entry, since=at, standing=found, blocked_since=None if found == "active" else at
    )
    event = ProfessionLinked(subject=person.pk, **_facts(entry), standing=found)
    write([event], actor=actor, at=at)
    return link


def _standing(entry: RegisterEntry, at: datetime) -> str:
    return standing(
        entry.status,
        entry.status_from,
        entry.status_until,
        absent=entry.absent_since is not None,
        today=amsterdam(at).date(),
    )


def _change(link: ProfessionLink, found: str, at: datetime) -> None:
    was, link.standing = link.standing, found
    link.blocked_since = None if found == "active" else link.blocked_since or at
    link.save(update_fields=["standing", "blocked_since"])
    event = PracticeRestored if found == "active" else PracticeBlocked
    said = event(subject=link.user_id, **_facts(link.entry), was=was, is_=found)
    write([said], actor=system("professional-register"), at=at)
    number = link.entry.number
    restored = found == "active"
    _tell(
        link.user,
        ProfessionRestored(number=number) if restored else ProfessionBlocked(number=number, why=found),
        at,
    )


def _tell(user: User, letter: MailLetter, at: datetime) -> None:
    queue_mail(ref=user.pk, letter=letter, to=user.email, language=user.language, at=at)


def _facts(entry: RegisterEntry) -> dict[str, str]:
    return {"kind": entry.kind, "number": entry.number}
