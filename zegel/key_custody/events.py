"""What this house states in evidence."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountActivated(EvidenceEvent):
    """An account was made by invitation, with these keys."""

    name: ClassVar[str] = "key-custody.account.activated"
    words: ClassVar[Words] = Words(gettext_noop("Your account was made"), "ok", "user", "account")

    invitation: UUID
    reason: str
    signing_key: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAdded(EvidenceEvent):
    """An account of a program; `key` is the SHA-256 of its recipient."""

    name: ClassVar[str] = "key-custody.agent.added"
    words: ClassVar[Words] = Words(gettext_noop("A program was given an account"), "", "eye", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"email"})

    organisation: UUID
    key: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordResetAsked(EvidenceEvent):
    """A link was mailed."""

    name: ClassVar[str] = "key-custody.password.reset-asked"
    words: ClassVar[Words] = Words(gettext_noop("Somebody asked for a new password"), "", "mail", "account")

    reset: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordWasReset(EvidenceEvent):
    """A new password by link; `recovered` when the user key was opened too."""

    name: ClassVar[str] = "key-custody.password.reset"
    words: ClassVar[Words] = Words(
        gettext_noop("A new password was chosen by mail"), "warning", "key", "account"
    )

    reset: UUID
    recovered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(EvidenceEvent):
    """A new password, by who knew the old one."""

    name: ClassVar[str] = "key-custody.password.changed"
    words: ClassVar[Words] = Words(gettext_noop("Your password was changed"), "", "key", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeMade(EvidenceEvent):
    """A new recovery code in the place of the old one."""

    name: ClassVar[str] = "key-custody.recovery-code.made"
    words: ClassVar[Words] = Words(gettext_noop("A new recovery code was made"), "", "key", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysReopened(EvidenceEvent):
    """The user key is sealed for the password again."""

    name: ClassVar[str] = "key-custody.keys.reopened"
    words: ClassVar[Words] = Words(gettext_noop("Your messages were opened again"), "ok", "lock", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysReplaced(EvidenceEvent):
    """The account has another user key; `before` are the public halves of the old one."""

    name: ClassVar[str] = "key-custody.keys.reset"
    words: ClassVar[Words] = Words(gettext_noop("You began again with new keys"), "warning", "key", "account")

    signing_key: str
    recipient: str
    before: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowPlanSet(EvidenceEvent):
    """An organisation keeps spare keys: so many officers, after so many hours."""

    name: ClassVar[str] = "key-custody.escrow.plan-set"
    words: ClassVar[Words] = Words(gettext_noop("An organisation keeps spare keys"), "", "key", "account")

    needed: int
    wait_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowPlanDropped(EvidenceEvent):
    """It keeps none any more; `dropped` is how many there were."""

    name: ClassVar[str] = "key-custody.escrow.plan-dropped"
    words: ClassVar[Words] = Words(
        gettext_noop("An organisation threw its spare keys away"), "", "trash", "account"
    )

    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowAgreed(EvidenceEvent):
    """A member agreed to a spare key."""

    name: ClassVar[str] = "key-custody.escrow.agreed"
    words: ClassVar[Words] = Words(
        gettext_noop("You agreed to a spare key at your organisation"), "", "key", "account"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowDeclined(EvidenceEvent):
    """A member had it thrown away."""

    name: ClassVar[str] = "key-custody.escrow.refused"
    words: ClassVar[Words] = Words(
        gettext_noop("The spare key at your organisation was thrown away"), "", "trash", "account"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowSealed(EvidenceEvent):
    """A spare key was made, with a share for each of `officers`."""

    name: ClassVar[str] = "key-custody.escrow.sealed"
    words: ClassVar[Words] = Words(
        gettext_noop("A spare key was made for your organisation"), "", "key", "account"
    )

    needed: int
    officers: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowAsked(EvidenceEvent):
    """The owner asked for it."""

    name: ClassVar[str] = "key-custody.escrow.asked"
    words: ClassVar[Words] = Words(
        gettext_noop("The officers were asked for the spare key"), "warning", "key", "account"
    )

    request: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowApproved(EvidenceEvent):
    """An officer gave a share; `note` is how they checked who asks."""

    name: ClassVar[str] = "key-custody.escrow.approved"
    words: ClassVar[Words] = Words(
        gettext_noop("An officer gave a part of the spare key"), "warning", "key", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by", "note"})

    request: UUID
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowUsed(EvidenceEvent):
    """The shares were handed over."""

    name: ClassVar[str] = "key-custody.escrow.used"
    words: ClassVar[Words] = Words(gettext_noop("The spare key was used"), "warning", "key", "account")

    request: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowStopped(EvidenceEvent):
    """A request was stopped."""

    name: ClassVar[str] = "key-custody.escrow.stopped"
    words: ClassVar[Words] = Words(
        gettext_noop("A request for the spare key was stopped"), "ok", "close", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by"})

    request: UUID
    by: str
