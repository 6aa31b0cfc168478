"""What this house states in evidence."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn(EvidenceEvent):
    """A session began; `method` is the second factor, empty without one."""

    name: ClassVar[str] = "authentication.login.succeeded"
    words: ClassVar[Words] = Words(gettext_noop("You logged in"), "ok", "user", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"browser", "place"})

    method: str
    browser: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordFailed(EvidenceEvent):
    """A wrong password; for an address without account the subject is made up."""

    name: ClassVar[str] = "authentication.login.failed"
    words: ClassVar[Words] = Words(
        gettext_noop("Somebody typed a wrong password"), "warning", "warning", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"place"})

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFailed(EvidenceEvent):
    """A wrong second factor."""

    name: ClassVar[str] = "authentication.factor.failed"
    words: ClassVar[Words] = Words(
        gettext_noop("Somebody took a wrong second step"), "warning", "warning", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"place"})

    method: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAdded(EvidenceEvent):
    """There is another way to show that it is them."""

    name: ClassVar[str] = "authentication.factor.added"
    words: ClassVar[Words] = Words(gettext_noop("A second step was added"), "", "key", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"label"})

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRemoved(EvidenceEvent):
    """One of them is gone."""

    name: ClassVar[str] = "authentication.factor.removed"
    words: ClassVar[Words] = Words(gettext_noop("A second step was removed"), "warning", "trash", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"label"})

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyUnlocks(EvidenceEvent):
    """A passkey opens the user key."""

    name: ClassVar[str] = "authentication.passkey.may-unlock"
    words: ClassVar[Words] = Words(gettext_noop("A passkey may open your messages"), "", "key", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"label"})

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCodesMade(EvidenceEvent):
    """Ten new codes; the old ones are dead."""

    name: ClassVar[str] = "authentication.backup-codes.made"
    words: ClassVar[Words] = Words(gettext_noop("New backup codes were made"), "", "key", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(EvidenceEvent):
    """Six digits went out by SMS."""

    name: ClassVar[str] = "authentication.code.sent"
    words: ClassVar[Words] = Words(gettext_noop("A code was sent by SMS"), "", "phone", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionProved(EvidenceEvent):
    """Who is logged in showed again that it is them."""

    name: ClassVar[str] = "authentication.session.proved"
    words: ClassVar[Words] = Words(gettext_noop("You showed again that it is you"), "ok", "check", "account")

    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(EvidenceEvent):
    """A browser was logged out."""

    name: ClassVar[str] = "authentication.session.ended"
    words: ClassVar[Words] = Words(gettext_noop("A browser was logged out"), "", "logout", "account")

    session: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(EvidenceEvent):
    """All sessions but one ended; `ended` is how many."""

    name: ClassVar[str] = "authentication.sessions.ended"
    words: ClassVar[Words] = Words(
        gettext_noop("All other browsers were logged out"), "", "logout", "account"
    )

    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceForgotten(EvidenceEvent):
    """A browser is not known any more."""

    name: ClassVar[str] = "authentication.device.forgotten"
    words: ClassVar[Words] = Words(gettext_noop("A browser is not known any more"), "", "trash", "account")
    personal: ClassVar[frozenset[str]] = frozenset({"browser"})

    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderShown(EvidenceEvent):
    """A provider vouched for somebody; `acr` is how sure it says to be."""

    name: ClassVar[str] = "authentication.sso.shown"
    words: ClassVar[Words] = Words(gettext_noop("You showed who you are elsewhere"), "ok", "user", "account")

    provider: str
    acr: str
    two_factors: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLinked(EvidenceEvent):
    """A login at a provider belongs to the account."""

    name: ClassVar[str] = "authentication.sso.linked"
    words: ClassVar[Words] = Words(gettext_noop("A login elsewhere was linked"), "", "key", "account")

    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderUnlinked(EvidenceEvent):
    """It belongs to the account no more."""

    name: ClassVar[str] = "authentication.sso.unlinked"
    words: ClassVar[Words] = Words(
        gettext_noop("A login elsewhere was unlinked"), "warning", "trash", "account"
    )

    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEnded(EvidenceEvent):
    """The provider says that a login ended; the session here did too."""

    name: ClassVar[str] = "authentication.sso.ended"
    words: ClassVar[Words] = Words(
        gettext_noop("A login elsewhere ended, and your browsers with it"), "", "logout", "account"
    )

    provider: str
    session: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeWelcomed(EvidenceEvent):
    """A directory vouched for somebody without account. The subject is the invitation."""

    name: ClassVar[str] = "authentication.sso.welcomed"
    words: ClassVar[Words] = Words(
        gettext_noop("A directory let somebody make an account"), "", "user", "account"
    )

    provider: str
    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorResetAsked(EvidenceEvent):
    """An administrator asked to have second factors taken away; `note` is how they checked who it is."""

    name: ClassVar[str] = "authentication.factors-reset.asked"
    words: ClassVar[Words] = Words(
        gettext_noop("An administrator asked to take your second steps away"), "warning", "warning", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by", "note"})

    reset: UUID
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorResetAgreed(EvidenceEvent):
    """A second administrator agreed."""

    name: ClassVar[str] = "authentication.factors-reset.agreed"
    words: ClassVar[Words] = Words(
        gettext_noop("A second administrator agreed"), "warning", "check", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by"})

    reset: UUID
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorResetDone(EvidenceEvent):
    """The second factors are gone."""

    name: ClassVar[str] = "authentication.factors-reset.done"
    words: ClassVar[Words] = Words(
        gettext_noop("Your second steps were taken away"), "warning", "trash", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by"})

    reset: UUID
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorResetStopped(EvidenceEvent):
    """It was stopped; `by` is empty when a link did it."""

    name: ClassVar[str] = "authentication.factors-reset.stopped"
    words: ClassVar[Words] = Words(
        gettext_noop("Taking your second steps away was stopped"), "ok", "close", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"by"})

    reset: UUID
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(EvidenceEvent):
    """How an organisation has people recognised, and what SMS may cost."""

    name: ClassVar[str] = "authentication.policy.changed"
    words: ClassVar[Words] = Words(gettext_noop("An organisation changed its policy"), "", "court", "account")

    verification_methods: tuple[str, ...]
    secret_verification_methods: tuple[str, ...]
    sms_budget: int | None
    sms_per_account: int
    number_wait_hours: int
    sso_only: bool
    sso_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsBudgetLow(EvidenceEvent):
    """Most of a month's SMS are gone."""

    name: ClassVar[str] = "authentication.sms-budget.nearly-spent"
    words: ClassVar[Words] = Words(
        gettext_noop("Most of the SMS budget was spent"), "warning", "phone", "account"
    )

    sent: int
    budget: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsCeilingReached(EvidenceEvent):
    """No more codes go out for this purpose."""

    name: ClassVar[str] = "authentication.sms-ceiling.reached"
    words: ClassVar[Words] = Words(
        gettext_noop("The ceiling of codes by SMS was reached"), "warning", "phone", "account"
    )

    purpose: str
    hour: int
    day: int
